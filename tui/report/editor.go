package report

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/editing"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Editor writes one report: a draft, page by page.
type Editor struct {
	editing.Sheet
	draft   *model.Draft // owned by the writer, except for its ids
	Id      string
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
func NewEditor(sh *shell.Shell, draft model.Draft) *Editor {
	report := field.Copy(&draft.Report)
	e := &Editor{draft: &draft, Id: draft.ID, caseID: draft.PatientID, fassung: draft.Fassung, corrects: draft.Ersetzt, fresh: work.Untouched(&draft)}
	form := work.DraftForm(&draft, report, forms.Env{Lists: sh.Services().Lists, Now: sh.Services().Now, Edition: sh.Services().Config.Target(), Land: sh.Services().Config.In(), Look: kit.Look(), Used: sh.Usage})
	e.Aside = &work.Aside{Notiz: draft.Notiz, Sperre: draft.Sperre}
	e.Begin(sh, report, form, work.SaveDraft(sh.Desk(), e.draft))
	e.Judge, e.Moved = e.check, e.movedTo
	return e
}

// movedTo goes on in the draft that was kept beside the one somebody else changed.
func (e *Editor) movedTo(m *answer.Moved) tea.Cmd {
	e.Id, e.fassung = m.DraftID, m.Fassung
	return e.readPast()
}

// PastMsg brings the other reports of the patient.
type PastMsg struct {
	To   *Editor
	Past []rule.Past
	err  error
}

// Start judges the draft and asks for the patient's other reports.
func (e *Editor) Start() tea.Cmd {
	e.Look()
	return tea.Batch(e.readPast(), e.readSent())
}

func (e *Editor) readPast() tea.Cmd {
	e.reading = true
	desk, caseID, id := e.Sh.Desk(), e.caseID, e.Id
	ctx := e.Sh.While(e)
	return func() tea.Msg {
		past, err := desk.Reports.History(ctx, caseID, id)
		return PastMsg{e, past, err}
	}
}

// Update takes keys and answers.
func (e *Editor) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return e.Press(msg)
	case PastMsg:
		if msg.To == e {
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
	return e.Take(msg)
}

func (e *Editor) remember(msg PastMsg) {
	e.reading = false
	if msg.err != nil {
		e.Sh.Fail(msg.err)
		return
	}
	e.history = msg.Past
	e.earlier = work.KnowLast(e.Form, e.Report, msg.Past, e.fresh)
	e.fresh = false // what the last report says is taken once
	e.Look()
}

// check judges the report as it stands.
func (e *Editor) check() []rule.Finding {
	c := work.Judged(e.Sh.Services(), e.Sh.Desk(), e.Report, e.history, e.Form.Unread())
	e.Stand = wording.StandingOf(c, e.Sh.Services().Config.In())
	return rule.Check(c, rule.With(e.Sh.Services().Config))
}

// Title names the report and says how saving stands.
func (e *Editor) Title() (left, right string) {
	left = wording.Objected(e.name(), record.Objects(e.Report, e.history))
	if e.fassung != "" {
		left += " " + style.DotSign + " " + e.fassung
	}
	if e.held() != "" {
		left = "GEHALTEN " + style.DotSign + " " + left
	}
	return left, e.Status()
}

// Busy until the patient's other reports are known, since what a key repeats or
// passes over follows from them; and while the screen waits for the last save, or
// for the draft to go.
func (e *Editor) Busy() bool { return e.reading || e.ending || e.Sheet.Busy() }

func (e *Editor) name() string {
	if e.corrects != "" {
		return "Korrektur · " + wording.ReportTitle(e.Report)
	}
	return wording.ReportTitle(e.Report)
}

// Actions are the keys of the editor.
func (e *Editor) Actions() []kit.Action {
	acts := slices.Insert(e.Sh.Keyed(e.acts(), e.doing()), 1,
		kit.Action{Keys: []string{"f10"}, Label: "Zurück", Help: "Zurück zur Akte; der Entwurf bleibt gespeichert.", Do: e.Back},
		e.EscapeAction(e.Back))
	return slices.Concat(acts, []kit.Action{e.Sh.VorgangAction(e, "")}, e.FormActions())
}

// preview shows what would be sent now, whatever the findings.
func (e *Editor) preview() tea.Cmd {
	e.Form.Confirm()
	return tea.Batch(e.Noticed(), e.Sh.Open(place.Preview{CaseID: e.caseID, Report: e.Report}))
}

// review looks at what is saved.
func (e *Editor) review() tea.Cmd {
	e.Form.Insist()
	e.Look()
	return e.Sh.Push(NewReview(e.Sh, e))
}
