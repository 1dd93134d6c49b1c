package followups

import (
	"context"
	"slices"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/tui/lists"
	"example.org/meldeportal/tui/wording"
)

// The series as a list that is looked through. A view is taken when somebody asks for
// it: what is entered meanwhile takes no line away under the hands, and whoever is added
// comes into sight. What is done to all lines is done to those in sight.

// Row is a line as the list has it, for whoever reads it beside the sitting.
type Row struct {
	line                     *Line
	name, born, tumour, text string
	icd                      model.Code
	day                      model.Datum
	state                    State
	answered                 string   // what became of a completed one
	values                   []string // of the fields, as they are shown
}

// Rows are the lines as a list.
func (s *Series) Rows() lists.Rows[Row] {
	all := make([]Row, len(s.Lines))
	for i, l := range s.Lines {
		r := Row{line: l, name: wording.MarkName(l.Name, l.Objects), born: l.Born, tumour: l.TumourText(), text: s.StateText(l), day: model.Datum(l.Value(Fields[0]))}
		if l.Tumour >= 0 {
			r.icd = l.Tumours[l.Tumour].Part.PrimaertumorICD.Code
		}
		if r.state, _, _ = s.State(l); l.Done {
			r.answered = wording.StateName(l.Sent.State)
		}
		for _, id := range Fields {
			shown := ""
			if stored := l.Value(id); stored != "" {
				shown = s.Cells[id].Show(stored)
			}
			r.values = append(r.values, wording.OrDash(shown))
		}
		all[i] = r
	}
	return lists.Rows[Row]{ID: "serie", Columns: s.columns(), All: all}
}

// ColumnNames are the columns of the list in the order of the grid: the person, the
// fields, how far the line is.
var ColumnNames = []string{"name", "geboren", "tumor", "untersucht", "gesamt", "lokal", "lymphknoten", "fern", "ecog", "begruendung", "leistung", "stand"}

func (s *Series) columns() []listing.Column[Row] {
	columns := []listing.Column[Row]{
		{Name: "name", Head: "Name", Text: func(r *Row) string { return r.name }},
		{Name: "geboren", Head: "Geb.", Text: func(r *Row) string { return r.born }, Value: func(r *Row) string { return lists.YearOf(r.born) }, Key: func(r *Row) string { return lists.DayKey(r.born) }},
		{Name: "tumor", Head: "Tumor", Text: func(r *Row) string { return r.tumour }, Value: func(r *Row) string { return lists.Group(r.icd) }},
	}
	for i, id := range Fields {
		columns = append(columns, listing.Column[Row]{Name: ColumnNames[len(columns)], Head: s.Cells[id].Label(), Text: func(r *Row) string { return r.values[i] }})
	}
	columns[3].Value, columns[3].Key = func(r *Row) string { return lists.Month(r.day) }, func(r *Row) string { return r.day.Day() }
	return append(columns, listing.Column[Row]{Name: "stand", Head: "Stand", Text: func(r *Row) string { return r.text }, Value: (*Row).stateWord,
		Key: func(r *Row) string { return string(rune('a'+r.state)) + r.answered }})
}

// stateWord is how far a line is, without its numbers.
func (r *Row) stateWord() string {
	if r.answered != "" {
		return r.answered
	}
	return map[State]string{Ready: "bereit", Unsaved: "nicht gesichert", NoTumour: "Tumor nicht gewählt", Empty: "leer", Wrong: "Fehler", Warned: "Warnung"}[r.state]
}

// Look brings the lines of a view into sight.
func (s *Series) Look(ctx context.Context, v listing.View) error {
	if v.Plain() {
		s.sight = nil
		return nil
	}
	rows, err := s.Rows().Shown(ctx, v)
	if err != nil {
		return err
	}
	s.sight = make([]*Line, len(rows))
	for i := range rows {
		s.sight[i] = rows[i].line
	}
	return nil
}

// Sight are the lines in sight, in their order there.
func (s *Series) Sight() []*Line {
	if s.sight == nil {
		return s.Lines
	}
	return s.sight
}

// Hidden says how many lines are out of sight, "" where none is.
func (s *Series) Hidden() string {
	n := len(s.Lines) - len(s.Sight())
	if n == 0 {
		return ""
	}
	return wording.Plural(n, "Zeile ist nicht in Sicht und bleibt, wie sie ist.", "Zeilen sind nicht in Sicht und bleiben, wie sie sind.")
}

// forget takes lines out of the series and out of sight.
func (s *Series) forget(gone func(*Line) bool) {
	s.Lines = slices.DeleteFunc(s.Lines, gone)
	if s.sight != nil {
		s.sight = slices.DeleteFunc(s.sight, gone)
	}
}
