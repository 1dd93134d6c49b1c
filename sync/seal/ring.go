package seal

import (
	"crypto/hmac"
	"encoding/binary"
	"slices"
)

// Ring is the data keys of a store, one for each generation that is in use: it seals
// with the newest and opens with the fitting one. A new generation is made when
// somebody leaves; the older ones go when nothing is sealed with them any more. It
// never changes, is safe for concurrent use and prints as "[redacted]".
//
// What a generation seals begins with its mark, so that it is known whose it is
// without trying, and can be found in the file. What programs up to 0.2.0 sealed has
// no mark: that is generation 0.
type Ring struct {
	redacted
	keys []*Key // the newest in front
	past []*Key // of generations that seal nothing any more: they prove what was done in their time
}

const (
	mark     = "MPg\x01"
	markSize = len(mark) + 4
)

// NewRing makes the first key of a new store.
func NewRing() (*Ring, error) { return (&Ring{}).Next() }

// Next is the ring with a fresh key as its newest.
func (r *Ring) Next() (*Ring, error) {
	k, err := NewKey()
	if err != nil {
		return nil, err
	}
	k.gen = 1
	if len(r.keys) > 0 {
		k.gen += r.keys[0].gen
	}
	return &Ring{keys: append([]*Key{k}, r.keys...), past: r.past}, nil
}

// Newest is the ring without its older keys: nothing that they sealed opens any more.
// What of them proves a MAC is kept.
func (r *Ring) Newest() *Ring {
	past := slices.Clone(r.keys[1:])
	for i, k := range past {
		past[i] = &Key{gen: k.gen, audit: k.audit}
	}
	return &Ring{keys: r.keys[:1:1], past: append(past, r.past...)}
}

// Generation is that of the newest key.
func (r *Ring) Generation() int { return int(r.keys[0].gen) }

// Older reports whether there are keys besides the newest.
func (r *Ring) Older() bool { return len(r.keys) > 1 }

// Mark begins everything the newest key seals; it is empty in generation 0.
func (r *Ring) Mark() []byte { return r.keys[0].mark() }

// SealHeader is Key.SealHeader with the newest key.
func (r *Ring) SealHeader(plain []byte, place ...string) ([]byte, error) {
	return r.keys[0].marked(r.keys[0].SealHeader(plain, place...))
}

// SealBody is Key.SealBody with the newest key.
func (r *Ring) SealBody(plain []byte, place ...string) ([]byte, error) {
	return r.keys[0].marked(r.keys[0].SealBody(plain, place...))
}

// OpenHeader is Key.OpenHeader with the key that sealed it. ErrNewerKey: the ring has
// not got it yet.
func (r *Ring) OpenHeader(dst, sealed []byte, place ...string) ([]byte, error) {
	return r.open(sealed, func(k *Key, rest []byte) ([]byte, error) { return k.OpenHeader(dst, rest, place...) })
}

// OpenBody is Key.OpenBody with the key that sealed it, with errors as OpenHeader.
func (r *Ring) OpenBody(sealed []byte, place ...string) ([]byte, error) {
	return r.open(sealed, func(k *Key, rest []byte) ([]byte, error) { return k.OpenBody(rest, place...) })
}

// open has the key open that the mark names. What has none is of generation 0, and so
// is, once in a very long time, what only looks as if it had one.
func (r *Ring) open(sealed []byte, with func(*Key, []byte) ([]byte, error)) ([]byte, error) {
	gen, marked := generationOf(sealed)
	if k := r.of(gen); k != nil && marked {
		return with(k, sealed[markSize:])
	}
	err := error(ErrDamaged)
	if k := r.of(0); k != nil {
		var plain []byte
		if plain, err = with(k, sealed); err == nil {
			return plain, nil
		}
	}
	if r.Newer(sealed) {
		return nil, ErrNewerKey
	}
	return nil, err
}

func generationOf(sealed []byte) (gen uint32, marked bool) {
	if len(sealed) < markSize || string(sealed[:len(mark)]) != mark {
		return 0, false
	}
	return binary.BigEndian.Uint32(sealed[len(mark):]), true
}

