package server_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/server"
	"example.org/meldeportal/sync/totp"
	"example.org/meldeportal/sync/totp/phone"
)

func TestTheSecretIsShownUntilTheFirstRightCode(t *testing.T) {
	t.Parallel()
	f, ctx := start(t), context.Background()
	c := f.client(t)
	first, err := c.Activate(ctx, login, password)
	f.must(t, err)
	again, err := c.Activate(ctx, strings.ToUpper(" "+login), password)
	if err != nil || again != first {
		t.Errorf("second activation: got %v, want the same secret", err)
	}
	secret, err := phone.Scan(string(first.Secret))
	f.must(t, err)
	if string(first.URI) != totp.URI(login, secret) {
		t.Error("the address is not that of the secret")
	}
	if _, enrolled, _ := f.Secret(ctx, login); enrolled {
		t.Error("the account is enrolled before a code was accepted")
	}
	code, _ := totp.Code(secret, f.now())
	session, err := c.SignIn(ctx, login, password, code)
	f.must(t, err)
	if session.Name != "Anna Beispiel" || session.Einrichtung != "Klinikum Musterstadt" || session.MelderID != melderID || session.AbsenderID != "A-1" {
		t.Errorf("got session %+v, want Anna Beispiel of the site", session)
	}
	if _, enrolled, _ := f.Secret(ctx, login); !enrolled {
		t.Error("the account is not enrolled after a code was accepted")
	}
	_, err = c.Activate(ctx, login, password)
	wantKind(t, "activation after enrolment", err, portal.LoginFailed)
}

func TestAllWrongCredentialsGetTheSameAnswer(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	f := start(t)
	f.signedIn(t)
	const bernd = "bernd.beispiel"
	f.must(t, f.AddAccount(context.Background(), server.Account{Login: bernd, Name: "Bernd Beispiel", MelderID: melderID}, password))
	f.advance(-totp.Period)
	used := f.code(t)
	f.advance(totp.Period)
	for _, path := range []string{portal.PathActivations, portal.PathSessions} {
		answers := map[string]string{}
		for name, message := range map[string]portal.SignIn{
			"unknown name":          {Credentials: portal.Credentials{Loginname: "nobody", Passwort: password}, OTP: "000000"},
			"wrong password":        {Credentials: portal.Credentials{Loginname: login, Passwort: "falsch"}, OTP: portal.Hidden(f.code(t))},
			"no password":           {Credentials: portal.Credentials{Loginname: login}, OTP: portal.Hidden(f.code(t))},
			"used code":             {Credentials: portal.Credentials{Loginname: login, Passwort: password}, OTP: portal.Hidden(used)},
			"no code":               {Credentials: portal.Credentials{Loginname: login, Passwort: password}},
			"pending, wrong":        {Credentials: portal.Credentials{Loginname: bernd, Passwort: "falsch"}, OTP: "000000"},
			"empty name":            {Credentials: portal.Credentials{Passwort: password}, OTP: "000000"},
			"name with SQL":         {Credentials: portal.Credentials{Loginname: "' OR 1=1 --", Passwort: password}, OTP: "000000"},
			"name with control":     {Credentials: portal.Credentials{Loginname: "a\x00\x1b[2J", Passwort: password}, OTP: "000000"},
			"code of another shape": {Credentials: portal.Credentials{Loginname: login, Passwort: password}, OTP: "1234567890"},
		} {
			var body any = message
			if path == portal.PathActivations {
				body = message.Credentials
			}
			status, answer := f.post(t, path, body)
			answers[fmt.Sprint(status, answer)] = name
		}
		if len(answers) != 1 {
			t.Errorf("%s: got %d different answers, want one: %v", path, len(answers), answers)
		}
		for answer := range answers {
			if !strings.HasPrefix(answer, "401") || !strings.Contains(answer, `"login-failed"`) {
				t.Errorf("%s: got %s, want 401 login-failed", path, answer)
			}
		}
	}
}

