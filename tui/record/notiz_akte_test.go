package record

import (
	"context"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

// passedBy is a desk at which a colleague has changed the draft, and its note,
// since the record was read.
type passedBy struct {
	work.Drafts
	stage.DeskDouble
	once bool
	kept string
}

func (d *passedBy) SaveDraft(_ context.Context, draft *model.Draft) error {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	if !d.once {
		d.once = true
		d.Open[0].Rev++
		d.Open[0].Notiz = "Ihre Notiz"
		return &answer.Failure{Kind: answer.FailStale}
	}
	d.kept = draft.Notiz
	return nil
}

// A note that could not be kept is on the screen again, with the colleague's.
func TestANoteOntoAStaleDraftStaysOnTheScreen(t *testing.T) {
	t.Parallel()
	desk := &passedBy{}
	desk.Open = []model.Draft{stage.NewDraft()}
	d := newDesktop(t, &desk.DeskDouble)
	desk.Drafts, d.Sh.Desk().Drafts = d.Sh.Desk().Drafts, desk
	d.Open(NewCaseFile(d.Sh, "c1")).See("Entwurf").Press("ctrl+x", "n").See("wird nie übermittelt").Press("Pathologie rufen", "esc").
		See("Noch nicht gespeichert").See("Pathologie rufen").See("Ihre Notiz").Press("esc").See("Entwürfe und übermittelte").Settle()
	const want = "Pathologie rufen\nIhre Notiz"
	for late := time.Now().Add(10 * time.Second); desk.note() != want; time.Sleep(time.Millisecond) {
		if time.Now().After(late) {
			t.Fatalf("kept %q, want %q", desk.note(), want)
		}
	}
}

func (d *passedBy) note() string {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	return d.kept
}
