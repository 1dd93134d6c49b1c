package worklist

import (
	"slices"

	"github.com/charmbracelet/lipgloss"

	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/lists"
	"example.org/meldeportal/tui/style"
)

// taskGroup is a group of the work list: what the tasks are called and the sign in
// front of each. The signs are plain, so that they stand on every terminal.
type taskGroup struct {
	art  worklist.Aufgabenart // "" = all
	name string
	sign string
	look *lipgloss.Style
}

// taskGroups stand in the order of urgency.
var taskGroups = []taskGroup{
	{"", "Alle", "", &style.Label},
	{worklist.AufgabeBeschaedigt, "Beschädigt", "!", &style.Fehler},
	{worklist.AufgabeAbgelehnt, "Abgelehnt", "!", &style.Fehler},
	{worklist.AufgabeFrist, "Fristen", "!", &style.Fehler},
	{worklist.AufgabeEntwurf, "Entwürfe", "-", &style.Label},
	{worklist.AufgabeAntwort, "Antworten", "i", &style.Good},
	{worklist.AufgabeGegenstueck, "Fehlt", "?", &style.Warnung},
	{worklist.AufgabeAngenommen, "Angenommen", "i", &style.Good},
	{worklist.AufgabeWartet, "Wartet", "~", &style.Muted},
	{worklist.AufgabeGesperrt, "Gehalten", "=", &style.Muted},
	{worklist.AufgabeAufgeschoben, "Aufgeschoben", ">", &style.Muted},
	{worklist.AufgabeErledigt, "Erledigt", "x", &style.Muted},
}

func groupOf(art worklist.Aufgabenart) *taskGroup {
	for i := range taskGroups {
		if taskGroups[i].art == art {
			return &taskGroups[i]
		}
	}
	return &taskGroups[0]
}

// tasks are what the work list shows: all of them, and those of one group.
type tasks struct {
	all    []worklist.Aufgabe
	counts map[worklist.Aufgabenart]int
	art    worklist.Aufgabenart // "" = all
	view   listing.View         // what all are looked at by
	rows   []int                // of the view, numbers in all in its order
	shown  []int                // those of the group
}

// set takes the tasks as they are now, and which of them a view has.
func (t *tasks) set(all []worklist.Aufgabe, view listing.View, rows []int) {
	t.all, t.view, t.rows, t.counts = all, view, rows, map[worklist.Aufgabenart]int{}
	for i := range all {
		a := &all[i]
		if t.counts[a.Art]++; a.Open() {
			t.counts[""]++
		}
		if a.Angenommen != nil {
			t.counts[a.Art] = a.Angenommen.Meldungen + a.Angenommen.Loeschantraege
		}
	}
	if t.counts[t.art] == 0 || len(view.Values(lists.KindOfTask)) > 0 {
		t.art = ""
	}
	t.filter(t.art)
}

// filter shows one group, or with "" what is to be done and the good news.
func (t *tasks) filter(art worklist.Aufgabenart) {
	t.art, t.shown = art, t.shown[:0]
	belongs := lists.InGroup(art)
	for _, i := range t.rows {
		if belongs(&t.all[i], t.view, "") {
			t.shown = append(t.shown, i)
		}
	}
}

// turn goes to the next or previous group that holds something.
func (t *tasks) turn(by int) {
	there := t.groups()
	at := slices.IndexFunc(there, func(g *taskGroup) bool { return g.art == t.art })
	t.filter(there[(at+by+len(there))%len(there)].art)
}

// groups are those that hold something, all of them together in front.
func (t *tasks) groups() []*taskGroup {
	there := []*taskGroup{&taskGroups[0]}
	for i := range taskGroups[1:] {
		if g := &taskGroups[i+1]; t.counts[g.art] > 0 {
			there = append(there, g)
		}
	}
	return there
}

func (t *tasks) count() int { return len(t.shown) }

// at is a task by its place in the list, nil where there is none.
func (t *tasks) at(i int) *worklist.Aufgabe {
	if i >= len(t.shown) {
		return nil
	}
	return &t.all[t.shown[i]]
}

// find is the place of a task in the list; of one that is there no more, the next one's.
func (t *tasks) find(was worklist.Aufgabe, at int) int {
	for i, n := range t.shown {
		if sameTask(&t.all[n], &was) {
			return i
		}
	}
	return max(0, min(at, len(t.shown)-1))
}

// sameTask reports whether two tasks are the same thing to do, though its words
// may have changed meanwhile.
func sameTask(a, b *worklist.Aufgabe) bool {
	return a.Art == b.Art && a.Frage == b.Frage && a.CaseID == b.CaseID && a.DraftID == b.DraftID && a.Transaktionsnummer == b.Transaktionsnummer &&
		a.Typ == b.Typ && a.Event == b.Event
}

// taskKey is what a task is about, whatever it is called today.
type taskKey struct {
	frage        worklist.Frage
	caseID, what string
}

// keyOfTask is it; the good news is no task that could be marked.
func keyOfTask(t *worklist.Aufgabe) (taskKey, bool) {
	if t == nil || t.Angenommen != nil {
		return taskKey{}, false
	}
	return taskKey{t.Frage, t.CaseID, t.Sache + t.DraftID + t.Transaktionsnummer}, true
}
