package report

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/editing"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Review is the last look before a report is completed: a summary and all
// findings.
type Review struct {
	*work.Completion
	sh      *shell.Shell
	editor  *Editor
	list    kit.CursorList
	sending bool
}

// NewReview looks at what an editor holds. Everything is saved already.
func NewReview(sh *shell.Shell, e *Editor) *Review {
	return &Review{sh: sh, editor: e, Completion: e.Sitting.Review(e.Findings)}
}

// submitMsg says what became of the report.
type submitMsg struct {
	to   *Review
	made *work.Submission
}

// Start has nothing to read.
func (r *Review) Start() tea.Cmd { return nil }

// Update takes keys and the answer.
func (r *Review) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		r.list.Key(msg, r.rows())
	case originalMsg:
		r.Compare()
	case submitMsg:
		if msg.to == r {
			return r.answered(msg.made)
		}
	}
	return nil
}

func (r *Review) answered(made *work.Submission) tea.Cmd {
	r.sending = false
	found, refused := made.Refused()
	switch {
	case refused:
		r.Findings = found
		r.sh.Say(work.NotCompleted)
		return r.editor.readPast()
	case made.Err != nil:
		r.sh.Fail(made.Err)
		return nil
	}
	r.editor.Closed = true
	back := r.sh.Pop()
	return tea.Batch(back, r.sh.Swap(place.Receipt{Delivery: made.Delivery}))
}

// mended is how what keeps a report here is mended on this screen.
var mended = map[work.Stop]string{
	work.Unsaved:     " Esc führt zurück zum Entwurf, F2 speichert ihn.",
	work.Wrong:       "; Enter springt zum Feld.",
	work.Unconfirmed: ": Leertaste einzeln, * alle.",
}

// blocked says why the report cannot be completed yet, "" when it can.
func (r *Review) blocked() string {
	what, why := r.Stopped(r.editor.Settled())
	return shell.Told(why) + mended[what]
}

// Title says whether the report can be completed.
func (r *Review) Title() (left, right string) {
	left = "Prüfen · " + r.editor.name()
	if r.sending {
		return left, "wird abgeschlossen " + style.MoreSign
	}
	switch what, _ := r.Stopped(true); what {
	case work.Held:
		return left, style.Warnung.Render("zurückgehalten")
	case work.Unread, work.Unchanged:
		return left, style.Fehler.Render("keine Änderung")
	case work.Wrong:
		return left, style.Fehler.Render("NICHT abschließbar: " + wording.Plural(len(r.Of(rule.Fehler)), "Fehler", "Fehler"))
	case work.Unconfirmed:
		return left, style.Warnung.Render(wording.Plural(len(r.Open()), "Warnung", "Warnungen") + " offen")
	}
	return left, style.Good.Render("abschließbar")
}

// Body is the summary and the list of findings.
func (r *Review) Body(w, h int) string {
	summary := r.summary()
	if r.rows() == 0 { // there is room for all that is sent
		lines := append(hanging(summary, summaryName, w), "")
		return strings.Join(append(lines, " Keine Mängel. F12 schließt die Meldung ab und übermittelt sie."), "\n")
	}
	detail := r.detail(w)
	lines := hanging(summary, summaryName, w)
	if h-len(lines)-len(detail)-1 < r.rows() { // the list goes before
		lines = nil
		for _, l := range summary {
			lines = append(lines, kit.Cut(l, w-1))
		}
	}
	lines = append(lines, "")
	r.list.Fit(h-len(lines)-len(detail), r.rows())
	from, to := r.list.Window(r.rows())
	for i := from; i < to; i++ {
		lines = append(lines, r.draw(i, w))
	}
	for len(lines) < h-len(detail) {
		lines = append(lines, "")
	}
	return strings.Join(append(lines, detail...), "\n")
}

// detailLines are kept at least for the whole sentence of the selected finding.
const detailLines = 4

