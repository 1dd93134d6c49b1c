package tui

import (
	"context"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
)

// passedBy is a desk at which a colleague has changed the draft, and its note,
// since the record was read.
type passedBy struct {
	Drafts
	deskDouble
	once bool
	kept string
}

func (d *passedBy) SaveDraft(_ context.Context, draft *model.Draft) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.once {
		d.once = true
		d.open[0].Rev++
		d.open[0].Notiz = "Ihre Notiz"
		return &answer.Failure{Kind: answer.FailStale}
	}
	d.kept = draft.Notiz
	return nil
}

// A note that could not be kept is on the screen again, with the colleague's.
func TestANoteOntoAStaleDraftStaysOnTheScreen(t *testing.T) {
	t.Parallel()
	desk := &passedBy{}
	desk.open = []model.Draft{newDraft()}
	d := newDesktop(t, &desk.deskDouble)
	desk.Drafts, d.sh.Desk().Drafts = d.sh.Desk().Drafts, desk
	d.open(NewCaseFile(d.sh, "c1")).see("Entwurf").press("ctrl+x", "n").see("wird nie übermittelt").press("Pathologie rufen", "esc").
		see("Noch nicht gespeichert").see("Pathologie rufen").see("Ihre Notiz").press("esc").see("Entwürfe und übermittelte").settle()
	const want = "Pathologie rufen\nIhre Notiz"
	for late := time.Now().Add(10 * time.Second); desk.note() != want; time.Sleep(time.Millisecond) {
		if time.Now().After(late) {
			t.Fatalf("kept %q, want %q", desk.note(), want)
		}
	}
}

func (d *passedBy) note() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.kept
}
