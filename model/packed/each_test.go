package packed_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strings"
	"testing"

	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/model/packed"
)

// zipped is an archive of names and texts.
func zipped(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err == nil {
			_, err = f.Write([]byte(files[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gzipped(t testing.TB, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write([]byte(text))
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// opened is what comes out of a file, "name=text" each, with the first fault.
func opened(content []byte) (found []string, fault string) {
	err := packed.Each("a", bytes.NewReader(content), int64(len(content)), func(name string, doc io.Reader) error {
		text, err := io.ReadAll(doc)
		var f *packed.Fault
		if errors.As(err, &f) {
			found = append(found, name+" "+f.Text)
			return nil
		}
		found = append(found, name+"="+string(text))
		return err
	})
	var f *packed.Fault
	if errors.As(err, &f) {
		fault = f.Text
	} else if err != nil {
		fault = err.Error()
	}
	return found, fault
}

func TestDocumentsComeOutAsTheyWentIn(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		content []byte
		want    string
	}{
		"plain":         {[]byte("<x/>"), "a=<x/>"},
		"short":         {[]byte("<"), "a=<"},
		"empty":         {nil, "a="},
		"gzip":          {gzipped(t, "<x/>"), "a=<x/>"},
		"two gzips":     {append(gzipped(t, "<x>"), gzipped(t, "</x>")...), "a=<x></x>"},
		"zip":           {zipped(t, "b/2.xml", "<x/>", "1.XML", "<y/>", "liesmich.txt", "nein", "__MACOSX/1.xml", "nein"), "a/b/2.xml=<x/>|a/1.XML=<y/>"},
		"gzip in a zip": {zipped(t, "m.xml.gz", string(gzipped(t, "<x/>"))), "a/m.xml.gz=<x/>"},
		"zip in a zip":  {zipped(t, "m.zip", "PK\x03\x04"), "a/m.zip=PK\x03\x04"},
	} {
		if found, fault := opened(c.content); strings.Join(found, "|") != c.want || fault != "" {
			t.Errorf("%s: got %q (%s), want %q", name, found, fault, c.want)
		}
	}
}

func TestBrokenAndHostileArchivesAreNamed(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	whole := gzipped(t, strings.Repeat("<x/>", 10_000))
	archive := zipped(t, "m.xml", strings.Repeat("<x/>", 10_000))
	flipped := bytes.Clone(archive)
	flipped[60] ^= 0xff
	locked := bytes.Clone(archive)
	locked[6] |= 1
	at := bytes.LastIndex(locked, []byte("PK\x01\x02"))
	locked[at+8] |= 1
	many := bytes.Clone(archive)
	many[len(many)-11], many[len(many)-12] = 0xff, 0xff
	for name, c := range map[string]struct {
		content []byte
		want    string
	}{
		"gzip cut":       {whole[:len(whole)-4], "beschädigt"},
		"gzip's head":    {[]byte("\x1f\x8b\x00\x00\x00"), "beschädigt"},
		"zip cut":        {archive[:len(archive)-30], "beschädigt"},
		"zip flipped":    {flipped, "beschädigt"},
		"zip locked":     {locked, "verschlüsselt"},
		"zip of nothing": {zipped(t, "a.txt", "x"), "keine Datei mit der Endung .xml"},
		"office":         {zipped(t, "[Content_Types].xml", "<Types/>", "word/document.xml", "<w/>"), "Office-Dokument"},
		"too many files": {many, "zu viele Dateien"},
		"gzip bomb":      {gzipped(t, strings.Repeat(" ", 100<<20)), "Falle"},
		"zip bomb":       {zipped(t, "a.xml", strings.Repeat(" ", 40<<20), "b.xml", strings.Repeat(" ", 40<<20)), "Falle"},
	} {
		found, fault := opened(c.content)
		if said := strings.Join(found, "|") + fault; !strings.Contains(said, c.want) || strings.Contains(said, "=<x/>") {
			t.Errorf("%s: got %.100q (%s), want %q", name, said, fault, c.want)
		}
	}
}

func FuzzArchives(f *testing.F) {
	f.Add(gzipped(f, "<x/>"))
	f.Add(zipped(f, "m.xml", "<x/>"))
	f.Fuzz(func(_ *testing.T, content []byte) { opened(content) })
}
