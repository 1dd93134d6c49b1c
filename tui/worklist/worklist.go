package worklist

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/lists"
	"example.org/meldeportal/tui/looking"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/work"
)

// Worklist is the first screen after signing in: what waits for somebody, the
// most urgent first (F-04). Typing goes to the patient list. It holds the part of the list
// around the cursor, however long the list is; where something is searched, filtered or
// sorted all of it is read beside the screen.
type Worklist struct {
	sh      *shell.Shell
	tasks   tasks
	over    []worklist.Gewartet  // that are not held back any more
	art     worklist.Aufgabenart // the group that is to be in sight
	agenda  work.Agenda
	list    kit.CursorList
	loaded  bool
	left    int // records an update has still to look at
	reading shell.ListReading
	next    bool // a task is to be opened once the list is read
	opening bool // what a task needs is on its way; keys typed meanwhile belong to it

	looking *looking.Looking
	marking shell.Marking[taskKey]
	another bool // another view is asked for and not in sight yet
}

// newWorklist shows what there is to do.
func newWorklist(sh *shell.Shell) *Worklist {
	l := &Worklist{sh: sh, agenda: work.Agenda{Desk: sh.Desk(), Now: sh.Services().Now}}
	l.looking = looking.New(sh, func() lists.Listing {
		list := l.listing()
		list.Among = lists.InGroup(l.tasks.art)
		return list
	}, l.look)
	l.marking.Key = func(i int) (taskKey, bool) { return keyOfTask(l.tasks.at(i)) }
	l.marking.Held = l.tasks.held
	return l
}

// listing is the list for whoever reads it beside the screen.
func (l *Worklist) listing() lists.Agenda {
	return lists.Agenda{Rows: lists.Tasks(nil, l.sh.KnownPeople(), l.sh.Services().Now), Desk: l.sh.Desk()}
}

// look shows another view, from its top. Keys wait for it, lest they mean a task of the
// one before.
func (l *Worklist) look() tea.Cmd {
	l.another, l.list.At = true, 0
	return l.Start()
}

// Update takes keys, the tasks and news.
func (l *Worklist) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return l.key(msg)
	case pageMsg:
		if msg.to == l && l.reading.Mine(msg.n) {
			return l.took(msg.err, func() { l.takePage(msg) })
		}
	case tasksMsg:
		if msg.to == l && l.reading.Mine(msg.n) {
			return l.took(msg.err, func() {
				l.stay(func() { l.tasks.set(msg.tasks, msg.view, msg.rows) })
				l.art, l.over = l.tasks.art, msg.over
			})
		}
	case leftMsg:
		if msg.to == l && l.reading.Mine(msg.n) {
			l.left = msg.left
		}
	case actedMsg:
		if msg.to == l {
			return l.acted(msg)
		}
	case taskReadMsg:
		if msg.to == l && l.opening {
			return l.goTo(msg)
		}
	case shell.Begun:
		if l.sh.Top() == kit.Screen(l) {
			l.sh.Say("Eine neue Person wurde angefangen und nicht fertig: " + people.NameOf(&msg.Person.Stammdaten) + ". Strg+N setzt fort.")
		}
	case answer.News:
		if l.sh.Top() == kit.Screen(l) || !l.loaded { // behind other screens it is read again when it is back
			return l.Start()
		}
	case shell.Returned:
		return l.Start()
	case shell.NextTask:
		l.next = true
		return l.Start()
	}
	return nil
}

// key moves; a letter or digit goes to the search in the patient list.
func (l *Worklist) key(k tea.KeyMsg) tea.Cmd {
	if l.list.Key(k, l.tasks.count()) {
		if !l.covers() || !l.reading.Running() && !l.held(ahead*l.list.Page) {
			return l.Start()
		}
		return nil
	}
	if k.Type == tea.KeyRunes && !k.Alt {
		return l.sh.ShowPatients(k)
	}
	return nil
}

// Holds is the task under the cursor.
func (l *Worklist) Holds() (string, func(context.Context) ([]lists.Part, error)) {
	t := l.tasks.at(l.list.At)
	if t == nil || t.Angenommen != nil {
		return "", nil
	}
	task, h := *t, lists.Holding{Desk: l.sh.Desk(), Services: l.sh.Services()}
	return fmt.Sprint(task.Art, task.Sache, task.CaseID, task.DraftID, task.Transaktionsnummer, task.Text), func(ctx context.Context) ([]lists.Part, error) { return h.Task(ctx, &task) }
}

// Spaces is never: words are typed behind /.
func (l *Worklist) Spaces() bool { return false }

// Caret finds nothing to type here: typing leads to the search.
func (l *Worklist) Caret() (int, int, bool) { return 0, 0, false }

// Busy while what a task needs is being read, or another view or part of the list.
func (l *Worklist) Busy() bool {
	return l.opening || l.another || l.loaded && l.reading.Running() && !l.covers()
}

// Leave has nothing to save.
func (l *Worklist) Leave() tea.Cmd {
	l.reading.Cancel()
	return nil
}
