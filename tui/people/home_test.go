package people

import (
	"slices"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/stage"
)

// That there is no draft is said once somebody has looked.
func TestTheLastDraftIsDeniedOnlyAfterALook(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{}
	d := newDesktop(t, desk)
	list := NewCaseList(d.Sh)
	d.Sh.Seat(d.Sh.Desk(), list)
	off := func() string {
		actions := d.Sh.HouseActions()
		return actions[slices.IndexFunc(actions, func(a kit.Action) bool { return slices.Contains(a.Keys, "f8") })].Off
	}
	look := func() { list.Update(list.readLatest()()) }
	if got, want := off(), "Der letzte Entwurf ist noch nicht gelesen."; got != want {
		t.Errorf("before a look: got %q, want %q", got, want)
	}
	look()
	if got, want := off(), "Es gibt keinen Entwurf."; got != want {
		t.Errorf("after a look: got %q, want %q", got, want)
	}
	desk.Change(func() { desk.Open = []model.Draft{{ID: "d1"}} })
	look()
	if got := off(); got != "" {
		t.Errorf("with a draft: got %q, want F8 on", got)
	}
}
