package forms

import (
	"strings"
	"testing"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/forms/hostiletext"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/rule"
)

// hostilePlaces are a field for each kind of widget.
var hostilePlaces = []struct {
	kind string
	typ  model.Zweig
	id   string
}{
	{"text", model.TypDiagnose, "Patient.Nachname"},
	{"long text", model.TypDiagnose, "Anmerkung"},
	{"date", model.TypDiagnose, "Tumorzuordnung.Diagnosedatum"},
	{"year", model.TypDiagnose, "Diagnose.Menge_Fruehere_Tumorerkrankung[0].Diagnosedatum"},
	{"number", model.TypDiagnose, "Diagnose.Histologie.LK_untersucht"},
	{"number with a check digit", model.TypDiagnose, gkvNr},
	{"closed list", model.TypDiagnose, "Meldebegruendung"},
	{"open list", model.TypDiagnose, "Tumorzuordnung.Primaertumor_ICD"},
	{"suggestions", model.TypSYST, "SYST.Protokoll"},
	{"branch", model.TypDiagnose, "Patient.Versicherung"},
	{"formula", model.TypDiagnose, "Diagnose.pTNM"},
}

func TestHostileTextsThroughEveryWidget(t *testing.T) {
	t.Parallel()
	texts := hostiletext.Texts()
	if len(texts) < 200 {
		t.Fatalf("only %d texts", len(texts))
	}
	for place, p := range hostilePlaces {
		t.Run(p.kind, func(t *testing.T) {
			t.Parallel()
			d, before := thrower(t, p.typ, p.id)
			for i := place % stride; i < len(texts); i += stride {
				d.throw(p.id, texts[i], before, false)
				if len(texts[i]) <= 24 {
					d.throw(p.id, texts[i], before, true)
				}
			}
		})
	}
}

// thrower is a form that has a field, and its report as it stands.
func thrower(t *testing.T, typ model.Zweig, id string) (d *driver, before string) {
	t.Helper()
	r := newReport(typ)
	r.Patient.Stammdaten.Versicherung = model.VersicherungGKV
	if list, _, inside := strings.Cut(id, "[0]"); inside {
		l, _ := field.Lookup(dataset.Report, r, list)
		l.Insert(0)
	}
	before = dump(t, r)
	d = drive(t, r, Pages(typ))
	d.f.unlock()
	return d, before
}

// throw gives a text to a field, letter by letter or at once, looks at every
// frame, goes on, and takes it back.
func (d *driver) throw(id, text, before string, typed bool) {
	t := d.t
	t.Helper()
	if !d.f.Goto(id) {
		t.Fatalf("cannot go to %s", id)
	}
	for _, k := range keysFor(text, typed) {
		d.f.Key(k)
		fits(t, d, text)
	}
	d.keys("<Tab>")
	fits(t, d, text)
	stays(t, d, text)
	for d.f.CanUndo() == "" {
		d.keys("<C-z>")
	}
	if after := dump(t, d.r); after != before {
		t.Fatalf("%s: undo of %.40q left\n%s\nwant\n%s", id, text, after, before)
	}
}

// keysFor is a text as it arrives: as one paste, or rune by rune.
func keysFor(text string, typed bool) []tea.KeyMsg {
	if !typed {
		return []tea.KeyMsg{{Type: tea.KeyRunes, Runes: []rune(text), Paste: true}}
	}
	var keys []tea.KeyMsg
	for _, r := range text {
		keys = append(keys, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
	}
	return keys
}

// fits holds a frame to its window and to clean text.
func fits(t *testing.T, d *driver, text string) {
	t.Helper()
	frame := d.f.View(80, 18)
	lines := strings.Split(frame, "\n")
	if len(lines) > 18 {
		t.Fatalf("%.40q: %d lines", text, len(lines))
	}
	for _, l := range lines {
		plain := ansi.Strip(l)
		if w := width(l); w > 80 || Clean(plain) != plain {
			t.Fatalf("%.40q: a line of %d cells: %.120q", text, w, l)
		}
	}
}

// stays holds what is stored to well-formed text without controls; what does not
// fit its field is told by a finding.
func stays(t *testing.T, d *driver, text string) {
	t.Helper()
	told := map[string]bool{}
	for _, f := range rule.Check(rule.Case{Report: d.r, Today: "2026-11-22"}) {
		for _, id := range f.Fields {
			told[id] = true
		}
	}
	field.Walk(d.f.root, d.r, func(b field.Bound) bool {
		if b.Row.Leaf() && b.Row.Type.Kind != field.Branch {
			v := b.Get()
			if v != "" && b.Asked() && b.Row.Type.Check(v) != nil && !told[b.ID] {
				t.Fatalf("%.40q is stored in %s as %.80q and nothing is said", text, b.ID, v)
			}
			if !utf8.ValidString(v) || strings.ContainsFunc(v, func(r rune) bool { return r != '\n' && hostile(r) }) {
				t.Fatalf("%.40q is stored in %s as %.80q", text, b.ID, v)
			}
		}
		return true
	})
}
