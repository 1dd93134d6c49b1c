package tui

import (
	"context"
	"slices"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model/answer"
)

// News reach every screen, those behind the front one too, one after the other, as
// long as the workplace they come from is the one that is signed in to.
func TestNewsReachEveryScreenOfTheirWorkplace(t *testing.T) {
	t.Parallel()
	d := signedIn(t, listDesk())
	desk, ring := *d.sh.Desk(), make(chan answer.News, 3)
	desk.Station = ringing{desk.Station, ring}
	d.sh.Seat(&desk, d.sh.Patients().(Screen))
	behind, front := &ear{Screen: d.sh.Top()}, &ear{Screen: d.sh.Top()}
	d.run(d.sh.Push(behind))
	d.run(d.sh.Push(front))
	d.run(listen(d.sh.during, &desk))
	for _, id := range []string{"c1", "c2", "c3"} {
		ring <- answer.News{Cases: []string{id}}
		for _, e := range []*ear{behind, front} {
			d.until(func() bool { return slices.Contains(e.heard, id) })
		}
	}
	d.give(newsMsg{desk: listDesk().desk(), news: answer.News{Cases: []string{"of somebody else"}}})
	for _, e := range []*ear{behind, front} {
		if want := []string{"c1", "c2", "c3"}; !slices.Equal(e.heard, want) {
			t.Errorf("heard %q, want %q", e.heard, want)
		}
	}
}

// ear is a screen that notes of whom news told.
type ear struct {
	Screen
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
	Station
	ring <-chan answer.News
}

func (r ringing) News(ctx context.Context) (answer.News, error) {
	select {
	case news := <-r.ring:
		return news, nil
	case <-ctx.Done():
		return answer.News{}, ctx.Err()
	}
}
