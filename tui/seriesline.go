package tui

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
	"example.org/meldeportal/tui/style"
)

// seriesColumn is a column of the grid. One with an id is a field of the Verlauf.
type seriesColumn struct {
	title string
	id    string
	cells int
}

// The columns that are no field.
const (
	colSeriesName, colSeriesBorn, colSeriesTumour = 0, 1, 2
	colSeriesFirst                                = 3 // of the fields
)

// seriesColumns are the few fields of an unremarkable Verlauf.
var seriesColumns = []seriesColumn{
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

// colSeriesState is the last column.
var colSeriesState = len(seriesColumns) - 1

// seriesLine is one patient of a series. Until a value is entered there is no
// draft; what is entered while the draft is being made waits.
type seriesLine struct {
	nr         int // in the way back, from 1
	caseID     string
	name, born string
	objects    bool // she has objected
	tumours    []record.Tumour
	tumour     int // chosen one, -1 = not yet
	past       []rule.Past

	id      string            // of the draft, "" = none yet
	report  *model.Report     // nil until the draft is there
	cursor  string            // where its full form was left
	form    []byte            // what its full form keeps
	draft   *model.Draft      // owned by the writer
	waiting map[string]string // values by field id, until the draft is there
	making  bool

	save       *autosave
	seq, saved int
	err        error
	findings   []rule.Finding
	judged     bool
	done       bool           // completed
	sent       model.Delivery // what it became then
}

// readSeriesLine reads a person for the grid, with her draft when there is one.
func readSeriesLine(ctx context.Context, desk *Desk, caseID, draftID string) (*seriesLine, error) {
	c, err := desk.People.Case(ctx, caseID)
	if err != nil {
		return nil, err
	}
	s := &c.Patient.Stammdaten
	l := &seriesLine{caseID: caseID, name: people.NameOf(s), objects: c.Widerspruch, born: s.Geburtsdatum.German(), tumour: -1, waiting: map[string]string{}}
	if l.past, err = desk.Reports.History(ctx, caseID, draftID); err != nil {
		return nil, err
	}
	l.tumours = record.Tumours(l.past)
	if len(l.tumours) == 1 {
		l.tumour = 0
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
func (l *seriesLine) begin(desk *Desk, d model.Draft) {
	l.id, l.report, l.cursor, l.form, l.draft, l.making = d.ID, field.Copy(&d.Report), d.Cursor, d.Form, &d, false
	l.save, l.judged = &autosave{write: saveDraft(desk, l.draft)}, false
	l.choose(d.Report.Meldung.Tumorzuordnung.TumorID)
}

func (l *seriesLine) choose(tumour model.Text) {
	if i := slices.IndexFunc(l.tumours, func(t record.Tumour) bool { return t.Part.TumorID == tumour }); i >= 0 {
		l.tumour = i
	}
}

// value is what stands in a field of the line.
func (l *seriesLine) value(id string) string {
	if l.report == nil {
		return l.waiting[id]
	}
	b, _ := field.Lookup(dataset.Report, l.report, id)
	return b.Get()
}

// set enters a value; it reports whether that changed anything.
func (l *seriesLine) set(id, text string) bool {
	if l.done || l.value(id) == text {
		return false
	}
	l.judged = false
	if l.report == nil {
		if l.waiting[id] = text; text == "" {
			delete(l.waiting, id)
		}
		return true
	}
	b, ok := field.Lookup(dataset.Report, l.report, id)
	if ok {
		b.Set(text)
		l.seq++
	}
	return ok
}

// put hands the present state to the line's writer.
func (l *seriesLine) put() { l.save.put(l.snapshot()) }

// flush saves what of the line is not on the disk and waits for it.
func (l *seriesLine) flush(ctx context.Context) error {
	if l.report == nil || l.done {
		return nil
	}
	var state *snapshot
	if l.unsaved() {
		state = l.snapshot()
	}
	return l.save.flush(ctx, state)
}

func (l *seriesLine) snapshot() *snapshot {
	return &snapshot{seq: l.seq, report: *field.Copy(l.report), cursor: l.cursor, form: l.form}
}

// unsaved reports that something of the line is not on the disk.
func (l *seriesLine) unsaved() bool { return l.making || l.report != nil && l.saved < l.seq && !l.done }

// wantsDraft reports that something was entered and nothing keeps the draft
// from being made.
func (l *seriesLine) wantsDraft() bool {
	return l.report == nil && !l.making && !l.done && l.tumour >= 0 && len(l.waiting) > 0
}

// judge looks at the line with everything known around it.
func (l *seriesLine) judge(sh *Shell) []rule.Finding {
	if l.report == nil {
		return nil
	}
	if !l.judged {
		services := sh.Services()
		l.judged = true
		l.findings = rule.Check(judged(services, sh.Desk(), l.report, l.past, forms.Unread(l.form)), rule.With(services.Config))
	}
	return l.findings
}

// count gives the Fehler and the Warnungen of a line.
func (l *seriesLine) count(sh *Shell) (fehler, warnungen int) {
	for _, f := range l.judge(sh) {
		switch f.Severity {
		case rule.Fehler:
			fehler++
		case rule.Warnung:
			warnungen++
		}
	}
	return fehler, warnungen
}

// ready reports that the line can be completed.
func (l *seriesLine) ready(sh *Shell) bool {
	fehler, _ := l.count(sh)
	return l.report != nil && !l.done && l.err == nil && fehler == 0
}

// state is the line's last column: short enough for the smallest window.
func (l *seriesLine) state(sh *Shell) string {
	fehler, warnungen := l.count(sh)
	switch {
	case l.done:
		return l.sentState()
	case l.err != nil:
		return style.Fehler.Render("!NICHT")
	case l.tumour < 0:
		return style.Warnung.Render("Tumor?")
	case l.report == nil:
		return style.DashSign
	case fehler > 0 && warnungen > 0:
		return style.Fehler.Render(fmt.Sprintf("%dF %dW", fehler, warnungen))
	case fehler > 0:
		return style.Fehler.Render(plural(fehler, "Fehler", "Fehler"))
	case warnungen > 0:
		return style.Warnung.Render(plural(warnungen, "Warnung", "Warn."))
	}
	return style.Good.Render("bereit")
}

// tumourText is the tumour's code with its side, or how many there are to choose from.
func (l *seriesLine) tumourText() string {
	if l.tumour < 0 {
		return fmt.Sprintf("1-%d?", len(l.tumours))
	}
	p := &l.tumours[l.tumour].Part
	if side := string(p.Seitenlokalisation); len(side) == 1 && side != "T" {
		return string(p.PrimaertumorICD.Code) + side
	}
	return string(p.PrimaertumorICD.Code)
}

// bornText is the date of birth in the room of its column.
func (l *seriesLine) bornText(w int) string {
	if short := len("03.10."); len(l.born) == len("03.10.1975") && len(l.born) >= w {
		return l.born[:short] + l.born[short+2:]
	}
	return l.born
}

func (l *seriesLine) nameText() string { return markName(l.name, l.objects) }

// tumourHint names the tumours to choose from.
func (l *seriesLine) tumourHint(sh *Shell) string {
	if l.report != nil || len(l.tumours) == 1 {
		return tumourName(&l.tumours[max(0, l.tumour)], sh.Services().Lists)
	}
	var names []string
	for i := range l.tumours {
		names = append(names, fmt.Sprintf("%d %s", i+1, tumourName(&l.tumours[i], sh.Services().Lists)))
	}
	return "Ziffer wählt den Tumor: " + strings.Join(names, "; ")
}

// seriesCells are the cells of the grid, one a column: only one is typed into.
func seriesCells(env forms.Env) map[string]*forms.Cell {
	cells, empty := map[string]*forms.Cell{}, &model.Report{}
	empty.Meldung.Typ = model.TypVerlauf
	for _, c := range seriesColumns {
		if c.id != "" {
			cells[c.id] = forms.NewCell(dataset.Report, empty, c.id, env)
		}
	}
	return cells
}

// keep saves what of the line is not on the disk.
func (l *seriesLine) keep() error {
	if l.report == nil || !l.unsaved() {
		return nil
	}
	if l.err = l.flush(context.Background()); l.err == nil {
		l.saved = l.seq
	}
	return l.err
}
