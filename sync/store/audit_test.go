package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/sync/seal"
)

// audited is what was written down, and what is wrong with it.
func audited(t testing.TB, v *Vault) (all []Line, missing []Broken) {
	t.Helper()
	missing, err := v.Audit(t.Context(), func(l Line) { all = append(all, l) })
	if err != nil {
		t.Fatal(err)
	}
	return all, missing
}

// wrong are the numbers of the lines that are not as they were written.
func wrong(all []Line) (n []int64) {
	for _, l := range all {
		if l.False {
			n = append(n, l.N)
		}
	}
	return n
}

// Each act leaves its line, in order, by who did it, and one that fails leaves none.
func TestEachActLeavesItsLine(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Ahorn")
	d := must(v.NewDraft(t.Context(), c.ID, testReport("x")))(t)
	want := []string{"person-angelegt " + c.ID, "entwurf-begonnen " + d.ID}
	save := func() {
		t.Helper()
		if err := v.SaveDraft(t.Context(), &d); err != nil {
			t.Fatal(err)
		}
	}
	save()
	save() // stands in the line before
	want = append(want, "entwurf-bearbeitet "+d.ID)
	stale := d
	stale.Rev--
	if err := v.SaveDraft(t.Context(), &stale); !errors.Is(err, ErrStale) {
		t.Fatalf("stale save: %v", err)
	}
	if err := v.Leave(t.Context(), rights.Exportiert, ""); err != nil {
		t.Fatal(err)
	}
	later := v.store.opt.Now
	v.store.opt.Now = func() time.Time { return later().Add(togetherFor) }
	save()
	want = append(want, "exportiert ", "entwurf-bearbeitet "+d.ID)
	must(v.Queue(t.Context(), complete(v, d, "tnr-1")))(t)
	want = append(want, "abgeschlossen tnr-1")
	if err := v.Hold(t.Context(), "tnr-1", &model.Sperre{Grund: "warten"}); err != nil {
		t.Fatal(err)
	}
	if err := v.Decide(t.Context(), c.ID, worklist.FrageEntwurf, "nichts", &worklist.Entscheid{Grund: "verzogen"}); !errors.Is(err, ErrNotNow) {
		t.Fatalf("decide: %v", err)
	}
	want = append(want, "zurueckgehalten tnr-1")
	all, missing := audited(t, v)
	var got []string
	for i, l := range all {
		got = append(got, string(l.Action)+" "+l.Object)
		if l.N != int64(i+1) || l.Login != testLogin || l.False || l.At.IsZero() {
			t.Errorf("line %+v", l)
		}
	}
	if !slices.Equal(got, want) || len(missing) > 0 {
		t.Errorf("written down:\n%s\nmissing %v; want\n%s", strings.Join(got, "\n"), missing, strings.Join(want, "\n"))
	}
	if last := all[len(all)-2]; last.Detail != d.ID {
		t.Errorf("the completed report was %q, want its draft %q", last.Detail, d.ID)
	}
}

