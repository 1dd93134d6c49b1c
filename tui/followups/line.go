package followups

import (
	"context"
	"fmt"
	"slices"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/work"
)

// Fields are the few fields of an unremarkable Verlauf, in the order they are
// filled in.
var Fields = []string{
	"Verlauf.Untersuchungsdatum_Verlauf",
	"Verlauf.Gesamtbeurteilung_Tumorstatus",
	"Verlauf.Verlauf_Lokaler_Tumorstatus",
	"Verlauf.Verlauf_Tumorstatus_Lymphknoten",
	"Verlauf.Verlauf_Tumorstatus_Fernmetastasen",
	"Verlauf.Allgemeiner_Leistungszustand",
	"Meldebegruendung",
	"Eigene_Leistung",
}

// Line is one patient of a series. Until a value is entered there is no
// draft; what is entered while the draft is being made waits.
type Line struct {
	nr         int // in the way back, from 1
	CaseID     string
	Name, Born string
	Objects    bool // she has objected
	Tumours    []record.Tumour
	Tumour     int // chosen one, -1 = not yet
	past       []rule.Past

	Id      string            // of the draft, "" = none yet
	Report  *model.Report     // nil until the draft is there
	cursor  string            // where its full form was left
	form    []byte            // what its full form keeps
	Draft   *model.Draft      // owned by the writer
	waiting map[string]string // values by field id, until the draft is there
	making  bool

	Save       *work.Autosave
	seq, saved int
	Err        error
	Findings   []rule.Finding
	judged     bool
	Done       bool           // completed
	Sent       model.Delivery // what it became then
}

// ReadLine reads a person for the series, with her draft when there is one.
func ReadLine(ctx context.Context, desk *work.Desk, caseID, draftID string) (*Line, error) {
	c, err := desk.People.Case(ctx, caseID)
	if err != nil {
		return nil, err
	}
	s := &c.Patient.Stammdaten
	l := &Line{CaseID: caseID, Name: people.NameOf(s), Objects: c.Widerspruch, Born: s.Geburtsdatum.German(), Tumour: -1, waiting: map[string]string{}}
	if l.past, err = desk.Reports.History(ctx, caseID, draftID); err != nil {
		return nil, err
	}
	l.Tumours = record.Tumours(l.past)
	if len(l.Tumours) == 1 {
		l.Tumour = 0
	}
	if draftID == "" {
		return l, nil
	}
	d, err := desk.Drafts.Draft(ctx, draftID)
	if err != nil {
		return nil, err
	}
	l.begin(desk, d)
	return l, nil
}

// begin takes the draft of the line.
func (l *Line) begin(desk *work.Desk, d model.Draft) {
	l.Id, l.Report, l.cursor, l.form, l.Draft, l.making = d.ID, field.Copy(&d.Report), d.Cursor, d.Form, &d, false
	l.Save, l.judged = &work.Autosave{Write: work.SaveDraft(desk, l.Draft)}, false
	l.choose(d.Report.Meldung.Tumorzuordnung.TumorID)
}

func (l *Line) choose(tumour model.Text) {
	if i := slices.IndexFunc(l.Tumours, func(t record.Tumour) bool { return t.Part.TumorID == tumour }); i >= 0 {
		l.Tumour = i
	}
}

// Value is what stands in a field of the line.
func (l *Line) Value(id string) string {
	if l.Report == nil {
		return l.waiting[id]
	}
	b, _ := field.Lookup(dataset.Report, l.Report, id)
	return b.Get()
}

// set enters a value; it reports whether that changed anything.
func (l *Line) set(id, text string) bool {
	if l.Done || l.Value(id) == text {
		return false
	}
	l.judged = false
	if l.Report == nil {
		if l.waiting[id] = text; text == "" {
			delete(l.waiting, id)
		}
		return true
	}
	b, ok := field.Lookup(dataset.Report, l.Report, id)
	if ok {
		b.Set(text)
		l.seq++
	}
	return ok
}

// put hands the present state to the line's writer.
func (l *Line) put() { l.Save.Put(l.snapshot()) }

// flush saves what of the line is not on the disk and waits for it.
func (l *Line) flush(ctx context.Context) error {
	if l.Report == nil || l.Done {
		return nil
	}
	var state *work.Snapshot
	if l.Unsaved() {
		state = l.snapshot()
	}
	return l.Save.Flush(ctx, state)
}

func (l *Line) snapshot() *work.Snapshot {
	return &work.Snapshot{Seq: l.seq, Report: *field.Copy(l.Report), Cursor: l.cursor, Form: l.form}
}

// Unsaved reports that something of the line is not on the disk.
func (l *Line) Unsaved() bool { return l.making || l.Report != nil && l.saved < l.seq && !l.Done }

// wantsDraft reports that something was entered and nothing keeps the draft
// from being made.
func (l *Line) wantsDraft() bool {
	return l.Report == nil && !l.making && !l.Done && l.Tumour >= 0 && len(l.waiting) > 0
}

// TumourText is the tumour's code with its side, or how many there are to choose from.
func (l *Line) TumourText() string {
	if l.Tumour < 0 {
		return fmt.Sprintf("1-%d?", len(l.Tumours))
	}
	p := &l.Tumours[l.Tumour].Part
	if side := string(p.Seitenlokalisation); len(side) == 1 && side != "T" {
		return string(p.PrimaertumorICD.Code) + side
	}
	return string(p.PrimaertumorICD.Code)
}

// Number is what the way back calls a line, 0 the pattern.
func (l *Line) Number() int {
	if l == nil {
		return 0
	}
	return l.nr
}

// Making reports that the draft of the line is just being made.
func (l *Line) Making() bool { return l.making }

// Idle reports that nothing is entered in the line, or that it is completed.
func (l *Line) Idle() bool {
	return l.Done || l.Report == nil && !l.making && len(l.waiting) == 0
}

// NoReport is why the whole report of an open line cannot be opened, "" when it can.
func (l *Line) NoReport() string {
	switch {
	case l.Report == nil:
		return "Ein Entwurf entsteht mit dem ersten Wert."
	case l.Unsaved() && l.Err == nil:
		return "Die Zeile wird gerade gespeichert; bitte gleich noch einmal."
	}
	return ""
}

// newCells are the cells of the fields: only one is typed into.
func newCells(env forms.Env) map[string]*forms.Cell {
	cells, empty := map[string]*forms.Cell{}, &model.Report{}
	empty.Meldung.Typ = model.TypVerlauf
	for _, id := range Fields {
		cells[id] = forms.NewCell(dataset.Report, empty, id, env)
	}
	return cells
}

// KeepAll saves every line, the list of them and the way back; told hears of each line
// that cannot be saved, of nil for the list. The error is why something is not on the disk.
func (s *Series) KeepAll(ctx context.Context, told func(*Line, error)) (failed error) {
	for _, l := range s.Lines {
		if err := l.Keep(ctx); err != nil {
			told(l, err)
			failed = err
		}
	}
	if err := s.FlushList(ctx); err != nil {
		told(nil, err)
		failed = err
	}
	return failed
}

// Keep saves what of the line is not on the disk and waits for it. Whose draft a
// colleague had changed meanwhile goes on in the one beside it.
func (l *Line) Keep(ctx context.Context) error {
	if l.Report == nil || !l.Unsaved() {
		return nil
	}
	if l.Err = l.flush(ctx); l.Err == nil {
		l.saved, l.Id = l.seq, l.Draft.ID
	}
	return l.Err
}
