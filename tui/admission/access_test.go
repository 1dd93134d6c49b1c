package admission

import (
	"testing"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/tui/work"
)

// Who is asked in again is proposed what she had, who is new all but Verwaltung.
func TestAnInvitationProposesTheRolesThatWere(t *testing.T) {
	t.Parallel()
	grants := []answer.Grant{{Login: "Berta", Roles: rights.Medizin | rights.Verwaltung}}
	for login, want := range map[string]rights.Roles{" berta ": rights.Medizin | rights.Verwaltung, "carl": rights.All &^ rights.Verwaltung} {
		if a := Invite(&work.Desk{}, login, grants); a.Off != "" || a.Now.Roles != want {
			t.Errorf("%q: %v, off: %q", login, a.Now.Roles, a.Off)
		}
	}
	if Invite(&work.Desk{}, " ", nil).Off == "" {
		t.Error("nobody is asked in")
	}
}
