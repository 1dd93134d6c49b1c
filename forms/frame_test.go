package forms

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
)

var update = flag.Bool("update", false, "write the golden frames anew")

func TestFrameFitsItsWindow(t *testing.T) {
	t.Parallel()
	for n, typ := range allTypes {
		for i, size := range [][2]int{{80, 18}, {60, 10}, {132, 37}, {30, 3}} {
			if !shared(n+i, 4) {
				continue
			}
			r := newReport(typ)
			fillLists(r)
			fillLeaves(r, 3)
			r.Meldung.Anmerkung = model.Text(strings.Repeat("Viel Text, der umbrochen wird. ", 40))
			d := drive(t, r, Pages(typ))
			d.f.unlock()
			d.f.SetFindings([]rule.Finding{{Severity: rule.Fehler, Text: strings.Repeat("Ein sehr langer Satz. ", 9), Fields: []string{"Tumorzuordnung.Diagnosedatum", "Anmerkung"}}})
			for range 100 {
				d.fits(size[0], size[1])
				d.keys("<Down>")
			}
			d.goTo("Tumorzuordnung.Primaertumor_ICD").keys("brust").fits(size[0], size[1])
			d.f.Enlarge()
			d.keys("<Down><Down>").fits(size[0], size[1])
		}
	}
}

// shared reports that the nth of so many ways is the one to be tried here; in the long form
// all are.
func shared(n, ways int) bool { return n%min(stride, ways) == 0 }

// fits checks the size of a frame and that the focus is in it.
func (d *driver) fits(w, h int) {
	d.t.Helper()
	frame := d.f.View(w, h)
	lines := strings.Split(frame, "\n")
	if len(lines) > h {
		d.t.Fatalf("%dx%d at %s: got %d lines:\n%s", w, h, d.f.Cursor(), len(lines), frame)
	}
	for _, l := range lines {
		if width(l) > w {
			d.t.Fatalf("%dx%d at %s: got a line of %d cells:\n%s", w, h, d.f.Cursor(), width(l), l)
		}
	}
	if !strings.Contains(frame, "▸") {
		d.t.Fatalf("%dx%d: the focus at %s is not in sight:\n%s", w, h, d.f.Cursor(), frame)
	}
	if x, y, ok := d.f.Caret(); ok && (x < 0 || x > w || y < 0 || y >= h) {
		d.t.Fatalf("%dx%d at %s: caret at %d,%d", w, h, d.f.Cursor(), x, y)
	}
}

func TestCaretStandsBehindTheTypedText(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).goTo("Diagnose.Primaertumor_Topographie_Freitext")
	d.keys("Brüste<Left><Left>")
	lines := strings.Split(d.view(), "\n")
	x, y, ok := d.f.Caret()
	if !ok || !strings.HasPrefix(string([]rune(lines[y])[x:]), "te") {
		t.Errorf("caret at %d,%d (%v) in\n%s", x, y, ok, strings.Join(lines, "\n"))
	}
}

func TestGoldenFrames(t *testing.T) {
	t.Parallel()
	for name, keys := range map[string]string{
		"person":         "",
		"meldung":        "<PgDn>i<Enter>j<Enter>",
		"tumor":          "<PgDn><PgDn>140526<Enter>c504<Enter>l<Enter>71<Enter>brust<Down>",
		"histologie":     "<PgDn><PgDn><PgDn>h<Enter>85003<Enter>",
		"ctnm":           "<PgDn><PgDn><PgDn><PgDn>cT1c cN0 Q7<Down>",
		"fernmetastasen": "<PgDn><PgDn><PgDn><PgDn><PgDn><PgDn>120326<Enter>hep<Enter>g<Enter>oss<Enter>",
		"vorgeschichte":  "<PgDn><PgDn><PgDn><PgDn><PgDn><PgDn><PgDn><PgDn>80%<Enter>",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := driveDiagnose(t).keys(keys)
			golden(t, name, d.view())
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	lines := strings.Split(got, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	got = strings.Join(lines, "\n") + "\n"
	path := filepath.Join("testdata", fmt.Sprintf("%s_80x18.txt", name))
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
	}
}
