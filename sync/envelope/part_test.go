package envelope_test

import (
	"bytes"
	"errors"
	"testing"

	"example.org/meldeportal/sync/envelope"
)

func aPart(t testing.TB, w *world) []byte {
	t.Helper()
	plain, err := envelope.WritePart(envelope.Manifest{V: 1, Site: site, Tnr: tnr, Role: envelope.Identity, Created: now, Pieces: "o5"}, []byte("Müll"), w.site)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

func TestAPartIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	plain := aPart(t, w)
	m, payload, err := envelope.ReadPart(plain, w.site.Public())
	if err != nil || string(payload) != "Müll" || m.Tnr != tnr || len(plain)%512 != 0 {
		t.Errorf("got %q of %s, %v in %d bytes", payload, m.Tnr, err, len(plain))
	}
	for name, c := range map[string]struct {
		plain []byte
		want  error
	}{
		"another site's":    {aPart(t, newWorld(t)), envelope.ErrSignature},
		"manifest altered":  {bytes.Replace(plain, []byte(site), []byte("HE-00000002"), 1), envelope.ErrSignature},
		"shorter":           {plain[:len(plain)-1], envelope.ErrForm},
		"longer":            {append(bytes.Clone(plain), make([]byte, 512)...), envelope.ErrForm},
		"not filled up":     {append(bytes.Clone(plain[:len(plain)-1]), 1), envelope.ErrForm},
		"nothing":           {nil, envelope.ErrForm},
		"length far beyond": {append([]byte{0xff, 0xff, 0xff, 0xff}, plain[4:]...), envelope.ErrForm},
	} {
		if _, _, err := envelope.ReadPart(c.plain, w.site.Public()); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
}

func TestSeamsThatDoNotFitAreKnown(t *testing.T) {
	t.Parallel()
	got, err := envelope.Sew([]byte("<a>N</a>"), "s3,o1,x,s4", []byte("<a>C50</a>"), "s3,x,o3,s4")
	if err != nil || string(got) != "<a>NC50</a>" {
		t.Errorf("got %q, %v", got, err)
	}
	for name, c := range map[string][4]string{
		"shared differs":       {"ab", "s2", "ac", "s2"},
		"another number":       {"ab", "s2", "ab", "s1,s1"},
		"both keep quiet":      {"", "x", "", "x"},
		"both have their own":  {"a", "o1", "b", "o1"},
		"more than there is":   {"a", "s2", "a", "s2"},
		"less than there is":   {"ab", "s1", "ab", "s1"},
		"nothing of it":        {"", "s0", "", "s0"},
		"less than nothing":    {"a", "s-1", "a", "s-1"},
		"no such kind":         {"a", "q1", "a", "q1"},
		"empty":                {"", "", "", ""},
		"own where other said": {"a", "o1", "a", "s1"},
	} {
		if _, err := envelope.Sew([]byte(c[0]), c[1], []byte(c[2]), c[3]); !errors.Is(err, envelope.ErrApart) {
			t.Errorf("%s: got %v, want ErrApart", name, err)
		}
	}
}

func FuzzPart(f *testing.F) {
	w := newWorld(f)
	f.Add(aPart(f, w))
	f.Fuzz(func(t *testing.T, plain []byte) {
		if m, payload, err := envelope.ReadPart(plain, w.site.Public()); err == nil {
			again, err := envelope.WritePart(m, payload, w.site)
			if err != nil || len(again)%512 != 0 {
				t.Errorf("written again: %d bytes, %v", len(again), err)
			}
		}
	})
}

func FuzzSeam(f *testing.F) {
	f.Add([]byte("<a>N</a>"), "s3,o1,x,s4", []byte("<a>C50</a>"), "s3,x,o3,s4")
	f.Add([]byte(""), "x", []byte("b"), "o1")
	f.Fuzz(func(t *testing.T, a []byte, seamA string, b []byte, seamB string) {
		if document, err := envelope.Sew(a, seamA, b, seamB); err == nil && len(document) > len(a)+len(b) {
			t.Error("more came together than there was")
		}
	})
}
