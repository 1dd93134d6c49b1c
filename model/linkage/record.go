package linkage

import (
	"hash/fnv"
	"io"
	"strings"
)

// Record is a report's identity as it is compared: a key for each component, 0 where
// it is missing, and what stands in clear. Equal keys of one class are equal values.
type Record struct {
	Keys  [kinds]uint64
	PLZ   uint64 // the digits, or a key of what is no number
	Ort   uint64
	Year  int16
	Month int8
	Sex   byte
}

// Key makes a key of what stands for a component: the first 8 bytes of a
// Kontrollnummer, or a hash of the plain value.
type Key func(k Kind, value string) uint64

// Record makes a record of components by their keys.
func (c *Components) Record(o Open, key Key) (r Record) {
	for k, value := range c {
		if value != "" {
			r.Keys[k] = key(Kind(k), value)
		}
	}
	r.Year, r.Month, r.Sex = int16(o.Year), int8(o.Month), o.Sex
	r.PLZ, r.Ort = postcode(o.PLZ), hashed("ort", o.Ort)
	return r
}

// digits is below which a postcode is its digits.
const digits = 100_000_000

func postcode(text string) uint64 {
	if len(text) <= 8 && strings.Trim(text, "0123456789") == "" {
		return uint64(number(text))
	}
	return hashed("plz", text) | digits
}

// Plain is the key of an office that may read components.
func Plain(k Kind, value string) uint64 { return hashed(k.Class(), value) }

func hashed(class, value string) uint64 {
	if value == "" {
		return 0
	}
	h := fnv.New64a()
	_, _ = io.WriteString(h, class)
	_, _ = h.Write([]byte{0x1F})
	_, _ = io.WriteString(h, value)
	return max(h.Sum64(), 1)
}

// Counted are the keys of a record whose frequency says something, with 0 for what is missing.
func (r *Record) Counted() []uint64 {
	return append(append(make([]uint64, 0, KVNR+2), r.Keys[:KVNR]...), r.PLZ, r.Ort)
}
