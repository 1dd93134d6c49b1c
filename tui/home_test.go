package tui

import (
	"slices"
	"testing"

	"example.org/meldeportal/model"
)

// That there is no draft is said once somebody has looked.
func TestTheLastDraftIsDeniedOnlyAfterALook(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{}
	d := newDesktop(t, desk)
	list := NewCaseList(d.sh)
	d.sh.Seat(d.sh.Desk(), list)
	off := func() string {
		actions := d.sh.houseActions()
		return actions[slices.IndexFunc(actions, func(a Action) bool { return slices.Contains(a.Keys, "f8") })].Off
	}
	look := func() { list.Update(list.readLatest()()) }
	if got, want := off(), "Der letzte Entwurf ist noch nicht gelesen."; got != want {
		t.Errorf("before a look: got %q, want %q", got, want)
	}
	look()
	if got, want := off(), "Es gibt keinen Entwurf."; got != want {
		t.Errorf("after a look: got %q, want %q", got, want)
	}
	desk.change(func() { desk.open = []model.Draft{{ID: "d1"}} })
	look()
	if got := off(); got != "" {
		t.Errorf("with a draft: got %q, want F8 on", got)
	}
}
