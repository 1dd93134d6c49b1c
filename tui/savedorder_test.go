package tui

import (
	"testing"

	"example.org/meldeportal/model/answer"
)

// The answers of two saves may come in the wrong order: that an older state is on
// the disk does not hide that the newer one is not.
func TestAnOlderSaveDoesNotHideThatTheNewerOneFailed(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{})
	e := NewCaseEditor(d.sh, caseOf("c1", "Ahorn"))
	d.open(e)
	e.seq, e.handed = 2, 2
	d.give(savedMsg{by: e.save, seq: 2, err: &answer.Failure{Kind: answer.FailDiskFull}})
	d.give(savedMsg{by: e.save, seq: 1})
	d.see("NICHT GESPEICHERT")
	d.give(savedMsg{by: e.save, seq: 2})
	d.see(" gespeichert ")
}
