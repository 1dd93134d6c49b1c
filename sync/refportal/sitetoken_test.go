package refportal_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/server"
)

// held is what the maker of a token leaves for whoever has it.
var held = []byte("sealed by her program")

// madeToken is a fresh site token, and a client that sends by it.
func madeToken(t *testing.T, f *fixture) (token portal.Hidden, made portal.SiteToken, c *portal.Client) {
	t.Helper()
	token = portal.RandomToken()
	made, err := f.signedIn(t).MakeSiteToken(t.Context(), token, "server1", held)
	f.must(t, err)
	c = f.client(t)
	_, err = c.UseSiteToken(t.Context(), token)
	f.must(t, err)
	return token, made, c
}

// A site token sends and asks what came of it, without anybody's session, for 90 days; who
// has it gets back what its maker left.
func TestAProgramSendsByASiteToken(t *testing.T) {
	t.Parallel()
	f := start(t, lenient{})
	token, made, c := madeToken(t, f)
	own, err := c.UseSiteToken(t.Context(), token)
	f.must(t, err)
	if !bytes.Equal(own.Verwahrt, held) || own.ID != made.ID || own.MelderID != melderID || own.Ends.Sub(own.Begun) != 90*24*time.Hour {
		t.Errorf("the token says %+v", own)
	}
	tnr := number()
	receipt, err := c.Deliver(t.Context(), tnr, document(t, nil))
	f.must(t, err)
	for name, again := range map[string]error{
		"the same once more":  second(c.Deliver(t.Context(), tnr, document(t, nil))),
		"the receipt":         second(c.Receipt(t.Context(), tnr)),
		"the feed":            second(c.Events(t.Context(), 0)),
		"what is known":       second(c.Known(t.Context(), []string{tnr})),
		"whether it is there": c.Ready(t.Context()),
	} {
		if again != nil {
			t.Errorf("%s: %v", name, again)
		}
	}
	if receipt.MelderID != melderID {
		t.Errorf("receipt %+v", receipt)
	}
	f.advance(90*24*time.Hour + time.Second)
	if _, err := c.Deliver(t.Context(), number(), document(t, nil)); problem(t, err).Kind != portal.SessionExpired {
		t.Errorf("after 90 days: %v", err)
	}
}

func second[T any](_ T, err error) error { return err }

// Every call of the contract that is not named for site tokens refuses one, whatever its
// path and method; the list of those that take one is here.
func TestASiteTokenIsRefusedForEverythingElse(t *testing.T) {
	t.Parallel()
	f := start(t, lenient{})
	token, _, _ := madeToken(t, f)
	doc, err := contract()
	f.must(t, err)
	takes := map[string]bool{"deliver": true, "receipt": true, "query": true, "events": true, "ready": true, "siteToken": true}
	tried := 0
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			sessions, tokens := false, false
			if op.Security != nil {
				for _, one := range *op.Security {
					_, session := one["session"]
					_, site := one["siteToken"]
					sessions, tokens = sessions || session, tokens || site
				}
			}
			if tokens != takes[op.OperationID] {
				t.Errorf("%s: the contract takes a site token: %v", op.OperationID, tokens)
			}
			if !sessions || tokens || op.OperationID == "changePassword" { // who knows the password needs no session
				continue
			}
			tried++
			to := strings.NewReplacer("{tnr}", number(), "{id}", "x", "{login}", login).Replace(path)
			r, err := http.NewRequest(method, f.url+to, strings.NewReader("{}"))
			f.must(t, err)
			r.Header = http.Header{"Content-Type": {portal.TypeJSON}, portal.HeaderDigest: {portal.ContentDigest([]byte("{}"))}, "Authorization": {"Bearer " + string(token)}}
			if status, p := f.send(t, r); status != http.StatusForbidden || p.Code != portal.CodeForbidden {
				t.Errorf("%s %s: %d %s", method, path, status, p.Code)
			}
		}
	}
	if tried < 10 {
		t.Errorf("%d calls were tried", tried)
	}
}

