package lines

import (
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/interview"
	"example.org/meldeportal/tui/lists"
	"example.org/meldeportal/tui/missing"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// taskCommands are what can be done with the tasks, and the looks at what is put aside.
func (z *line) taskCommands(agenda *work.Agenda, tasks []worklist.Aufgabe) []ask.Command {
	return append(append(z.agendaCommands(agenda, tasks), z.Look(len(tasks), z.tasksHold(tasks))),
		ask.Command{Name: "abgelegt", Help: "Nennt aufgeschobene und erledigte Aufgaben; :wiederaufnehmen NUMMER öffnet dort eine wieder.",
			Do: ask.Doing(func() error { return z.putAside(agenda) })},
		ask.Command{Name: "wartezeiten", Help: "Nennt, wie lange zurückgehaltene Meldungen warten, Grund für Grund.", Do: ask.Doing(func() error {
			over, err := z.Desk.Tasks.Waited(z.During)
			if z.Fail(err) {
				return nil
			}
			z.SayLines(wording.WaitingLines(worklist.Wartezeiten(tasks, over, model.DatumOf(z.Services.Now())))...)
			return nil
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
		return missing.ActsOn(agenda, lines)
	}, d)
}

// tasksHold tells what a task holds.
func (z *line) tasksHold(tasks []worklist.Aufgabe) func(i int) ([]lists.Part, error) {
	return func(i int) ([]lists.Part, error) { return z.holding().Task(z.During, &tasks[i]) }
}

// putAside is the list of what is put off or settled.
func (z *line) putAside(agenda *work.Agenda) error {
	looking := z.Looking(z.taskList(nil))
	return looking.Through("Nummer öffnet die Aufgabe", func() (interview.Shown, error) {
		list := z.taskList(z.tasks())
		list.Among = func(a *worklist.Aufgabe, _ listing.View, _ string) bool { return !a.Open() && a.Angenommen == nil }
		looking.List = list
		away, err := list.Shown(z.During, looking.View)
		return interview.Shown{
			Said:     "Abgelegt, " + wording.Plural(len(away), "Aufgabe", "Aufgaben") + ".",
			N:        len(away),
			Words:    func(i int) string { return wording.TaskSentence(&away[i], z.Services.Now()) },
			Pick:     func(i int) error { return z.openTask(&away[i]) },
			Holds:    z.tasksHold(away),
			Commands: z.agendaCommands(agenda, away)}, err
	})
}
