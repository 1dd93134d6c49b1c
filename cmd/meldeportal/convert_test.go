package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/meldeportal/model/judges"
)

// names are the files of a folder.
func names(t *testing.T, dir string) (list []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return list
}

func TestConvertWritesTheNewestVersion(t *testing.T) {
	t.Parallel()
	for _, version := range []string{"3.0.0", "3.0.1", "3.0.2", "3.0.3", "3.0.4", "3.0.5"} {
		dir := t.TempDir()
		in := put(t, dir, "alt.xml", obdsText(version, patient("P1", diagnose("M1", "C18.7"), operation("M2", "C18.7")), patient("P2", diagnose("M3", "C18.7"))))
		out := filepath.Join(dir, "neu.xml")
		if o := runs(t, 0, "convert", in, out); o.err != "" {
			t.Errorf("%s: notes %q, want none", version, o.err)
		}
		text, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		contains(t, "result", string(text), `Schema_Version="3.0.5"`, "M1", "M2", "M3", "Lindenweg")
		runs(t, 0, "check", "--nur-schema", out)
	}
}

func TestConvertNamesWhatAnOlderEditionHasNoPlaceFor(t *testing.T) {
	t.Parallel()
	out := filepath.Join(t.TempDir(), "alt.xml")
	in := filepath.Join("..", "..", "model", "obds", "testdata", "eigen", "kinder_305_alles.xml")
	o := runs(t, 1, "convert", "--fassung", "3.0.4", in, out)
	if n := strings.Count(o.err, "[verloren]"); n != 12 {
		t.Errorf("%d places are told as lost, want six of the people and six of their tumours:\n%s", n, o.err)
	}
	contains(t, "notes", o.err, "„Kinderkrebsregister“ gibt es in der Fassung 3.0.4 nicht", "/Patient[1]/DKKR_Patienten_Stammdaten", "/Diagnose/Modul_DKKR_Tumor", "nicht alles")
	text, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), "DKKR") {
		t.Error("the document still has what its edition has not")
	}
	validate(t, text)
	contains(t, "sentence", runs(t, 2, "convert", "--fassung", "3.0.3", in, out+"2").err, "3.0.4 und 3.0.5")
}

// What a document of an older edition says in the words of a newer one is told and
// carried all the same.
func TestConvertCarriesWhatTheNamedEditionHasNot(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	text, err := os.ReadFile(filepath.Join("..", "..", "model", "obds", "testdata", "eigen", "kinder_305_verlauf.xml"))
	if err != nil {
		t.Fatal(err)
	}
	in := put(t, dir, "alt.xml", strings.Replace(string(text), `Schema_Version="3.0.5"`, `Schema_Version="3.0.4"`, 1))
	contains(t, "verdict", runs(t, 1, "check", "--nur-schema", in).out, "„Modul Kinderkrebs“ gibt es in „Verlauf“ nicht in der Fassung 3.0.4")
	out := filepath.Join(dir, "neu.xml")
	contains(t, "notes", runs(t, 0, "convert", in, out).err, "[S-Element]")
	written, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	contains(t, "result", string(written), "<Modul_DKKR_Tumor>", "<DKKR_Einwilligung>3<")
	validate(t, written)
}

func TestConvertListsWhatItCannotCarry(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	text := strings.Replace(obdsText("3.0.2", patient("P1", diagnose("M1", "C18.7"))), "</Diagnose>", "<Haarfarbe>rot</Haarfarbe></Diagnose>", 1)
	out := filepath.Join(dir, "neu.xml")
	o := runs(t, 1, "convert", put(t, dir, "alt.xml", text), out)
	contains(t, "notes", o.err, "Haarfarbe", "verloren", "/Diagnose/Haarfarbe", fmt.Sprintf("Zeile %d:", lineOf(t, text, "Haarfarbe>rot")), "nicht alles")
	if strings.Contains(o.err, "rot") {
		t.Errorf("the notes quote a value:\n%s", o.err)
	}
	runs(t, 0, "check", "--nur-schema", out)
}

