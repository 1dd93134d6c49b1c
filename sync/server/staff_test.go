package server_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/server"
	"example.org/meldeportal/sync/totp"
)

// Who is shut out is out at once, gets the answer everybody gets, and is let in again.
func TestStaffShutAnAccountAndASite(t *testing.T) {
	t.Parallel()
	f, ctx := start(t), server.By(context.Background(), "Eins")
	for name, does := range map[string]struct {
		shut, open func(context.Context, string) error
		object     string
		unknown    error
	}{
		"account": {f.Disable, f.Enable, login, server.ErrUnknownLogin},
		"site":    {f.DisableSite, f.EnableSite, melderID, server.ErrUnknownSite},
	} {
		c := f.signedIn(t)
		f.must(t, does.shut(ctx, does.object))
		_, err := c.Extend(ctx)
		wantKind(t, name+": session of before", err, portal.SessionExpired)
		f.advance(totp.Period)
		_, err = f.client(t).SignIn(ctx, login, password, f.code(t))
		wantKind(t, name+": the right code", err, portal.LoginFailed)
		users, err := f.Accounts(ctx)
		f.must(t, err)
		if users[0].Disabled.IsZero() {
			t.Errorf("%s: the list does not say that it is shut", name)
		}
		f.must(t, does.open(ctx, does.object))
		f.advance(totp.Period)
		f.signedIn(t)
		if err := does.shut(ctx, "nobody"); !errors.Is(err, does.unknown) {
			t.Errorf("%s: shutting nobody: got %v, want %v", name, err, does.unknown)
		}
	}
}

func TestStaffRemoveAnAccount(t *testing.T) {
	t.Parallel()
	f, ctx := start(t), server.By(context.Background(), "Eins")
	c := f.at(t, "somewhere")
	_, err := c.SignIn(ctx, login, password, f.code(t))
	f.must(t, err)
	f.must(t, f.Remove(ctx, login))
	_, err = c.Extend(ctx)
	wantKind(t, "session of before", err, portal.SessionExpired)
	if users, err := f.Accounts(ctx); err != nil || len(users) != 0 {
		t.Errorf("got %+v, %v, want nobody", users, err)
	}
	acts, err := f.StaffActs(ctx)
	f.must(t, err)
	if last := acts[len(acts)-1]; last.By != "Eins" || last.Act != server.ActRemoved || last.Object != login || !last.At.Equal(f.now()) {
		t.Errorf("got %+v, want the line of who did it", last)
	}
}

// The password of a letter ends unless it is used; a new one leaves the second factor as it is.
func TestTheLetterEndsAndANewOneLeavesTheSecondFactor(t *testing.T) {
	t.Parallel()
	f, ctx := start(t), context.Background()
	const bernd, other = "bernd.beispiel", "ganz anderes passwort"
	late := account(bernd)
	late.Letter = f.now().Add(time.Hour)
	f.must(t, f.AddAccount(ctx, late, password))
	f.advance(time.Hour + time.Second)
	_, err := f.client(t).Activate(ctx, bernd, password)
	wantKind(t, "an old letter", err, portal.LoginFailed)

	c := f.signedIn(t)
	f.must(t, f.NewPasswordFor(ctx, login, other, f.now().Add(time.Hour)))
	_, err = c.Extend(ctx)
	wantKind(t, "session of before", err, portal.SessionExpired)
	_, err = f.client(t).SignIn(ctx, login, password, f.code(t))
	wantKind(t, "the password of before", err, portal.LoginFailed)
	if _, err = f.client(t).SignIn(ctx, login, other, f.code(t)); err != nil {
		t.Fatalf("the new password with the code of the same secret: %v", err)
	}
	f.advance(48 * time.Hour)
	if _, err = f.client(t).SignIn(ctx, login, other, f.code(t)); err != nil {
		t.Errorf("it was used in time, and ends all the same: %v", err)
	}
}

func TestASecondFactorIsReplacedByTwoOfStaff(t *testing.T) {
	t.Parallel()
	f := start(t)
	c := f.signedIn(t)
	one, two := server.By(context.Background(), "Eins"), server.By(context.Background(), "Zwei")
	lost := f.code(t)
	if done, err := f.ResetByTwo(one, login); done || err != nil {
		t.Fatalf("the first one: got %v, %v", done, err)
	}
	_, err := c.Extend(one)
	wantKind(t, "session of before", err, portal.SessionExpired)
	f.staysClosed(t, "after the first one's word", lost)
	if _, err := f.ResetByTwo(one, login); !errors.Is(err, server.ErrSamePerson) {
		t.Errorf("the same person: got %v, want ErrSamePerson", err)
	}
	if done, err := f.ResetByTwo(two, login); !done || err != nil {
		t.Fatalf("the second one: got %v, %v", done, err)
	}
	if _, err := f.client(t).Activate(one, login, password); err != nil {
		t.Errorf("activation afterwards: %v", err)
	}
	if _, err := f.ResetByTwo(two, "nobody"); !errors.Is(err, server.ErrUnknownLogin) {
		t.Errorf("nobody: got %v, want ErrUnknownLogin", err)
	}
}

// The figures are in the text form of Prometheus, by route, with nothing of who asked.
func TestMetricsCountByRoute(t *testing.T) {
	t.Parallel()
	f := start(t)
	f.signedIn(t)
	_, err := f.client(t).Activate(context.Background(), "Kanarienvogel", "Kanarienvogel")
	wantKind(t, "a stranger", err, portal.LoginFailed)
	answer := httptest.NewRecorder()
	f.Metrics().ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/", nil))
	text, _ := io.ReadAll(answer.Body)
	for _, want := range []string{
		"# TYPE meldeportal_call_seconds histogram\n",
		`meldeportal_call_seconds_bucket{route="POST /v1/auth/sessions",status="201",le="+Inf"} 1` + "\n",
		`meldeportal_call_seconds_count{route="POST /v1/auth/activations",status="401"} 1` + "\n",
		`meldeportal_signins_waiting{workstation="unknown"} 0` + "\n",
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.Contains(string(text), "Kanarienvogel") {
		t.Error("the figures quote what was sent")
	}
}