func TestAResetIsAnsweredTheSameForEverybody(t *testing.T) {
	t.Parallel()
	f := start(t)
	answers := map[string]bool{}
	for _, c := range []portal.Credentials{{Loginname: "nobody", Passwort: password}, {Loginname: login, Passwort: "falsch"}, {Loginname: login, Passwort: password}} {
		status, body := f.post(t, portal.PathResets, c)
		answers[fmt.Sprint(status, body)] = true
	}
	if len(answers) != 1 || !answers[`202{"status":"ok"}`] {
		t.Errorf("got %v, want one answer with 202", answers)
	}
	users, err := f.Accounts(context.Background())
	f.must(t, err)
	if len(users) != 1 || !users[0].ResetRequested.Equal(f.now()) {
		t.Errorf("got %+v, want one user whose request was noted", users)
	}
}

// A lost device opens nothing from the moment its person says so: neither its
// code nor a session of before, and a password alone gets no new secret.
func TestARequestedResetBlocksTheAccountAtOnce(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	f, ctx := start(t), context.Background()
	session, other := f.signedIn(t), f.client(t)
	f.must(t, other.RequestReset(ctx, login, "falsch"))
	if _, err := session.Extend(ctx); err != nil {
		t.Fatalf("session after a request with a wrong password: got %v, want it open", err)
	}
	f.advance(totp.Period)
	if _, err := other.SignIn(ctx, login, password, f.code(t)); err != nil {
		t.Fatalf("code after a request with a wrong password: got %v, want it taken", err)
	}
	f.advance(totp.Period)
	lost := f.code(t)
	f.must(t, f.client(t).RequestReset(ctx, login, password))
	for name, c := range map[string]*portal.Client{"session of before": session, "session of another desk": other} {
		_, err := c.Extend(ctx)
		wantKind(t, name, err, portal.SessionExpired)
	}
	f.staysClosed(t, "asked once", lost)
	f.must(t, other.RequestReset(ctx, login, password))
	f.staysClosed(t, "asked again", lost)
	f.must(t, f.ResetOTP(ctx, login))
	if _, err := other.Activate(ctx, login, password); err != nil {
		t.Errorf("activation after staff gave a new secret: got %v, want it open", err)
	}
}

// staysClosed tries the lost code, the code of whatever secret there is now, and
// the activation.
func (f *fixture) staysClosed(t *testing.T, when, lost string) {
	t.Helper()
	c, ctx := f.client(t), context.Background()
	for name, code := range map[string]string{"lost code": lost, "code of the secret nobody has": f.code(t)} {
		_, err := c.SignIn(ctx, login, password, code)
		wantKind(t, when+": "+name, err, portal.LoginFailed)
	}
	_, err := c.Activate(ctx, login, password)
	wantKind(t, when+": activation", err, portal.LoginFailed)
	if _, enrolled, _ := f.Secret(ctx, login); enrolled {
		t.Errorf("%s: the account passes for one whose codes count", when)
	}
}

// An account that still waits for its first code shows its secret to whoever has
// the password; a reset ends that too.
func TestARequestedResetClosesTheActivation(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	f, ctx := start(t), context.Background()
	c := f.client(t)
	_, err := c.Activate(ctx, login, password)
	f.must(t, err)
	seen := f.code(t)
	f.must(t, c.RequestReset(ctx, login, password))
	f.staysClosed(t, "before the first code", seen)
}

func TestRequestsForAResetAreThrottledForEverybody(t *testing.T) {
	t.Parallel()
	f, ctx := start(t), context.Background()
	for name, c := range map[string]portal.Credentials{
		"right": {Loginname: login, Passwort: password}, "wrong": {Loginname: "bernd", Passwort: "falsch"},
	} {
		for range 5 {
			f.must(t, f.client(t).RequestReset(ctx, c.Loginname, string(c.Passwort)))
		}
		wantKind(t, name, f.client(t).RequestReset(ctx, c.Loginname, string(c.Passwort)), portal.Throttled)
	}
}

