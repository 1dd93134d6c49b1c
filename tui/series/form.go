package series

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/followups"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/work"
)

// The drafts of the lines: made one after the other; the whole report of one opens
// in front of the grid, which takes it back as it was left.

// job is a piece of the sitting's work that is done beside it.
type job interface {
	Do(ctx context.Context, desk *work.Desk)
}

// each does job after job and tells of each.
func each[J job](ctx context.Context, s *Series, jobs []J, told func(J) tea.Msg) tea.Cmd {
	if len(jobs) == 0 {
		return nil
	}
	desk, send := s.sh.Desk(), s.sh.Send
	return func() tea.Msg {
		for i, j := range jobs {
			if j.Do(ctx, desk); i < len(jobs)-1 {
				send(told(j))
			}
		}
		return told(jobs[len(jobs)-1])
	}
}

// seriesDraftMsg brings the draft of a line.
type seriesDraftMsg struct {
	to   *Series
	made *followups.Draft
}

// makeDrafts makes the drafts of the lines in which something was entered.
func (s *Series) makeDrafts() tea.Cmd {
	return each(s.sh.During, s, s.Wanted(), func(d *followups.Draft) tea.Msg { return seriesDraftMsg{s, d} })
}

// drafted takes the draft of a line; where there is none, nothing goes on that waits
// for the lines.
func (s *Series) drafted(msg seriesDraftMsg) {
	if err := s.Drafted(msg.made); err != nil {
		s.next = nil
		s.sh.Fail(err)
	}
}

// seriesReadMsg brings the draft of a line, to be opened or after it was.
type seriesReadMsg struct {
	to   *Series
	read *followups.Reading
	open bool
}

// open shows the whole report of the line, or what it became.
func (s *Series) open() tea.Cmd {
	if s.line().Done {
		return s.openReceipt()
	}
	return s.readDraft(s.line(), true)
}

func (s *Series) readDraft(l *followups.Line, open bool) tea.Cmd {
	s.reading = true
	return each(s.sh.While(s), s, []*followups.Reading{s.Reread(l)}, func(r *followups.Reading) tea.Msg { return seriesReadMsg{s, r, open} })
}

// closedForm reads the report again that was open in front.
func (s *Series) closedForm() tea.Cmd {
	if s.opened == nil {
		return nil
	}
	l := s.opened
	s.opened = nil
	return s.readDraft(l, false)
}

func (s *Series) readAgain(msg seriesReadMsg) tea.Cmd {
	s.reading = false
	r := msg.read
	if msg.open && r.Err != nil && r.Sent == nil {
		s.sh.Fail(r.Err)
		return nil
	}
	s.typing = false
	if said := s.TakeAgain(r); said != "" {
		s.sh.Say(said)
	}
	s.stayInside()
	switch {
	case r.Sent != nil:
		return s.follow(answer.News{Cases: []string{r.Line.CaseID}})
	case r.Err != nil || !msg.open || s.sh.Top() != kit.Screen(s):
		return nil
	}
	s.opened = r.Line
	return s.sh.Open(place.Report{Draft: r.Draft})
}

// stayInside keeps the cursor in the grid when lines are gone.
func (s *Series) stayInside() {
	s.row = min(s.row, len(s.Sight())+1)
	s.reopen()
}

// seriesDeletedMsg says how the deleting of a draft went.
type seriesDeletedMsg struct {
	to  *Series
	err error
}

// dropIdle takes the lines out that need nobody.
func (s *Series) dropIdle() tea.Cmd {
	s.sh.Say(s.DropIdle())
	return nil
}

// remove takes a line out of the grid and, after a yes, deletes its draft.
func (s *Series) remove() tea.Cmd {
	s.typing = false
	l := s.line()
	if l.Report == nil || l.Done {
		return s.drop(l)
	}
	ask := shell.NewAsk(s.sh, "Zeile entfernen", "Soll auch der Entwurf für "+l.Name+" gelöscht werden?", "Löschen", func() tea.Cmd { return s.deleteDraft(l) })
	ask.No, ask.Otherwise = "Entwurf behalten", func() tea.Cmd { return s.drop(l) }
	return s.sh.Push(ask)
}

func (s *Series) deleteDraft(l *followups.Line) tea.Cmd {
	ctx, desk := s.sh.During, s.sh.Desk()
	s.drop(l)
	return func() tea.Msg { return seriesDeletedMsg{s, l.DeleteDraft(ctx, desk)} }
}

func (s *Series) drop(l *followups.Line) tea.Cmd {
	s.Drop(l)
	s.stayInside()
	return nil
}
