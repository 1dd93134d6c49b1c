package store

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model/judges"
)

// oldRowsEach is how many drafts, and how many deliveries, the store has whose
// tables are changed: enough for the copy and each step to take a while.
const oldRowsEach = 300

// A program that is killed while it copies, changes the tables or derives marks
// leaves a store the next one opens with all that was in it, and under the name of
// a copy the whole store of before or nothing.
func TestKilledUpgradeLosesNothing(t *testing.T) {
	onFile(t)
	judges.Alone(t)
	t.Parallel()
	old := testPath(t)
	writeLarge(t, old)
	moments := []func(*testing.T, string) bool{copyBegun, copyMade}
	whole := upgradeUntil(t, copyOfStore(t, old), copyBegun, time.Hour)
	found := map[string]int{}
	for i := range upgradeKills {
		path := copyOfStore(t, old)
		upgradeUntil(t, path, moments[i%len(moments)], whole*time.Duration(i*i)/(upgradeKills*upgradeKills))
		found[leftBehind(t, path)]++
		keptByUpgrade(t, path)
	}
	if found["half a copy"] == 0 {
		t.Errorf("no kill met the copy, but %v", found)
	}
	t.Logf("%d kills within the %v of an upgrade: %v; 0 of %d rows lost, 0 copies torn", upgradeKills, whole.Round(time.Millisecond), found, 2*oldRowsEach)
}

// writeLarge writes a store of the first version with many rows.
func writeLarge(t *testing.T, path string) {
	t.Helper()
	writeFirst(t, path)
	db := raw(t, path)
	tx := must(db.Begin())(t)
	put := func(query string, args ...any) {
		t.Helper()
		if _, err := tx.Exec(query, args...); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
	}
	header := must(json.Marshal(map[string]string{"typ": "Diagnose"}))(t)
	noise := make([]byte, 8<<10) // bodies are packed
	_, _ = rand.Read(noise)
	filler := hex.EncodeToString(noise)
	for i := 2; i <= oldRowsEach; i++ {
		id, tnr := "d"+strconv.Itoa(i), "t"+strconv.Itoa(i)
		put("INSERT INTO draft VALUES (?, 'c1', 3, 1, 1, ?)", id, must(oldKey.SealHeader(header, tableDraft, id, "3"))(t))
		put("INSERT INTO draft_body VALUES (?, ?)", id, must(oldKey.SealBody(fmt.Appendf(nil, `{"Anmerkung":"%s %s"}`, id, filler), tableDraftBody, id, "3"))(t))
		put("INSERT INTO delivery (tnr, case_id, seq, state, completed, next_at, digest, header) VALUES (?, 'c1', 2, 'accepted', 1, 1, 'x', ?)",
			tnr, must(oldKey.SealHeader(header, tableDelivery, tnr, "1"))(t))
		put("INSERT INTO delivery_body VALUES (?, ?, ?)", tnr,
			must(oldKey.SealBody(fmt.Appendf(nil, `{"Meldung_ID":"%s","Typ":"Diagnose"}`, tnr), placeReport, tnr))(t),
			must(oldKey.SealBody([]byte(filler), placeDocument, tnr))(t))
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	execRaw(t, db, "PRAGMA wal_checkpoint(TRUNCATE)")
}

// copyOfStore is the file in a folder of its own.
func copyOfStore(t *testing.T, from string) string {
	t.Helper()
	path := testPath(t)
	write(t, path, must(os.ReadFile(from))(t))
	return path
}

const partSuffix = ".teil" // of a copy that is not whole yet

// copyBegun and copyMade are the moments kills are counted from: the steps that
// change the tables take little time.
func copyBegun(t *testing.T, path string) bool { return len(copies(t, path)) > 0 }

func copyMade(t *testing.T, path string) bool {
	return slices.ContainsFunc(copies(t, path), func(file string) bool { return !strings.Contains(file, partSuffix) })
}

// upgradeUntil has a child bring a store up to date and kills it so long after a
// moment; it returns how long the child took from there on.
func upgradeUntil(t *testing.T, path string, moment func(*testing.T, string) bool, after time.Duration) time.Duration {
	t.Helper()
	cmd := child(t, os.Args[0], "upgrade", path)
	said := lines(t, cmd)
	for late := time.Now().Add(time.Minute); !moment(t, path); time.Sleep(100 * time.Microsecond) {
		if time.Now().After(late) {
			t.Fatal("the upgrade makes no copy")
		}
	}
	begun := time.Now()
	select {
	case <-said:
	case <-time.After(after):
	}
	took := time.Since(begun)
	_ = cmd.Process.Kill() // it may have ended
	_ = cmd.Wait()
	return took
}

// upgrader opens a store and says when it is up to date.
func upgrader(args []string) error {
	v, err := childVault(args[0], "child")
	if err != nil {
		return err
	}
	fmt.Println("in")
	return v.store.Close()
}

// leftBehind says how far a killed upgrade came, and looks at the copies.
func leftBehind(t *testing.T, path string) string {
	t.Helper()
	half := false
	for _, file := range copies(t, path) {
		if strings.Contains(file, partSuffix) {
			half = true
			continue
		}
		if got := rowsOf(t, file); got != fmt.Sprintf("ok v1 %[1]d %[1]d", oldRowsEach) {
			t.Errorf("%s holds %q, want the whole store of before", filepath.Base(file), got)
		}
	}
	if half {
		return "half a copy"
	}
	return strings.Fields(rowsOf(t, path))[1]
}

func rowsOf(t *testing.T, path string) (found string) {
	t.Helper()
	db := raw(t, path)
	defer db.Close()
	err := db.QueryRow("SELECT (SELECT integrity_check FROM pragma_integrity_check) || ' v' || (SELECT user_version FROM pragma_user_version) || ' ' || " +
		"(SELECT count(*) FROM draft_body) || ' ' || (SELECT count(*) FROM delivery_body)").Scan(&found)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return found
}

// keptByUpgrade opens the store again and reads all of it.
func keptByUpgrade(t *testing.T, path string) {
	t.Helper()
	s := must(Open(t.Context(), path, testOptions("id")))(t)
	defer s.Close()
	v := must(s.Unlock(t.Context(), testLogin, testPassword))(t)
	drafts := must(v.Drafts(t.Context(), "c1"))(t)
	for i := range drafts {
		if a := string(drafts[i].Report.Meldung.Anmerkung); drafts[i].ID != "d1" && !strings.HasPrefix(a, drafts[i].ID+" ") {
			t.Errorf("draft %s begins with %.10q", drafts[i].ID, a)
		}
	}
	sent := must(v.Deliveries(t.Context(), "c1"))(t)
	for _, d := range sent {
		if d.Damaged || d.Transaktionsnummer != "t1" && string(d.MeldungID) != d.Transaktionsnummer {
			t.Errorf("delivery %s is of %q", d.Transaktionsnummer, d.MeldungID)
		}
	}
	if len(drafts) != oldRowsEach || len(sent) != oldRowsEach || oldRows(t, s) != 0 {
		t.Errorf("drafts %d, deliveries %d, not derived %d; want %d, %d and none", len(drafts), len(sent), oldRows(t, s), oldRowsEach, oldRowsEach)
	}
	for _, file := range copies(t, path) {
		if strings.Contains(file, partSuffix) {
			t.Errorf("%s is still there", filepath.Base(file))
		}
	}
}
