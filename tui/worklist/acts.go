package worklist

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/missing"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/work"
)

// Actions are what can be done from here.
func (l *Worklist) Actions() []kit.Action {
	nothing := ""
	t := l.tasks.at(l.list.At)
	switch {
	case !l.loaded:
		nothing = "Die Arbeitsliste wird noch gelesen; bitte gleich noch einmal."
	case t == nil && l.tasks.count() > 0:
		nothing = "Die Arbeitsliste wird noch gelesen; bitte gleich noch einmal."
	case t == nil:
		nothing = "Es gibt nichts zu erledigen."
	}
	return slices.Concat([]kit.Action{
		{Keys: []string{"enter", "ctrl+j"}, Label: "Öffnen", Help: "Öffnet die Aufgabe an der richtigen Stelle.", Off: nothing, Do: l.open},
		{Keys: []string{"f3", "ctrl+f"}, Label: "Patienten", Help: "Zeigt alle Personen. Tippen sucht gleich.", Do: func() tea.Cmd { return l.sh.ShowPatients(tea.KeyMsg{}) }},
	}, l.sh.Keyed(l.acts(t), shell.Doing{Run: l.act}), l.marking.Offers(&l.list, l.tasks.count()), []kit.Action{
		{Keys: []string{"ctrl+n"}, Label: "Neue Person", Help: "Legt eine Person mit ihren Stammdaten an; eine Meldung kann später folgen.", Do: l.newPerson},
		{Keys: []string{"tab", "right"}, Label: "Gruppe", Help: "Zeigt die nächste Gruppe von Aufgaben.", Off: nothing, Do: func() tea.Cmd { return l.turn(1) }},
		{Keys: []string{"shift+tab", "left"}, Label: "Vorige Gruppe", Help: "Zeigt die vorige Gruppe von Aufgaben.", Off: nothing, Quiet: true, Do: func() tea.Cmd { return l.turn(-1) }},
	}, l.looking.Offers(), l.whole(), l.sh.HouseActions(), []kit.Action{
		{Keys: []string{"f10"}, Label: "Abmelden", Help: "Beendet die Sitzung nach einer Frage und zeigt die Anmeldung.", Do: func() tea.Cmd { return l.sh.Push(shell.NewSignOut(l.sh)) }},
	})
}

// acts are those of the marked lines, without any those of the line under the cursor.
func (l *Worklist) acts(t *worklist.Aufgabe) []work.Act {
	marked := l.marking.Marked(l.tasks.count())
	if len(marked) == 0 && t == nil {
		return missing.ActsOn(&l.agenda, nil)
	}
	if len(marked) == 0 {
		return missing.ActsOn(&l.agenda, []*worklist.Aufgabe{t})
	}
	lines := make([]*worklist.Aufgabe, len(marked))
	for i, at := range marked {
		task := *l.tasks.at(at)
		lines[i] = &task
	}
	return missing.ActsOn(&l.agenda, lines)
}

// whole is Esc where something is left out.
func (l *Worklist) whole() []kit.Action {
	if l.looking.View.All() || len(l.marking.Marked(l.tasks.count())) > 0 {
		return nil
	}
	return []kit.Action{l.looking.Shut(func() tea.Cmd { return nil })}
}

func (l *Worklist) turn(by int) tea.Cmd {
	l.art, l.list.At = l.tasks.next(by), 0
	if !l.tasks.view.Plain() {
		l.tasks.filter(l.art)
		return nil
	}
	l.another = true
	return l.Start()
}

func (l *Worklist) newPerson() tea.Cmd {
	back := l.sh.ShowPatients(tea.KeyMsg{})
	return tea.Batch(back, l.sh.Patients().Add())
}

// act does something with a task, then reads the tasks again.
func (l *Worklist) act(a work.Act, g work.Given) tea.Cmd {
	ctx := l.sh.During
	return func() tea.Msg {
		done, err := a.Do(ctx, g)
		return actedMsg{l, done, err}
	}
}

// actedMsg says what came of it.
type actedMsg struct {
	to   *Worklist
	done work.Done
	err  error
}

func (l *Worklist) acted(msg actedMsg) tea.Cmd {
	if msg.err != nil {
		l.sh.Fail(msg.err)
		return l.Start()
	}
	l.agenda.Took(msg.done)
	l.marking.Clear()
	if l.sh.Top() == kit.Screen(l) {
		l.sh.Say(shell.Told(msg.done.Said))
	}
	return l.Start()
}