func TestANewSecretStopsTheOldOneAndEndsSessions(t *testing.T) {
	t.Parallel()
	f, ctx := start(t), context.Background()
	c, old := f.signedIn(t), f.code(t)
	f.must(t, c.RequestReset(ctx, login, password))
	f.must(t, f.ResetOTP(ctx, login))
	_, err := c.Extend(ctx)
	wantKind(t, "session of before", err, portal.SessionExpired)
	_, err = c.SignIn(ctx, login, password, old)
	wantKind(t, "code of the old secret", err, portal.LoginFailed)
	e, err := c.Activate(ctx, login, password)
	f.must(t, err)
	secret, err := phone.Scan(string(e.Secret))
	f.must(t, err)
	code, _ := totp.Code(secret, f.now())
	_, err = c.SignIn(ctx, login, password, code)
	f.must(t, err)
	users, err := f.Accounts(ctx)
	f.must(t, err)
	if !users[0].ResetRequested.IsZero() || !users[0].Enrolled {
		t.Errorf("got %+v, want the request settled and the account enrolled", users[0])
	}
	if err := f.ResetOTP(ctx, "nobody"); !errors.Is(err, server.ErrUnknownLogin) {
		t.Errorf("reset of nobody: got %v, want ErrUnknownLogin", err)
	}
}

func TestACodeOpensOneSessionAmongManyAtOnce(t *testing.T) {
	t.Parallel()
	f := start(t)
	c, code := f.client(t), f.code(t)
	var opened, other atomic.Int32
	var wg sync.WaitGroup
	for range 100 {
		wg.Go(func() {
			_, err := c.SignIn(context.Background(), login, password, code)
			var e *portal.Error
			switch {
			case err == nil:
				opened.Add(1)
			case errors.As(err, &e) && (e.Kind == portal.LoginFailed || e.Kind == portal.Throttled || e.Kind == portal.Busy):
			default:
				other.Add(1)
			}
		})
	}
	wg.Wait()
	if opened.Load() != 1 || other.Load() != 0 {
		t.Errorf("got %d sessions and %d unexpected errors, want 1 and 0", opened.Load(), other.Load())
	}
}

func TestWrongCodesAreThrottledAndForgiven(t *testing.T) {
	t.Parallel()
	f, ctx := start(t), context.Background()
	c := f.client(t)
	wrong := func() *portal.Error {
		_, err := c.SignIn(ctx, login, password, "000000")
		return problem(t, err)
	}
	for i := range 5 {
		if e := wrong(); e.Kind != portal.LoginFailed {
			t.Fatalf("wrong code %d: got %v, want %s", i+1, e, portal.LoginFailed)
		}
	}
	if e := wrong(); e.Kind != portal.Throttled || e.RetryAfter != 30*time.Second {
		t.Fatalf("sixth try: got %v after %v, want %s after 30s", e, e.RetryAfter, portal.Throttled)
	}
	_, err := c.SignIn(ctx, login, password, f.code(t))
	wantKind(t, "right code while throttled", err, portal.Throttled)
	for _, wait := range []time.Duration{30 * time.Second, time.Minute, 2 * time.Minute, 4 * time.Minute} {
		f.advance(wait)
		if e := wrong(); e.Kind != portal.LoginFailed {
			t.Fatalf("after %v: got %v, want %s", wait, e, portal.LoginFailed)
		}
		if e := wrong(); e.RetryAfter != 2*wait {
			t.Fatalf("after %v: got a wait of %v, want %v", wait, e.RetryAfter, 2*wait)
		}
	}
	f.advance(time.Hour)
	if _, err = c.SignIn(ctx, login, password, f.code(t)); err != nil {
		t.Fatalf("right code after the wait: %v", err)
	}
	if e := wrong(); e.Kind != portal.LoginFailed {
		t.Errorf("wrong code after a right one: got %v, want %s", e, portal.LoginFailed)
	}
}