// Whatever somebody does to the lines in the file is noticed where it was done; an
// untouched file, and one that was only worked with, is whole.
func TestTheAuditNoticesWhatIsDoneToIt(t *testing.T) {
	t.Parallel()
	const lines = 12
	for name, c := range map[string]struct {
		do      string
		wrong   []int64
		missing []Broken
	}{
		"untouched":      {do: "SELECT 1"},
		"removed":        {"DELETE FROM audit WHERE n = 5", []int64{6}, []Broken{{4, 1}}},
		"first removed":  {"DELETE FROM audit WHERE n = 1", []int64{2}, []Broken{{0, 1}}},
		"last removed":   {do: "DELETE FROM audit WHERE n = 12", missing: []Broken{{11, 1}}},
		"tail removed":   {do: "DELETE FROM audit WHERE n > 8", missing: []Broken{{8, 4}}},
		"all removed":    {do: "DELETE FROM audit", missing: []Broken{{0, 12}}},
		"whose altered":  {do: "UPDATE audit SET login = 'andere' WHERE n = 5", wrong: []int64{5}},
		"when altered":   {do: "UPDATE audit SET at = at + 1 WHERE n = 5", wrong: []int64{5}},
		"what altered":   {do: "UPDATE audit SET action = 'exportiert' WHERE n = 5", wrong: []int64{5}},
		"object altered": {do: "UPDATE audit SET object = 'id99' WHERE n = 5", wrong: []int64{5}},
		"detail altered": {do: "UPDATE audit SET detail = 'x' WHERE n = 5", wrong: []int64{5}},
		"moved between":  {do: "UPDATE audit SET object = substr(object, 1, 1), detail = substr(object, 2) WHERE n = 5", wrong: []int64{5}},
		"swapped":        {do: "UPDATE audit SET n = -4 WHERE n = 4; UPDATE audit SET n = 4 WHERE n = 7; UPDATE audit SET n = 7 WHERE n = -4", wrong: []int64{4, 5, 7, 8}},
		"forged":         {"INSERT INTO audit SELECT 13, at, login, action, object, detail, x'00112233' FROM audit WHERE n = 12", []int64{13}, []Broken{{After: 13}}},
		"repeated":       {"INSERT INTO audit SELECT 13, at, login, action, object, detail, mac FROM audit WHERE n = 12", []int64{13}, []Broken{{After: 13}}},
		"end set back":   {do: "DELETE FROM audit WHERE n > 8; UPDATE audit_end SET n = 8, mac = (SELECT mac FROM audit WHERE n = 8)", missing: []Broken{{After: 8}}},
		"end gone":       {do: "DELETE FROM audit_end", missing: []Broken{{After: 12}}},
		"row put back": {do: "UPDATE audit SET login = o.login, at = o.at, action = o.action, object = o.object, detail = o.detail, mac = o.mac FROM audit o WHERE audit.n = 9 AND o.n = 3",
			wrong: []int64{9, 10}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := newVault(t)
			for i := range lines {
				newCase(t, v, fmt.Sprint("Ahorn", i))
			}
			execRaw(t, v.store.db.Writer, c.do)
			all, missing := audited(t, v)
			if got := wrong(all); !slices.Equal(got, c.wrong) || !slices.Equal(missing, c.missing) {
				t.Errorf("false %v, missing %v; want %v, %v", got, missing, c.wrong, c.missing)
			}
		})
	}
}

// With another key nothing is proven: who has the file alone cannot write a line.
func TestALineOfAnotherKeyIsFalse(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	newCase(t, v, "Ahorn")
	other := must(seal.NewRing())(t)
	stranger := &Vault{v.store, newKeyring(v.store, testLogin, nil, other), testLogin}
	execRaw(t, v.store.db.Writer, "UPDATE identity SET generation = 1") // as the key is
	newCase(t, stranger, "Birke")
	execRaw(t, v.store.db.Writer, "UPDATE identity SET generation = 0")
	if all, missing := audited(t, v); !slices.Equal(wrong(all), []int64{2}) || len(missing) != 1 {
		t.Errorf("false %v, missing %v; want the stranger's line and the end", wrong(all), missing)
	}
}

