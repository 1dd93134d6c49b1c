package shell

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/tui/account"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/work"
)

// This file is the workplace behind the login: the work list in front, the
// patient list one key behind it, and what can be done from both.

// Seat makes desk the workplace, with its patient list where there is one yet.
func (sh *Shell) Seat(desk *work.Desk, patients kit.Screen) {
	sh.desk, sh.patients, sh.Usage, sh.ended, sh.keyed = desk, patients, work.NewUsage(), "", sh.clock().Now()
}

// Enter makes desk the workplace and shows the work list. The patients are read
// at once, too, so that a typed name finds them there.
func (sh *Shell) Enter(desk *work.Desk) tea.Cmd {
	sh.Seat(desk, nil)
	sh.leftAll()
	sh.During, sh.StopNews = context.WithCancel(sh.life)
	sh.patients = sh.Screen(place.Patients{})
	sh.Stack = []kit.Screen{sh.Screen(place.Worklist{})}
	tasks, read := beforeOthers(sh.Top().Start())
	return tea.Batch(tasks, sh.behind(read, sh.patients.Start()), sh.readUsage(), sh.readSettings(), Listen(sh.During, desk), sh.AskTempo(), sh.askBegun(), sh.watchIdle(),
		sh.behind(read, warm(sh.Services().Lists)))
}

// firstOf is how long what is seen first is read alone, so that what nobody has asked
// for yet does not take the processor from it.
const firstOf = 3 * time.Second

func beforeOthers(cmd tea.Cmd) (tea.Cmd, <-chan struct{}) {
	done := make(chan struct{})
	return func() tea.Msg {
		defer close(done)
		return cmd()
	}, done
}

// inSight is how long what was read takes to be drawn: a few frames.
const inSight = 25 * time.Millisecond

// behind begins something once another thing is done and in sight, or takes long: to read
// all people keeps every processor busy, and the first list would wait for one of them.
func (sh *Shell) behind(done <-chan struct{}, cmd tea.Cmd) tea.Cmd {
	clock := sh.clock()
	return func() tea.Msg {
		select {
		case <-done:
			<-clock.After(inSight)
		case <-clock.After(firstOf):
		}
		return cmd()
	}
}

// warm makes the indexes of the code lists while the person still looks at the
// work list: of long official ones that takes longer than a key may wait.
func warm(lists *catalog.Shelf) tea.Cmd {
	return func() tea.Msg {
		forms.Warm(lists, dataset.Report)
		return nil
	}
}

// Begun tells of a new person that was begun and not finished.
type Begun struct{ Person model.Patient }

// askBegun asks for one. What cannot be read is told where one is written.
func (sh *Shell) askBegun() tea.Cmd {
	ctx, desk := sh.During, sh.desk
	return func() tea.Msg {
		p, err := work.BegunPerson(ctx, desk)
		if err != nil || p == nil {
			return nil
		}
		return Begun{*p}
	}
}

// ShowPatients puts the patient list in front, with a search begun by a key;
// a key without letters shows all people.
func (sh *Shell) ShowPatients(k tea.KeyMsg) tea.Cmd {
	sh.Stack = append(sh.Stack, sh.patients)
	return sh.Patients().Search(k)
}

// NextTask tells the work list to open what is to be done next.
type NextTask struct{}

// NextTask goes back to the work list and on to what is to be done next.
func (sh *Shell) NextTask() tea.Cmd {
	var left []tea.Cmd
	for len(sh.Stack) > 1 {
		left = append(left, sh.Top().Leave())
		sh.left(sh.Top())
		sh.Stack = sh.Stack[:len(sh.Stack)-1]
	}
	return tea.Batch(append(left, sh.Top().Update(NextTask{}))...)
}

// OpenDraft opens the record of a person and one of her drafts in front of it.
func (sh *Shell) OpenDraft(d model.Draft) tea.Cmd {
	record := sh.Open(place.Record{CaseID: d.PatientID})
	return tea.Batch(record, sh.Open(place.Report{Draft: d}))
}

// latest is the draft worked on last, or why there is none.
func (sh *Shell) latest() (d *model.Draft, none string) {
	list := sh.Patients()
	if list == nil {
		return nil, "Der letzte Entwurf ist noch nicht gelesen."
	}
	d, looked := list.Latest()
	switch {
	case !looked:
		return nil, "Der letzte Entwurf ist noch nicht gelesen."
	case d == nil:
		return nil, "Es gibt keinen Entwurf."
	}
	return d, ""
}

// HouseActions are what can be done from the work list and from the patient list.
func (sh *Shell) HouseActions() []kit.Action {
	latest, noDraft := sh.latest()
	if closed := sh.closed(place.Report{}); closed != "" {
		noDraft = closed
	}
	to := func(p place.Place) func() tea.Cmd { return func() tea.Cmd { return sh.Open(p) } }
	return append(sh.Keyed(append(work.HomeActs(sh.desk), account.HomeActs()...), Doing{
		Run:  func(a work.Act, _ work.Given) tea.Cmd { return sh.SyncNow() },
		Asks: map[work.Asked]func(work.Act) tea.Cmd{work.AskPassword: func(work.Act) tea.Cmd { return sh.Open(place.Password{}) }},
		Shows: map[string]func() tea.Cmd{"serie": to(place.Series{}), "uebertragung": to(place.Transmissions{}), "zugang": to(place.Access{}), "dokucheck": to(place.DokuCheck{}), "upload": to(place.Uploads{}),
			"import": to(place.Arrivals{}), "einstellungen": to(place.Settings{}), "papierkorb": to(place.Basket{}), "einrichtung": to(place.Site{}), "sitzungen": to(place.Sessions{})}}),
		kit.Action{Keys: []string{"f8"}, Label: "Letzter Entwurf", Help: "Setzt den zuletzt bearbeiteten Entwurf an derselben Stelle fort.", Off: noDraft, Quiet: true,
			Do: func() tea.Cmd { return sh.OpenDraft(*latest) }})
}
