package series

import (
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/report"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

func TestNothingIsCompletedWhileSomethingIsNotSaved(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{}
	d := newDesktop(t, desk)
	d.Open(report.NewEditor(d.Sh, stage.NewDraft())).Press(stage.Tumour...).Press("f8", "0", "f12").See("Prüfen ·").Press("f10").See("gespeichert 10:41:07")
	desk.Fails(stage.DiskFull)()
	d.Press("3", "enter").See("NICHT GESPEICHERT – F2")
	d.Press("f12").Settle().Press("j").Press("f12").Settle()
	if desk.Change(func() {}); len(desk.Sendings) > 0 {
		t.Fatal("completed with the older stored answer")
	}
	if _, ok := d.Sh.Top().(*report.Editor); !ok {
		t.Fatalf("went on without the answer being saved:\n%s", d.Screen())
	}
	desk.Fails(nil)()
	d.Press("f2").See("gespeichert 10:41:07").Press("f12").See("Prüfen ·")
	if _, stored := desk.State(); stored.Report.Meldung.Diagnose.AllgemeinerLeistungszustand == "0" {
		t.Error("the review shows what is not stored")
	}
}

func TestAReviewCompletesNothingThatIsNotSaved(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	e := report.NewEditor(d.Sh, stage.NewDraft())
	d.Open(e).Press(stage.Tumour...).Press("f8", "0", "f12").See("Prüfen ·")
	e.Err = stage.DiskFull
	d.Press("f7", "f12").Settle().See("Noch ist nicht alles gespeichert.")
	if len(d.Desk.Sendings) > 0 {
		t.Error("completed although the last save failed")
	}
}

func TestSeriesAsksBeforeItLeavesWhatIsNotSaved(t *testing.T) {
	t.Parallel()
	desk := stage.NewSeriesDesk(1)
	d, s := openSeries(t, desk)
	d.Do(withPeople(s, "personaa"))
	s.row, s.col = 1, colFirst+1
	s.reopen()
	d.Press("V", "enter").Do(idle(s)).Do(onDisk(s))
	desk.Fails(stage.DiskFull)()
	s.row, s.col = 1, colFirst+1
	s.reopen()
	d.Press("T", "enter").See("!NICHT")
	for s.ListErr == nil {
		d.Give(<-d.Msgs)
	}
	d.Press("f10").See("Trotzdem verlassen?").Press("n").See("Persona")
	desk.Fails(nil)()
	for _, a := range []*work.Autosave{s.Lines[0].Save, s.Keep} { // the time to try again has come
		s.due(shell.SaveDue{By: a, Seq: s.typedSeq})
	}
	d.Do(onDisk(s))
	if got := desk.Drafted["d-c0"].Report.Meldung.Verlauf.GesamtbeurteilungTumorstatus; got != model.Code("T") {
		t.Errorf("stored after the disk had room again: %q, want T", got)
	}
	if d.Press("f10").Settle(); d.Sh.Top() == kit.Screen(s) {
		t.Errorf("stays although everything is saved:\n%s", d.Screen())
	}
}

func TestInTheGridAFailureThatIsOverIsNotSaidAnyLonger(t *testing.T) {
	t.Parallel()
	desk := stage.NewSeriesDesk(1)
	d, s := openSeries(t, desk)
	d.Do(withPeople(s, "personaa"))
	s.row, s.col = 1, colFirst+1
	s.reopen()
	d.Press("V", "enter").Do(idle(s)).Do(onDisk(s))
	desk.Fails(stage.DiskFull)()
	s.row, s.col = 1, colFirst+1
	s.reopen()
	d.Press("T", "enter").See("!NICHT").See("Die Festplatte ist voll")
	for s.ListErr == nil {
		d.Give(<-d.Msgs)
	}
	desk.Fails(nil)()
	writers := []*work.Autosave{s.Lines[0].Save, s.Keep} // the time to try again has come
	s.due(shell.SaveDue{By: writers[0], Seq: s.typedSeq})
	for s.Lines[0].Unsaved() {
		d.Give(<-d.Msgs)
	}
	d.See("Die Festplatte ist voll") // the list of lines still is not on the disk
	s.due(shell.SaveDue{By: writers[1], Seq: s.typedSeq})
	for s.Unsaved() {
		d.Give(<-d.Msgs)
	}
	if strings.Contains(d.Settle().Screen(), "Festplatte") {
		t.Errorf("saved, and still said to be not:\n%s", d.Screen())
	}
}
