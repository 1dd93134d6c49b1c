package people

import (
	"encoding/binary"

	"example.org/meldeportal/model"
)

// Rows are kept packed: a site may have hundreds of thousands, and 20 programs may
// share a machine. Each is its texts, each behind its length, then its numbers.
// All of them are one string, in which the garbage collector has nothing to look for.

const (
	markObjects = 1 << iota
	markDamaged
)

func (r *Row) texts() [10]*string {
	return [...]*string{&r.ID, &r.Name, &r.Born, &r.Number, &r.Insured, &r.Sex, &r.Diagnosis, &r.Typ, &r.Sub, (*string)(&r.Date)}
}

func (r *Row) numbers() [5]*int32 {
	return [...]*int32{&r.Drafts, &r.Waiting, &r.Rejected, &r.Accepted, &r.Paper}
}

// pack puts a row behind b.
func pack(b []byte, r *Row) []byte {
	for _, text := range r.texts() {
		b = binary.AppendUvarint(b, uint64(len(*text)))
		b = append(b, *text...)
	}
	for _, n := range r.numbers() {
		b = binary.AppendUvarint(b, uint64(*n))
	}
	marks := byte(0)
	if r.Objects {
		marks |= markObjects
	}
	if r.Damaged {
		marks |= markDamaged
	}
	return binary.AppendVarint(append(b, marks), r.Updated)
}

// unpack reads the row in front and returns how long it is, 0 for what is none.
func unpack(s string, r *Row) (size int) {
	u := unpacker{rest: s}
	r.ID, r.Name, r.Born, r.Number, r.Insured = u.text(), u.text(), u.text(), u.text(), u.text()
	r.Sex, r.Diagnosis, r.Typ, r.Sub, r.Date = u.text(), u.text(), u.text(), u.text(), model.Datum(u.text())
	r.Drafts, r.Waiting, r.Rejected = int32(u.number()), int32(u.number()), int32(u.number())
	r.Accepted, r.Paper = int32(u.number()), int32(u.number())
	marks := u.number()
	r.Objects, r.Damaged = marks&markObjects != 0, marks&markDamaged != 0
	updated := u.number()
	r.Updated = int64(updated>>1) ^ -int64(updated&1) // as binary.AppendVarint writes it
	if u.bad {
		return 0
	}
	return len(s) - len(u.rest)
}

// unpacker reads lengths, texts and numbers of a string.
type unpacker struct {
	rest string
	bad  bool
}

// number is mostly one of a byte.
func (u *unpacker) number() (n uint64) {
	if len(u.rest) > 0 && u.rest[0] < 0x80 {
		n, u.rest = uint64(u.rest[0]), u.rest[1:]
		return n
	}
	return u.long()
}

func (u *unpacker) long() (n uint64) {
	for i, shift := 0, 0; i < len(u.rest) && i < binary.MaxVarintLen64; i, shift = i+1, shift+7 {
		c := u.rest[i]
		n |= uint64(c&0x7f) << shift
		if c < 0x80 {
			u.rest = u.rest[i+1:]
			return n
		}
	}
	u.bad = true
	return 0
}

func (u *unpacker) text() (text string) { return u.bytes(u.number()) }

func (u *unpacker) bytes(n uint64) (text string) {
	if n > uint64(len(u.rest)) {
		u.bad = true
		return ""
	}
	text, u.rest = u.rest[:n], u.rest[n:]
	return text
}
