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
	{worklist.AufgabeRueckfrage, "Rückfragen", "!", &style.Fehler},
	{worklist.AufgabeVermisst, "Vermisst", "?", &style.Warnung},
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

// tasks are what the work list shows of a group: the part around the cursor, or where
// something is searched, filtered or sorted what belongs to that of all of them.
type tasks struct {
	art    worklist.Aufgabenart // the group, "" = all
	counts map[worklist.Aufgabenart]int
	page   worklist.Page // of the group, while there is no view

	view  listing.View       // what all are looked at by
	all   []worklist.Aufgabe // while there is a view
	rows  []int              // of the view, numbers in all in its order
	shown []int              // those of the group
}

// turnPage takes a part of a group as it is now.
func (t *tasks) turnPage(art worklist.Aufgabenart, p worklist.Page) {
	t.art, t.page, t.counts = art, p, p.Counts
	t.view, t.all, t.rows, t.shown = listing.View{}, nil, nil, nil
}

// set takes all the tasks as they are now, and which of them a view has.
func (t *tasks) set(all []worklist.Aufgabe, view listing.View, rows []int) {
	t.page, t.all, t.view, t.rows, t.counts = worklist.Page{}, all, view, rows, worklist.Count(all)
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

// next is the next or previous group that holds something.
func (t *tasks) next(by int) worklist.Aufgabenart {
	there := t.groups()
	at := slices.IndexFunc(there, func(g *taskGroup) bool { return g.art == t.art })
	return there[(at+by+len(there))%len(there)].art
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

// count is how many lines the group has, of a view those that it has.
func (t *tasks) count() int {
	if t.view.Plain() {
		return t.page.Total
	}
	return len(t.shown)
}

// at is a task by its place in the list, nil where there is none, or none that was read.
func (t *tasks) at(i int) *worklist.Aufgabe {
	switch {
	case t.view.Plain():
		return t.page.At(i)
	case i >= len(t.shown):
		return nil
	}
	return &t.all[t.shown[i]]
}

// held are the places of what was read.
func (t *tasks) held() (from, to int) {
	if t.view.Plain() {
		return t.page.From, t.page.From + len(t.page.Tasks)
	}
	return 0, len(t.shown)
}

// heldBack are those that are held back, all of them where their group is shown.
func (t *tasks) heldBack() []worklist.Aufgabe {
	if t.view.Plain() {
		return t.page.Held
	}
	return t.all
}

// find is the place of a task in the list; of one that is there no more, the next one's.
func (t *tasks) find(was worklist.Aufgabe, at int) int {
	for i, to := t.held(); i < to; i++ {
		if sameTask(t.at(i), &was) {
			return i
		}
	}
	return max(0, min(at, t.count()-1))
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
