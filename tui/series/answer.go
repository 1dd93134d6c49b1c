package series

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/style"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// What became of the completed lines: each follows its delivery, until the grid
// is opened anew and those the registry has accepted are gone from it.

// completedAs is the delivery of a report that is no draft any more, nil where
// there is none: it was deleted, or went another way.
func completedAs(ctx context.Context, desk *work.Desk, caseID string, report model.Text) *model.Delivery {
	all, err := desk.Sent.Deliveries(ctx, caseID)
	if err != nil || report == "" {
		return nil
	}
	i := slices.IndexFunc(all, func(d model.Delivery) bool { return d.MeldungID == report && d.Art == model.SendungMeldung })
	if i < 0 {
		return nil
	}
	versions := record.VersionsOf(all, all[i])
	return &versions[len(versions)-1]
}

// complete makes the line one that is completed.
func (l *SeriesLine) complete(d model.Delivery) { l.Sent, l.Done = d, true }

// answered reports that the registry has said its word about a completed line.
func (l *SeriesLine) answered() bool {
	return l.Sent.State != model.StateQueued && l.Sent.State != model.StateSending
}

// seriesAnswersMsg brings deliveries of lines as they are now.
type seriesAnswersMsg struct {
	to  *Series
	now map[string]model.Delivery // by Transaktionsnummer
	err error
}

// Follow reads the deliveries of the lines that wait for an answer and that news
// may be about.
func (s *Series) Follow(news answer.News) tea.Cmd {
	cases := map[string]bool{}
	for _, l := range s.Lines {
		if l.Done && !l.answered() && news.About(l.caseID) {
			cases[l.caseID] = true
		}
	}
	if len(cases) == 0 {
		return nil
	}
	desk := s.sh.Desk()
	return func() tea.Msg {
		msg := seriesAnswersMsg{to: s, now: map[string]model.Delivery{}}
		for id := range cases {
			all, err := desk.Sent.Deliveries(context.Background(), id)
			if err != nil {
				msg.err = err
			}
			for _, d := range all {
				msg.now[d.Transaktionsnummer] = d
			}
		}
		return msg
	}
}

// learn takes the answers. One that was read before another came is late.
func (s *Series) learn(msg seriesAnswersMsg) tea.Cmd {
	if msg.err != nil {
		s.sh.Fail(msg.err)
	}
	for _, l := range s.Lines {
		if d, ok := msg.now[l.Sent.Transaktionsnummer]; ok && l.Done && !l.answered() {
			l.Sent = d
		}
	}
	return nil
}

// openReceipt shows the delivery of a completed line.
func (s *Series) openReceipt() tea.Cmd { return s.sh.Open(place.Receipt{Delivery: s.line().Sent}) }

// sentState is the last column of a completed line; the number follows where
// there is room for it.
func (l *SeriesLine) sentState() string {
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
func (l *SeriesLine) sentHint() string {
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