// Index is Key.Index with the newest key.
func (r *Ring) Index(value string) []byte { return r.keys[0].Index(value) }

// IndexIn is Key.Index in a generation, nil when the ring has no key of it.
func (r *Ring) IndexIn(generation int, value string) []byte {
	if k := r.of(uint32(generation)); k != nil {
		return k.Index(value)
	}
	return nil
}

// Indexes are those of all generations, the newest in front.
func (r *Ring) Indexes(value string) (all [][]byte) {
	for _, k := range r.keys {
		all = append(all, k.Index(value))
	}
	return all
}

// MAC is Key.MAC with the newest key, behind its mark.
func (r *Ring) MAC(parts ...[]byte) []byte { return append(r.Mark(), r.keys[0].MAC(parts...)...) }

// Proves is Key.Proves with the key that made the MAC. Those of older generations have
// left hands: a MAC of theirs is worth something where a newer one is bound to it.
func (r *Ring) Proves(mac []byte, parts ...[]byte) bool {
	if gen, marked := generationOf(mac); marked {
		if k := r.proving(gen); k != nil {
			return k.Proves(mac[markSize:], parts...)
		}
	}
	k := r.proving(0)
	return k != nil && k.Proves(mac, parts...)
}

// RowMAC is Key.RowMAC with the newest key, behind its mark.
func (r *Ring) RowMAC(plain []byte) []byte { return append(r.Mark(), r.keys[0].RowMAC(plain)...) }

// ProvesRow reports whether RowMAC gave this one, with a key that still seals: who has left
// knows the others.
func (r *Ring) ProvesRow(mac, plain []byte) bool {
	gen, marked := generationOf(mac)
	if marked {
		mac = mac[markSize:]
	}
	k := r.of(gen)
	return k != nil && hmac.Equal(mac, k.RowMAC(plain))
}

// Newer reports whether something was made with a key that the ring has not got yet.
func (r *Ring) Newer(made []byte) bool {
	gen, marked := generationOf(made)
	return marked && gen > r.keys[0].gen
}

func (r *Ring) proving(gen uint32) *Key {
	if k := r.of(gen); k != nil {
		return k
	}
	for _, k := range r.past {
		if k.gen == gen {
			return k
		}
	}
	return nil
}

func (r *Ring) of(gen uint32) *Key {
	for _, k := range r.keys {
		if k.gen == gen {
			return k
		}
	}
	return nil
}

func (k *Key) mark() []byte {
	if k.gen == 0 {
		return nil
	}
	return binary.BigEndian.AppendUint32([]byte(mark), k.gen)
}

// marked puts the mark of the generation in front.
func (k *Key) marked(sealed []byte, err error) ([]byte, error) {
	if err != nil || k.gen == 0 {
		return sealed, err
	}
	return append(k.mark(), sealed...), nil
}

// The keys of a ring as bytes: each is its generation and the key; pastFlag is on the
// generation of one that only proves.
const (
	ringStep = 4 + KeySize
	pastFlag = 1 << 31
)

func (r *Ring) bytes() (b []byte) {
	for _, k := range r.keys {
		b = append(binary.BigEndian.AppendUint32(b, k.gen), k.root[:]...)
	}
	for _, k := range r.past {
		b = append(binary.BigEndian.AppendUint32(b, k.gen|pastFlag), k.audit[:]...)
	}
	return b
}

func ringOf(b []byte) (*Ring, error) {
	r := &Ring{}
	for one := range slices.Chunk(b, ringStep) {
		if len(one) != ringStep {
			return nil, ErrDamaged
		}
		gen, secret := binary.BigEndian.Uint32(one), [KeySize]byte(one[4:])
		if gen&pastFlag != 0 {
			r.past = append(r.past, &Key{gen: gen &^ pastFlag, audit: &secret})
			continue
		}
		k, err := newKey(&secret)
		if err != nil {
			return nil, err
		}
		k.gen = gen
		r.keys = append(r.keys, k)
	}
	if len(r.keys) == 0 || !slices.IsSortedFunc(r.keys, func(a, b *Key) int { return int(int64(b.gen) - int64(a.gen)) }) {
		return nil, ErrDamaged
	}
	return r, nil
}
