package forms

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// driver types into a form and looks at it.
type driver struct {
	t *testing.T
	f *Form
	r *model.Report
}

// today is the day of all tests: a Sunday.
var today = time.Date(2026, time.November, 22, 10, 41, 7, 0, time.UTC)

func testEnv() Env {
	return Env{Lists: catalog.NewShelf(), Now: func() time.Time { return today },
		Look: Look{FocusSign: "▸", DashSign: "—", MoreSign: "…", FromSign: "←", TakeSign: "→"}}
}

func drive(t *testing.T, r *model.Report, pages []Page) *driver {
	t.Helper()
	return &driver{t, New(dataset.Report, r, pages, testEnv()), r}
}

func driveDiagnose(t *testing.T) *driver {
	t.Helper()
	return drive(t, newReport(model.TypDiagnose), Pages(model.TypDiagnose))
}

func newReport(typ model.Zweig) *model.Report {
	r := &model.Report{}
	r.Meldung.Typ = typ
	r.Patient.PatientID = "P1003377"
	s := &r.Patient.Stammdaten
	s.Nachname, s.Vornamen, s.Geschlecht, s.Geburtsdatum = "Müller", "Annegret", "W", "1962-11-07"
	return r
}

var keyTypes = map[string]tea.KeyMsg{
	"Enter": {Type: tea.KeyEnter}, "Tab": {Type: tea.KeyTab}, "S-Tab": {Type: tea.KeyShiftTab}, "Up": {Type: tea.KeyUp},
	"Down": {Type: tea.KeyDown}, "PgDn": {Type: tea.KeyPgDown}, "PgUp": {Type: tea.KeyPgUp}, "Del": {Type: tea.KeyDelete},
	"BS": {Type: tea.KeyBackspace}, "Left": {Type: tea.KeyLeft}, "Right": {Type: tea.KeyRight}, "Home": {Type: tea.KeyHome},
	"End": {Type: tea.KeyEnd}, "C-n": {Type: tea.KeyCtrlN}, "C-k": {Type: tea.KeyCtrlK}, "C-z": {Type: tea.KeyCtrlZ},
	"C-t": {Type: tea.KeyCtrlT}, "A-Up": {Type: tea.KeyUp, Alt: true}, "A-Down": {Type: tea.KeyDown, Alt: true},
	"C-y": {Type: tea.KeyCtrlY}, "C-u": {Type: tea.KeyCtrlU}, "C-d": {Type: tea.KeyCtrlD}, "Space": {Type: tea.KeySpace, Runes: []rune(" ")},
}

// keys presses letters as they stand and named keys in angle brackets.
func (d *driver) keys(s string) *driver {
	d.t.Helper()
	for s != "" {
		if strings.HasPrefix(s, "<") {
			name, rest, _ := strings.Cut(s[1:], ">")
			k, ok := keyTypes[name]
			if !ok {
				d.t.Fatalf("unknown key %q", name)
			}
			d.f.Key(k)
			s = rest
			continue
		}
		r := []rune(s)[0]
		k := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}}
		if r == ' ' {
			k = keyTypes["Space"]
		}
		d.f.Key(k)
		s = s[len(string(r)):]
	}
	return d
}

func (d *driver) goTo(id string) *driver {
	d.t.Helper()
	if !d.f.Goto(id) {
		d.t.Fatalf("cannot go to %q", id)
	}
	if got := d.f.Cursor(); got != id {
		d.t.Fatalf("cursor: got %q, want %q", got, id)
	}
	return d
}

func (d *driver) value(id, want string) *driver {
	d.t.Helper()
	b, ok := field.Lookup(dataset.Report, d.r, id)
	if !ok {
		d.t.Fatalf("no field %q", id)
	}
	if got := b.Get(); got != want {
		d.t.Errorf("%s: got %q, want %q", id, got, want)
	}
	return d
}

func (d *driver) cursor(want string) *driver {
	d.t.Helper()
	if got := d.f.Cursor(); got != want {
		d.t.Errorf("cursor: got %q, want %q", got, want)
	}
	return d
}

func (d *driver) view() string { return d.f.View(80, 18) }

func (d *driver) sees(want string) *driver {
	d.t.Helper()
	if got := d.view(); !strings.Contains(got, want) {
		d.t.Errorf("frame lacks %q:\n%s", want, got)
	}
	return d
}

// fullReport has a value in every field and three elements in every list.
func fullReport(typ model.Zweig) *model.Report {
	r := newReport(typ)
	for range 3 {
		fillLists(r)
		field.Walk(dataset.Report, r, func(b field.Bound) bool {
			if b.Row.List() && b.Len() < 3 {
				b.Insert(b.Len())
			}
			return true
		})
	}
	shelf := catalog.NewShelf()
	field.Walk(dataset.Report, r, func(b field.Bound) bool {
		if b.Row.Leaf() && b.ID != "Typ" {
			b.Set(someValue(shelf, b))
		}
		return true
	})
	return r
}

func someValue(shelf *catalog.Shelf, b field.Bound) string {
	typ := b.Row.Type
	if branches := b.Branches(); branches != nil {
		return branches[0].ElementName()
	}
	if list, ok := shelf.Get(typ.List); ok {
		return list.Search("", 1)[0].Code
	}
	return map[field.Kind]string{field.Date: "2026-05-14", field.Year: "2026", field.Number: "5", field.LongText: strings.Repeat("Befund ohne Besonderheiten. ", 8)}[typ.Kind]
}
