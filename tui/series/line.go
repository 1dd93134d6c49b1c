package series

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// seriesColumn is a column of the grid. One with an id is a field of the Verlauf.
type seriesColumn struct {
	title string
	Id    string
	cells int
}

// The columns that are no field.
const (
	colSeriesName, colSeriesBorn, colSeriesTumour = 0, 1, 2
	ColSeriesFirst                                = 3 // of the fields
)

// SeriesColumns are the few fields of an unremarkable Verlauf.
var SeriesColumns = []seriesColumn{
	{"Name", "", 14}, {"Geb.", "", 9}, {"Tumor", "", 7},
	{"Untersucht", "Verlauf.Untersuchungsdatum_Verlauf", 11},
	{"Ges", "Verlauf.Gesamtbeurteilung_Tumorstatus", 4},
	{"Lok", "Verlauf.Verlauf_Lokaler_Tumorstatus", 4},
	{"LK", "Verlauf.Verlauf_Tumorstatus_Lymphknoten", 4},
	{"FM", "Verlauf.Verlauf_Tumorstatus_Fernmetastasen", 4},
	{"ECOG", "Verlauf.Allgemeiner_Leistungszustand", 5},
	{"Be", "Meldebegruendung", 3},
	{"EL", "Eigene_Leistung", 3},
	{"Stand", "", 9},
}

// ColSeriesState is the last column.
var ColSeriesState = len(SeriesColumns) - 1

