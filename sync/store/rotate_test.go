package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/sync/seal"
)

const (
	leaver = "carl"
	stayer = "wolf"
)

// staffed is a store with something in every sealed column, in which three people are;
// the keys the leaver knows are kept.
func staffed(t *testing.T, path string) (v *Vault, known *seal.Ring) {
	t.Helper()
	v = office(t, path)
	for _, login := range []string{leaver, stayer} {
		if err := v.Admit(t.Context(), login, testPassword); err != nil {
			t.Fatal(err)
		}
	}
	if err := v.KeepPeople(t.Context(), must(v.Mark(t.Context()))(t), 1, func(int) []byte { return []byte("page") }); err != nil {
		t.Fatal(err)
	}
	return v, must(v.store.Unlock(t.Context(), leaver, testPassword))(t).key.ring()
}

func (v *Vault) leave(t *testing.T, login string) {
	t.Helper()
	if err := v.Revoke(t.Context(), login); err != nil {
		t.Fatal(err)
	}
}

func (v *Vault) resealed(t *testing.T) {
	t.Helper()
	if err := v.Reseal(t.Context(), func(int) {}); err != nil {
		t.Fatal(err)
	}
}

// opens counts the values that a ring opens, of all that are sealed, and those it does
// not.
func (v *Vault) opens(t *testing.T, ring *seal.Ring) (opened, shut int) {
	t.Helper()
	k := newKeyring(nil, "", nil, ring)
	for i := range seals {
		for _, s := range must(queryAll(t.Context(), v.store.reader, scanSealed, seals[i].rows))(t) {
			if len(s.sealed) == 0 {
				continue
			}
			if _, err := seals[i].open(k, &s); err == nil {
				opened++
			} else {
				shut++
			}
		}
	}
	return opened, shut
}

// beginnings are the first bytes of all that is sealed, which nothing else has.
func (v *Vault) beginnings(t *testing.T) (all [][]byte) {
	t.Helper()
	for i := range seals {
		for _, s := range must(queryAll(t.Context(), v.store.reader, scanSealed, seals[i].rows))(t) {
			if len(s.sealed) > 0 {
				all = append(all, s.sealed[:20])
			}
		}
	}
	return all
}

// notSealed are the columns of bytes that are no values of the data key, and why.
var notSealed = map[string]string{
	"keywrap.wrap": "sealed for a key pair", "keywrap.pair": "sealed with a password",
	"patient_case.patient_index": "an index", "draft.meldung": "an index", "delivery.meldung": "an index", "followup.month": "an index", "slot.blind": "an index",
	"audit.mac": "a proof", "patient_case.entries": "proven by the mac", "audit_end.mac": "a proof", "audit_end.proof": "a proof",
	"draft.derived": "of a header", "delivery.derived": "of a header", "patient_case.derived": "of a header",
}

// unmarked names each column of bytes, whoever made it, with values that the newest key
// has not sealed.
func (v *Vault) unmarked(t *testing.T, path string) (names []string) {
	t.Helper()
	for _, c := range columnsOf(t, path) {
		name := c.table + "." + c.name
		if c.kind != "BLOB" || notSealed[name] != "" {
			continue
		}
		mark := v.key.ring().Mark()
		n := must(queryOne(t.Context(), v.store.reader, scanNumber,
			fmt.Sprintf("SELECT count(*) FROM %s WHERE %s IS NOT NULL AND length(%[2]s) > 0 AND substr(%[2]s, 1, ?) IS NOT ?", c.table, c.name), len(mark), mark))(t)
		if n > 0 {
			names = append(names, fmt.Sprintf("%s (%d)", name, n))
		}
	}
	return names
}