// Roles are asked for in the transaction of the act, and what is refused leaves nothing.
func TestAnActIsRefusedWithoutItsRole(t *testing.T) {
	t.Parallel()
	path := testPath(t)
	s := openStore(t, path)
	boss := must(s.Create(t.Context(), testSite, testLogin, testPassword))(t)
	c := newCase(t, boss, "Ahorn")
	d := must(boss.NewDraft(t.Context(), c.ID, testReport("x")))(t)
	if err := boss.Admit(t.Context(), "Neu", testPassword); err != nil {
		t.Fatal(err)
	}
	her := must(s.Unlock(t.Context(), "neu", testPassword))(t)
	if have := must(her.Roles(t.Context()))(t); have != rights.All&^rights.Verwaltung {
		t.Errorf("who is let in may %v", have)
	}
	if err := boss.SetRoles(t.Context(), "NEU", rights.Stammdaten); err != nil {
		t.Fatal(err)
	}
	before, _ := audited(t, boss)
	refused := map[string]error{
		"save":     her.SaveDraft(t.Context(), &model.Draft{ID: d.ID, Rev: d.Rev, PatientID: c.ID, Report: testReport("y")}),
		"delete":   her.DeleteDraft(t.Context(), d.ID, d.Rev),
		"admit":    her.Admit(t.Context(), "dritte", testPassword),
		"roles":    her.SetRoles(t.Context(), "neu", rights.All),
		"export":   her.Leave(t.Context(), rights.Exportiert, ""),
		"revoke":   her.Revoke(t.Context(), testLogin),
		"import":   second(her.Import(t.Context(), These([]Import{{Patient: c.Patient}}), Importing{})),
		"on paper": second(her.MarkPaper(t.Context(), d.ID, d.Rev, "p")),
	}
	for name, err := range refused {
		var no *NoRole
		if !errors.Is(err, ErrNoRole) || !errors.As(err, &no) || no.Missing.Has(rights.Stammdaten) || no.Missing == rights.None {
			t.Errorf("%s: %v, want no role", name, err)
		}
	}
	newCase(t, her, "Birke") // what she may
	if now := must(boss.Draft(t.Context(), d.ID))(t); now.Rev != d.Rev {
		t.Errorf("the refused save is there: rev %d", now.Rev)
	}
	if after, missing := audited(t, boss); len(after) != len(before)+1 || len(missing) > 0 {
		t.Errorf("%d lines more, want the one of what was done; missing %v", len(after)-len(before), missing)
	}
	if err := boss.SetRoles(t.Context(), testLogin, rights.Medizin); !errors.Is(err, ErrLastAdmin) {
		t.Errorf("the last one who may: %v", err)
	}
	if err := boss.SetRoles(t.Context(), "niemand", rights.Medizin); !errors.Is(err, ErrNoGrant) {
		t.Errorf("nobody's roles: %v", err)
	}
	if err := boss.SetRoles(t.Context(), "neu", rights.Verwaltung); err != nil {
		t.Fatal(err)
	}
	if err := boss.SetRoles(t.Context(), testLogin, rights.Medizin); err != nil {
		t.Errorf("not the last one: %v", err)
	}
}

func second[T any](_ T, err error) error { return err }

// What somebody without the role changes of a person is told and not stored; the draft
// keeps what was typed.
func TestStammdatenOfAReportNeedTheirRole(t *testing.T) {
	t.Parallel()
	s := openStore(t, testPath(t))
	boss := must(s.Create(t.Context(), testSite, testLogin, testPassword))(t)
	c := newCase(t, boss, "Ahorn")
	if err := errors.Join(boss.Admit(t.Context(), "neu", testPassword), boss.SetRoles(t.Context(), "neu", rights.Medizin)); err != nil {
		t.Fatal(err)
	}
	her := must(s.Unlock(t.Context(), "neu", testPassword))(t)
	d := begun(t, her, c.ID, testReport("x"))
	was := d.Report.Patient
	d.Report.Patient.Stammdaten.Nachname = "Anders"
	if err := her.SaveReport(t.Context(), &d, &model.Draft{Report: model.Report{Patient: was}}, "Fassung"); !errors.Is(err, ErrNoRole) {
		t.Errorf("save: %v, want it told", err)
	}
	if now := must(her.Draft(t.Context(), d.ID))(t); now.Rev != d.Rev || now.Report.Patient.Stammdaten.Nachname != "Anders" {
		t.Errorf("the draft holds %q", now.Report.Patient.Stammdaten.Nachname)
	}
	if now := must(her.Case(t.Context(), c.ID))(t); now.Patient.Stammdaten.Nachname != "Ahorn" {
		t.Errorf("the record holds %q", now.Patient.Stammdaten.Nachname)
	}
}

