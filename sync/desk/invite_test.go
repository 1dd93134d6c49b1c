package desk

import (
	"database/sql"
	"errors"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/server"
)

// Whoever is asked in signs in herself, and the program of a colleague with the role lets
// her in while she waits; nobody has typed her password but she.
func TestWhoIsAskedInIsLetInByAColleaguesProgram(t *testing.T) {
	t.Parallel()
	w := newStation(t)
	door := *w.door // her own program
	door.Portal = w.client()
	_, err := door.SignIn(t.Context(), berta, password, w.code(berta), func(answer.Update) {})
	wantFailure(t, err, answer.FailNotAdmitted)
	who, err := w.Invite(t.Context(), " Berta.Beispiel ", rights.Medizin)
	if w.must(err); who.Login != berta || who.Name != "Berta Beispiel" {
		t.Errorf("asked in: %+v", who)
	}
	w.must(w.registry.ResetOTP(t.Context(), berta)) // a code counts once
	door.LetIn = 10 * time.Second
	hers, err := door.SignIn(t.Context(), berta, password, w.code(berta), func(answer.Update) {})
	w.must(err)
	defer func() { w.must(hers.Close()) }()
	if have := hers.Who().Roles; have != rights.Medizin {
		t.Errorf("her roles: %v", have)
	}
	if _, err := hers.Invite(t.Context(), anna, rights.All); !wantRole(err) {
		t.Errorf("asks in without the role: %v", err)
	}
	if strings.Contains(w.log.String(), password) {
		t.Error("the password is in the log")
	}
}

func wantRole(err error) bool {
	var f *answer.Failure
	return errors.As(err, &f) && f.Kind == answer.FailRole
}

// Nobody is let in whose key the portal does not know as hers: whoever reaches the file
// can write there what they like. And whom the portal does not know here is not asked in.
func TestNobodyIsLetInByAKeyThatIsNotHers(t *testing.T) {
	t.Parallel()
	w := newStation(t)
	w.must(w.registry.AddSite(t.Context(), server.Site{MelderID: "HE-00000002", AbsenderID: "A-2", Name: "Praxis"}))
	w.must(w.registry.AddAccount(t.Context(), server.Account{Login: "carla", Name: "Carla", MelderID: "HE-00000002"}, password))
	for _, login := range []string{"carla", "niemand", "z", "a/b?c"} {
		_, err := w.Invite(t.Context(), login, rights.All)
		wantFailure(t, err, answer.FailNoColleague)
	}
	_, err := w.Invite(t.Context(), berta, rights.All)
	w.must(err)
	door := *w.door
	door.Portal = w.client()
	door.LetIn = 0
	_, err = door.SignIn(t.Context(), berta, password, w.code(berta), func(answer.Update) {})
	wantFailure(t, err, answer.FailWaits)
	db, err := sql.Open("sqlite", w.path)
	w.must(err)
	defer db.Close()
	hers := ""
	w.must(db.QueryRow("SELECT recipient FROM invitation").Scan(&hers))
	_, err = db.Exec("UPDATE invitation SET recipient = replace(recipient, 'q', 'p')")
	w.must(err)
	usher := newUsher(w.vault, w.portal.known, time.Now)
	if let, err := usher.letIn(t.Context()); err != nil || len(let) != 0 {
		t.Errorf("let in by a foreign key: %v, %v", let, err)
	}
	_, err = db.Exec("UPDATE invitation SET recipient = ?", hers)
	w.must(err)
	if let, err := usher.letIn(t.Context()); err != nil || len(let) != 1 {
		t.Errorf("control: let in %v, %v; want her by her own", let, err)
	}
}