// Who has left and kept the key opens nothing of what is there, nor can she tell whether
// a person she knows is: and nobody else misses anything.
func TestTheKeyOfWhoLeftOpensNothing(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	path := testPath(t)
	v, known := staffed(t, path)
	before, sealed := v.seen(t), v.beginnings(t)
	index := "SELECT count(*) FROM patient_case WHERE patient_index = ?"
	opened, shut := v.opens(t, known)
	if there := must(queryOne(t.Context(), v.store.reader, scanNumber, index, known.Index("P-Ahorn")))(t); opened < 50 || shut > 0 || there != 1 {
		t.Fatalf("before: the key opens %d and not %d, finds %d; the test proves little", opened, shut, there)
	}
	v.leave(t, leaver)
	if late, _ := v.opens(t, known); late != opened {
		t.Errorf("at once: %d opened, want %d: they are sealed anew later", late, opened)
	}
	v.resealed(t)
	if left, shut := v.opens(t, known); left > 0 || shut != opened {
		t.Errorf("afterwards: the key of who left opens %d, want 0 of %d", left, opened)
	}
	if names := v.unmarked(t, path); len(names) > 0 {
		t.Errorf("not sealed with the newest key: %q", names)
	}
	if lines, missing := audited(t, v); len(lines) < 20 || len(wrong(lines)) > 0 || len(missing) > 0 {
		t.Errorf("of %d lines of the audit %v are false, missing are %v", len(lines), wrong(lines), missing)
	}
	if there := must(queryOne(t.Context(), v.store.reader, scanNumber, index, known.Index("P-Ahorn")))(t); there != 0 {
		t.Error("the key of who left tells who is there")
	}
	if after := v.seen(t); !reflect.DeepEqual(before, after) {
		t.Error("who stays sees something else than before")
	}
	for _, login := range []string{testLogin, stayer} {
		again := must(v.store.Unlock(t.Context(), login, testPassword))(t)
		if again.key.ring().Older() || again.key.ring().Generation() != known.Generation()+1 {
			t.Errorf("%s has keys up to %d, older ones: %v, want the newest alone", login, again.key.ring().Generation(), again.key.ring().Older())
		}
		if damage := must(again.Prove(t.Context()))(t); len(damage) > 0 {
			t.Errorf("%s does not open %v", login, damage)
		}
	}
	if _, err := v.store.Unlock(t.Context(), leaver, testPassword); !errors.Is(err, ErrUnknownUser) {
		t.Errorf("Unlock by who left = %v, want ErrUnknownUser", err)
	}
	if err := v.store.Close(); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{path, path + "-wal"} {
		b, _ := os.ReadFile(file)
		for _, one := range sealed {
			if bytes.Contains(b, one) {
				t.Fatalf("%s still holds bytes that the old key sealed", file)
			}
		}
	}
	t.Logf("before the leave the old key opens %d values, afterwards 0; nothing lost", opened)
}

// Who has left and reaches the file can prove with the key she kept what was done in her
// time, but not that it ended there, nor that anything else was done.
func TestWhoLeftCannotRewriteTheAudit(t *testing.T) {
	t.Parallel()
	for name, forge := range map[string]func(v *Vault, known *seal.Ring){
		"the end": func(v *Vault, known *seal.Ring) {
			mac := must(queryOne(t.Context(), v.store.reader, scanBytes, "SELECT mac FROM audit WHERE n = 8"))(t)
			execRaw(t, v.store.db.Writer, "DELETE FROM audit WHERE n > 8; UPDATE audit_end SET n = 8, mac = ?, proof = ?", mac, known.MAC(endParts(8, mac)...))
		},
		"a line": func(v *Vault, known *seal.Ring) {
			before := must(queryOne(t.Context(), v.store.reader, scanBytes, "SELECT mac FROM audit ORDER BY n DESC LIMIT 1 OFFSET 2"))(t)
			l := Line{At: later(0), Login: testLogin, Action: rights.Exportiert}
			l.N = must(queryOne(t.Context(), v.store.reader, scanNumber, "SELECT max(n) - 1 FROM audit"))(t)
			execRaw(t, v.store.db.Writer, "UPDATE audit SET at = ?, login = ?, action = ?, object = '', detail = '', mac = ? WHERE n = ?",
				l.At.UnixMilli(), l.Login, l.Action, known.MAC(l.parts(before)...), l.N)
		},
	} {
		v, known := staffed(t, testPath(t))
		v.leave(t, leaver)
		v.resealed(t)
		forge(v, known)
		if all, missing := audited(t, v); len(wrong(all))+len(missing) == 0 {
			t.Errorf("%s: nobody notices", name)
		}
	}
}

