package store

import (
	"errors"
	"reflect"
	"strconv"
	"testing"

	"example.org/meldeportal/model"
)

func TestDraftComesBackAsItWasLeft(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	d := newDraft(t, v, c.ID, "erste Fassung")
	d.Report.Meldung.Anmerkung = "zweite Fassung,\nmit Umbruch"
	d.Report.Patient.Stammdaten.MengeFruehererName = []model.Text{"Wolf", "Özdemir"}
	d.Report.Meldung.Diagnose = &model.Diagnose{CTNM: &model.TNM{T: "2a"}}
	d.Cursor, d.Notiz, d.Ersetzt = "Diagnose.cTNM.T", "Rückruf der Klinik", "t0"
	d.Sperre, d.Form = &model.Sperre{Grund: "Befund fehlt", Bis: "2026-06-01"}, []byte("Schritte zurück")
	if err := v.SaveDraft(t.Context(), &d); err != nil {
		t.Fatalf("SaveDraft: %v", err)
	}
	got := must(v.Draft(t.Context(), d.ID))(t)
	if !reflect.DeepEqual(got, d) || got.Rev != 2 || got.PatientID != c.ID {
		t.Errorf("draft:\ngot  %+v\nwant %+v", got, d)
	}
	all := must(v.Drafts(t.Context(), c.ID))(t)
	if len(all) != 1 || !reflect.DeepEqual(all[0], d) {
		t.Errorf("Drafts = %+v, want the one draft", all)
	}
}

func TestStaleDraftIsNotSaved(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	mine := newDraft(t, v, c.ID, "Anfang")
	hers := mine
	hers.Report.Meldung.Anmerkung = "ihre"
	if err := v.SaveDraft(t.Context(), &hers); err != nil {
		t.Fatalf("SaveDraft: %v", err)
	}
	mine.Report.Meldung.Anmerkung = "meine"
	if err := v.SaveDraft(t.Context(), &mine); !errors.Is(err, ErrStale) || mine.Rev != 1 {
		t.Errorf("SaveDraft of an old Rev = %v, Rev %d, want ErrStale and 1", err, mine.Rev)
	}
	if _, err := v.Queue(t.Context(), complete(v, mine, "t1")); !errors.Is(err, ErrStale) {
		t.Errorf("Queue of an old Rev = %v, want ErrStale", err)
	}
	if got := must(v.Draft(t.Context(), mine.ID))(t); got.Report.Meldung.Anmerkung != "ihre" {
		t.Errorf("stored text = %q, want hers", got.Report.Meldung.Anmerkung)
	}
}

func TestDeletedDraftIsGone(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	d := newDraft(t, v, c.ID, "weg")
	if err := v.DeleteDraft(t.Context(), d.ID, d.Rev); err != nil {
		t.Fatalf("DeleteDraft: %v", err)
	}
	if _, err := v.Draft(t.Context(), d.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("Draft = %v, want ErrNotFound", err)
	}
	if err := v.SaveDraft(t.Context(), &d); !errors.Is(err, ErrNotFound) {
		t.Errorf("SaveDraft = %v, want ErrNotFound", err)
	}
	if err := v.DeleteDraft(t.Context(), d.ID, d.Rev); !errors.Is(err, ErrNotFound) {
		t.Errorf("DeleteDraft = %v, want ErrNotFound", err)
	}
	var bodies int
	if err := v.store.reader.QueryRow("SELECT count(*) FROM draft_body").Scan(&bodies); err != nil || bodies != 0 {
		t.Errorf("bodies left = %d, %v, want 0", bodies, err)
	}
}

