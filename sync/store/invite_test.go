package store

import (
	"context"
	"errors"
	"testing"
	"time"

	"example.org/meldeportal/model/rights"
)

// Admit is all that lets somebody in: asked in, her own first sign-in, the store's keys.
// Who has roles keeps them.
func (v *Vault) Admit(ctx context.Context, login, password string) error {
	roles := rights.All &^ rights.Verwaltung
	grants, err := v.Grants(ctx)
	for _, g := range grants {
		if g.Login == v.store.opt.Fold(login) {
			roles = g.Roles
		}
	}
	if err = errors.Join(err, v.Invite(ctx, login, roles)); err != nil {
		return err
	}
	recipient, err := v.store.Present(ctx, testSite, login, password, func(string) error { return nil })
	if err != nil {
		return err
	}
	return v.LetIn(ctx, login, recipient)
}

// Nobody but herself types her password, nobody has the keys before somebody with the
// role gives them, and her own key pair is named before it can be seen.
func TestWhoIsAskedInSetsUpHerOwnKey(t *testing.T) {
	t.Parallel()
	s := openStore(t, testPath(t))
	boss := must(s.Create(t.Context(), testSite, testLogin, testPassword))(t)
	nobody := func(string) error { t.Error("a key is named that nobody asked for"); return nil }
	if _, err := s.Present(t.Context(), testSite, "neu", "ihr Kennwort", nobody); !errors.Is(err, ErrUnknownUser) {
		t.Errorf("who was not asked leaves a key: %v", err)
	}
	if err := boss.Invite(t.Context(), "Neu", rights.Medizin); err != nil {
		t.Fatal(err)
	}
	if grants := must(boss.Grants(t.Context()))(t); len(grants) != 2 || grants[1].Invited == nil || grants[1].Invited.Recipient != "" || grants[1].Roles != rights.Medizin {
		t.Errorf("asked in: %+v", grants)
	}
	if _, err := s.Enter(t.Context(), testSite, "neu", "ihr Kennwort"); !errors.Is(err, ErrUnknownUser) {
		t.Errorf("enters before she is let in: %v", err)
	}
	if _, err := s.Present(t.Context(), Site{MelderID: "HE-99999999", Name: "andere"}, "neu", "ihr Kennwort", nobody); !errors.Is(err, ErrOtherSite) {
		t.Errorf("of another Einrichtung: %v", err)
	}
	away := errors.New("away")
	if _, err := s.Present(t.Context(), testSite, "neu", "ihr Kennwort", func(string) error { return away }); !errors.Is(err, away) {
		t.Errorf("the portal away: %v", err)
	}
	if waiting := must(boss.Invitations(t.Context()))(t); len(waiting) != 0 {
		t.Errorf("a key that was not named is seen: %+v", waiting)
	}
	named := ""
	name := func(r string) error { named = r; return nil }
	recipient := must(s.Present(t.Context(), testSite, "NEU", "ihr Kennwort", name))(t)
	if again := must(s.Present(t.Context(), testSite, "neu", "ihr Kennwort", name))(t); again != recipient || named != recipient {
		t.Error("at a second sign-in her key is another")
	}
	if waiting := must(boss.Invitations(t.Context()))(t); len(waiting) != 1 || waiting[0].Recipient != recipient {
		t.Fatalf("who waits: %+v", waiting)
	}
	if err := boss.LetIn(t.Context(), "neu", "age1pq"); !errors.Is(err, ErrNotFound) {
		t.Errorf("let in by another key: %v", err)
	}
	if err := boss.LetIn(t.Context(), "neu", recipient); err != nil {
		t.Fatal(err)
	}
	her := must(s.Enter(t.Context(), testSite, "neu", "ihr Kennwort"))(t)
	if have := must(her.Roles(t.Context()))(t); have != rights.Medizin {
		t.Errorf("her roles: %v", have)
	}
	if err := her.Invite(t.Context(), "dritte", rights.All); !errors.Is(err, ErrNoRole) {
		t.Errorf("asks in without the role: %v", err)
	}
	if lines, missing := audited(t, boss); len(missing) > 0 || lines[len(lines)-1].Action != rights.ZugangGegeben || lines[len(lines)-2].Action != rights.Eingeladen {
		t.Errorf("written down: %+v, missing %v", lines, missing)
	}
}

