package server_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/totp"
)

// at is a client at a workstation with a key.
func (f *fixture) at(t *testing.T, key string) *portal.Client {
	t.Helper()
	return f.clientWith(t, portal.Config{Device: portal.Hidden(key)})
}

// Whoever tries from elsewhere keeps nobody out where she has signed in.
func TestOutsidersLockNobodyOutOfHerWorkstation(t *testing.T) {
	t.Parallel()
	f, ctx := start(t), context.Background()
	here, outside := f.at(t, "her workstation"), f.at(t, "somewhere else")
	_, err := here.SignIn(ctx, login, password, f.code(t))
	f.must(t, err)
	f.advance(totp.Period)
	for range 6 {
		_, err = outside.SignIn(ctx, login, password, "000000")
	}
	wantKind(t, "six wrong ones from outside", err, portal.Throttled)
	_, err = outside.SignIn(ctx, login, password, f.code(t))
	wantKind(t, "the right code from outside", err, portal.Throttled)
	if _, err := here.SignIn(ctx, login, password, f.code(t)); err != nil {
		t.Errorf("the right code at her workstation: %v", err)
	}
	f.advance(totp.Period)
	for range 6 {
		_, err = here.SignIn(ctx, login, password, "000000")
	}
	wantKind(t, "six wrong ones at her workstation", err, portal.Throttled)
	f.advance(30 * time.Second)
	if _, err := here.SignIn(ctx, login, password, f.code(t)); err != nil {
		t.Errorf("after half a minute: %v", err)
	}
}

// A key that somebody made up is none that an account has signed in at.
func TestAStrangersKeyIsNoWorkstation(t *testing.T) {
	t.Parallel()
	f, ctx := start(t), context.Background()
	for _, key := range []string{"a", "b", "c", "d", "e"} {
		_, err := f.at(t, key).SignIn(ctx, login, password, "000000")
		wantKind(t, key, err, portal.LoginFailed)
	}
	_, err := f.at(t, "f").SignIn(ctx, login, password, "000000")
	wantKind(t, "the sixth", err, portal.Throttled)
}

// A clock that was a day ahead for a while leaves nothing that keeps anybody out, and no
// code that counts twice.
func TestAClockThatWasAheadLocksNobodyOut(t *testing.T) {
	t.Parallel()
	f, ctx := start(t), context.Background()
	c := f.at(t, "her workstation")
	f.advance(24 * time.Hour)
	ahead := f.code(t)
	_, err := c.SignIn(ctx, login, password, ahead)
	f.must(t, err)
	for range 6 {
		_, err = c.SignIn(ctx, login, password, "000000")
	}
	wantKind(t, "wrong codes while it is ahead", err, portal.Throttled)
	f.advance(-24 * time.Hour)
	_, err = c.SignIn(ctx, login, password, f.code(t))
	wantKind(t, "as soon as it is put back", err, portal.Throttled)
	f.advance(30 * time.Second)
	again := f.code(t)
	if _, err := c.SignIn(ctx, login, password, again); err != nil {
		t.Fatalf("half a minute later: %v", err)
	}
	_, err = c.SignIn(ctx, login, password, again)
	wantKind(t, "the same code again", err, portal.LoginFailed)
	f.advance(24*time.Hour - 30*time.Second)
	if f.code(t) != ahead {
		t.Fatal("it is not the code of then")
	}
	_, err = c.SignIn(ctx, login, password, ahead)
	wantKind(t, "the code of then, when its time has come", err, portal.LoginFailed)
}

func TestAnAccountHasThreeSessionsWhichItsOwnerSeesAndEnds(t *testing.T) {
	t.Parallel()
	f, ctx := start(t), context.Background()
	var clients []*portal.Client
	for range 4 {
		clients = append(clients, f.signedIn(t))
	}
	_, err := clients[0].Extend(ctx)
	wantKind(t, "the oldest of four", err, portal.SessionExpired)
	open, err := clients[3].Sessions(ctx)
	f.must(t, err)
	if len(open) != 3 || !open[0].Eigene || open[1].Eigene || open[2].Eigene || open[0].Programm != "test/1" || open[0].Begun.Sub(open[1].Begun) != totp.Period {
		t.Fatalf("got %+v, want three, the newest first, which is the one that asks", open)
	}
	f.must(t, clients[3].EndSession(ctx, open[2].ID))
	_, err = clients[1].Extend(ctx)
	wantKind(t, "the one that was ended", err, portal.SessionExpired)
	if _, err := clients[2].Extend(ctx); err != nil {
		t.Errorf("the other: %v", err)
	}

	const bernd = "bernd.beispiel"
	f.must(t, f.AddAccount(ctx, account(bernd), password))
	other := f.client(t)
	secret, _, err := f.Secret(ctx, bernd)
	f.must(t, err)
	code, _ := totp.Code(secret, f.now())
	_, err = other.SignIn(ctx, bernd, password, code)
	f.must(t, err)
	for _, id := range []string{open[0].ID, "nothing"} {
		f.must(t, other.EndSession(ctx, id))
	}
	mine, err := clients[3].Sessions(ctx)
	f.must(t, err)
	hers, err := other.Sessions(ctx)
	f.must(t, err)
	if len(mine) != 2 || len(hers) != 1 || slices.Contains(mine, hers[0]) {
		t.Errorf("after somebody else ended mine: I have %+v, she has %+v", mine, hers)
	}
}
