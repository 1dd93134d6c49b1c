package worklist

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/model/worklist"
)

// pageMsg carries a part of what there is to do.
type pageMsg struct {
	to   *Worklist
	n    int
	art  worklist.Aufgabenart
	page worklist.Page
	over []worklist.Gewartet
	err  error
}

// tasksMsg carries what there is to do, and which of it a view has.
type tasksMsg struct {
	to    *Worklist
	n     int
	tasks []worklist.Aufgabe
	over  []worklist.Gewartet
	view  listing.View
	rows  []int
	err   error
}

// leftMsg tells how many records an update of the program has still to look at.
type leftMsg struct {
	to   *Worklist
	n    int
	left int
}

// A list that is not longer than wholeMost is held whole, to be marked at once; of a
// longer one a part of pageSize.
const (
	wholeMost = 500
	pageSize  = 201
)

// Start reads the tasks around the cursor, or all of them where there is a view.
func (l *Worklist) Start() tea.Cmd {
	if !l.looking.View.Plain() {
		return l.sift()
	}
	n := l.much()
	desk, span := l.sh.Desk(), worklist.Span{Art: l.art, From: l.list.At - n/2, N: n}
	return l.reading.Begin(l.sh, func(ctx context.Context, n int) tea.Msg {
		page, err := desk.Tasks.WorklistPage(ctx, span, l.toldOf(n))
		if err != nil || span.Art != worklist.AufgabeGesperrt {
			return pageMsg{to: l, n: n, art: span.Art, page: page, err: err}
		}
		over, err := desk.Tasks.Waited(ctx)
		return pageMsg{l, n, span.Art, page, over, err}
	})
}

// much is how many tasks are read at once: where keys wait for it, what may be in sight
// first.
func (l *Worklist) much() int {
	switch {
	case l.tasks.page.Total <= wholeMost:
		return wholeMost
	case !l.covers():
		return 2*l.list.Page + 1
	}
	return max(pageSize, 4*ahead*l.list.Page)
}

// sift finds what belongs to the view.
func (l *Worklist) sift() tea.Cmd {
	desk, list, view := l.sh.Desk(), l.listing(), l.looking.View
	return l.reading.Begin(l.sh, func(ctx context.Context, n int) tea.Msg {
		rows, err := list.Read(ctx, l.toldOf(n))
		if err != nil {
			return tasksMsg{to: l, n: n, err: err}
		}
		found, err := rows.Sift(ctx, view)
		if err != nil {
			return tasksMsg{to: l, n: n, err: err}
		}
		over, err := desk.Tasks.Waited(ctx)
		return tasksMsg{l, n, rows.All, over, view, found, err}
	})
}

// toldOf hears how much of the store is left to be brought over, for a reading.
func (l *Worklist) toldOf(n int) func(left int) {
	send := l.sh.Send
	return func(left int) { send(leftMsg{l, n, left}) }
}

// took ends a reading: what was read is shown, and read again where it is not what is to
// be in sight.
func (l *Worklist) took(err error, show func()) tea.Cmd {
	again := l.reading.End()
	if err != nil {
		l.sh.Fail(err)
	} else {
		l.loaded = true
		show()
	}
	again = again || err == nil && !l.covers()
	l.another = l.another && again && err == nil
	switch {
	case again:
		return l.Start()
	case l.next && err == nil:
		return l.goOn()
	case err == nil && !l.held(ahead*l.list.Page):
		return l.Start()
	}
	return nil
}

// takePage shows a part of the list. A group that has become empty gives way to all.
func (l *Worklist) takePage(msg pageMsg) {
	switch {
	case msg.art != l.art || !l.looking.View.Plain(): // of the group or view before
	case msg.art != "" && msg.page.Total == 0:
		l.art, l.another = "", true
	default:
		l.stay(func() { l.tasks.turnPage(msg.art, msg.page) })
		l.over = msg.over
	}
}

// stay keeps the cursor on its task while others come and go.
func (l *Worklist) stay(change func()) {
	selected := l.tasks.at(l.list.At)
	if selected == nil {
		change()
		l.list.At = max(0, min(l.list.At, l.tasks.count()-1))
		return
	}
	was := *selected
	change()
	l.list.At = l.tasks.find(was, l.list.At)
}

// covers reports whether all that may be in sight around the cursor was read.
func (l *Worklist) covers() bool {
	if plain := l.tasks.view.Plain(); plain != l.looking.View.Plain() || plain && (l.art != l.tasks.art || l.tasks.page.Counts == nil) {
		return false
	}
	return l.held(l.list.Page)
}

// ahead is how many pages on each side of the cursor are held before more is read: whoever
// goes on, line by line, never waits for it.
const ahead = 2

// held reports whether so many lines on each side of the cursor were read.
func (l *Worklist) held(side int) bool {
	first, last := max(0, l.list.At-side), min(l.tasks.count()-1, l.list.At+side)
	return last < 0 || l.tasks.at(first) != nil && l.tasks.at(last) != nil
}
