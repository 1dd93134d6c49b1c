package tui

import (
	"strings"
	"testing"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/report"
	"example.org/meldeportal/tui/shell"
	"example.org/meldeportal/tui/stage"
)

// On a full disk the lock says that nothing was locked. The save that fails by itself
// says its sentence behind that, and not in its place.
func TestAFailedSaveLeavesTheAnswerToAKey(t *testing.T) {
	t.Parallel()
	const refused, full = "Nicht gesperrt, denn nicht alles ist gespeichert", "Die Festplatte ist voll"
	clock := &stage.HandClock{Time: stage.Today}
	d := newDesktop(t, &stage.DeskDouble{})
	d.Sh.Services().Clock = clock
	d.Desk.Fails(&answer.Failure{Kind: answer.FailDiskFull})()
	e := report.NewEditor(d.Sh, stage.NewDraft())
	d.Open(e)
	e.Form.Goto("Anmerkung")
	d.Press("Muster", "alt+x")
	if !strings.Contains(d.Screen(), refused) {
		t.Fatalf("Alt+X is not answered:\n%s", d.Screen())
	}
	d.Run(e.Noticed())
	d.Give(shell.SaveDue{By: e.Save, Seq: e.Seq})
	d.Until(func() bool { return e.Err != nil })
	if !strings.Contains(d.Screen(), refused) || !strings.Contains(d.Screen(), "NICHT GESPEICHERT") {
		t.Fatalf("the answer to Alt+X is covered:\n%s", d.Screen())
	}
	d.Press("x")
	if s := d.Screen(); strings.Contains(s, refused) || !strings.Contains(s, full) {
		t.Fatalf("behind the answer the save is not heard of:\n%s", s)
	}
	d.Press("x")
	if strings.Contains(d.Screen(), full) {
		t.Fatalf("the remark stays:\n%s", d.Screen())
	}
}

// What is over by itself is not said any more, also where it still waits to be said.
func TestARemarkThatIsOverIsNotSaid(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	d.Open(report.NewEditor(d.Sh, stage.NewDraft()))
	full := &answer.Failure{Kind: answer.FailDiskFull}
	d.Sh.Say("Die Antwort.")
	d.Sh.Remark(full.Error())
	d.Sh.Fail(full)
	said := d.Sh.Message
	d.Sh.Say("Die Antwort.")
	d.Sh.Remark(said)
	if d.Sh.Message != "Die Antwort." {
		t.Fatalf("the remark covers the answer: %q", d.Sh.Message)
	}
	d.Sh.Overcome(full)
	if d.Press("x"); d.Sh.Message != "" {
		t.Errorf("said although it is over: %q", d.Sh.Message)
	}
}
