package tui

import (
	"context"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

// endless is a workplace whose people are never read to the end.
type endless struct {
	work.People
	begun, over chan struct{}
}

func (e endless) Case(ctx context.Context, _ string) (model.Case, error) {
	close(e.begun)
	<-ctx.Done()
	close(e.over)
	return model.Case{}, ctx.Err()
}

func TestWhatAScreenReadsEndsWithIt(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(*stage.Desktop){
		"esc":      func(d *stage.Desktop) { d.Press("esc") },
		"sign out": func(d *stage.Desktop) { d.Run(d.Sh.SignOut()) },
	} {
		d, desk := newDesktop(t, nil), (&stage.DeskDouble{}).Desk()
		slow := endless{People: desk.People, begun: make(chan struct{}), over: make(chan struct{})}
		desk.People = slow
		d.Run(d.Sh.Enter(desk))
		d.Run(d.Sh.Open(place.Record{CaseID: "c1"}))
		<-slow.begun
		leave(d)
		select {
		case <-slow.over:
		case <-time.After(10 * time.Second):
			t.Errorf("%s: the reading of a screen that was left goes on", name)
		}
	}
}
