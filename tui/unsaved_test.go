package tui

import (
	"testing"

	"example.org/meldeportal/model"
)

func TestNothingIsCompletedWhileSomethingIsNotSaved(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{}
	d := newDesktop(t, desk)
	d.open(NewEditor(d.sh, newDraft())).press(tumour...).press("f8", "0", "f12").see("Prüfen ·").press("f10").see("gespeichert 10:41:07")
	desk.fails(diskFull)()
	d.press("3", "enter").see("NICHT GESPEICHERT – F2")
	d.press("f12").settle().press("j").press("f12").settle()
	if desk.change(func() {}); len(desk.deliveries) > 0 {
		t.Fatal("completed with the older stored answer")
	}
	if _, ok := d.sh.Top().(*Editor); !ok {
		t.Fatalf("went on without the answer being saved:\n%s", d.screen())
	}
	desk.fails(nil)()
	d.press("f2").see("gespeichert 10:41:07").press("f12").see("Prüfen ·")
	if _, stored := desk.state(); stored.Report.Meldung.Diagnose.AllgemeinerLeistungszustand == "0" {
		t.Error("the review shows what is not stored")
	}
}

func TestAReviewCompletesNothingThatIsNotSaved(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{})
	e := NewEditor(d.sh, newDraft())
	d.open(e).press(tumour...).press("f8", "0", "f12").see("Prüfen ·")
	e.err = diskFull
	d.press("f7", "f12").settle().see("Noch ist nicht alles gespeichert.")
	if len(d.desk.deliveries) > 0 {
		t.Error("completed although the last save failed")
	}
}

func TestSeriesAsksBeforeItLeavesWhatIsNotSaved(t *testing.T) {
	t.Parallel()
	desk := newSeriesDesk(1)
	d, s := openSeries(t, desk)
	d.do(withPeople(s, "personaa"))
	s.row, s.col = 1, colSeriesFirst+1
	s.reopen()
	d.press("V", "enter").do(idle(s)).do(onDisk(s))
	desk.fails(diskFull)()
	s.row, s.col = 1, colSeriesFirst+1
	s.reopen()
	d.press("T", "enter").see("!NICHT")
	for s.listErr == nil {
		d.give(<-d.msgs)
	}
	d.press("f10").see("Trotzdem verlassen?").press("n").see("Persona")
	desk.fails(nil)()
	for _, a := range []*autosave{s.lines[0].save, s.keep} { // the time to try again has come
		s.due(saveDue{by: a, seq: s.typedSeq})
	}
	d.do(onDisk(s))
	if got := desk.drafted["d-c0"].Report.Meldung.Verlauf.GesamtbeurteilungTumorstatus; got != model.Code("T") {
		t.Errorf("stored after the disk had room again: %q, want T", got)
	}
	if d.press("f10").settle(); d.sh.Top() == Screen(s) {
		t.Errorf("stays although everything is saved:\n%s", d.screen())
	}
}
