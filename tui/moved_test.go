package tui

import (
	"testing"
)

// Two people write in one draft. The second one's values are kept beside it at
// once, and she goes on in what was kept: with her place, her way back, and no
// sentence that says anything else.
func TestWhoIsSecondGoesOnInADraftOfHerOwn(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{})
	d.open(NewEditor(d.sh, newDraft())).press("pgdown", "i", "enter").see("gespeichert")
	d.desk.mu.Lock()
	d.desk.faster = true
	d.desk.mu.Unlock()
	d.press("j", "enter").see("Ihre Eingaben: als zweiter Entwurf").see("· Fassung von").see("gespeichert")
	if _, kept := d.desk.state(); kept.ID != "d2" || kept.Report.Meldung.Meldebegruendung != "I" || kept.Report.Meldung.EigeneLeistung != "J" {
		t.Errorf("kept: got %s with %q and %q, want d2 with I and J", kept.ID, kept.Report.Meldung.Meldebegruendung, kept.Report.Meldung.EigeneLeistung)
	}
	d.settle().press("ctrl+z", "f2").see("gespeichert").settle()
	if _, kept := d.desk.state(); kept.ID != "d2" || kept.Report.Meldung.EigeneLeistung != "" {
		t.Errorf("after the way back: got %s with %q, want d2 with nothing", kept.ID, kept.Report.Meldung.EigeneLeistung)
	}
	if e := d.sh.Top().(*Editor); e.id != "d2" {
		t.Errorf("the editor writes in %s, want d2", e.id)
	}
	d.press("f10")
	if _, asks := d.sh.Top().(*ask); asks {
		t.Error("leaving asks whether entries are to be lost, which are on the disk")
	}
}

// Who only looked at a draft that somebody else changed has nothing to keep and
// nothing to lose.
func TestWhoOnlyLookedLosesNothing(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{faster: true})
	d.open(NewEditor(d.sh, newDraft())).press("pgdown", "tab", "tab", "f2").see("der alte Stand").see("alter Stand")
	if saves, _ := d.desk.state(); saves != 0 {
		t.Errorf("saves: got %d, want none", saves)
	}
	d.press("f10")
	if _, asks := d.sh.Top().(*ask); asks {
		t.Error("leaving asks whether entries are to be lost, and there are none")
	}
}

// The line of a dead terminal keeps it, too.
func TestHangingUpKeepsWhatCameSecond(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{})
	d.open(NewEditor(d.sh, newDraft())).press("pgdown", "i", "enter").see("gespeichert")
	d.desk.mu.Lock()
	d.desk.faster = true
	d.desk.mu.Unlock()
	d.press("j")
	if err := d.sh.FlushDrafts(); err != nil {
		t.Errorf("FlushDrafts = %v, want nil", err)
	}
	if _, kept := d.desk.state(); kept.ID != "d2" || kept.Report.Meldung.EigeneLeistung != "j" {
		t.Errorf("kept: got %s with %q, want d2 with j", kept.ID, kept.Report.Meldung.EigeneLeistung)
	}
}
