package forms

import "strings"

// Heard is what a TNM line given in words was understood as. Each part is a list
// fit to be drawn, "" where there is nothing of its kind.
type Heard struct {
	Understood string // values, with the field they went to
	Kept       string // values the line does not name, which stay
	Gone       string // those that go, with the formula they were of
	Not        string // words that went nowhere
	Why        string // why one is not possible
}

// Heard is what the answer given last was understood as, nil where it was no TNM
// line.
func (f *Form) Heard() *Heard { return f.heard }

// heard takes the typed line apart once more, as it is stored.
func (l *tnmLine) heard() *Heard {
	if strings.TrimSpace(l.text()) == "" {
		return nil
	}
	r := readTNM(l.text())
	beside, refused := l.aside(r.values)
	kept, gone := l.unnamed(r.values)
	list := func(parts ...string) string {
		return strings.ReplaceAll(Clean(strings.Trim(strings.Join(parts, " · "), "· ")), " · ", ", ")
	}
	return &Heard{list(tellTNM(r.values), tellBesides(beside)), list(tellTNM(kept)), list(tellTNM(gone)), list(append(r.rest, refused...)...), Clean(strings.Join(r.why, "; "))}
}
