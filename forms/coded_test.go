package forms

import (
	"strings"
	"testing"

	"example.org/meldeportal/model"
)

var everyTyp = []model.Zweig{model.TypDiagnose, model.TypPathologie, model.TypOP, model.TypST, model.TypSYST, model.TypVerlauf, model.TypTod, model.TypTumorkonferenz}

// codedFields visits each field with a list that a form of each type asks for; fresh
// gives it in a form nobody has typed into.
func codedFields(t *testing.T, visit func(id string, fresh func() (*driver, *pick))) (n int) {
	t.Helper()
	seen := map[string]bool{}
	for _, typ := range everyTyp {
		at := drive(t, newReport(typ), Pages(typ))
		for _, target := range at.f.Targets() {
			id := target.ID
			if seen[id] || at.coded(id) == nil {
				continue
			}
			seen[id] = true
			n++
			visit(id, func() (*driver, *pick) {
				d := drive(t, newReport(typ), Pages(typ))
				return d, d.coded(id)
			})
		}
	}
	return n
}

// coded goes to a field and gives its list, nil where it has none.
func (d *driver) coded(id string) *pick {
	if !d.f.Goto(id) || d.f.Cursor() != id {
		return nil
	}
	p, _ := d.f.current().input.(*pick)
	return p
}

// letters are what somebody begins a word with.
var letters = strings.Split("abcdefghijklmnopqrstuvwxyz0123456789", "")

// The rule of choose.go holds in every field with a list: Enter never takes one of
// several, and never leaves a field with a text nobody has seen to be none of its list;
// Tab leads on with what was typed.
func TestEveryCodedFieldKeepsTheOneRule(t *testing.T) {
	t.Parallel()
	several, one := 0, 0
	n := codedFields(t, func(id string, fresh func() (*driver, *pick)) {
		d, p := fresh()
		for _, letter := range letters {
			d.keys("<C-u>" + letter)
			switch hits := len(p.hits); {
			case p.kind == isClosed && only(p.hits, letter, hasPrefix) >= 0: // the only code of a closed list that begins so is meant
			case hits > 1 && !p.listed(letter) && exact(p.hits, letter) < 0:
				several++
				if p.at >= 0 {
					t.Errorf("%s: %q marks %s, one of %d hits", id, letter, p.hits[p.at].Code, hits)
				}
				if d.keys("<Enter>"); d.f.Cursor() != id || !strings.Contains(d.f.Hint(), "Treffer") {
					t.Errorf("%s: %q and Enter with %d hits: at %s, told %q", id, letter, hits, d.f.Cursor(), d.f.Hint())
				}
			case hits == 1 && p.onlyHit(letter):
				one++
				want := p.hits[0].Code
				if d.keys("<Enter>"); d.f.Stored(id) != want {
					t.Errorf("%s: %q and Enter with one hit: stored %q, want %q", id, letter, d.f.Stored(id), want)
				}
				d, p = fresh()
			}
		}
	})
	if n < 60 || several < 200 || one < 20 {
		t.Errorf("looked at %d fields, %d texts with several hits and %d with one: too few", n, several, one)
	}
}

// Esc gives back what stood in the field, whatever was typed over it and however far the
// list was opened.
func TestEveryCodedFieldIsGivenBackByEsc(t *testing.T) {
	t.Parallel()
	n := codedFields(t, func(id string, fresh func() (*driver, *pick)) {
		d, p := fresh()
		if p.kind == isBranch || p.source.size() == 0 {
			return
		}
		for _, e := range p.source.search("", 1) {
			d.keys(e.Code + "<Tab>")
			stored := d.f.Stored(id)
			if stored == "" || !d.f.Goto(id) {
				return
			}
			d.keys("zz")
			d.f.Escape()
			if got := d.f.Stored(id); got != stored {
				t.Errorf("%s: %q was typed over %q, and Esc left %q", id, "zz", stored, got)
			}
		}
	})
	if n < 60 {
		t.Errorf("looked at %d fields only", n)
	}
}

// Codes nobody should choose any more come last.
func TestOldCodesComeLastInEveryField(t *testing.T) {
	t.Parallel()
	old := 0
	codedFields(t, func(id string, fresh func() (*driver, *pick)) {
		_, p := fresh()
		if p.source.size() == 0 {
			return
		}
		for _, letter := range letters {
			was := ""
			for _, e := range p.source.search(letter, 50) {
				switch {
				case strings.EqualFold(e.Code, letter):
				case e.Old:
					was = e.Code
					old++
				case was != "":
					t.Errorf("%s: for %q the old %s stands before %s", id, letter, was, e.Code)
					was = ""
				}
			}
		}
	})
	if old == 0 {
		t.Error("no field has an old code: the test looked at nothing")
	}
}
