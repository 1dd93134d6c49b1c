package people

import (
	"testing"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

// The answers of two saves may come in the wrong order: that an older state is on
// the disk does not hide that the newer one is not.
func TestAnOlderSaveDoesNotHideThatTheNewerOneFailed(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	e := NewCaseEditor(d.Sh, stage.CaseOf("c1", "Ahorn"))
	d.Open(e)
	e.Seq, e.Handed = 2, 2
	d.Give(work.SavedMsg{By: e.Save, Seq: 2, Err: &answer.Failure{Kind: answer.FailDiskFull}})
	d.Give(work.SavedMsg{By: e.Save, Seq: 1})
	d.See("NICHT GESPEICHERT")
	d.Give(work.SavedMsg{By: e.Save, Seq: 2})
	d.See(" gespeichert ")
}
