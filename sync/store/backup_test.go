package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/sync/seal"
)

var testAs = Login{Name: testLogin, Password: testPassword}

// office is a filled store of the usual person.
func office(t *testing.T, path string) *Vault {
	t.Helper()
	v := must(openStore(t, path).Create(t.Context(), testSite, testLogin, testPassword))(t)
	fill(t, v)
	must(v.SetSender(t.Context(), "token", later(24*time.Hour), must(seal.NewKey())(t)))(t)
	return v
}

func backUp(t *testing.T, v *Vault, folder string) (string, Contents) {
	t.Helper()
	path, c, err := v.store.Backup(t.Context(), Backups{Folder: folder, Keep: 14}, testAs)
	if err != nil {
		t.Fatalf("Backup: %v", err)
	}
	return path, c
}

// filesIn are the names in a folder.
func filesIn(t *testing.T, folder string) (names []string) {
	t.Helper()
	for _, e := range must(os.ReadDir(folder))(t) {
		names = append(names, e.Name())
	}
	return names
}

// What was there at the backup is there again after it was put back; what came later
// is named and lies in the file that was there before.
func TestARestoredBackupIsTheStoreOfItsTime(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	path, folder := testPath(t), filepath.Join(t.TempDir(), "sicherungen")
	v := office(t, path)
	before := v.seen(t)
	backup, contents := backUp(t, v, folder)
	if contents.People != 3 || contents.Drafts != 6 || contents.Reports != 12 || !contents.Proved || len(contents.Damaged) > 0 || contents.Site != testSite {
		t.Errorf("the backup says %+v", contents)
	}
	if names := filesIn(t, folder); len(names) != 1 || names[0] != filepath.Base(backup) {
		t.Errorf("in the folder are %q, want the backup alone", names)
	}
	c := newCase(t, v, "Dorn")
	deliver(t, v, c.ID, "M-later", "later")
	must(v.NewDraft(t.Context(), c.ID, testReport("später")))(t)

	o := testOptions("id")
	if _, err := Restore(t.Context(), path, backup, o, testAs); !errors.Is(err, ErrOpen) {
		t.Fatalf("Restore while the store is open: %v, want ErrOpen", err)
	}
	if err := v.store.Close(); err != nil {
		t.Fatal(err)
	}
	done, err := Restore(t.Context(), path, backup, o, testAs)
	if err != nil {
		t.Fatalf("Restore: %v", err)
	}
	want := Behind{People: 1, Drafts: 1, Reports: []BehindReport{{Transaktionsnummer: "later", State: model.StateAccepted}}}
	if done.Behind == nil || len(done.Behind.Reports) != 1 {
		t.Fatalf("Behind = %+v, want %+v", done.Behind, want)
	}
	done.Behind.Reports[0].Completed = time.Time{}
	if done.Behind.People != want.People || done.Behind.Drafts != want.Drafts || done.Behind.Reports[0] != want.Reports[0] {
		t.Errorf("Behind = %+v, want %+v", *done.Behind, want)
	}
	again := must(must(OpenExisting(t.Context(), path, testOptions("id")))(t).Unlock(t.Context(), testLogin, testPassword))(t)
	defer again.store.Close()
	compareSeen(t, "restored", before, again.seen(t))
	if n := len(must(again.Deliveries(t.Context(), ""))(t)); n != 12 {
		t.Errorf("%d deliveries, want those of the backup", n)
	}
	kept := filepath.Join(t.TempDir(), "meldeportal.db")
	if err := copyFile(kept, done.Kept); err != nil {
		t.Fatal(err)
	}
	was := must(must(OpenExisting(t.Context(), kept, testOptions("id")))(t).Unlock(t.Context(), testLogin, testPassword))(t)
	defer was.store.Close()
	if n := len(must(was.Deliveries(t.Context(), ""))(t)); n != 13 {
		t.Errorf("%d deliveries in what was there before, want all", n)
	}
}

// A machine that was lost has an empty folder; a folder whose file is gone still knows
// which store it had.
func TestABackupIsPutBackWhereNothingIsLeft(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	path := testPath(t)
	v := office(t, path)
	backup, _ := backUp(t, v, t.TempDir())
	if err := v.store.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenExisting(t.Context(), path, testOptions("id")); !errors.Is(err, ErrLost) {
		t.Fatalf("the store without its file: %v, want ErrLost", err)
	}
	for _, path := range []string{path, filepath.Join(t.TempDir(), "neu", "meldeportal.db")} {
		done, err := Restore(t.Context(), path, backup, testOptions("id"), testAs)
		if err != nil || done.Kept != "" || done.Behind != nil {
			t.Fatalf("Restore: %+v, %v", done, err)
		}
		if err := must(OpenExisting(t.Context(), path, testOptions("id")))(t).Close(); err != nil {
			t.Error(err)
		}
	}
}

