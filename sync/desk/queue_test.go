package desk

import (
	"database/sql"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"example.org/meldeportal/model"
)

func TestADamagedDocumentDoesNotHoldUpTheOthers(t *testing.T) {
	t.Parallel()
	w := offline(t)
	for range 2 {
		if _, err := w.completes(w.newDraft(w.newCase(), model.TypDiagnose, nil), every()...); err != nil {
			t.Fatal(err)
		}
	}
	db, err := sql.Open("sqlite", w.path)
	w.must(err)
	defer db.Close()
	var damaged string
	w.must(db.QueryRow("UPDATE delivery_body SET document = zeroblob(64) WHERE rowid = 1 RETURNING tnr").Scan(&damaged))
	items, err := queue{w.vault, "sender"}.Claim(t.Context(), time.Now(), time.Minute, 8)
	if err != nil || len(items) != 1 || items[0].Transaktionsnummer == damaged {
		t.Errorf("claim: got %d deliveries, %v, want the undamaged one", len(items), err)
	}
	got, err := w.vault.Delivery(t.Context(), damaged)
	if err != nil || got.State != model.StateQueued || got.Code != "unreadable" || !got.NextAt.After(time.Now()) {
		t.Errorf("damaged delivery: got %+v, %v, want it to wait as unreadable", got, err)
	}
}
