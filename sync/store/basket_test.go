package store

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"example.org/meldeportal/model"
)

func TestDeletedDraftCanBeTakenBack(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	d := must(v.AddDraft(t.Context(), model.Draft{PatientID: c.ID, Report: testReport("weg"), Notiz: "Anruf", Cursor: "Meldebegruendung", Form: []byte("Schritte")}))(t)
	if err := v.DeleteDraft(t.Context(), d.ID, d.Rev); err != nil {
		t.Fatal(err)
	}
	thrown := must(v.Basket(t.Context()))(t)
	if len(thrown) != 1 || thrown[0].Draft.ID != d.ID || thrown[0].At.IsZero() || !reflect.DeepEqual(thrown[0].Draft.Report, d.Report) {
		t.Fatalf("basket = %+v, want the draft as it was", thrown)
	}
	if left := must(v.Drafts(t.Context(), c.ID))(t); len(left) != 0 {
		t.Errorf("drafts = %+v, want none", left)
	}
	back := must(v.TakeBack(t.Context(), d.ID))(t)
	again := must(v.Draft(t.Context(), d.ID))(t)
	if back.Rev != d.Rev+1 || again.Rev != back.Rev || again.Notiz != "Anruf" || again.Cursor != d.Cursor || string(again.Form) != "Schritte" || !reflect.DeepEqual(again.Report, d.Report) {
		t.Errorf("taken back = %+v, want %+v", again, d)
	}
	if thrown = must(v.Basket(t.Context()))(t); len(thrown) != 0 {
		t.Errorf("basket = %+v, want it empty", thrown)
	}
	if _, err := v.TakeBack(t.Context(), d.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("TakeBack twice = %v, want ErrNotFound", err)
	}
}

// After thirty days it is erased, by the next change whoever makes it; a removed person
// takes what she had there with her.
func TestBasketIsErased(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	now := noon
	v.store.opt.Now = func() time.Time { return now }
	c, other := newCase(t, v, "Muster"), newCase(t, v, "Andere")
	throw := func(id string) model.Draft {
		d := newDraft(t, v, id, "weg")
		if err := v.DeleteDraft(t.Context(), d.ID, d.Rev); err != nil {
			t.Fatal(err)
		}
		return d
	}
	rows := func() int {
		return len(must(queryAll(t.Context(), v.store.reader, scanText, "SELECT id FROM basket"))(t))
	}
	throw(c.ID)
	now = noon.AddDate(0, 0, model.PapierkorbTage)
	throw(c.ID)
	if n := rows(); n != 2 {
		t.Errorf("on the last day: %d rows, want both", n)
	}
	now = now.Add(time.Hour)
	if thrown := must(v.Basket(t.Context()))(t); len(thrown) != 1 {
		t.Errorf("basket = %+v, want the second alone", thrown)
	}
	throw(other.ID)
	if n := rows(); n != 2 {
		t.Errorf("after the next change: %d rows, want the old one erased", n)
	}
	if err := v.DeleteCase(t.Context(), other.ID); err != nil {
		t.Fatal(err)
	}
	if n := rows(); n != 1 {
		t.Errorf("after the person was removed: %d rows, want hers gone", n)
	}
}

func TestDamagedDraftInTheBasketIsMarked(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	d := newDraft(t, v, newCase(t, v, "Muster").ID, "weg")
	if err := v.DeleteDraft(t.Context(), d.ID, d.Rev); err != nil {
		t.Fatal(err)
	}
	must(v.store.db.Writer.Exec("UPDATE basket SET body = CAST('x' AS BLOB)"))(t)
	if thrown := must(v.Basket(t.Context()))(t); len(thrown) != 1 || !thrown[0].Draft.Damaged || thrown[0].Draft.ID != d.ID {
		t.Errorf("basket = %+v, want it marked", thrown)
	}
	if _, err := v.TakeBack(t.Context(), d.ID); !errors.Is(err, ErrDamaged) {
		t.Errorf("TakeBack = %v, want ErrDamaged", err)
	}
}