// The store of an earlier program is sealed anew as well, and so is one that two people
// leave one after the other.
func TestAnOldStoreIsSealedAnew(t *testing.T) {
	onFile(t)
	t.Parallel()
	path := testPath(t)
	writeFirst(t, path)
	v := must(openStore(t, path).Enter(t.Context(), testSite, testLogin, testPassword))(t)
	fill(t, v)
	before := v.seen(t)
	for _, login := range []string{leaver, stayer} {
		if err := v.Admit(t.Context(), login, testPassword); err != nil {
			t.Fatal(err)
		}
	}
	v.leave(t, leaver)
	v.leave(t, stayer) // before the first one is done
	v.resealed(t)
	if names := v.unmarked(t, path); len(names) > 0 {
		t.Errorf("not sealed with the newest key: %q", names)
	}
	if after := v.seen(t); !reflect.DeepEqual(before, after) {
		t.Error("who stays sees something else than before")
	}
	if opened, _ := v.opens(t, oldKey); opened > 0 {
		t.Errorf("the key of the earlier program opens %d", opened)
	}
}

// Who has not signed in since the update has no key pair: nobody can wrap the new key
// for her. The others are not told that she still has access.
func TestARowOfAnEarlierProgramDoesNotGetTheNewKey(t *testing.T) {
	onFile(t)
	t.Parallel()
	path := testPath(t)
	writeFirst(t, path)
	s := openStore(t, path)
	execRaw(t, s.db.Writer, "INSERT INTO keywrap (login, wrap, updated) VALUES ('ANNA', ?, 1)", oldWrapOfAnna)
	v := must(s.Unlock(t.Context(), testLogin, testPassword))(t)
	if err := v.Admit(t.Context(), leaver, testPassword); err != nil {
		t.Fatal(err)
	}
	if all := must(v.Grants(t.Context()))(t); len(all) != 3 || !all[0].Old || all[1].Old || all[2].Old {
		t.Errorf("granted = %+v, want anna marked as of an earlier program", all)
	}
	v.leave(t, leaver)
	if got := grantRows(t, s); got != "meier:lifted" {
		t.Errorf("rows = %s, want hers alone", got)
	}
	if _, err := s.Unlock(t.Context(), "anna", "alt"); !errors.Is(err, ErrUnknownUser) {
		t.Errorf("Unlock = %v, want ErrUnknownUser: she is let in anew", err)
	}
}

// Whoever reaches the file may name a recipient of his own: the new key is not for him.
func TestAForgedRecipientDoesNotGetTheNewKey(t *testing.T) {
	t.Parallel()
	v, known := staffed(t, testPath(t))
	forged := must(seal.NewPair())(t)
	execRaw(t, v.store.db.Writer, "UPDATE keywrap SET recipient = ?, wrap = ? WHERE login = ?",
		forged.Recipient(), must(known.WrapFor(forged.Recipient()))(t), stayer)
	v.leave(t, leaver)
	if got := grantRows(t, v.store); got != "meier:lifted" {
		t.Errorf("rows = %s, want hers alone", got)
	}
}

// Half of the cases are sealed anew: what is decided by comparing reports, numbers and
// months is decided as before.
func TestNobodySeesWhichHalfIsSealedAnew(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	v, _ := staffed(t, testPath(t))
	for _, half := range []string{"Ahorn", "Birke"} {
		c := caseNamed(t, v, half)
		follow := testReport("Nachsorge")
		follow.Meldung.MeldungID, follow.Meldung.Tumorzuordnung.TumorID = model.Text("M-N"+half), "T1"
		send(t, v, c.ID, follow, "nachsorge"+half)
	}
	due := func() (all []string) {
		if err := v.FollowUps(t.Context(), "2027-01-01", func(n worklist.Nachsorge) bool { all = append(all, n.CaseID); return true }); err != nil {
			t.Fatal(err)
		}
		return all
	}
	before, wasDue := v.seen(t), due()
	v.leave(t, leaver)
	done := caseNamed(t, v, "Birke").ID
	if err := v.sealing(t.Context(), func(tx *sql.Tx) error { return v.resealCase(tx, done) }); err != nil {
		t.Fatal(err)
	}
	if left := must(v.Unsealed(t.Context()))(t); left != 2 {
		t.Fatalf("%d cases are left, want all but one", left)
	}
	if after := v.seen(t); !reflect.DeepEqual(before, after) {
		t.Error("half-way somebody sees something else than before")
	}
	if now := due(); len(wasDue) < 2 || !slices.Equal(now, wasDue) {
		t.Errorf("due are %q, were %q", now, wasDue)
	}
	for i, half := range []string{"Ahorn", "Birke"} {
		again := model.Case{Patient: model.Patient{PatientID: model.Text("P-" + half)}}
		if err := v.SaveCase(t.Context(), &again, nil); !errors.Is(err, ErrDuplicate) {
			t.Errorf("%s a second time = %v, want ErrDuplicate", half, err)
		}
		c := caseNamed(t, v, half)
		r := testReport("zweimal")
		r.Meldung.MeldungID = model.Text(fmt.Sprintf("M-ok%d", i))
		d := must(v.AddDraft(t.Context(), model.Draft{PatientID: c.ID, Report: r}))(t)
		if _, err := v.Queue(t.Context(), complete(v, d, "noch einmal"+half)); !errors.Is(err, ErrOtherSent) {
			t.Errorf("%s: the same report a second time = %v, want ErrOtherSent", half, err)
		}
		was := caseInList(t, v, c.ID)
		deliver(t, v, c.ID, fmt.Sprintf("M-ok%d", i), "berichtigt"+half) // a version more, not a report
		if now := caseInList(t, v, c.ID); now.Accepted != was.Accepted {
			t.Errorf("%s: %d reports are accepted, were %d", half, now.Accepted, was.Accepted)
		}
	}
	whole := v.seen(t)
	v.resealed(t)
	if after := v.seen(t); !reflect.DeepEqual(whole, after) {
		t.Error("afterwards somebody sees something else than half-way")
	}
}

