package people

import (
	"cmp"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/editing"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/work"
)

// CaseEditor writes the Stammdaten of a person, without any report (F-12).
type CaseEditor struct {
	editing.Sheet
	sitting *work.Person
	reading bool // what was begun before is on its way
	warned  bool // of those who were found
	shown   bool // they were shown to her who was leaving
}

// NewCaseEditor opens the Stammdaten of a case; an empty case is a new person,
// or the one that was begun before.
func NewCaseEditor(sh *shell.Shell, c model.Case) *CaseEditor {
	e := &CaseEditor{reading: c.ID == ""}
	e.fill(sh, c)
	return e
}

// fill begins the form with a case.
func (e *CaseEditor) fill(sh *shell.Shell, c model.Case) {
	env := sh.Services().Env()
	env.Look, env.Used = kit.Look(), sh.Usage
	e.sitting = work.OpenPerson(sh.Services(), sh.Desk(), c, env)
	e.Begun, e.Aside = e.sitting.IsNew, e.sitting.Aside
	e.Begin(sh, e.sitting.Report, e.sitting.Form, e.sitting.Save)
	e.Judge = e.check
}

// Start judges what is there; for a new person it asks whether one was begun.
func (e *CaseEditor) Start() tea.Cmd {
	e.Look()
	if !e.sitting.IsNew {
		return nil
	}
	desk := e.Sh.Desk()
	ctx := e.Sh.While(e)
	return func() tea.Msg {
		p, err := work.BegunPerson(ctx, desk)
		if err != nil || p != nil {
			return begunMsg{to: e, person: p, err: err}
		}
		return begunMsg{to: e, preset: work.PresetPerson(ctx, desk)}
	}
}

// begunMsg brings the person that was begun before, nil when there is none.
type begunMsg struct {
	to     *CaseEditor
	person *model.Patient
	preset *model.Patient // what a new person begins with, nil = nothing
	err    error
}

// Update takes keys and answers.
func (e *CaseEditor) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		cmd := e.Press(msg)
		e.warn()
		return cmd
	case begunMsg:
		if msg.to == e {
			e.goOn(msg)
		}
		return nil
	}
	return e.Take(msg)
}

// goOn takes up the person that was begun before.
func (e *CaseEditor) goOn(msg begunMsg) {
	e.reading = false
	switch {
	case msg.err != nil:
		e.Sh.Fail(msg.err)
	case msg.preset != nil:
		msg.preset.PatientID = cmp.Or(e.Report.Patient.PatientID, msg.preset.PatientID)
		e.fill(e.Sh, model.Case{Patient: *msg.preset})
		e.Look()
	case msg.person != nil:
		e.fill(e.Sh, model.Case{Patient: *msg.person})
		e.Look()
		e.Sh.Say("Fortgesetzt: eine Person, die angefangen und nicht fertig wurde. Alt+K verwirft sie.")
	}
}

// Busy until it is known whether a person was begun, and while the last save is
// on its way.
func (e *CaseEditor) Busy() bool { return e.reading || e.Sheet.Busy() }

// check looks for findings, and for known people who may be this one.
func (e *CaseEditor) check() []rule.Finding {
	e.compare()
	return e.sitting.Judge()
}

// Title names the person, and says while somebody known may be the same.
func (e *CaseEditor) Title() (left, right string) {
	left = "Stammdaten"
	if s := &e.Report.Patient.Stammdaten; s.Nachname != "" || s.Vornamen != "" {
		left = "Stammdaten · " + forms.Clean(people.NameOf(s))
	} else if e.sitting.IsNew {
		left = "Neue Person"
	}
	return left + e.Differing(), e.alike() + e.Status()
}

// Vorgang are the entries for what two people have changed at once.
func (e *CaseEditor) Vorgang() []kit.Action {
	return e.Sh.Menu(e.sitting.Acts(), shell.Doing{Shows: map[string]func() tea.Cmd{"beide": func() tea.Cmd { return e.Sh.Push(editing.NewChoices(&e.Sheet)) }}})
}

// vorgang opens them, where there is anything.
func (e *CaseEditor) vorgang() kit.Action {
	both := e.Vorgang()[0]
	a := e.Sh.VorgangAction(e, both.Off)
	a.Help = both.Help
	return a
}

// Actions are the keys of the form.
func (e *CaseEditor) Actions() []kit.Action {
	made := ""
	if !e.Begun {
		made = "Die Person ist schon angelegt."
	}
	return append([]kit.Action{
		{Keys: []string{"f10"}, Label: "Zurück", Help: "Zurück; die Stammdaten sind gespeichert.", Do: e.back},
		e.EscapeAction(e.back),
		{Keys: []string{"alt+t"}, Label: "Ähnliche Person", Help: "Zeigt bekannte Personen, die dieselbe sein können.", Off: e.noTwins(), Quiet: e.noTwins() != "",
			Do: e.showTwins},
		{Keys: []string{"alt+k"}, Label: "Verwerfen", Help: "Verwirft die neue Person, die noch nicht angelegt ist.", Off: made, Quiet: true, Do: e.askDrop},
		e.vorgang(),
	}, e.FormActions()...)
}
