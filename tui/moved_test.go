package tui

import (
	"testing"

	"example.org/meldeportal/tui/report"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/stage"
)

// Two people write in one draft. The second one's values are kept beside it at
// once, and she goes on in what was kept: with her place, her way back, and no
// sentence that says anything else.
func TestWhoIsSecondGoesOnInADraftOfHerOwn(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	d.Open(report.NewEditor(d.Sh, stage.NewDraft())).Press("pgdown", "i", "enter").See("gespeichert")
	d.Desk.Mu.Lock()
	d.Desk.Faster = true
	d.Desk.Mu.Unlock()
	d.Press("j", "enter").See("Ihre Eingaben: als zweiter Entwurf").See("· Fassung von").See("gespeichert")
	if _, kept := d.Desk.State(); kept.ID != "d2" || kept.Report.Meldung.Meldebegruendung != "I" || kept.Report.Meldung.EigeneLeistung != "J" {
		t.Errorf("kept: got %s with %q and %q, want d2 with I and J", kept.ID, kept.Report.Meldung.Meldebegruendung, kept.Report.Meldung.EigeneLeistung)
	}
	d.Settle().Press("ctrl+z", "f2").See("gespeichert").Settle()
	if _, kept := d.Desk.State(); kept.ID != "d2" || kept.Report.Meldung.EigeneLeistung != "" {
		t.Errorf("after the way back: got %s with %q, want d2 with nothing", kept.ID, kept.Report.Meldung.EigeneLeistung)
	}
	if e := d.Sh.Top().(*report.Editor); e.Sitting.Id != "d2" {
		t.Errorf("the editor writes in %s, want d2", e.Sitting.Id)
	}
	d.Press("f10")
	if _, asks := d.Sh.Top().(*shell.Ask); asks {
		t.Error("leaving asks whether entries are to be lost, which are on the disk")
	}
}

// Who only looked at a draft that somebody else changed has nothing to keep and
// nothing to lose.
func TestWhoOnlyLookedLosesNothing(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{Faster: true})
	d.Open(report.NewEditor(d.Sh, stage.NewDraft())).Press("pgdown", "tab", "tab", "f2").See("der alte Stand").See("alter Stand")
	if saves, _ := d.Desk.State(); saves != 0 {
		t.Errorf("saves: got %d, want none", saves)
	}
	d.Press("f10")
	if _, asks := d.Sh.Top().(*shell.Ask); asks {
		t.Error("leaving asks whether entries are to be lost, and there are none")
	}
}

// The line of a dead terminal keeps it, too.
func TestHangingUpKeepsWhatCameSecond(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	d.Open(report.NewEditor(d.Sh, stage.NewDraft())).Press("pgdown", "i", "enter").See("gespeichert")
	d.Desk.Mu.Lock()
	d.Desk.Faster = true
	d.Desk.Mu.Unlock()
	d.Press("j")
	if err := d.Sh.FlushDrafts(); err != nil {
		t.Errorf("FlushDrafts = %v, want nil", err)
	}
	if _, kept := d.Desk.State(); kept.ID != "d2" || kept.Report.Meldung.EigeneLeistung != "j" {
		t.Errorf("kept: got %s with %q, want d2 with j", kept.ID, kept.Report.Meldung.EigeneLeistung)
	}
}
