package lines

import (
	"slices"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/interview"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// taskCommands are what can be done with the tasks, and the looks at what is put aside.
func (z *line) taskCommands(agenda *work.Agenda, tasks []worklist.Aufgabe) []ask.Command {
	return append(z.agendaCommands(agenda, tasks),
		ask.Command{Name: "abgelegt", Help: "Nennt aufgeschobene und erledigte Aufgaben; :wiederaufnehmen NUMMER öffnet dort eine wieder.",
			Do: ask.Doing(func() error { return z.putAside(agenda) })},
		ask.Command{Name: "wartezeiten", Help: "Nennt, wie lange zurückgehaltene Meldungen warten, Grund für Grund.", Do: said(func() {
			z.SayLines(wording.WaitingLines(worklist.Wartezeiten(tasks, model.DatumOf(z.Services.Now())))...)
		})})
}

// agendaCommands are the acts of the work list. Those of a line want its number, or those
// of several.
func (z *line) agendaCommands(agenda *work.Agenda, tasks []worklist.Aufgabe) []ask.Command {
	d := interview.Doing{After: func(done work.Done) error { agenda.Took(done); return nil }}
	return z.EntriesCommands(len(tasks), func(entries []int) []work.Act {
		lines := make([]*worklist.Aufgabe, len(entries))
		for i, at := range entries {
			lines[i] = &tasks[at]
		}
		return agenda.ActsOn(lines)
	}, d)
}

// putAside is the list of what is put off or settled.
func (z *line) putAside(agenda *work.Agenda) error {
	var away []worklist.Aufgabe
	return z.StayAt(ask.Place{
		Tell: func() error {
			away = slices.DeleteFunc(slices.Clone(z.tasks()), func(a worklist.Aufgabe) bool { return a.Open() || a.Angenommen != nil })
			z.Say("Abgelegt, %s.", wording.Plural(len(away), "Aufgabe", "Aufgaben"))
			return nil
		},
		List: func() (int, func(int) string) {
			return len(away), func(i int) string { return wording.TaskSentence(&away[i], z.Services.Now()) }
		},
		Question: "Nummer öffnet die Aufgabe, Enter allein geht zurück.",
		Commands: func() []ask.Command {
			return append(z.agendaCommands(agenda, away), ask.Back("Zurück."))
		},
		Pick: func(i int) error { return z.openTask(&away[i]) },
	})
}
