package report

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
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
	Sitting *work.Report
	caseID  string
	reading bool   // the other reports of the patient are not known yet
	ending  bool   // the draft is being taken away
	beside  string // who has it open, too, as was said
}

// NewEditor opens a draft at the field where it was left.
func NewEditor(sh *shell.Shell, draft model.Draft) *Editor {
	env := sh.Services().Env()
	env.Look, env.Used = kit.Look(), sh.Usage
	e := &Editor{caseID: draft.PatientID, Sitting: work.OpenReport(sh.Services(), sh.Desk(), draft, env)}
	e.Aside, e.Unkept = e.Sitting.Aside, draft.Neu
	e.Begin(sh, e.Sitting.Report, e.Sitting.Form, e.Sitting.Save)
	e.Judge, e.Moved, e.Meet = e.check, e.movedTo, e.Sitting.Meet
	return e
}

// movedTo goes on in the draft that was kept beside the one somebody else changed.
func (e *Editor) movedTo(m *answer.Moved) tea.Cmd {
	e.Sitting.GoOnIn(m)
	return e.readPast()
}

// PastMsg brings what is known around the report.
type PastMsg struct {
	To   *Editor
	Past work.Past
	err  error
}

// Start judges the draft and asks for the patient's other reports.
func (e *Editor) Start() tea.Cmd {
	e.Look()
	e.Sitting.Desk.Presence.Editing(e.Sitting.Id)
	e.beside = e.Sitting.Desk.Presence.EditedBy(e.Sitting.Id)
	return tea.Batch(e.readPast(), e.readSent())
}

func (e *Editor) readPast() tea.Cmd {
	e.reading = true
	read := e.Sitting.Past()
	ctx := e.Sh.While(e)
	return func() tea.Msg {
		past, err := read(ctx)
		return PastMsg{e, past, err}
	}
}

// Update takes keys and answers.
func (e *Editor) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return e.Press(msg)
	case answer.News:
		e.sayBeside()
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

// sayBeside says once that a colleague has opened the report, too: while somebody writes, or
// while the machine slept.
func (e *Editor) sayBeside() {
	who := e.Sitting.Desk.Presence.EditedBy(e.Sitting.Id)
	if who != "" && who != e.beside {
		e.Sh.Say(wording.JoinedBesides(who))
	}
	e.beside = who
}

func (e *Editor) remember(msg PastMsg) {
	e.reading = false
	if msg.err != nil {
		e.Sh.Fail(msg.err)
		return
	}
	e.Sitting.TakePast(msg.Past)
	e.Look()
}

// check judges the report as it stands.
func (e *Editor) check() (found []rule.Finding) {
	found, e.Stand = e.Sitting.Judge()
	return found
}

// Title names the report and says how saving stands.
// Leave saves, and has the draft be in nobody's hands any more.
func (e *Editor) Leave() tea.Cmd {
	e.Sitting.Desk.Presence.Editing("")
	return e.Sheet.Leave()
}

func (e *Editor) Title() (left, right string) {
	left = wording.Objected(e.name(), e.Sitting.Objects())
	if e.Sitting.Fassung != "" {
		left += " " + style.DotSign + " " + e.Sitting.Fassung
	}
	if who := e.Sitting.Desk.Presence.EditedBy(e.Sitting.Id); who != "" {
		left = e.besideWhom(left, who)
	}
	left += e.Differing()
	if e.Sitting.Held() != "" {
		left = "GEHALTEN " + style.DotSign + " " + left
	}
	return left, e.Status()
}

// besideWhom says in the title who has the report open, too: in few words where the name
// of the person leaves no room for more.
func (e *Editor) besideWhom(left, who string) string {
	w, _ := e.Sh.Size()
	whole := left + " " + style.DotSign + " " + wording.EditedBy(who)
	if forms.Width(whole)+forms.Width(e.Status())+3 <= w {
		return whole
	}
	return left + " " + style.DotSign + " " + wording.OpenAt(who)
}

// Busy until the patient's other reports are known, since what a key repeats or
// passes over follows from them; and while the screen waits for the last save, or
// for the draft to go.
func (e *Editor) Busy() bool { return e.reading || e.ending || e.Sheet.Busy() }

func (e *Editor) name() string {
	if e.Sitting.Corrects != "" {
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

// saveXML writes what would be sent now into a file.
func (e *Editor) saveXML(work.Act) tea.Cmd {
	e.Form.Confirm()
	return tea.Batch(e.Noticed(), e.Sh.Open(place.Preview{CaseID: e.caseID, Report: e.Report, Save: true}))
}

// review looks at what is saved.
func (e *Editor) review() tea.Cmd {
	e.Form.Insist()
	e.Look()
	return e.Sh.Push(NewReview(e.Sh, e))
}
