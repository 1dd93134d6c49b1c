package tui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/style"
)

// Editor writes one report: a draft, page by page.
type Editor struct {
	editing
	draft   *model.Draft // owned by the writer, except for its ids
	id      string
	caseID  string
	history []rule.Past
	earlier []forms.Earlier // reports of the tumour, the latest first
	fresh   bool            // nobody has been at the draft yet
	reading bool            // the other reports of the patient are not known yet
	ending  bool            // the draft is being taken away

	fassung  string        // name of the draft, where there is another one of this report
	corrects string        // Transaktionsnummer of the sent report this one replaces, "" = none
	sent     *model.Report // that report, nil until it is read
}

// NewEditor opens a draft at the field where it was left.
func NewEditor(sh *Shell, draft model.Draft) *Editor {
	report := field.Copy(&draft.Report)
	e := &Editor{draft: &draft, id: draft.ID, caseID: draft.PatientID, fassung: draft.Fassung, corrects: draft.Ersetzt, fresh: untouched(&draft)}
	form := draftForm(&draft, report, forms.Env{Lists: sh.Services().Lists, Now: sh.Services().Now, Edition: sh.Services().Config.Target(), Land: sh.Services().Config.In(), Look: formLook(), Used: sh.usage})
	e.aside = &aside{notiz: draft.Notiz, sperre: draft.Sperre}
	e.begin(sh, report, form, saveDraft(sh.Desk(), e.draft))
	e.judge, e.moved = e.check, e.movedTo
	return e
}

// movedTo goes on in the draft that was kept beside the one somebody else changed.
func (e *Editor) movedTo(m *answer.Moved) tea.Cmd {
	e.id, e.fassung = m.DraftID, m.Fassung
	return e.readPast()
}

// pastMsg brings the other reports of the patient.
type pastMsg struct {
	to   *Editor
	past []rule.Past
	err  error
}

// Start judges the draft and asks for the patient's other reports.
func (e *Editor) Start() tea.Cmd {
	e.look()
	return tea.Batch(e.readPast(), e.readSent())
}

func (e *Editor) readPast() tea.Cmd {
	e.reading = true
	desk, caseID, id := e.sh.Desk(), e.caseID, e.id
	return func() tea.Msg {
		past, err := desk.Reports.History(context.Background(), caseID, id)
		return pastMsg{e, past, err}
	}
}

// Update takes keys and answers.
func (e *Editor) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return e.press(msg)
	case pastMsg:
		if msg.to == e {
			e.remember(msg)
		}
		return nil
	case duplicatedMsg:
		return e.duplicated(msg)
	case endedMsg:
		if msg.to == e {
			return e.ended(msg)
		}
		return nil
	case originalMsg:
		if msg.to == e {
			e.takeSent(msg)
		}
		return nil
	}
	return e.take(msg)
}

func (e *Editor) remember(msg pastMsg) {
	e.reading = false
	if msg.err != nil {
		e.sh.Fail(msg.err)
		return
	}
	e.history = msg.past
	e.earlier = knowLast(e.form, e.report, msg.past, e.fresh)
	e.fresh = false // what the last report says is taken once
	e.look()
}

// check judges the report as it stands.
func (e *Editor) check() []rule.Finding {
	c := judged(e.sh.Services(), e.sh.Desk(), e.report, e.history, e.form.Unread())
	e.standing = standingOf(c, e.sh.Services().Config.In())
	return rule.Check(c, rule.With(e.sh.Services().Config))
}

// Title names the report and says how saving stands.
func (e *Editor) Title() (left, right string) {
	left = objected(e.name(), record.Objects(e.report, e.history))
	if e.fassung != "" {
		left += " " + style.DotSign + " " + e.fassung
	}
	if e.held() != "" {
		left = "GEHALTEN " + style.DotSign + " " + left
	}
	return left, e.status()
}

// Busy until the patient's other reports are known, since what a key repeats or
// passes over follows from them; and while the screen waits for the last save, or
// for the draft to go.
func (e *Editor) Busy() bool { return e.reading || e.ending || e.editing.Busy() }

func (e *Editor) name() string {
	if e.corrects != "" {
		return "Korrektur · " + reportTitle(e.report)
	}
	return reportTitle(e.report)
}

// Actions are the keys of the editor.
func (e *Editor) Actions() []Action {
	return append([]Action{
		{Keys: []string{"f12"}, Label: "Prüfen", Help: "Zeigt alle Befunde und schließt die Meldung ab.", Do: e.review},
		{Keys: []string{"f10"}, Label: "Zurück", Help: "Zurück zur Akte; der Entwurf bleibt gespeichert.", Do: e.back},
		e.escapeAction(e.back),
		{Keys: []string{"alt+v"}, Label: "Vorschau", Help: "Zeigt genau das, was gesendet würde, als Text und als XML.", Quiet: true, Do: e.preview},
		e.takeoverAction(),
		e.sh.vorgangAction(e, ""),
	}, e.formActions()...)
}

// reuse are the ways to use the report's values again.
func (e *Editor) reuse() []Action {
	return []Action{
		{Keys: []string{"v"}, Label: "Vorlage speichern", Help: "Macht aus den Angaben dieser Meldung eine Vorlage.", Do: e.saveTemplate},
		{Keys: []string{"w"}, Label: "Vorlage anwenden", Help: "Füllt die Meldung aus einer Vorlage.", Do: e.useTemplate},
		{Keys: []string{"d"}, Label: "Für nächste Person", Help: "Dieselbe Meldung für jemand anderen, ohne Daten.", Do: e.duplicate},
	}
}

// preview shows what would be sent now, whatever the findings.
func (e *Editor) preview() tea.Cmd {
	e.form.Confirm()
	return tea.Batch(e.noticed(), e.sh.Open(place.Preview{CaseID: e.caseID, Report: e.report}))
}

func (e *Editor) review() tea.Cmd {
	e.form.Confirm()
	e.form.Insist()
	cmd := e.noticed()
	return tea.Batch(cmd, e.after(func() tea.Cmd {
		e.look()
		return e.sh.Push(NewReview(e.sh, e))
	}))
}