// SeriesLine is one patient of a series. Until a value is entered there is no
// draft; what is entered while the draft is being made waits.
type SeriesLine struct {
	nr         int // in the way back, from 1
	caseID     string
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

// ReadSeriesLine reads a person for the grid, with her draft when there is one.
func ReadSeriesLine(ctx context.Context, desk *work.Desk, caseID, draftID string) (*SeriesLine, error) {
	c, err := desk.People.Case(ctx, caseID)
	if err != nil {
		return nil, err
	}
	s := &c.Patient.Stammdaten
	l := &SeriesLine{caseID: caseID, Name: people.NameOf(s), Objects: c.Widerspruch, Born: s.Geburtsdatum.German(), Tumour: -1, waiting: map[string]string{}}
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
func (l *SeriesLine) begin(desk *work.Desk, d model.Draft) {
	l.Id, l.Report, l.cursor, l.form, l.Draft, l.making = d.ID, field.Copy(&d.Report), d.Cursor, d.Form, &d, false
	l.Save, l.judged = &work.Autosave{Write: work.SaveDraft(desk, l.Draft)}, false
	l.choose(d.Report.Meldung.Tumorzuordnung.TumorID)
}

func (l *SeriesLine) choose(tumour model.Text) {
	if i := slices.IndexFunc(l.Tumours, func(t record.Tumour) bool { return t.Part.TumorID == tumour }); i >= 0 {
		l.Tumour = i
	}
}

// Value is what stands in a field of the line.
func (l *SeriesLine) Value(id string) string {
	if l.Report == nil {
		return l.waiting[id]
	}
	b, _ := field.Lookup(dataset.Report, l.Report, id)
	return b.Get()
}

// set enters a value; it reports whether that changed anything.
func (l *SeriesLine) set(id, text string) bool {
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
func (l *SeriesLine) put() { l.Save.Put(l.snapshot()) }

// flush saves what of the line is not on the disk and waits for it.
func (l *SeriesLine) flush(ctx context.Context) error {
	if l.Report == nil || l.Done {
		return nil
	}
	var state *work.Snapshot
	if l.unsaved() {
		state = l.snapshot()
	}
	return l.Save.Flush(ctx, state)
}

func (l *SeriesLine) snapshot() *work.Snapshot {
	return &work.Snapshot{Seq: l.seq, Report: *field.Copy(l.Report), Cursor: l.cursor, Form: l.form}
}

// unsaved reports that something of the line is not on the disk.
func (l *SeriesLine) unsaved() bool { return l.making || l.Report != nil && l.saved < l.seq && !l.Done }

// wantsDraft reports that something was entered and nothing keeps the draft
// from being made.
func (l *SeriesLine) wantsDraft() bool {
	return l.Report == nil && !l.making && !l.Done && l.Tumour >= 0 && len(l.waiting) > 0
}

// Judge looks at the line with everything known around it.
func (l *SeriesLine) Judge(sh *shell.Shell) []rule.Finding {
	if l.Report == nil {
		return nil
	}
	if !l.judged {
		services := sh.Services()
		l.judged = true
		l.Findings = rule.Check(work.Judged(services, sh.Desk(), l.Report, l.past, forms.Unread(l.form)), rule.With(services.Config))
	}
	return l.Findings
}

// Count gives the Fehler and the Warnungen of a line.
func (l *SeriesLine) Count(sh *shell.Shell) (fehler, warnungen int) {
	for _, f := range l.Judge(sh) {
		switch f.Severity {
		case rule.Fehler:
			fehler++
		case rule.Warnung:
			warnungen++
		}
	}
	return fehler, warnungen
}

// Ready reports that the line can be completed.
func (l *SeriesLine) Ready(sh *shell.Shell) bool {
	fehler, _ := l.Count(sh)
	return l.Report != nil && !l.Done && l.Err == nil && fehler == 0
}

// state is the line's last column: short enough for the smallest window.
func (l *SeriesLine) state(sh *shell.Shell) string {
	fehler, warnungen := l.Count(sh)
	switch {
	case l.Done:
		return l.sentState()
	case l.Err != nil:
		return style.Fehler.Render("!NICHT")
	case l.Tumour < 0:
		return style.Warnung.Render("Tumor?")
	case l.Report == nil:
		return style.DashSign
	case fehler > 0 && warnungen > 0:
		return style.Fehler.Render(fmt.Sprintf("%dF %dW", fehler, warnungen))
	case fehler > 0:
		return style.Fehler.Render(wording.Plural(fehler, "Fehler", "Fehler"))
	case warnungen > 0:
		return style.Warnung.Render(wording.Plural(warnungen, "Warnung", "Warn."))
	}
	return style.Good.Render("bereit")
}

// tumourText is the tumour's code with its side, or how many there are to choose from.
func (l *SeriesLine) tumourText() string {
	if l.Tumour < 0 {
		return fmt.Sprintf("1-%d?", len(l.Tumours))
	}
	p := &l.Tumours[l.Tumour].Part
	if side := string(p.Seitenlokalisation); len(side) == 1 && side != "T" {
		return string(p.PrimaertumorICD.Code) + side
	}
	return string(p.PrimaertumorICD.Code)
}

// bornText is the date of birth in the room of its column.
func (l *SeriesLine) bornText(w int) string {
	if short := len("03.10."); len(l.Born) == len("03.10.1975") && len(l.Born) >= w {
		return l.Born[:short] + l.Born[short+2:]
	}
	return l.Born
}

func (l *SeriesLine) nameText() string { return wording.MarkName(l.Name, l.Objects) }

// tumourHint names the tumours to choose from.
func (l *SeriesLine) tumourHint(sh *shell.Shell) string {
	if l.Report != nil || len(l.Tumours) == 1 {
		return wording.TumourName(&l.Tumours[max(0, l.Tumour)], sh.Services().Lists)
	}
	var names []string
	for i := range l.Tumours {
		names = append(names, fmt.Sprintf("%d %s", i+1, wording.TumourName(&l.Tumours[i], sh.Services().Lists)))
	}
	return "Ziffer wählt den Tumor: " + strings.Join(names, "; ")
}

// seriesCells are the cells of the grid, one a column: only one is typed into.
func seriesCells(env forms.Env) map[string]*forms.Cell {
	cells, empty := map[string]*forms.Cell{}, &model.Report{}
	empty.Meldung.Typ = model.TypVerlauf
	for _, c := range SeriesColumns {
		if c.Id != "" {
			cells[c.Id] = forms.NewCell(dataset.Report, empty, c.Id, env)
		}
	}
	return cells
}

// Keep saves what of the line is not on the disk.
func (l *SeriesLine) Keep() error {
	if l.Report == nil || !l.unsaved() {
		return nil
	}
	if l.Err = l.flush(context.Background()); l.Err == nil {
		l.saved = l.seq
	}
	return l.Err
}
