package people

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
)

// casePick is the patient list as a question: whose is it?
type casePick struct {
	*CaseList
	place place.Somebody
}

func newCasePick(sh *shell.Shell, p place.Somebody) *casePick {
	return &casePick{NewCaseList(sh), p}
}

// Start reads the cases.
func (p *casePick) Start() tea.Cmd { return p.read() }

// Title says what is asked.
func (p *casePick) Title() (string, string) {
	_, count := p.CaseList.Title()
	return p.place.Title, count
}

// Actions are picking and going back.
func (p *casePick) Actions() []kit.Action {
	off := ""
	if p.count() == 0 {
		off = "Es ist niemand ausgewählt."
	}
	return []kit.Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: "Nehmen", Help: "Nimmt die ausgewählte Person.", Off: off, Do: p.pick},
		{Keys: []string{"f3", "ctrl+f"}, Label: "Suche leeren", Help: "Leert die Suche und zeigt alle Personen.", Quiet: true, Do: p.clear},
		{Keys: []string{"f10", "esc"}, Label: "Zurück", Help: "Zurück, ohne jemanden zu wählen.", Do: p.sh.Pop},
	}
}

func (p *casePick) pick() tea.Cmd {
	row, _ := p.selected()
	back := p.sh.Pop()
	return tea.Batch(back, p.place.Take(row.ID))
}
