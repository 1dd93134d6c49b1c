package main

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"example.org/meldeportal/model/catalog"
)

const sexes = "code;name\nM;männlich (amtlicher Titel)\nW;weiblich (amtlicher Titel)\n"

func TestImportedListsAreKeptAndListed(t *testing.T) {
	t.Parallel()
	files, dir := t.TempDir(), t.TempDir()
	path := put(t, files, "geschlecht.csv", sexes)
	for range 2 {
		contains(t, "import", runs(t, 0, "katalog", "import", "--dir", dir, path).out, "2 Codes")
	}
	if got := names(t, filepath.Join(dir, catalogFolderName)); len(got) != 1 {
		t.Errorf("kept files = %q, want one: the same edition replaces itself", got)
	}
	official, own := 0, 0
	for line := range strings.Lines(runs(t, 0, "katalog", "list", "--dir", dir).out) {
		cells := strings.Fields(line)
		if cells[0] != "Geschlecht" {
			continue
		}
		if strings.Contains(line, " ja ") && strings.Contains(line, "Robert Koch-Institut") {
			official++
		} else {
			own++
		}
	}
	if official != 1 || own != 1 {
		t.Errorf("Geschlecht is listed %d times as official and %d times as ours, want 1 and 1", official, own)
	}
}

func TestListThatIsNotWhatItClaimsIsRefusedWithItsLine(t *testing.T) {
	t.Parallel()
	files, dir := t.TempDir(), t.TempDir()
	good := put(t, files, "geschlecht.csv", sexes)
	bad := put(t, files, "grading.csv", "code;name\n2;mäßig differenziert\n2;noch einmal\n")
	contains(t, "refusal", runs(t, 2, "katalog", "import", "--dir", dir, good, bad).err, "grading.csv", "Zeile 3", "nichts übernommen")
	if got := names(t, dir); len(got) != 0 {
		t.Errorf("after a refused import there is %q, want nothing", got)
	}
}

func TestDamagedKeptListIsNamedAndPassedOver(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	runs(t, 0, "katalog", "import", "--dir", dir, put(t, t.TempDir(), "geschlecht.csv", sexes))
	folder := filepath.Join(dir, catalogFolderName)
	path := filepath.Join(folder, names(t, folder)[0])
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	put(t, folder, filepath.Base(path), string(whole[:len(whole)-20]))
	o := runs(t, 0, "katalog", "list", "--dir", dir)
	contains(t, "warning", o.err, filepath.Base(path), "beschädigt")
	if strings.Contains(o.out, " ja ") {
		t.Error("the damaged list is listed")
	}
}

func TestKeptListIsTheListItWas(t *testing.T) {
	t.Parallel()
	l := catalog.NewList(catalog.List{Name: "OPS", Title: "OPS", Edition: "2026", Source: "Herausgeber", From: "2026-01-01", Until: "2026-12-31", Official: true},
		[]catalog.Entry{{Code: "5-87", Label: "Mamma", Heading: true, Official: true}, {Code: "5-870.a1", Label: "Ohne Titel", Words: "brust bet", From: "2026-01-01"}})
	text, err := encodeList(l)
	if err != nil {
		t.Fatal(err)
	}
	got, err := decodeList(text)
	if err != nil {
		t.Fatalf("decodeList: %v", err)
	}
	if !reflect.DeepEqual(got.Entries(), l.Entries()) || got.Name != l.Name || got.Edition != l.Edition || got.From != l.From || got.Until != l.Until || !got.Official {
		t.Errorf("got %+v %+v, want %+v %+v", got, got.Entries(), l, l.Entries())
	}
}

func TestProgramWorksWithTheKeptLists(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	runs(t, 0, "katalog", "import", "--dir", dir, put(t, t.TempDir(), "geschlecht.csv", sexes))
	shelf := catalog.NewShelf()
	fill(shelf, filepath.Join(dir, catalogFolderName), func(path string) { t.Errorf("%s is damaged", path) })
	l, _ := shelf.Get("Geschlecht")
	if e, ok := l.Entry("W"); !ok || e.Label != "weiblich (amtlicher Titel)" || !e.Official {
		t.Errorf("entry W = %+v, want the official title", e)
	}
}

// BenchmarkKeptList reads a list of 35,000 codes.
func BenchmarkKeptList(b *testing.B) {
	entries := make([]catalog.Entry, 35_000)
	for i := range entries {
		entries[i] = catalog.Entry{Code: string(rune('A'+i%26)) + strings.Repeat("1", i%3) + string(rune(0x100+i)), Label: "Eine Bezeichnung von üblicher Länge für einen Code", Official: true}
	}
	text, err := encodeList(catalog.NewList(catalog.List{Name: "OPS"}, entries))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := decodeList(text); err != nil {
			b.Fatal(err)
		}
	}
}
