package series

import (
	"context"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/wording"
)

// The whole report of a line opens in front of the grid, which takes it back as
// it was left.

// seriesReadMsg brings the draft of a line, to be opened or after it was.
type seriesReadMsg struct {
	to    *Series
	line  *SeriesLine
	draft model.Draft
	sent  *model.Delivery // what the draft became, when it is none any more
	err   error
	open  bool
}

// open shows the whole report of the line.
func (s *Series) open() tea.Cmd { return s.ReadDraft(s.line(), true) }

func (s *Series) ReadDraft(l *SeriesLine, open bool) tea.Cmd {
	s.reading = true
	desk, report := s.sh.Desk(), l.Report.Meldung.MeldungID
	return func() tea.Msg {
		ctx := context.Background()
		d, err := desk.Drafts.Draft(ctx, l.Id)
		if err != nil {
			return seriesReadMsg{s, l, d, completedAs(ctx, desk, l.caseID, report), err, open}
		}
		return seriesReadMsg{s, l, d, nil, nil, open}
	}
}

// closedForm reads the report again that was open in front.
func (s *Series) closedForm() tea.Cmd {
	if s.opened == nil {
		return nil
	}
	l := s.opened
	s.opened = nil
	return s.ReadDraft(l, false)
}

func (s *Series) readAgain(msg seriesReadMsg) tea.Cmd {
	s.reading = false
	l := msg.line
	switch {
	case msg.sent != nil:
		l.complete(*msg.sent)
		s.reopen()
		s.Remember()
		return s.Follow(answer.News{Cases: []string{l.caseID}})
	case msg.err != nil && msg.open:
		s.sh.Fail(msg.err)
		return nil
	case msg.err != nil:
		s.sh.Say(l.Name + ": kein Entwurf mehr; die Zeile ist aus der Serie genommen.")
		return s.Drop(l)
	}
	l.begin(s.sh.Desk(), msg.draft)
	l.seq, l.saved, l.Err, l.Save.Tell = 0, 0, nil, s.sh.Send
	s.reopen()
	if !msg.open || s.sh.Top() != kit.Screen(s) {
		return nil
	}
	s.opened = l
	return s.sh.Open(place.Report{Draft: msg.draft})
}

// idle reports that nothing is entered in the line, or that it is completed.
func (l *SeriesLine) idle() bool {
	return l.Done || l.Report == nil && !l.making && len(l.waiting) == 0
}

// removeIdle takes the lines out of the grid that need nobody: the way back from
// too many that were due.
func (s *Series) removeIdle() tea.Cmd {
	n := len(s.Lines)
	s.Lines = slices.DeleteFunc(s.Lines, (*SeriesLine).idle)
	s.sh.Say(wording.Plural(n-len(s.Lines), "Zeile", "Zeilen") + " aus der Serie genommen; wo etwas eingetragen ist, bleibt alles.")
	s.Remember()
	return nil
}

// remove takes a line out of the grid and, after a yes, deletes its draft.
func (s *Series) remove() tea.Cmd {
	if s.row == 0 {
		return s.removeIdle()
	}
	s.typing = false
	l := s.line()
	if l.Report == nil || l.Done {
		return s.Drop(l)
	}
	ask := shell.NewAsk(s.sh, "Zeile entfernen", "Soll auch der Entwurf für "+l.Name+" gelöscht werden?", "Löschen", func() tea.Cmd {
		desk, id := s.sh.Desk(), l.Id
		l.Done = true
		s.Drop(l)
		return func() tea.Msg {
			if err := l.Save.Flush(context.Background(), nil); err != nil {
				return seriesReadMsg{to: s, line: l, err: err, open: true}
			}
			if err := desk.Drafts.DeleteDraft(context.Background(), id, l.Draft.Rev); err != nil {
				return seriesReadMsg{to: s, line: l, err: err, open: true}
			}
			return nil
		}
	})
	ask.No, ask.Otherwise = "Entwurf behalten", func() tea.Cmd { return s.Drop(l) }
	return s.sh.Push(ask)
}

func (s *Series) Drop(l *SeriesLine) tea.Cmd {
	s.Lines = slices.DeleteFunc(s.Lines, func(o *SeriesLine) bool { return o == l })
	s.row = min(s.row, len(s.Lines)+1)
	s.reopen()
	s.Remember()
	return nil
}