// rows are the findings, then the changes of a correction.
func (r *Review) rows() int { return len(r.Findings) + len(r.Changes) }

// change is the change the cursor is on.
func (r *Review) change() (forms.Change, bool) {
	if i := r.list.At - len(r.Findings); i >= 0 && i < len(r.Changes) {
		return r.Changes[i], true
	}
	return forms.Change{}, false
}

func (r *Review) detail(w int) []string {
	if c, ok := r.change(); ok {
		return changeDetail(c, w)
	}
	f := r.Findings[min(r.list.At, len(r.Findings)-1)]
	word, look := wording.SeverityWord(f.Severity), editing.SeverityLook(f.Severity)
	lines := []string{"", " " + look.Render(word) + " " + style.Muted.Render(f.Rule)}
	for _, l := range strings.Split(kit.WrapWords(forms.Clean(f.Text), w-2), "\n") {
		lines = append(lines, " "+l)
	}
	for len(lines) < detailLines {
		lines = append(lines, "")
	}
	return lines
}

// summary is the report in three lines, how complete it is and what it earns.
func (r *Review) summary() []string {
	m := &r.editor.Report.Meldung
	t := &m.Tumorzuordnung
	person := people.NameOf(&r.editor.Report.Patient.Stammdaten)
	lines := []string{
		fmt.Sprintf(" Person      %s, geboren %s, Patienten-ID %s", person, r.editor.Report.Patient.Stammdaten.Geburtsdatum.German(), r.editor.Report.Patient.PatientID),
		fmt.Sprintf(" Tumor       %s %s, Diagnose %s", t.PrimaertumorICD.Code, r.meaning("ICD10", t.PrimaertumorICD.Code), t.Diagnosedatum.German()),
		fmt.Sprintf(" Meldung     %s%s, Begründung: %s", wording.OccasionOf(r.editor.Report), onDay(rule.EventDate(r.editor.Report)), r.meaning("Meldebegruendung", m.Meldebegruendung)),
	}
	if s := r.editor.Stand; s != nil {
		lines = append(lines, s.Summary()...)
	}
	for i, l := range lines {
		lines[i] = forms.Clean(l)
	}
	return lines
}

// summaryName is the column of the names in a summary.
const summaryName = 13

// hanging breaks the lines of a summary behind the column of their names.
func hanging(lines []string, at, w int) (out []string) {
	for _, l := range lines {
		r := []rune(l)
		name, text := string(r[:min(len(r), at)]), string(r[min(len(r), at):])
		for _, part := range strings.Split(kit.WrapWords(text, w-at-1), "\n") {
			out, name = append(out, name+part), strings.Repeat(" ", at)
		}
	}
	return out
}

// onDay is the day of a report behind its name.
func onDay(d model.Datum) string {
	if d == "" {
		return " ohne Datum"
	}
	return " vom " + d.German()
}

func (r *Review) meaning(list string, code model.Code) string {
	if l, ok := r.sh.Services().Lists.Get(list); ok {
		if e, ok := l.Entry(string(code)); ok {
			return e.Label
		}
	}
	return style.DashSign
}

func (r *Review) draw(i, w int) string {
	sign := "   "
	if i == r.list.At {
		sign = " " + style.FocusSign + " "
	}
	if i >= len(r.Findings) {
		return kit.Cut(sign+changeLine(r.Changes[i-len(r.Findings)], whereCells(w), i == r.list.At), w-1)
	}
	f := r.Findings[i]
	word, look := wording.SeverityWord(f.Severity), editing.SeverityLook(f.Severity)
	if f.Severity == rule.Warnung && r.Confirmed[f.Rule] {
		word = "bestätigt"
	}
	where := r.where(f)
	text := kit.Pad(where, whereCells(w)) + " " + strings.TrimPrefix(forms.Clean(f.Text), editing.LastPart(where)+": ")
	if i == r.list.At {
		text = style.Focus.Render(text)
	}
	return kit.Cut(sign+look.Render(kit.Pad(word, 10))+text, w-1)
}