// What does not belong here, or to whoever asks, changes nothing.
func TestARestoreThatIsRefusedChangesNothing(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	path := testPath(t)
	v := office(t, path)
	own, _ := backUp(t, v, t.TempDir())
	foreign, _ := backUp(t, office(t, testPath(t)), t.TempDir())
	text := filepath.Join(t.TempDir(), "text")
	if err := errors.Join(os.WriteFile(text, []byte(strings.Repeat("kein Speicher ", 1000)), 0o600), v.store.Close()); err != nil {
		t.Fatal(err)
	}
	torn := filepath.Join(t.TempDir(), "halb")
	whole := must(os.ReadFile(own))(t)
	if err := os.WriteFile(torn, whole[:len(whole)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	was := filesIn(t, filepath.Dir(path))
	for name, c := range map[string]struct {
		from string
		as   Login
		want error
	}{
		"another store": {foreign, testAs, ErrOtherStore},
		"no store":      {text, testAs, ErrForeign},
		"half a store":  {torn, testAs, ErrDamaged},
		"no password":   {own, Login{Name: testLogin, Password: "ein anderes Kennwort"}, ErrWrongPassword},
		"nobody":        {own, Login{Name: "niemand", Password: testPassword}, ErrUnknownUser},
		"nothing":       {filepath.Join(t.TempDir(), "fehlt"), testAs, ErrUnreadable},
	} {
		if _, err := Restore(t.Context(), path, c.from, testOptions("id"), c.as); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if names := filesIn(t, filepath.Dir(path)); !slices.Equal(names, was) {
			t.Errorf("%s: the folder has %q, had %q", name, names, was)
		}
	}
	if err := must(OpenExisting(t.Context(), path, testOptions("id")))(t).Close(); err != nil {
		t.Error(err)
	}
}

// Each column that is sealed is proven: one flipped bit is named, with its row.
func TestABackupNamesEachSealThatDoesNotOpen(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	v := ward(t)
	if damage := must(v.Prove(t.Context()))(t); len(damage) > 0 {
		t.Fatalf("the untouched store: %v", damage)
	}
	if len(seals) != len(sealedColumns)+3 { // and roles, invitations and who sends: TestForgedRolesGiveNothing, TestAnInvitationCannotBeMadeInTheFile, TestTheSendersKeyIsSealedAnew
		t.Errorf("%d columns are proven, %d are sealed", len(seals), len(sealedColumns))
	}
	for _, at := range sealedColumns {
		id := must(queryOne(t.Context(), v.store.reader, scanText,
			fmt.Sprintf("SELECT %s FROM %s WHERE length(%s) > 0 LIMIT 1", at.key, at.table, at.column)))(t)
		whole := v.blob(t, at.table, at.key, at.column, id)
		v.put(t, at.table, at.key, at.column, id, flip(whole))
		damage := must(v.Prove(t.Context()))(t)
		if what := at.table + "." + at.column; len(damage) != 1 || damage[0].What != what || damage[0].ID != id && at.table != "memory" {
			t.Errorf("%s of %s is flipped: %v", what, id, damage)
		}
		v.put(t, at.table, at.key, at.column, id, whole)
	}
}

func TestOnlyTheNewestBackupsStay(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	folder := t.TempDir()
	v := office(t, testPath(t))
	left := filepath.Join(folder, "meldeportal.db.sicherung-2026-01-01T120000.teil")
	other := filepath.Join(folder, "anderes.db.sicherung-2026-01-01T120000")
	for _, path := range []string{left, other} {
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var made []string
	for range 5 {
		path, _, err := v.store.Backup(t.Context(), Backups{Folder: folder, Keep: 3}, Login{})
		if err != nil {
			t.Fatal(err)
		}
		made = append(made, filepath.Base(path))
	}
	if names, want := filesIn(t, folder), append([]string{filepath.Base(other)}, made[2:]...); !slices.Equal(names, want) {
		t.Errorf("in the folder are %q, want %q", names, want)
	}
}

// Two that are made within a second are two.
func TestABackupTakesNobodyElsesName(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	v := office(t, testPath(t))
	v.store.opt.Now = func() time.Time { return noon }
	for range 2 {
		if _, _, err := v.store.Backup(t.Context(), Backups{Folder: folder, Keep: 3}, Login{}); err != nil {
			t.Fatal(err)
		}
	}
	if names := filesIn(t, folder); len(names) != 2 {
		t.Errorf("in the folder are %q, want two", names)
	}
}

// restorer puts a backup back until it is killed.
func restorer(args []string) error {
	o := testOptions("r")
	o.Now = time.Now
	_, err := Restore(context.Background(), args[0], args[1], o, testAs)
	return err
}

// However early a restore is killed, the next one succeeds, and what was there before
// lies in the folder.
func TestAKilledRestoreIsDoneAgain(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	program := must(os.Executable())(t)
	kills, between := 0, 0
	const step = 480 * time.Millisecond / restoreKills // a restore takes about half a second
	for i := range restoreKills {
		path := testPath(t)
		v := office(t, path)
		backup, _ := backUp(t, v, t.TempDir())
		deliver(t, v, newCase(t, v, "Dorn").ID, "M-later", "later")
		if err := v.store.Close(); err != nil {
			t.Fatal(err)
		}
		cmd := child(t, program, "restorer", path, backup)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(i)*step + rand.N(step))
		_ = cmd.Process.Kill()
		if cmd.Wait() != nil {
			kills++
		}
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			between++
		}
		done, err := Restore(t.Context(), path, backup, testOptions("id"), testAs)
		if err != nil {
			t.Fatalf("after a kill: %v", err)
		}
		if err := must(OpenExisting(t.Context(), path, testOptions("id")))(t).Close(); err != nil {
			t.Fatal(err)
		}
		var kept []string
		for _, name := range filesIn(t, filepath.Dir(path)) {
			if strings.Contains(name, ".vorher-") && !strings.HasSuffix(name, "-wal") && !strings.HasSuffix(name, "-shm") {
				kept = append(kept, name)
			}
		}
		if len(kept) == 0 || done.People != 3 {
			t.Errorf("after a kill: %q are kept, %+v", kept, done.Contents)
		}
	}
	t.Logf("%d of %d restores killed, %d between two stores", kills, restoreKills, between)
}

// Many reports are backed up while somebody writes; put back, each seal of them opens.
func TestManyReportsAreBackedUpUnderAWriter(t *testing.T) {
	onFile(t)
	judges.Alone(t)
	t.Parallel()
	v := must(openStore(t, testPath(t)).Create(t.Context(), testSite, testLogin, testPassword))(t)
	v.store.opt.Now, v.store.opt.NewID = time.Now, testOptions("id").NewID
	insertManyWaiting(t, v, backedUp)
	cases := must(queryAll(t.Context(), v.store.reader, scanText, "SELECT id FROM patient_case"))(t)
	for some := range slices.Chunk(cases, 5000) {
		err := v.write(t.Context(), func(tx *sql.Tx) (err error) { // they were put in past their cases
			seq, err := nextSeq(tx)
			for _, id := range some {
				err = errors.Join(err, v.refresh(tx, id, seq))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	written := make(chan int)
	go func() {
		saves := 0
		for d := must(v.NewDraft(ctx, cases[0], testReport("x")))(t); ctx.Err() == nil; time.Sleep(5 * time.Millisecond) {
			d.Report = testReport(fmt.Sprint(saves))
			if v.SaveDraft(ctx, &d) == nil {
				saves++
			}
		}
		written <- saves
	}()
	begun := time.Now()
	path, _, err := v.store.Backup(t.Context(), Backups{Folder: t.TempDir(), Keep: 3}, Login{})
	took := time.Since(begun)
	stop()
	saves := <-written
	if err != nil {
		t.Fatal(err)
	}
	begun = time.Now()
	done, err := Restore(t.Context(), filepath.Join(t.TempDir(), "meldeportal.db"), path, testOptions("id"), testAs)
	if err != nil || done.Reports != backedUp || !done.Proved || len(done.Damaged) > 0 {
		t.Errorf("restored: %+v, %v, want %d reports and each seal opened", done.Contents, err, backedUp)
	}
	if most := 10 * time.Second; backedUp == 100_000 && took > most { // of the long form, which has the machine for itself
		t.Errorf("the backup took %v, want at most %v", took, most)
	}
	if saves == 0 {
		t.Error("nobody wrote meanwhile")
	}
	t.Logf("backup of %d reports: %v, with %d saves of a writer beside it; restored with every seal opened in %v", backedUp, took.Round(time.Millisecond), saves, time.Since(begun).Round(time.Millisecond))
}