func TestConvertTellsOfAPersonWithoutAReport(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	text := obdsText("3.0.3", patient("P0"), patient("P1", diagnose("M1", "C18.7")))
	out := filepath.Join(dir, "neu.xml")
	o := runs(t, 1, "convert", put(t, dir, "alt.xml", text), out)
	contains(t, "notes", o.err, "keine Meldung", "verloren", "/oBDS/Menge_Patient/Patient[1]\n", fmt.Sprintf("Zeile %d: Diese Person", lineOf(t, text, `"P0"`)), "nicht alles")
	runs(t, 0, "check", "--nur-schema", out)
}

func TestConvertKeepsControlCharactersWithANote(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	text := strings.Replace(obdsText("3.0.4", patient("P1", diagnose("M1", "C18.7"))), "</Meldung>", "<Anmerkung>x\u0085y</Anmerkung></Meldung>", 1)
	out := filepath.Join(dir, "neu.xml")
	contains(t, "note", runs(t, 0, "convert", put(t, dir, "alt.xml", text), out).err, "Steuerzeichen", "[S-Zeichen]", "/Anmerkung")
	written, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	contains(t, "result", string(written), "<Anmerkung>x\u0085y</Anmerkung>")
}

func TestConvertNamesThePathOfWhatItCouldNotRead(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	text := obdsText("3.0.4", patient("P1", diagnose("M1", "C18.7")))
	o := runs(t, 2, "convert", put(t, dir, "alt.xml", text[:strings.Index(text, "Moosgruber")]), filepath.Join(dir, "neu.xml"))
	contains(t, "sentence", o.err, "abgeschnitten", "Zeile 9", "/oBDS/Menge_Patient/Patient[1]/Patienten_Stammdaten\n")
}

func TestConvertLeavesNothingHalfDone(t *testing.T) {
	t.Parallel()
	good := obdsText("3.0.4", patient("P1", diagnose("M1", "C18.7")))
	for _, c := range []struct {
		name, text, says string
		status           int
	}{
		{"result would not be valid", strings.Replace(good, "<Eigene_Leistung>J</Eigene_Leistung>", "", 1), "Nichts geschrieben", 1},
		{"truncated", good[:len(good)/2], "abgeschnitten", 2},
		{"newer version", strings.Replace(good, "3.0.4", "3.1.0", 1), "3.1.0", 2},
		{"not oBDS", "<a/>", "kein oBDS-Dokument", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			o := runs(t, c.status, "convert", put(t, dir, "alt.xml", c.text), filepath.Join(dir, "neu.xml"))
			contains(t, "sentence", o.err, c.says)
			if got := names(t, dir); len(got) != 1 {
				t.Errorf("files = %q, want alt.xml alone", got)
			}
		})
	}
}

func TestConvertReplacesOnlyWhenTold(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	in := put(t, dir, "alt.xml", obdsText("3.0.0", patient("P1", diagnose("M1", "C18.7"))))
	out := put(t, dir, "neu.xml", "schon da")
	contains(t, "sentence", runs(t, 1, "convert", in, out).err, "gibt es schon", "--force")
	if text, _ := os.ReadFile(out); string(text) != "schon da" {
		t.Errorf("the file holds %q, want it untouched", text)
	}
	runs(t, 0, "convert", "--force", in, in)
	runs(t, 0, "check", "--nur-schema", in)
	info, err := os.Stat(in)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v, want 0600", info.Mode(), err)
	}
}

func TestConvertedSamplesAreValid(t *testing.T) {
	t.Parallel()
	for _, path := range append(judges.Samples(t, judges.Own), judges.Samples(t, "oeffentlich")...) {
		out := filepath.Join(t.TempDir(), "neu.xml")
		if o := runs(t, 0, "convert", path, out); o.err != "" {
			t.Errorf("%s: notes %q, want none", path, o.err)
		}
		document, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		validate(t, document)
	}
}

func TestConvertTellsAPlaceOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	bad := put(t, dir, "m.xml", strings.Replace(obdsText("3.0.4", patient("P1", diagnose("M1", "C18.7"))), "<Geschlecht>W", "<Geschlecht>Q", 1))
	o := runs(t, 1, "convert", bad, filepath.Join(dir, "neu.xml"))
	if n := strings.Count(o.err, "/Geschlecht"); n != 1 {
		t.Errorf("the place is told %d times, want once:\n%s", n, o.err)
	}
	contains(t, "verdict", o.err, "Nichts geschrieben")
}
