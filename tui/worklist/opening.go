package worklist

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/missing"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// taskReadMsg says that what a task needs was read; open goes there.
type taskReadMsg struct {
	to   *Worklist
	task worklist.Aufgabe
	open func() tea.Cmd
	err  error
}

// goOn opens the task the cursor is at, or the first one behind it.
func (l *Worklist) goOn() tea.Cmd {
	l.next = false
	for i := l.list.At; i < l.tasks.count(); i++ {
		if t := l.tasks.at(i); t != nil && t.Open() {
			l.list.At = i
			return l.open()
		}
	}
	l.sh.Say("Die Arbeitsliste hat hier keine weitere Aufgabe.")
	return nil
}

// open goes where the task is done: to the field of a draft, to the receipt of a
// delivery, to the occasion that is missing.
func (l *Worklist) open() tea.Cmd {
	t := l.tasks.at(l.list.At)
	switch t.Ziel() {
	case worklist.ZielUebertragungen:
		run := l.act(l.agenda.Acts(t)[0], work.Given{})
		return tea.Batch(run, l.sh.Open(place.Transmissions{}))
	case worklist.ZielEntwurf:
		return l.read(func(ctx context.Context, desk *work.Desk) (func() tea.Cmd, error) {
			d, err := desk.Drafts.Draft(ctx, t.DraftID)
			return func() tea.Cmd { return l.sh.OpenDraft(d) }, err
		})
	case worklist.ZielSendung:
		return l.readReceipt(*t)
	case worklist.ZielPerson:
		return l.openMissed(*t)
	}
	record := l.sh.Open(place.Record{CaseID: t.CaseID})
	if t.Ziel() == worklist.ZielGegenstueck {
		return tea.Batch(record, l.sh.Open(counterpart(t)))
	}
	if t.Art == worklist.AufgabeBeschaedigt {
		l.sh.Say(wording.DamagedTask(t.DraftID, t.Transaktionsnummer))
	}
	return record
}

// readReceipt opens a delivery; an answer that is looked at is remembered.
func (l *Worklist) readReceipt(t worklist.Aufgabe) tea.Cmd {
	today := l.today()
	return l.read(func(ctx context.Context, desk *work.Desk) (func() tea.Cmd, error) {
		d, _, err := work.ReadVersions(ctx, desk, model.Delivery{CaseID: t.CaseID, Transaktionsnummer: t.Transaktionsnummer})
		if err == nil && t.Art == worklist.AufgabeAntwort {
			_, err = work.See(ctx, desk, today, &t)
		}
		return func() tea.Cmd { return l.sh.Open(place.Receipt{Delivery: d}) }, err
	})
}

// openMissed opens the record of whom the registry lacks a report of, or begins her.
func (l *Worklist) openMissed(t worklist.Aufgabe) tea.Cmd {
	return l.read(func(ctx context.Context, desk *work.Desk) (func() tea.Cmd, error) {
		known, _, err := desk.People.Index(ctx, func(*people.Index, int, int) {})
		id, begun := missing.Person(known, &t)
		return func() tea.Cmd {
			l.sh.Say(wording.Missed(t.Vermisst, id != ""))
			if id != "" {
				return l.sh.Open(place.Record{CaseID: id})
			}
			return l.sh.Open(place.Person{Case: begun})
		}, err
	})
}

// counterpart is where a counterpart is begun.
func counterpart(t *worklist.Aufgabe) place.Occasion {
	typ, sub := t.Fehlt()
	return place.Occasion{CaseID: t.CaseID, TumorID: t.TumorID, Typ: typ, Sub: sub}
}

// read fetches what a task needs; keys typed meanwhile belong to what opens.
func (l *Worklist) read(fetch func(context.Context, *work.Desk) (func() tea.Cmd, error)) tea.Cmd {
	l.opening = true
	desk, task := l.sh.Desk(), *l.tasks.at(l.list.At)
	ctx := l.sh.While(l)
	return func() tea.Msg {
		open, err := fetch(ctx, desk)
		return taskReadMsg{l, task, open, err}
	}
}

func (l *Worklist) goTo(msg taskReadMsg) tea.Cmd {
	l.opening = false
	switch {
	case wording.IsDamaged(msg.err):
		l.sh.Say(wording.DamagedTask(msg.task.DraftID, msg.task.Transaktionsnummer))
	case msg.err != nil:
		l.sh.Fail(msg.err)
	default:
		return msg.open()
	}
	return nil
}