// Roles that were put back, taken from somebody else or removed give nothing.
func TestForgedRolesGiveNothing(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]string{
		"put back":   "UPDATE person SET line = old.line, sealed = old.sealed FROM old WHERE person.login = 'neu' AND old.login = 'neu'",
		"the boss's": "UPDATE person SET line = o.line, sealed = o.sealed FROM person o WHERE person.login = 'neu' AND o.login = '" + testLogin + "'",
		"removed":    "DELETE FROM person WHERE login = 'neu'",
		"invented":   "UPDATE person SET sealed = x'0f' WHERE login = 'neu'",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := openStore(t, testPath(t))
			boss := must(s.Create(t.Context(), testSite, testLogin, testPassword))(t)
			if err := errors.Join(boss.Admit(t.Context(), "neu", testPassword), boss.SetRoles(t.Context(), "neu", rights.All)); err != nil {
				t.Fatal(err)
			}
			execRaw(t, s.db.Writer, "CREATE TABLE old AS SELECT * FROM person")
			if err := boss.SetRoles(t.Context(), "neu", rights.Stammdaten); err != nil {
				t.Fatal(err)
			}
			her := must(s.Unlock(t.Context(), "neu", testPassword))(t)
			if have, err := her.Roles(t.Context()); have != rights.Stammdaten || err != nil {
				t.Fatalf("before: %v, %v", have, err)
			}
			execRaw(t, s.db.Writer, change)
			if have, err := her.Roles(t.Context()); have != rights.None || !errors.Is(err, ErrDamaged) {
				t.Errorf("%v, %v; want none, damaged", have, err)
			}
		})
	}
}

// People of a store that an earlier program made may do everything.
func TestPeopleOfAnOlderStoreMayDoEverything(t *testing.T) {
	t.Parallel()
	v := newVault(t) // nobody was let in by this program
	if have, err := v.Roles(context.Background()); have != rights.All || err != nil {
		t.Errorf("%v, %v; want all", have, err)
	}
}

// Who began a report, who saved it last and who completed it stand with it, and the work
// list says in whose hands it is. A save that hands over other names changes nothing.
func TestWhoWorkedAtAReportStandsWithIt(t *testing.T) {
	t.Parallel()
	s := openStore(t, testPath(t))
	boss := must(s.Create(t.Context(), testSite, testLogin, testPassword))(t)
	if err := boss.Admit(t.Context(), "neu", testPassword); err != nil {
		t.Fatal(err)
	}
	her := must(s.Unlock(t.Context(), "neu", testPassword))(t)
	c := newCase(t, boss, "Ahorn")
	d := must(boss.NewDraft(t.Context(), c.ID, testReport("x")))(t)
	d.Verfasst, d.Bearbeitet = "niemand", "niemand"
	if err := her.SaveDraft(t.Context(), &d); err != nil {
		t.Fatal(err)
	}
	want := model.Beteiligte{Verfasst: testLogin, Bearbeitet: "neu"}
	if now := must(boss.Draft(t.Context(), d.ID))(t); now.Beteiligte != want || d.Beteiligte != want {
		t.Errorf("of the draft: %+v, want %+v", now.Beteiligte, want)
	}
	hands := func() (hands string) {
		err := errors.Join(boss.CatchUp(t.Context(), func(int) {}), boss.Staende(t.Context(), func(s worklist.Stand) error {
			hands = s.Offen[0].Zustaendig
			return nil
		}))
		if err != nil {
			t.Fatal(err)
		}
		return hands
	}
	if got := hands(); got != "neu" {
		t.Errorf("in the hands of %q", got)
	}
	want.Abgeschlossen = testLogin
	if sent := must(boss.Queue(t.Context(), complete(boss, d, "tnr")))(t); sent.Beteiligte != want || sent.Zustaendig() != testLogin {
		t.Errorf("of what was sent: %+v, want %+v", sent.Beteiligte, want)
	}
}

// Whose role was taken away is refused at the very next save, whatever line stands.
func TestARoleThatWasTakenAwayIsGoneAtOnce(t *testing.T) {
	t.Parallel()
	s := openStore(t, testPath(t))
	boss := must(s.Create(t.Context(), testSite, testLogin, testPassword))(t)
	if err := boss.Admit(t.Context(), "neu", testPassword); err != nil {
		t.Fatal(err)
	}
	her := must(s.Unlock(t.Context(), "neu", testPassword))(t)
	d := must(her.NewDraft(t.Context(), newCase(t, her, "Ahorn").ID, testReport("x")))(t)
	save := func() error { return her.SaveDraft(t.Context(), &d) }
	if err := errors.Join(save(), save(), boss.SetRoles(t.Context(), "neu", rights.Stammdaten)); err != nil {
		t.Fatal(err)
	}
	if err := save(); !errors.Is(err, ErrNoRole) {
		t.Errorf("saved without the role: %v", err)
	}
}
