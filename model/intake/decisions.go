package intake

import (
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
)

// Decisions are what a person decided about the deliveries of a system, to be
// repeated with the next one. They are kept as JSON:
//
//	{"format": 1, "absender": "KIS-7",
//	 "alle":   {"neue Meldung": "übernehmen", "anderer Inhalt": "weglassen"},
//	 "zeilen": {"Person P1": "dieselbe:P-0815", "Meldung P2/4711/M9": "weglassen"}}
//
// A line of its own weighs more than its kind; what does not fit a line any more is
// passed over, and the line is as proposed.
type Decisions struct {
	Format   int               `json:"format"`
	Absender string            `json:"absender"` // Absender_ID of the system's documents
	Alle     map[Kind]Choice   `json:"alle,omitempty"`
	Zeilen   map[string]Choice `json:"zeilen,omitempty"`
}

const format = 1

// ErrNone is a file that holds no decisions, or of a later version.
var ErrNone = errors.New("no file of decisions")

// Read reads a file of decisions.
func Read(in io.Reader) (d Decisions, err error) {
	decoder := json.NewDecoder(in)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&d); err != nil || d.Format != format {
		return Decisions{}, errors.Join(ErrNone, err)
	}
	return d, nil
}

// Write writes the decisions for people to read and change.
func (d Decisions) Write(out io.Writer) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(d)
}

// Of is what was decided about a line, else what is proposed.
func (d *Decisions) Of(l *Line) Choice {
	for _, c := range []Choice{d.Zeilen[l.Key], d.Alle[l.Kind]} {
		if c != Open && slices.Contains(l.Choices, c) {
			return c
		}
	}
	return l.Choices[0]
}

// Fits reports whether the decisions are about deliveries of this system.
func (d *Decisions) Fits(i *Inspection) bool {
	return d.Absender == "" || d.Absender == string(i.Absender.AbsenderID)
}

// With are the decisions with one more, about a line or all of its kind. That
// somebody is a certain person can be said of her alone.
func (d Decisions) With(l *Line, c Choice, all bool) Decisions {
	d.Alle, d.Zeilen = maps.Clone(d.Alle), maps.Clone(d.Zeilen)
	if d.Zeilen == nil {
		d.Zeilen = map[string]Choice{}
	}
	if !all || c.Is() != "" {
		d.Zeilen[l.Key] = c
		return d
	}
	if d.Alle == nil {
		d.Alle = map[Kind]Choice{}
	}
	d.Alle[l.Kind] = c
	delete(d.Zeilen, l.Key)
	return d
}

// Decisions are those of an inspection, with what was decided before about lines
// that did not come this time.
func (i *Inspection) Decisions(before Decisions) Decisions {
	d := Decisions{Format: format, Absender: string(i.Absender.AbsenderID), Alle: before.Alle, Zeilen: map[string]Choice{}}
	maps.Copy(d.Zeilen, before.Zeilen)
	for n := range i.Lines {
		if l := &i.Lines[n]; len(l.Choices) > 1 && (l.Choice == Open || l.Choice != before.Of(l)) {
			d.Zeilen[l.Key] = l.Choice
		}
	}
	return d
}

// Verdict is a choice for a line, or for all lines of its kind.
type Verdict struct {
	Choice Choice
	All    bool
}

// Verdicts are what can be said about a line: each choice for it, then those that can be
// meant for all of its kind.
func (l *Line) Verdicts() (all []Verdict) {
	for _, c := range l.Choices {
		all = append(all, Verdict{c, false})
	}
	for _, c := range l.Choices {
		if c.Is() == "" && c != Open {
			all = append(all, Verdict{c, true})
		}
	}
	return all
}
