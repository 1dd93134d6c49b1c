package series

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/followups"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
)

// What became of the completed lines, drawn.

// seriesAnswersMsg brings deliveries of lines as they are now.
type seriesAnswersMsg struct {
	to  *Series
	now *followups.Answers
}

// follow reads the deliveries of the lines that wait for an answer and that news
// may be about.
func (s *Series) follow(news answer.News) tea.Cmd {
	waiting := s.Waiting(news)
	if waiting == nil {
		return nil
	}
	return each(s.sh.While(s), s, []*followups.Answers{waiting}, func(a *followups.Answers) tea.Msg { return seriesAnswersMsg{s, a} })
}

// openReceipt shows the delivery of a completed line.
func (s *Series) openReceipt() tea.Cmd { return s.sh.Open(place.Receipt{Delivery: s.line().Sent}) }

// sentState is the last column of a completed line; the number follows where
// there is room for it.
func sentState(l *followups.Line) string {
	switch l.Sent.State {
	case model.StateAccepted:
		number := l.Sent.Transaktionsnummer
		return style.Good.Render(style.DoneSign+" "+number[:min(6, len(number))]) + style.Muted.Render(" "+wording.StateName(l.Sent.State))
	case model.StateRejected:
		return style.Fehler.Render(wording.StateName(l.Sent.State))
	}
	return wording.StateName(model.StateQueued)
}

// sentHint says all of it.
func sentHint(l *followups.Line) string {
	d := &l.Sent
	switch {
	case d.State == model.StateAccepted && d.Receipt != nil:
		return fmt.Sprintf("Angenommen am %s, Transaktionsnummer %s. Unter Stand zeigt Enter die Quittung.",
			d.Receipt.ReceivedAt.Local().Format("02.01.2006 15:04"), d.Transaktionsnummer)
	case d.State == model.StateRejected:
		return "Abgelehnt: " + strings.TrimRight(d.Reason, ". ") + ". Enter unter Stand zeigt die Quittung und den nächsten Schritt."
	}
	return "Abgeschlossen, auf dem Weg zum Register; die Antwort erscheint hier unter Stand."
}

// answers counts what became of the completed lines, to stand before another
// count; "" where there is none.
func (s *Series) answers() string {
	accepted, refused, waiting := 0, 0, 0
	for _, l := range s.Lines {
		switch {
		case !l.Done:
		case l.Sent.State == model.StateAccepted:
			accepted++
		case l.Sent.State == model.StateRejected:
			refused++
		default:
			waiting++
		}
	}
	text := ""
	for _, c := range []struct {
		n    int
		word string
	}{{accepted, "angenommen"}, {refused, "abgelehnt"}, {waiting, "auf dem Weg"}} {
		if c.n > 0 {
			text += fmt.Sprintf("%d %s %s ", c.n, c.word, style.DotSign)
		}
	}
	return text
}