// whereCells is the column of the fields' names.
func whereCells(w int) int { return max(26, min(40, w/3)) }

// where names the field a finding is about.
func (r *Review) where(f rule.Finding) string { return wording.FieldName(r.editor.Report, f) }

// Hint says what is still to be done.
func (r *Review) Hint() string {
	if why := r.blocked(); why != "" {
		return why
	}
	return "F12 schließt die Meldung ab; danach ist sie nur noch lesbar."
}

// Actions are what can be done with the findings and the report.
func (r *Review) Actions() []kit.Action {
	none, noWarning, noWarnings := "", "", "Es gibt keine Warnungen."
	if r.rows() == 0 {
		none = "Es gibt keine Mängel."
	}
	if len(r.Of(rule.Warnung)) > 0 {
		noWarnings = ""
	}
	if !r.onWarning() {
		noWarning = "Zu bestätigen sind nur Warnungen."
	}
	return []kit.Action{
		{Keys: []string{"f12"}, Label: "Abschließen", Help: "Schließt die Meldung ab und übermittelt sie.", Off: r.blocked(), Final: true, Do: r.submit},
		{Keys: []string{"enter", "ctrl+j"}, Label: "Zum Feld", Help: "Springt zum Feld des Mangels oder der Änderung.", Off: none, Do: r.jump},
		{Keys: []string{" "}, Label: "Bestätigen", Help: "Bestätigt die Warnung oder nimmt die Bestätigung zurück.", Off: noWarning, Do: r.confirm},
		{Keys: []string{"*"}, Label: "Alle bestätigen", Help: "Bestätigt alle Warnungen.", Off: noWarnings, Do: r.confirmAll},
		{Keys: []string{"f6", "ctrl+g", "alt+v"}, Label: "Vorschau", Help: "Zeigt genau das, was gesendet wird, als Text und als XML; F2 speichert das XML.",
			Do: func() tea.Cmd { return r.sh.Open(place.Preview{CaseID: r.editor.caseID, Report: r.editor.Report}) }},
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück zum Entwurf.", Do: r.sh.Pop},
	}
}

func (r *Review) onWarning() bool {
	return r.list.At < len(r.Findings) && r.Findings[r.list.At].Severity == rule.Warnung
}

func (r *Review) confirm() tea.Cmd {
	id := r.Findings[r.list.At].Rule
	r.Confirmed[id] = !r.Confirmed[id]
	return nil
}

func (r *Review) confirmAll() tea.Cmd {
	r.ConfirmAll()
	return nil
}

// jump goes back to the field a finding is about.
func (r *Review) jump() tea.Cmd {
	for _, id := range r.targets() {
		if r.editor.Form.Goto(id) {
			return tea.Batch(r.sh.Pop(), r.editor.Noticed())
		}
	}
	r.sh.Say("Diese Angabe setzt das Programm selbst; es gibt kein Feld dafür. Ist sie falsch, bitte die Betreuung rufen.")
	return nil
}

// targets are the fields the selected line is about.
func (r *Review) targets() []string {
	if c, ok := r.change(); ok {
		return []string{c.ID}
	}
	return r.Findings[r.list.At].Fields
}

func (r *Review) submit() tea.Cmd {
	r.sending = true
	made, desk, ctx := r.Submit(), r.sh.Desk(), r.sh.During
	return func() tea.Msg {
		made.Do(ctx, desk)
		return submitMsg{r, made}
	}
}

// Caret finds nothing to type here: the shell puts it on the selected line.
func (r *Review) Caret() (int, int, bool) { return 0, 0, false }

// Busy while the report is being completed.
func (r *Review) Busy() bool { return r.sending }

// Leave has nothing to save.
func (r *Review) Leave() tea.Cmd { return nil }