// A token is listed for the people of its site and ended by any of them; it ends with its
// maker's account, and with the site. Others neither see nor end it.
func TestASiteTokenIsListedAndEnded(t *testing.T) {
	t.Parallel()
	f := start(t, lenient{})
	ctx := t.Context()
	f.must(t, f.AddSite(ctx, server.Site{MelderID: "HE-00000002", AbsenderID: "A-2", Name: "Praxis"}))
	f.must(t, f.AddAccount(ctx, server.Account{Login: "carla", Name: "Carla", MelderID: "HE-00000002"}, password))
	f.must(t, f.AddAccount(ctx, server.Account{Login: "berta", Name: "Berta", MelderID: melderID}, password))
	_, made, c := madeToken(t, f)
	as := func(login string) *portal.Client {
		other := f.client(t)
		_, err := other.SignIn(ctx, login, password, f.codeOf(t, login))
		f.must(t, err)
		f.advance(31 * time.Second)
		return other
	}
	carla := as("carla")
	if all, err := carla.SiteTokens(ctx); err != nil || len(all) != 0 {
		t.Errorf("another site sees %+v, %v", all, err)
	}
	f.must(t, carla.EndSiteToken(ctx, made.ID))
	f.must(t, second(c.Events(ctx, 0)))
	berta := as("berta")
	all, err := berta.SiteTokens(ctx)
	if f.must(t, err); len(all) != 1 || all[0].Zweck != "server1" || all[0].Von != login || all[0].Verwahrt != nil || !all[0].Ends.Equal(made.Ends) {
		t.Errorf("a colleague sees %+v", all)
	}
	f.must(t, f.Disable(ctx, login))
	if _, err := c.Events(ctx, 0); problem(t, err).Kind != portal.SessionExpired {
		t.Errorf("its maker is shut out: %v", err)
	}
	f.must(t, f.Enable(ctx, login))
	token, made, c := madeToken(t, f)
	f.must(t, berta.EndSiteToken(ctx, made.ID))
	if _, err := c.Deliver(ctx, number(), document(t, nil)); problem(t, err).Kind != portal.SessionExpired {
		t.Errorf("after its end: %v", err)
	}
	if _, err := c.UseSiteToken(ctx, token); problem(t, err).Kind != portal.SessionExpired {
		t.Errorf("after its end: %v", err)
	}
	_, _, c = madeToken(t, f)
	f.must(t, f.DisableSite(ctx, melderID))
	if _, err := c.Events(ctx, 0); problem(t, err).Kind != portal.SessionExpired {
		t.Errorf("its site is shut out: %v", err)
	}
}

// Only who has just given a code lets a program send for 90 days.
func TestASiteTokenTakesAFreshSession(t *testing.T) {
	t.Parallel()
	f := start(t, lenient{})
	c := f.signedIn(t)
	f.advance(11 * time.Minute)
	if _, err := c.MakeSiteToken(t.Context(), portal.RandomToken(), "server1", held); problem(t, err).Kind != portal.SessionExpired {
		t.Errorf("after eleven minutes: %v", err)
	}
	c = f.signedIn(t)
	for name, wrong := range map[string]portal.NewSiteToken{
		"no digest":  {SHA256: "abc", Zweck: "x", Verwahrt: held},
		"no purpose": {SHA256: portal.KeyName("x"), Zweck: " ", Verwahrt: held},
		"too much":   {SHA256: portal.KeyName("x"), Zweck: "x", Verwahrt: make([]byte, portal.MaxHeld+1)},
	} {
		if status, p := f.asked(t, c, wrong); status != http.StatusBadRequest || p.Code != portal.CodeBadEnvelope {
			t.Errorf("%s: %d %s", name, status, p.Code)
		}
	}
}

// asked posts a message in the session of a client.
func (f *fixture) asked(t *testing.T, c *portal.Client, message portal.NewSiteToken) (int, portal.Problem) {
	t.Helper()
	token := c.Leave()
	c.Resume(token)
	body, err := json.Marshal(message)
	f.must(t, err)
	r, err := http.NewRequest(http.MethodPost, f.url+portal.PathSiteTokens, bytes.NewReader(body))
	f.must(t, err)
	r.Header = http.Header{"Content-Type": {portal.TypeJSON}, portal.HeaderDigest: {portal.ContentDigest(body)}, "Authorization": {"Bearer " + string(token)}}
	return f.send(t, r)
}
