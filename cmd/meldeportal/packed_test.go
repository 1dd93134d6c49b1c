package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// inZIP is an archive of names and texts.
func inZIP(t *testing.T, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func inGzip(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestPackedDocumentsAreReadLikeOthers(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	one := obdsText("3.0.4", patient("P1", diagnose("M1", "C18.7")))
	two := obdsText("3.0.4", patient("P2", diagnose("M2", "C18.7"), operation("M3", "C18.7")))
	gz := put(t, dir, "a.xml.gz", inGzip(t, one))
	both := put(t, dir, "b.zip", inZIP(t, "jan/1.xml", one, "liesmich.txt", "-", "2.xml.gz", inGzip(t, two), "3.xml", "<ADT_GEKID/>"))
	o := runs(t, 1, "check", stand, dir)
	contains(t, "folder", o.out, "4 Dateien mit 4 Meldungen geprüft", "b.zip/3.xml", "ADT/GEKID")
	if strings.Contains(o.out, "liesmich") {
		t.Errorf("another file of the archive was read:\n%s", o.out)
	}
	pipe := program(t, "check", stand, "/dev/stdin")
	pipe.Stdin = strings.NewReader(inGzip(t, one))
	contains(t, "pipe", execute(t, pipe).out, "1 Datei mit 1 Meldung")

	out := filepath.Join(dir, "neu.xml")
	runs(t, 0, "convert", gz, out)
	if text, err := os.ReadFile(out); err != nil || !strings.Contains(string(text), `Meldung_ID="M1"`) {
		t.Errorf("convert wrote %.200s, %v", text, err)
	}
	contains(t, "several", runs(t, 2, "convert", both, filepath.Join(dir, "x.xml")).err, "mehrere Dokumente", "entpacken")
	contains(t, "no name", runs(t, 2, "convert", gz, "-").err, "Dateinamen")

	site := entered(t)
	good := put(t, dir, "c.zip", inZIP(t, "1.xml", one, "2.xml", two))
	contains(t, "import", letIn(t, 0, site, "import", "--als", "entwurf", gz, good).out, "3 Meldungen als Entwurf", "2 Personen neu", "1 Meldung schon")
}

func TestABrokenArchiveIsToldAndTheOthersAreRead(t *testing.T) {
	t.Parallel()
	driven(t)
	dir := t.TempDir()
	put(t, dir, "gut.xml", obdsText("3.0.4", patient("P1", diagnose("M1", "C18.7"))))
	put(t, dir, "halb.xml.gz", inGzip(t, obdsText("3.0.4"))[:60])
	put(t, dir, "bombe.zip", inZIP(t, "a.xml", "<oBDS>"+strings.Repeat("<a/>", 20<<20)))
	put(t, dir, "brief.zip", inZIP(t, "[Content_Types].xml", "<Types/>", "word/document.xml", "<w/>"))
	o := runs(t, 2, "check", stand, dir)
	contains(t, "output", o.out, "1 Meldung", "Nicht (ganz) lesbar: 3 Dateien", "beschädigt", "größer als erlaubt", "Office-Dokument")
}
