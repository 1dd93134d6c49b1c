package tui

import (
	"context"
	"slices"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

// News reach every screen, those behind the front one too, one after the other, as
// long as the workplace they come from is the one that is signed in to.
func TestNewsReachEveryScreenOfTheirWorkplace(t *testing.T) {
	t.Parallel()
	d := signedIn(t, stage.ListDesk())
	desk, ring := *d.Sh.Desk(), make(chan answer.News, 3)
	desk.Station = ringing{desk.Station, ring}
	d.Sh.Seat(&desk, d.Sh.Patients().(kit.Screen))
	behind, front := &ear{Screen: d.Sh.Top()}, &ear{Screen: d.Sh.Top()}
	d.Run(d.Sh.Push(behind))
	d.Run(d.Sh.Push(front))
	d.Run(shell.Listen(d.Sh.During, &desk))
	for _, id := range []string{"c1", "c2", "c3"} {
		ring <- answer.News{Cases: []string{id}}
		for _, e := range []*ear{behind, front} {
			d.Until(func() bool { return slices.Contains(e.heard, id) })
		}
	}
	d.Give(shell.NewsMsg{Desk: stage.ListDesk().Desk(), News: answer.News{Cases: []string{"of somebody else"}}})
	for _, e := range []*ear{behind, front} {
		if want := []string{"c1", "c2", "c3"}; !slices.Equal(e.heard, want) {
			t.Errorf("heard %q, want %q", e.heard, want)
		}
	}
}

// ear is a screen that notes of whom news told.
type ear struct {
	kit.Screen
	heard []string
}

func (e *ear) Update(msg tea.Msg) tea.Cmd {
	if news, ok := msg.(answer.News); ok {
		e.heard = append(e.heard, news.Cases...)
	}
	return nil
}

// ringing is a workplace whose news a test tells.
type ringing struct {
	work.Station
	ring <-chan answer.News
}

func (ringing) Typed() {}

func (r ringing) News(ctx context.Context) (answer.News, error) {
	select {
	case news := <-r.ring:
		return news, nil
	case <-ctx.Done():
		return answer.News{}, ctx.Err()
	}
}
