package store

import (
	"bytes"
	"crypto/rand"
	"testing"
)

func TestABodyIsReadAsItWasSealedPackedOrNot(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	noise := make([]byte, 3000)
	rand.Read(noise)
	long := bytes.Repeat([]byte(`{"Meldung.Diagnose.Diagnosetext":"Mammakarzinom links"}`), 100)
	for name, plain := range map[string][]byte{
		"nothing": {}, "short": []byte("{}"), "long": long, "what cannot be packed": noise,
		"what begins like a packed one": {packedMark, 2, 3}, "of that a lot": bytes.Repeat([]byte{packedMark}, 3000),
	} {
		sealed, err := v.sealBody(plain, "table", "id")
		if err != nil {
			t.Fatal(err)
		}
		if got, err := v.openBody(sealed, "table", "id"); err != nil || !bytes.Equal(got, plain) {
			t.Errorf("%s: read %d bytes, %v, want %d", name, len(got), err, len(plain))
		}
		before, err := v.key.SealBody(plain, "table", "id") // as earlier programs do
		if err != nil || len(plain) > 0 && plain[0] == packedMark {
			continue
		}
		if got, err := v.openBody(before, "table", "id"); err != nil || !bytes.Equal(got, plain) {
			t.Errorf("%s, sealed before: read %d bytes, %v, want %d", name, len(got), err, len(plain))
		}
		if name == "long" && len(sealed)*3 > len(before) {
			t.Errorf("%s: %d bytes sealed, %d before", name, len(sealed), len(before))
		}
	}
}
