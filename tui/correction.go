package tui

import (
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/style"
)

// A correction is a draft that replaces a sent report as a whole, under the
// same Meldung_ID (hessen.md 9). It must change something, and what it changes
// is shown before it leaves.

// correctionFixed are the fields by which the registry finds the report.
var correctionFixed = map[string]string{
	"Patient.Patient_ID":      "Die Korrektur gehört zu dieser Person. Unter falscher Person gemeldet: Löschantrag auf der Quittung.",
	"Tumorzuordnung.Tumor_ID": "Die Korrektur gehört zu diesem Tumor. Zum falschen Tumor gemeldet: Löschantrag auf der Quittung.",
}

// originalMsg brings the sent report a correction replaces.
type originalMsg struct {
	to     *Editor
	report model.Report
	err    error
}

func (e *Editor) readSent() tea.Cmd {
	if e.corrects == "" {
		return nil
	}
	desk, number := e.sh.Desk(), e.corrects
	return func() tea.Msg {
		r, err := desk.Sent(context.Background(), number)
		return originalMsg{e, r, err}
	}
}

func (e *Editor) takeSent(msg originalMsg) {
	if msg.err != nil {
		e.sh.Fail(msg.err)
		return
	}
	e.sent = &msg.report
}

// corrected is what a correction changes of the sent report.
func (e *Editor) corrected() []forms.Change {
	if e.sent == nil {
		return nil
	}
	return e.sh.changes(e.sent, e.report)
}

// changes puts into words what one report has otherwise than another.
func (sh *Shell) changes(before, after *model.Report) []forms.Change {
	env := forms.Env{Lists: sh.services.Lists, Now: sh.services.Now}
	return forms.Changes(dataset.Report, before, after, rule.Aenderungen(before, after), env)
}

// unchanged says why a correction cannot leave as it is, "" when it can or is none.
func (r *Review) unchanged() string {
	switch {
	case r.editor.corrects == "" || len(r.changes) > 0:
		return ""
	case r.editor.sent == nil:
		return "Die gesendete Meldung wird noch gelesen."
	}
	return "Keine Änderung gegenüber der gesendeten Meldung. Bitte berichtigen oder den Entwurf in der Akte löschen."
}

// changeLine is a change in one line.
func changeLine(c forms.Change, label int, focus bool) string {
	text := pad(c.Label, label) + " " + orDash(c.Before) + " → " + orDash(c.After)
	if focus {
		text = style.Focus.Render(text)
	}
	return style.Hinweis.Render(pad("Änderung", 10)) + text
}

func orDash(text string) string {
	if text == "" {
		return style.DashSign
	}
	return text
}

// changeDetail is the selected change in full.
func changeDetail(c forms.Change, w int) []string {
	lines := []string{"", " " + style.Title.Render(c.Label)}
	for _, l := range []string{"gesendet  " + orDash(c.Before), "jetzt     " + orDash(c.After)} {
		lines = append(lines, " "+cut(l, w-1))
	}
	return lines
}

// newDifference lists what a version changed of the one before, to be read.
func newDifference(sh *Shell, before, after *model.Report) *pager {
	w, _ := sh.Size()
	lines := []string{style.Muted.Render(" Jede Zeile: Angabe, vorher → in dieser Fassung."), ""}
	for _, c := range sh.changes(before, after) {
		lines = append(lines, " "+style.Label.Render(c.Label))
		told := orDash(c.Before) + " → " + orDash(c.After)
		for _, l := range strings.Split(ansi.Wrap(told, w-5, ""), "\n") {
			lines = append(lines, "    "+l)
		}
	}
	if len(lines) == 2 {
		lines = append(lines, " Kein Unterschied.")
	}
	return &pager{sh: sh, title: "Unterschied · " + reportTitle(after), lines: lines}
}