func caseNamed(t *testing.T, v *Vault, name string) (found model.Case) {
	t.Helper()
	err := v.Cases(t.Context(), func(cases []model.Case) error {
		for _, c := range cases {
			if c.Patient.Stammdaten.Nachname == model.Text(name) {
				found = c
			}
		}
		return nil
	})
	if err != nil || found.ID == "" {
		t.Fatalf("case of %s: %v", name, err)
	}
	return found
}

// Colleagues who work in other programs meanwhile save, read what is sealed with a key
// they had not got when they came, and lose nothing; who left saves nothing any more.
func TestColleaguesWorkWhileAllIsSealedAnew(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	path := testPath(t)
	v, _ := staffed(t, path)
	insertMany(t, v, 600)
	colleague := must(openStore(t, path).Unlock(t.Context(), stayer, testPassword))(t)
	gone := must(openStore(t, path).Unlock(t.Context(), leaver, testPassword))(t)
	c := caseNamed(t, v, "Ahorn")
	v.leave(t, leaver)
	if _, err := gone.NewDraft(t.Context(), c.ID, testReport("danach")); !errors.Is(err, ErrUnknownUser) {
		t.Errorf("NewDraft by who left = %v, want ErrUnknownUser", err)
	}
	var saved, slowest atomic.Int64
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		d, err := colleague.NewDraft(ctx, c.ID, testReport("0"))
		for n := 1; err == nil && ctx.Err() == nil; n++ {
			d.Report.Meldung.Anmerkung = model.Text(fmt.Sprint(n))
			begun := time.Now()
			if err = colleague.SaveDraft(context.WithoutCancel(ctx), &d); err == nil {
				saved.Store(int64(n))
				slowest.Store(max(slowest.Load(), int64(time.Since(begun))))
			}
		}
		ended <- err
	}()
	begun, steps := time.Now(), 0
	if err := v.Reseal(t.Context(), func(int) { steps++ }); err != nil {
		t.Fatal(err)
	}
	took := time.Since(begun)
	stop()
	if err := <-ended; err != nil {
		t.Fatalf("the colleague: %v", err)
	}
	found := int64(-1)
	for _, d := range must(v.Drafts(t.Context(), c.ID))(t) {
		var n int64
		if _, err := fmt.Sscan(string(d.Report.Meldung.Anmerkung), &n); err == nil {
			found = max(found, n)
		}
	}
	if found < saved.Load() || saved.Load() == 0 || steps < 2 {
		t.Errorf("the last save is %d, told as saved were %d, in %d steps", found, saved.Load(), steps)
	}
	if names := v.unmarked(t, path); len(names) > 0 {
		t.Errorf("not sealed with the newest key: %q", names)
	}
	t.Logf("600 cases sealed anew in %v, in %d steps; a colleague saved %d times meanwhile, the slowest took %v",
		took.Round(time.Millisecond), steps, saved.Load(), time.Duration(slowest.Load()).Round(time.Millisecond))
}

