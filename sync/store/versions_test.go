package store

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/database"
)

// raw is a connection as a program of another version has one.
func raw(t *testing.T, path string) *sql.DB {
	t.Helper()
	db := must(database.Open(path, database.Options{}))(t)
	t.Cleanup(func() { db.Close() })
	return db.Writer
}

func execRaw(t *testing.T, db *sql.DB, query string, args ...any) {
	t.Helper()
	if err := execEach(db, query, args...); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

// A program that is older than the tables writes nothing and decides nothing by
// them; what it was to save is still in its hands.
func TestProgramOlderThanTheTablesWritesNothing(t *testing.T) {
	onFile(t)
	t.Parallel()
	path := testPath(t)
	s := openStore(t, path)
	v := must(s.Create(t.Context(), testSite, testLogin, testPassword))(t)
	c := newCase(t, v, "Muster")
	d := newDraft(t, v, c.ID, "vorher")
	if _, err := raw(t, path).Exec("PRAGMA user_version = 99"); err != nil {
		t.Fatal(err)
	}
	d.Report = testReport("nachher")
	if err := v.SaveDraft(t.Context(), &d); !errors.Is(err, ErrNewer) || d.Report.Meldung.Anmerkung != "nachher" {
		t.Errorf("SaveDraft = %v with %q in hand, want ErrNewer and what was typed", err, d.Report.Meldung.Anmerkung)
	}
	if got := must(v.Draft(t.Context(), d.ID))(t); got.Report.Meldung.Anmerkung != "vorher" {
		t.Errorf("stored = %q, want nothing written", got.Report.Meldung.Anmerkung)
	}
	if err := v.Cases(t.Context(), func([]model.Case) error { return nil }); !errors.Is(err, ErrNewer) {
		t.Errorf("Cases = %v, want ErrNewer: an export must not go by marks it does not know", err)
	}
	if err := v.CatchUp(t.Context(), func(int) {}); !errors.Is(err, ErrNewer) {
		t.Errorf("CatchUp = %v, want ErrNewer", err)
	}
}

func TestTablesChangeOnlyWhenNobodyElseWorks(t *testing.T) {
	onFile(t)
	t.Parallel()
	path := testPath(t)
	writeFirst(t, path)
	colleague := must(newBeside(path, path))(t)
	if err := colleague.share(t.Context()); err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	if _, err := Open(t.Context(), path, testOptions("id")); !errors.Is(err, ErrOthersIn) {
		t.Errorf("Open of old tables beside a colleague = %v, want ErrOthersIn", err)
	}
	t.Logf("with a colleague inside it was refused after %v", time.Since(begun).Round(100*time.Millisecond))
	var version int
	if err := raw(t, path).QueryRow("PRAGMA user_version").Scan(&version); err != nil || version != 1 {
		t.Errorf("version = %d, %v, want 1: nothing changed", version, err)
	}
	if got := copies(t, path); len(got) != 0 {
		t.Errorf("copies = %q, want none", got)
	}
	if err := colleague.release(); err != nil {
		t.Fatal(err)
	}
	openStore(t, path)
	if ok, err := must(newBeside(path, path))(t).alone(t.Context()); ok || err != nil {
		t.Errorf("alone beside an open store = %v, %v, want not", ok, err)
	}
}

func copies(t *testing.T, path string) []string {
	t.Helper()
	return must(filepath.Glob(path + ".v*"))(t)
}

// The copy is the store as it was; put back, it is the store of its folder.
func TestOldTablesAreCopiedBeforeTheyChange(t *testing.T) {
	onFile(t)
	t.Parallel()
	path := testPath(t)
	writeFirst(t, path)
	s := must(Open(t.Context(), path, testOptions("id")))(t)
	v := must(s.Enter(t.Context(), testSite, testLogin, testPassword))(t)
	d := must(v.Draft(t.Context(), "d1"))(t)
	d.Report.Meldung.Anmerkung = "danach"
	if err := errors.Join(v.SaveDraft(t.Context(), &d), s.Close()); err != nil {
		t.Fatal(err)
	}
	kept := copies(t, path)
	if len(kept) != 1 || filepath.Base(kept[0]) != "meldeportal.db.v1-2026-05-14" {
		t.Fatalf("copies = %q, want one named by version and day", kept)
	}
	if mode := must(os.Stat(kept[0]))(t).Mode().Perm(); mode != 0o600 {
		t.Errorf("mode of the copy = %o, want 600", mode)
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.RemoveAll(path + suffix); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(path, must(os.ReadFile(kept[0]))(t), 0o600); err != nil {
		t.Fatal(err)
	}
	back := must(openStore(t, path).Unlock(t.Context(), testLogin, testPassword))(t)
	if got := must(back.Draft(t.Context(), "d1"))(t); got.Report.Meldung.Anmerkung != "Entwurf von früher" {
		t.Errorf("draft of the copy = %q, want it as it was", got.Report.Meldung.Anmerkung)
	}
	if got := copies(t, path); len(got) != 2 || !strings.HasSuffix(got[1], "-2") {
		t.Errorf("copies = %q, want a second one and the first untouched", got)
	}
}

// older writes what a program of an earlier version does beside this one: headers
// without the marks it does not know, and counts instead of deriving.
type older struct {
	objecting
	db *sql.DB
}

// saves a draft as version 2 of the tables had it.
func (o older) saves(d *model.Draft) {
	o.Helper()
	e := o.store.entryOf(d)
	e.Widerspruch = false
	header := must(o.sealEntry(&e, tableDraft, d.ID, d.Rev+1))(o.T)
	plain := must(encodeReport(&d.Report, nil))(o.T)
	body := must(o.key.SealBody(plain, tableDraftBody, d.ID, "2"))(o.T)
	execRaw(o.T, o.db, "UPDATE draft SET rev = rev + 1, header = ?, meldung = ? WHERE id = ?", header, o.key.Index(e.line(d.ID)), d.ID)
	execRaw(o.T, o.db, "UPDATE draft_body SET body = ? WHERE id = ?", body, d.ID)
	o.touches()
}

// touches writes the header of the case anew, without what it does not know.
func (o older) touches() {
	o.Helper()
	var rev int
	if err := o.db.QueryRow("UPDATE patient_case SET rev = rev + 1 WHERE id = ? RETURNING rev", o.id).Scan(&rev); err != nil {
		o.Fatal(err)
	}
	c := model.Case{Patient: model.Patient{PatientID: "P-Muster", Stammdaten: model.Stammdaten{Nachname: "Muster"}}}
	header := must(o.key.SealHeader(encodeCase(&c, nil), tableCase, o.id, strconv.Itoa(rev)))(o.T)
	execRaw(o.T, o.db, "UPDATE patient_case SET header = ?, seq = (SELECT n FROM sequence) WHERE id = ?", header, o.id)
	execRaw(o.T, o.db, "UPDATE sequence SET n = n + 1")
}

// answers stores what the portal said, and counts.
func (o older) answers(tnr, state string) {
	o.Helper()
	execRaw(o.T, o.db, "UPDATE delivery SET state = ? WHERE tnr = ?", state, tnr)
	execRaw(o.T, o.db, "UPDATE patient_case SET rejected = 1 WHERE id = ?", o.id)
}

var besideOlder = map[string]func(older){
	"it saves an objection": func(o older) {
		d := o.draft("M1", "I")
		o.marked(false, "a draft without")
		d.Report = asks("M1", "W")
		o.saves(&d)
		o.marked(true, "the older program saved W")
		o.ok(o.CatchUp(o.Context(), func(int) {}))
		if s := must(o.Stand(o.Context(), o.id))(o.T); len(s.Offen) != 1 || !s.Widerspruch {
			o.Errorf("work list = %+v, want the draft marked", s)
		}
	},
	"it saves the Stammdaten of somebody who objected": func(o older) {
		o.send("M1", "W", "t1")
		o.touches()
		o.marked(true, "the older program saved the Stammdaten")
	},
	"today's program saves the Stammdaten after it, before anybody looked": func(o older) {
		o.send("M1", "W", "t1")
		o.touches()
		was := model.Patient{Stammdaten: model.Stammdaten{Nachname: "Muster"}}
		is := was
		is.Stammdaten.Nachname = "Neu"
		o.ok(o.SaveCase(o.Context(), &model.Case{ID: o.id, Patient: is}, &was))
		o.marked(true, "both saved")
	},
	"today's program notes something after it, before anybody looked": func(o older) {
		o.send("M1", "W", "t1")
		e := entry{Merkmale: model.Merkmale{Typ: model.TypDiagnose, MeldungID: "M1"}}
		execRaw(o.T, o.db, "UPDATE delivery SET header = ? WHERE tnr = 't1'", must(o.sealEntry(&e, tableDelivery, "t1", 1))(o.T))
		o.ok(o.Note(o.Context(), "t1", "Rückruf"))
		o.marked(true, "both wrote the header")
		if d := must(o.Delivery(o.Context(), "t1"))(o.T); d.Notiz != "Rückruf" {
			o.Errorf("note = %q, want it kept", d.Notiz)
		}
	},
	"it stores that the correction was refused": func(o older) {
		o.send("M1", "W", "t1")
		o.accept("t1")
		d := must(o.AddDraft(o.Context(), model.Draft{PatientID: o.id, Report: asks("M1", "I"), Ersetzt: "t1"}))(o.T)
		must(o.Queue(o.Context(), complete(o.Vault, d, "t2")))(o.T)
		o.marked(false, "the correction is on its way")
		o.answers("t2", "rejected")
		o.marked(true, "the older program stored the refusal")
	},
	"lists that are open are told": func(o older) {
		d := o.draft("M1", "I")
		mark := must(o.Mark(o.Context()))(o.T)
		d.Report = asks("M1", "W")
		o.saves(&d)
		if got := must(o.Changes(o.Context(), mark))(o.T); len(got.Cases) == 0 || !got.Cases[0].Widerspruch {
			o.Errorf("changes = %+v, want the marked case", got)
		}
	},
}

func TestObjectionsSurviveAnOlderProgramBeside(t *testing.T) {
	onFile(t)
	t.Parallel()
	for name, story := range besideOlder {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := testPath(t)
			v := must(openStore(t, path).Create(t.Context(), testSite, testLogin, testPassword))(t)
			v.unproven(t)
			o := older{objecting{t, v, newCase(t, v, "Muster").ID}, raw(t, path)}
			story(o)
			if n := oldRows(t, v.store); n != 0 {
				t.Errorf("rows still to be derived = %d, want none", n)
			}
		})
	}
}

// Looking for rows of older programs reads no table.
func TestOldRowsAreFoundByIndex(t *testing.T) {
	onFile(t)
	t.Parallel()
	v := newVault(t)
	for _, table := range []string{tableDraft, tableDelivery, tableCase} {
		plan := must(queryAll(t.Context(), v.store.reader, func(rows *sql.Rows) (string, error) {
			var id, parent, unused int
			var detail string
			return detail, rows.Scan(&id, &parent, &unused, &detail)
		}, "EXPLAIN QUERY PLAN SELECT 1 FROM "+table+" WHERE "+isOld))(t)
		if len(plan) != 1 || !strings.Contains(plan[0], "INDEX "+table+"_old") {
			t.Errorf("plan for %s = %q, want its index", table, plan)
		}
	}
}
