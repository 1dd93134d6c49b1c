package auswertung

import (
	"bytes"
	"testing"

	"example.org/meldeportal/model/linkage"
	"example.org/meldeportal/sync/offices"
)

// Whatever stands where numbers of a report do is read without a panic, and numbers that were
// packed come back.
func FuzzNumbers(f *testing.F) {
	good, err := packNumbers([]offices.Wert{{Kind: linkage.Nachname1, Wert: bytes.Repeat([]byte{7}, 48)}, {Kind: linkage.KVNR, Wert: bytes.Repeat([]byte{9}, 64)}})
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range [][]byte{good, nil, {0}, {0, 255}, {0, 0, 0}, good[:60], append([]byte{255, 1, 1}, good...)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, packed []byte) {
		all := unpackNumbers(packed)
		again, err := packNumbers(all)
		if err != nil {
			return
		}
		if !bytes.Equal(again, packed[:len(again)]) {
			t.Errorf("%x came back as %x", packed, again)
		}
		r := row{nummern: again}
		if got := r.record(); len(all) == 0 && got.Keys != (linkage.Record{}).Keys {
			t.Errorf("no numbers, keys %v", got.Keys)
		}
	})
}