// Texts of ids that the field table does not have today outlive saving and
// completing.
func TestDraftKeepsTextsNobodyKnows(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	d := newDraft(t, v, c.ID, "bekannt")
	body := must(v.key.SealBody([]byte(`{"Anmerkung":"alt","Diagnose.Neues_Feld[0].X":"bleibt"}`), tableDraftBody, d.ID, "1"))(t)
	if _, err := v.store.db.Writer.Exec("UPDATE draft_body SET body = ?", body); err != nil {
		t.Fatal(err)
	}
	d = must(v.Draft(t.Context(), d.ID))(t)
	for range 2 {
		if err := v.SaveDraft(t.Context(), &d); err != nil {
			t.Fatalf("SaveDraft: %v", err)
		}
	}
	must(v.Queue(t.Context(), complete(v, d, "t1")))(t)
	plain := must(v.frozen(t.Context(), v.store.reader, "t1", "report", placeReport))(t)
	texts := must(decodeTexts(plain))(t)
	if got := texts["Diagnose.Neues_Feld[0].X"]; got != "bleibt" {
		t.Errorf("unknown text = %q, want it kept; all: %q", got, texts)
	}
}

func TestNewestEntryShowsInTheList(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	queue(t, v, c.ID, "t1")
	op := model.Report{Meldung: model.Meldung{Typ: model.TypOP}}
	op.Meldung.Tumorzuordnung.Diagnosedatum = "2026-06-01"
	d := must(v.NewDraft(t.Context(), c.ID, op))(t)
	got := must(v.Case(t.Context(), c.ID))(t)
	if got.LastTyp != model.TypOP || got.LastDate != "2026-06-01" || got.Diagnosis != "C50.4" {
		t.Errorf("with an OP draft: %s %s %s, want OP 2026-06-01 C50.4", got.LastTyp, got.LastDate, got.Diagnosis)
	}
	if err := v.DeleteDraft(t.Context(), d.ID, d.Rev); err != nil {
		t.Fatal(err)
	}
	got = must(v.Case(t.Context(), c.ID))(t)
	if got.LastTyp != model.TypDiagnose || got.LastDate != "2026-05-14" {
		t.Errorf("without the draft: %s %s, want Diagnose 2026-05-14", got.LastTyp, got.LastDate)
	}
}

func TestDraftsOfAllCasesNewestFirst(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	var want []string
	for i := range 3 {
		c := newCase(t, v, "Muster"+strconv.Itoa(i))
		want = append([]string{newDraft(t, v, c.ID, "x").ID}, want...)
	}
	var got []string
	for _, d := range must(v.Drafts(t.Context(), ""))(t) {
		got = append(got, d.ID)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("Drafts = %q, want %q", got, want)
	}
}

func TestNewDraftCarriesWhatStandsBesideTheReport(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	want := must(v.AddDraft(t.Context(), model.Draft{PatientID: c.ID, Report: testReport("neu"), Notiz: "n", Ersetzt: "t1",
		Sperre: &model.Sperre{}, Form: []byte{0, 1}}))(t)
	if got := must(v.Draft(t.Context(), want.ID))(t); !reflect.DeepEqual(got, want) {
		t.Errorf("draft:\ngot  %+v\nwant %+v", got, want)
	}
	want.Sperre, want.Form, want.Notiz = nil, nil, ""
	if err := v.SaveDraft(t.Context(), &want); err != nil {
		t.Fatalf("SaveDraft: %v", err)
	}
	if got := must(v.Draft(t.Context(), want.ID))(t); got.Sperre != nil || got.Form != nil || got.Notiz != "" || got.Ersetzt != "t1" {
		t.Errorf("draft = %+v, want note, hold and form gone", got)
	}
}

// Who deletes a draft deletes what she saw: a colleague's words since are kept.
func TestADraftIsNotDeletedWithWordsNobodySaw(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	seen := newDraft(t, v, c.ID, "gesehen")
	hers := seen
	hers.Report.Meldung.Anmerkung = "ihre"
	if err := v.SaveDraft(t.Context(), &hers); err != nil {
		t.Fatal(err)
	}
	if err := v.DeleteDraft(t.Context(), seen.ID, seen.Rev); !errors.Is(err, ErrStale) {
		t.Errorf("DeleteDraft of what was seen = %v, want ErrStale", err)
	}
	if got := must(v.Draft(t.Context(), hers.ID))(t); got.Report.Meldung.Anmerkung != "ihre" {
		t.Errorf("stored text = %q, want hers", got.Report.Meldung.Anmerkung)
	}
}