// A program of before that is still open would seal with the old key: it is refused, and
// so loses nothing it told as saved.
func TestAProgramOfBeforeCannotSealWithTheOldKey(t *testing.T) {
	onFile(t)
	t.Parallel()
	path := testPath(t)
	v, known := staffed(t, path)
	c := caseNamed(t, v, "Ahorn")
	d := newDraft(t, v, c.ID, "davor")
	v.leave(t, leaver)
	header := must(known.SealHeader(nil, tableDraft, d.ID, "2"))(t)
	for _, sql := range []string{"UPDATE draft SET header = ?", "UPDATE patient_case SET header = ?", "UPDATE delivery SET header = ?",
		"INSERT INTO draft (id, case_id, rev, seq, updated, header) SELECT 'neu', id, 1, 1, 1, ? FROM patient_case LIMIT 1"} {
		if _, err := raw(t, path).Exec(sql, header); err == nil || !strings.Contains(err.Error(), "sealed with an old key") {
			t.Errorf("%s = %v, want it refused", sql, err)
		}
	}
}

// What a killed import has left is sealed with the old key, too: it goes. One that runs
// ends first.
func TestAnImportAndANewKey(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	path := testPath(t)
	v, known := staffed(t, path)
	st := must(v.openStage(t.Context(), "lieferung"))(t)
	if err := st.gather(t.Context(), crowd(300, func(int) {}), Importing{}); err != nil {
		t.Fatal(err)
	}
	if err := st.move(t.Context()); err != nil {
		t.Fatal(err)
	}
	v.leave(t, leaver)
	if err := v.Reseal(t.Context(), func(int) {}); !errors.Is(err, ErrImporting) {
		t.Errorf("Reseal beside an import = %v, want ErrImporting", err)
	}
	if err := st.publish(t.Context()); !errors.Is(err, ErrMoved) {
		t.Errorf("publish = %v, want ErrMoved: it is sealed with the old key", err)
	}
	if err := errors.Join(st.v.store.db.Close(), st.lock.Release()); err != nil { // it is killed
		t.Fatal(err)
	}
	if _, err := v.store.db.Writer.Exec("DETACH DATABASE stage"); err != nil {
		t.Fatal(err)
	}
	v.resealed(t)
	if _, err := os.Stat(path + stageSuffix); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the file of the import: %v, want it gone", err)
	}
	if names := v.unmarked(t, path); len(names) > 0 {
		t.Errorf("not sealed with the newest key: %q", names)
	}
	if opened, _ := v.opens(t, known); opened > 0 {
		t.Errorf("the key of who left opens %d", opened)
	}
}

// resealer seals anew and says how many cases are left, slowly.
func resealer(args []string) error {
	v, err := childVault(args[0], "child")
	if err != nil {
		return err
	}
	err = v.Reseal(context.Background(), func(left int) { fmt.Println(left) })
	return errors.Join(err, v.store.Close())
}

// Whoever is killed while all is sealed anew loses nothing, and the next one goes on.
func TestKilledWhileAllIsSealedAnew(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	path := testPath(t)
	v, known := staffed(t, path)
	insertMany(t, v, 150*resealKills)
	before := v.seen(t)
	v.leave(t, leaver)
	kills := 0
	for range resealKills {
		cmd := child(t, os.Args[0], "resealer", path)
		said := lines(t, cmd)
		if _, more := <-said; more { // it is at work
			time.Sleep(time.Duration(kills%7) * 40 * time.Millisecond)
		}
		_ = cmd.Process.Kill()
		if cmd.Wait() != nil {
			kills++
		}
		for range said {
		}
	}
	left := must(v.Unsealed(t.Context()))(t)
	again := must(openStore(t, path).Unlock(t.Context(), stayer, testPassword))(t)
	again.resealed(t)
	if after := again.seenBy(t, v.login); !reflect.DeepEqual(before, after) {
		t.Error("something is lost")
	}
	if opened, _ := again.opens(t, known); opened > 0 {
		t.Errorf("the key of who left opens %d", opened)
	}
	if damage := must(again.Prove(t.Context()))(t); len(damage) > 0 {
		t.Errorf("%d values are damaged", len(damage))
	}
	if kills < resealKills/2 || left == 0 {
		t.Errorf("%d of %d were killed at work, %d cases were left: the test proves little", kills, resealKills, left)
	}
	t.Logf("%d kills while %d cases were sealed anew, the last one with %d left; 0 lost", kills, 150*resealKills, left)
}

// seenBy is seen with the memory of somebody else.
func (v *Vault) seenBy(t *testing.T, login string) map[string]map[string]any {
	t.Helper()
	as := *v
	as.login = login
	return as.seen(t)
}
