package refportal_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/server"
)

// Whoever is signed in learns of people of her own Einrichtung who they are and which key
// is theirs; of all others she gets the same bytes as for nobody.
func TestOnlyColleaguesOfOnesOwnEinrichtungAreTold(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	ctx := t.Context()
	f.must(t, f.AddSite(ctx, server.Site{MelderID: "HE-00000002", AbsenderID: "A-2", Name: "Praxis"}))
	f.must(t, f.AddAccount(ctx, server.Account{Login: "carla", Name: "Carla", MelderID: "HE-00000002"}, password))
	f.must(t, f.AddAccount(ctx, server.Account{Login: "berta", Name: "Berta Beispiel", MelderID: melderID}, password))
	c := f.signedIn(t)
	who, err := c.Colleague(ctx, " Berta ")
	if f.must(t, err); who != (portal.Colleague{Loginname: "berta", Name: "Berta Beispiel"}) {
		t.Errorf("got %+v", who)
	}
	key := portal.KeyName("age1pq…")
	f.must(t, c.NameOwnKey(ctx, portal.KeyName("another")))
	f.must(t, c.NameOwnKey(ctx, key))
	if who, err = c.Colleague(ctx, login); err != nil || who.Schluessel != key {
		t.Errorf("her own: %+v, %v", who, err)
	}
	if err := c.NameOwnKey(ctx, "kurz"); err == nil {
		t.Error("what names no key is taken")
	}

	berta := f.client(t)
	_, err = berta.SignIn(ctx, "berta", password, f.codeOf(t, "berta"))
	f.must(t, err)
	carla := f.client(t)
	_, err = carla.SignIn(ctx, "carla", password, f.codeOf(t, "carla"))
	f.must(t, err)
	f.must(t, c.EndSessionsOf(ctx, " Berta "))
	if _, err := berta.Extend(ctx); err == nil || problem(t, err).Kind != portal.SessionExpired {
		t.Errorf("a session that a colleague ended: %v", err)
	}
	for _, name := range []string{"carla", "niemand"} {
		wantCode(t, name, c.EndSessionsOf(ctx, name), portal.CodeUnknownPerson)
	}
	if _, err := carla.Extend(ctx); err != nil {
		t.Errorf("the session of another Einrichtung: %v", err)
	}
	if _, err := c.Extend(ctx); err != nil {
		t.Errorf("her own session: %v", err)
	}

	f.advance(time.Minute) // each code counts once
	token := f.token(t)
	answers := map[string]string{}
	for _, name := range []string{"carla", "niemand"} {
		r, err := http.NewRequest(http.MethodGet, f.url+portal.PathColleagues+name, nil)
		f.must(t, err)
		r.Header.Set("Authorization", "Bearer "+token)
		status, body := f.exchange(t, r)
		if status != http.StatusNotFound {
			t.Errorf("%s: %d %s", name, status, body)
		}
		answers[strings.ReplaceAll(body, r.URL.EscapedPath(), "PATH")] += name + " "
	}
	if len(answers) != 1 {
		t.Errorf("the answers tell people apart: %v", answers)
	}
	r, err := http.NewRequest(http.MethodGet, f.url+portal.PathColleagues+"berta", nil)
	f.must(t, err)
	if status, body := f.exchange(t, r); status != http.StatusUnauthorized {
		t.Errorf("without a session: %d %s", status, body)
	}
}