func TestUnknownNamesAreThrottledLikeKnownOnes(t *testing.T) {
	t.Parallel()
	f := start(t)
	c := f.client(t)
	for i := range 6 {
		_, err := c.SignIn(context.Background(), "nobody", password, "000000")
		want := portal.LoginFailed
		if i == 5 {
			want = portal.Throttled
		}
		wantKind(t, fmt.Sprintf("try %d", i+1), err, want)
	}
	_, err := c.SignIn(context.Background(), login, password, f.code(t))
	f.must(t, err)
}

func TestASessionLivesByUseAndEndsAfterTwelveHours(t *testing.T) {
	t.Parallel()
	f, ctx := start(t), context.Background()
	c := f.signedIn(t)
	begin := f.now()
	for f.now().Sub(begin) < 11*time.Hour+45*time.Minute {
		f.advance(14 * time.Minute)
		s, err := c.Extend(ctx)
		if err != nil {
			t.Fatalf("after %v: %v", f.now().Sub(begin), err)
		}
		if left := s.Expires.Sub(f.now()); left > 15*time.Minute || left < 0 {
			t.Fatalf("session ends in %v, want at most 15m", left)
		}
	}
	f.advance(14 * time.Minute)
	_, err := c.Extend(ctx)
	wantKind(t, "after twelve hours", err, portal.SessionExpired)
}

func TestAnIdleSessionEnds(t *testing.T) {
	t.Parallel()
	f := start(t)
	c := f.signedIn(t)
	f.advance(15 * time.Minute)
	_, err := c.Extend(context.Background())
	wantKind(t, "after 15 minutes", err, portal.SessionExpired)
}

func TestUsersThatCannotBeAreRefused(t *testing.T) {
	t.Parallel()
	f := start(t)
	for name, test := range map[string]struct {
		user     server.Account
		password string
		want     error
	}{
		"taken":          {server.Account{Login: strings.ToUpper(login), MelderID: melderID}, password, server.ErrLoginTaken},
		"no site":        {server.Account{Login: "bernd", MelderID: "HE-0"}, password, server.ErrUnknownSite},
		"short password": {server.Account{Login: "bernd", MelderID: melderID}, "kurz", server.ErrPassword},
		"empty name":     {server.Account{MelderID: melderID}, password, server.ErrLoginShape},
		"hostile name":   {server.Account{Login: "b\x1b[2J", MelderID: melderID}, password, server.ErrLoginShape},
	} {
		if err := f.AddAccount(context.Background(), test.user, test.password); !errors.Is(err, test.want) {
			t.Errorf("%s: got %v, want %v", name, err, test.want)
		}
	}
	if err := f.AddSite(context.Background(), server.Site{MelderID: melderID, AbsenderID: "x", Name: "x"}); !errors.Is(err, server.ErrSiteTaken) {
		t.Errorf("second site: got %v, want ErrSiteTaken", err)
	}
	if err := f.AddSite(context.Background(), server.Site{MelderID: " "}); !errors.Is(err, server.ErrSite) {
		t.Errorf("empty site: got %v, want ErrSite", err)
	}
}

// A program asks every twenty seconds whether the portal is there: it learns that its
// session is over, and does not keep it alive.
func TestWhoAsksWhetherThePortalIsThereLearnsThatTheSessionIsOver(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	f := start(t)
	c := f.signedIn(t)
	for range 42 { // 14 minutes
		f.advance(20 * time.Second)
		if err := c.Ready(ctx); err != nil {
			t.Fatalf("within the session: %v", err)
		}
	}
	f.advance(time.Minute)
	if seen, err := c.Look(ctx); err != nil || len(seen.Editions) > 0 {
		t.Errorf("a server that names no editions: %q, %v", seen.Editions, err)
	}
	wantKind(t, "asked after the end", c.Ready(ctx), portal.SessionExpired)
	_, err := c.Extend(ctx)
	wantKind(t, "session that was asked about alone", err, portal.SessionExpired)
	if err := c.Ready(ctx); err != nil {
		t.Errorf("without a session: %v", err)
	}
}
