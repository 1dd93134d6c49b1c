package store

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/judges"
)

// A store of the first version, with a draft and a delivery, opens with
// everything its rows hold.
func TestStoreOfTheFirstVersionOpens(t *testing.T) {
	onFile(t)
	t.Parallel()
	path := testPath(t)
	writeFirst(t, path)
	s := openStore(t, path)
	v := must(s.Unlock(t.Context(), testLogin, testPassword))(t)
	d := must(v.Draft(t.Context(), "d1"))(t)
	if d.Report.Meldung.Anmerkung != "Entwurf von früher" || d.Cursor != "Anmerkung" || d.Rev != 3 || d.Form != nil || d.Sperre != nil {
		t.Errorf("draft = %+v, want it as it was", d)
	}
	if err := v.SaveDraft(t.Context(), &d); err != nil {
		t.Errorf("SaveDraft: %v", err)
	}
	sent := must(v.Deliveries(t.Context(), "c1"))(t)
	if len(sent) != 1 || sent[0].MeldungID != "M-alt" || sent[0].Typ != model.TypDiagnose || sent[0].Date != "2026-05-14" || sent[0].Art != model.SendungMeldung {
		t.Errorf("deliveries = %+v, want the old one with its Meldung_ID", sent)
	}
	if n := oldRows(t, s); n != 0 {
		t.Errorf("rows with old headers = %d, want 0", n)
	}
}

// One body nobody can read does not lock the others away.
func TestDamagedRowDoesNotKeepAnOldStoreShut(t *testing.T) {
	onFile(t)
	t.Parallel()
	path := testPath(t)
	writeFirst(t, path)
	s := openStore(t, path)
	if _, err := s.db.Writer.Exec("UPDATE delivery_body SET report = x'00'; UPDATE draft_body SET body = x'00'"); err != nil {
		t.Fatal(err)
	}
	v := must(s.Unlock(t.Context(), testLogin, testPassword))(t)
	if _, err := v.Case(t.Context(), "c1"); err != nil || oldRows(t, s) != 0 {
		t.Errorf("case = %v, old rows %d, want it readable and none", err, oldRows(t, s))
	}
}

func oldRows(t *testing.T, s *Store) (n int) {
	t.Helper()
	err := s.reader.QueryRow("SELECT (SELECT count(*) FROM draft WHERE " + isOld + ") + (SELECT count(*) FROM delivery WHERE " + isOld + ")").Scan(&n)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// writeFirst writes a file as the first version of the store did.
func writeFirst(t *testing.T, path string) {
	t.Helper()
	db := raw(t, path)
	defer db.Close()
	put := func(query string, args ...any) {
		t.Helper()
		if _, err := db.Exec(query, args...); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
	}
	put(migrations[0])
	put("PRAGMA user_version = 1; PRAGMA application_id = 1297118068")
	header := func(e map[string]string, place ...string) []byte {
		return must(oldKey.SealHeader(must(json.Marshal(e))(t), place...))(t)
	}
	body := func(texts string, place ...string) []byte { return must(oldKey.SealBody([]byte(texts), place...))(t) }
	put("INSERT INTO keywrap VALUES (?, ?, 1)", testLogin, oldWrap)
	put("INSERT INTO patient_case (n, id, rev, seq, updated, header) VALUES (1, 'c1', 1, 1, 1, ?)",
		must(oldKey.SealHeader(encodeHeader(map[string]string{"Patient.Patient_ID": "P1"}), tableCase, "c1", "1"))(t))
	put("INSERT INTO draft VALUES ('d1', 'c1', 3, 1, 1, ?)",
		header(map[string]string{"typ": "Diagnose", "cursor": "Anmerkung"}, tableDraft, "d1", "3"))
	put("INSERT INTO draft_body VALUES ('d1', ?)", body(`{"Anmerkung":"Entwurf von früher"}`, tableDraftBody, "d1", "3"))
	put("INSERT INTO delivery (tnr, case_id, seq, state, completed, next_at, digest, header) VALUES ('t1', 'c1', 2, 'accepted', 1, 1, 'x', ?)",
		header(map[string]string{"typ": "Diagnose", "date": "2026-05-14", "icd": "C50.4"}, tableDelivery, "t1", "1"))
	put("INSERT INTO delivery_body VALUES ('t1', ?, ?)",
		body(`{"Meldung_ID":"M-alt","Typ":"Diagnose","Tumorzuordnung.Diagnosedatum":"2026-05-14"}`, placeReport, "t1"), body("<oBDS/>", placeDocument, "t1"))
}

// What an earlier program left is brought over once: whoever waits for it is told how
// much is left, and where she does not wait the next one goes on there.
func TestBringingOverTellsHowFarItIsAndGoesOn(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	v := newVault(t)
	insertManyWaiting(t, v, 3*upgradeStep)
	execRaw(t, v.store.db.Writer, "UPDATE delivery SET derived = NULL")
	var told []int
	ctx, leave := context.WithCancel(t.Context())
	err := v.BringOver(ctx, func(left int) {
		if told = append(told, left); len(told) == 2 {
			leave()
		}
	})
	if want := []int{3 * upgradeStep, 2 * upgradeStep}; !errors.Is(err, context.Canceled) || !slices.Equal(told, want) {
		t.Fatalf("told %d, %v, want %d and that nobody waits", told, err, want)
	}
	told = nil
	if err := v.BringOver(t.Context(), func(left int) { told = append(told, left) }); err != nil {
		t.Fatal(err)
	}
	if len(told) == 0 || told[0] != 2*upgradeStep || !slices.IsSortedFunc(told, func(a, b int) int { return b - a }) {
		t.Errorf("told %d, want what the first one left, and less each time", told)
	}
	if left := must(v.countOld(t.Context()))(t); left != 0 {
		t.Errorf("%d are left", left)
	}
	if err := v.BringOver(t.Context(), func(left int) { t.Errorf("told %d where nothing is left", left) }); err != nil {
		t.Error(err)
	}
}
