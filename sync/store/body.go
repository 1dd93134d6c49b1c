package store

import (
	"bytes"
	"compress/flate"
	"io"
	"sync"
)

// Bodies, the texts of reports and documents, repeat themselves a lot, and so does what
// a form keeps beside a report: packed before they are sealed they take a third of the
// room. Bodies that were sealed before are read as they are: they begin with "{" or "<".

// packedMark begins a body that is packed.
const packedMark = 1

// sealBody seals a body for its place.
func (v *Vault) sealBody(plain []byte, place ...string) ([]byte, error) {
	if packed := append([]byte{packedMark}, pack(plain)...); len(packed) < len(plain) || len(plain) > 0 && plain[0] == packedMark {
		plain = packed
	}
	return v.key.SealBody(plain, place...)
}

func (v *Vault) openBody(sealed []byte, place ...string) ([]byte, error) {
	plain, err := v.key.OpenBody(sealed, place...)
	if err != nil || len(plain) == 0 || plain[0] != packedMark {
		return plain, err
	}
	return unpack(plain[1:])
}

// zip packs one text after another: a new one for each is more to clear away than the
// text.
type zip struct {
	out bytes.Buffer
	w   *flate.Writer
}

var zips = sync.Pool{New: func() any {
	z := &zip{}
	z.w, _ = flate.NewWriter(&z.out, flate.BestSpeed) // fails for levels that do not exist
	return z
}}

func pack(plain []byte) []byte {
	z := zips.Get().(*zip)
	defer zips.Put(z)
	z.out.Reset()
	z.w.Reset(&z.out)
	_, _ = z.w.Write(plain) // into memory
	_ = z.w.Close()
	return bytes.Clone(z.out.Bytes())
}

// unzip unpacks one text after another.
type unzip interface {
	io.Reader
	flate.Resetter
}

var unzips = sync.Pool{New: func() any { return flate.NewReader(nil) }}

func unpack(packed []byte) ([]byte, error) {
	u := unzips.Get().(unzip)
	defer unzips.Put(u)
	_ = u.Reset(bytes.NewReader(packed), nil) // has no error
	plain, err := io.ReadAll(u)
	if err != nil {
		return nil, ErrDamaged
	}
	return plain, nil
}