// Whoever reaches the file can neither ask anybody in nor bring back an invitation that was
// taken away, used or is over; what is left of one is not let in by.
func TestAnInvitationCannotBeMadeInTheFile(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]string{
		"as it was":  "",
		"forged":     "UPDATE invitation SET sealed = x'0f'",
		"of another": "UPDATE invitation SET login = 'fremd'",
		"other line": "UPDATE invitation SET line = line - 1",
		"old":        "DELETE FROM invitation; INSERT INTO invitation SELECT * FROM old",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := openStore(t, testPath(t))
			boss := must(s.Create(t.Context(), testSite, testLogin, testPassword))(t)
			if err := boss.Invite(t.Context(), "neu", rights.All); err != nil {
				t.Fatal(err)
			}
			recipient := must(s.Present(t.Context(), testSite, "neu", "ihr Kennwort", func(string) error { return nil }))(t)
			if name == "old" {
				execRaw(t, s.db.Writer, "CREATE TABLE old AS SELECT * FROM invitation")
				if err := boss.Revoke(t.Context(), "neu"); err != nil {
					t.Fatal(err)
				}
				if boss.key.ring().Generation() != 1 {
					t.Error("a new key was made for somebody who knew none")
				}
			}
			if change != "" {
				execRaw(t, s.db.Writer, change)
			}
			waiting := must(boss.Invitations(t.Context()))(t)
			if ok := name == "as it was"; (len(waiting) == 1) != ok {
				t.Errorf("who waits: %+v", waiting)
			} else if err := boss.LetIn(t.Context(), "neu", recipient); (err == nil) != ok {
				t.Errorf("let in: %v", err)
			}
		})
	}
}

// An invitation counts fourteen days.
func TestAnInvitationIsOverAfterAWhile(t *testing.T) {
	t.Parallel()
	s := openStore(t, testPath(t))
	boss := must(s.Create(t.Context(), testSite, testLogin, testPassword))(t)
	now := s.opt.Now()
	for _, login := range []string{"kommt", "zauderer"} {
		if err := boss.Invite(t.Context(), login, rights.All); err != nil {
			t.Fatal(err)
		}
	}
	ok := func(string) error { return nil }
	recipient := must(s.Present(t.Context(), testSite, "kommt", "ihr Kennwort", ok))(t)
	s.opt.Now = func() time.Time { return now.Add(InvitationLasts + time.Hour) }
	if _, err := s.Present(t.Context(), testSite, "zauderer", "ihr Kennwort", ok); !errors.Is(err, ErrUnknownUser) {
		t.Errorf("comes too late: %v", err)
	}
	if waiting := must(boss.Invitations(t.Context()))(t); len(waiting) != 0 {
		t.Errorf("who waits: %+v", waiting)
	}
	if err := boss.LetIn(t.Context(), "kommt", recipient); !errors.Is(err, ErrNotFound) {
		t.Errorf("let in too late: %v", err)
	}
}

// The keys she gets are those of today, whatever was made meanwhile.
func TestWhoWaitsGetsTheNewestKeys(t *testing.T) {
	t.Parallel()
	s := openStore(t, testPath(t))
	boss := must(s.Create(t.Context(), testSite, testLogin, testPassword))(t)
	c := newCase(t, boss, "Ahorn")
	if err := boss.Admit(t.Context(), "geht", testPassword); err != nil {
		t.Fatal(err)
	}
	if err := boss.Invite(t.Context(), "neu", rights.All); err != nil {
		t.Fatal(err)
	}
	recipient := must(s.Present(t.Context(), testSite, "neu", "ihr Kennwort", func(string) error { return nil }))(t)
	if err := errors.Join(boss.Revoke(t.Context(), "geht"), boss.Reseal(t.Context(), func(int) {}), boss.LetIn(t.Context(), "neu", recipient)); err != nil {
		t.Fatal(err)
	}
	her := must(s.Unlock(t.Context(), "neu", "ihr Kennwort"))(t)
	if got := must(her.Case(t.Context(), c.ID))(t); got.Patient.Stammdaten.Nachname != "Ahorn" {
		t.Errorf("read %q", got.Patient.Stammdaten.Nachname)
	}
	if her.key.ring().Generation() != 2 || her.key.ring().Older() {
		t.Error("her keys are not those of today")
	}
}
