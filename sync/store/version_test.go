package store

import (
	"errors"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/record"
)

// deliver queues and accepts a report under a Meldung_ID.
func deliver(t *testing.T, v *Vault, caseID, meldung, tnr string) {
	t.Helper()
	version(t, v, caseID, meldung, tnr)
	claim(t, v, later(0), 5)
	if err := v.Accept(t.Context(), tnr, receipt(tnr)); err != nil {
		t.Fatal(err)
	}
}

func correction(t *testing.T, v *Vault, caseID, meldung, of string) model.Draft {
	t.Helper()
	r := testReport("berichtigt")
	r.Meldung.MeldungID = model.Text(meldung)
	return must(v.AddDraft(t.Context(), model.Draft{PatientID: caseID, Report: r, Ersetzt: of, Notiz: "Anruf der Station"}))(t)
}

func TestCorrectionNamesWhatItReplaces(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	deliver(t, v, c.ID, "M1", "t1")
	deliver(t, v, c.ID, "M2", "t2") // another report, sent later
	first, second := correction(t, v, c.ID, "M1", "t1"), correction(t, v, c.ID, "M1", "t1")
	d := must(v.Queue(t.Context(), complete(v, first, "k1")))(t)
	if d.Ersetzt != "t1" || d.MeldungID != "M1" || d.Notiz != "Anruf der Station" || d.Art != model.SendungMeldung {
		t.Errorf("correction = %+v, want it to name t1 and M1, with its note", d)
	}
	if _, err := v.Queue(t.Context(), complete(v, second, "k2")); !errors.Is(err, ErrSuperseded) {
		t.Errorf("second correction of the same version = %v, want ErrSuperseded", err)
	}
	if _, err := v.Draft(t.Context(), second.ID); err != nil {
		t.Errorf("the refused draft = %v, want it kept", err)
	}
	if r := must(v.Report(t.Context(), "t1"))(t); r.Meldung.Anmerkung != "t1" {
		t.Errorf("first version = %q, want it readable as it was", r.Meldung.Anmerkung)
	}
}

// A refused correction is no version: the sent report can be corrected again.
func TestRefusedCorrectionTakesNobodysPlace(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	deliver(t, v, c.ID, "M1", "t1")
	must(v.Queue(t.Context(), complete(v, correction(t, v, c.ID, "M1", "t1"), "k1")))(t)
	claim(t, v, later(0), 5)
	if err := v.Reject(t.Context(), "k1", "code", "nein"); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Queue(t.Context(), complete(v, correction(t, v, c.ID, "M1", "t1"), "k2")); err != nil {
		t.Errorf("next correction = %v, want it queued", err)
	}
}

func TestDeletionIsAskedForOnceAndInOrder(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	version(t, v, c.ID, "M1", "t1")
	ask := func(of, tnr string) (model.Delivery, error) {
		return v.QueueDeletion(t.Context(), of, request(model.Frozen{Transaktionsnummer: tnr, Document: []byte("{}" + tnr), Digest: "digest-" + tnr}))
	}
	if _, err := ask("t1", "l0"); !errors.Is(err, ErrNotNow) {
		t.Errorf("deletion of a waiting report = %v, want ErrNotNow", err)
	}
	claim(t, v, later(0), 5)
	if err := v.Accept(t.Context(), "t1", receipt("t1")); err != nil {
		t.Fatal(err)
	}
	d := must(ask("t1", "l1"))(t)
	if d.Art != model.SendungLoeschantrag || d.Ersetzt != "t1" || d.MeldungID != "M1" || d.State != model.StateQueued || d.CaseID != c.ID {
		t.Errorf("request = %+v, want it queued about t1", d)
	}
	if _, err := ask("t1", "l2"); !errors.Is(err, ErrSuperseded) {
		t.Errorf("second request = %v, want ErrSuperseded", err)
	}
	if _, err := v.Queue(t.Context(), complete(v, correction(t, v, c.ID, "M1", "t1"), "k1")); !errors.Is(err, ErrSuperseded) {
		t.Errorf("correction after the request = %v, want ErrSuperseded", err)
	}
	if doc := must(v.Document(t.Context(), "l1"))(t); string(doc) != "{}l1" {
		t.Errorf("document = %q, want the request's", doc)
	}
	if _, err := ask("t9", "l3"); !errors.Is(err, ErrNotFound) {
		t.Errorf("deletion of none = %v, want ErrNotFound", err)
	}
}

// request is what is written of a report that is to be deleted.
func request(f model.Frozen) func(*model.Report) (model.Frozen, error) {
	return func(*model.Report) (model.Frozen, error) { return f, nil }
}

func TestACaseCountsReportsAndTellsTheirOccasion(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	v.store.opt.Merkmale = record.MerkmaleOf
	c := newCase(t, v, "Muster")
	deliver(t, v, c.ID, "M1", "t1")
	deliver(t, v, c.ID, "M2", "t2")
	must(v.Queue(t.Context(), complete(v, correction(t, v, c.ID, "M1", "t1"), "k1")))(t)
	claim(t, v, later(0), 5)
	if err := v.Accept(t.Context(), "k1", receipt("k1")); err != nil {
		t.Fatal(err)
	}
	must(v.QueueDeletion(t.Context(), "t2", request(model.Frozen{Transaktionsnummer: "l1", Document: []byte("{}l1"), Digest: "digest-l1"})))(t)
	claim(t, v, later(0), 5)
	if err := v.Accept(t.Context(), "l1", receipt("l1")); err != nil {
		t.Fatal(err)
	}
	receive(t, v, granted(1, "l1"))
	r := testReport("auf Papier")
	r.Meldung.Typ, r.Meldung.Verlauf = model.TypVerlauf, &model.Verlauf{Meldeanlass: "statusmeldung"}
	draft := must(v.AddDraft(t.Context(), model.Draft{PatientID: c.ID, Report: r}))(t)
	if got := must(v.MarkPaper(t.Context(), draft.ID, draft.Rev, "p1"))(t); got.Meldeanlass != "statusmeldung" {
		t.Errorf("delivery = %+v, want its sub-occasion", got)
	}
	got := must(v.Case(t.Context(), c.ID))(t)
	if got.Accepted != 1 || got.Paper != 1 || got.Rejected != 0 || got.LastSub != "statusmeldung" {
		t.Errorf("case = %+v, want one report at the registry and one on paper, a Statusmeldung", got)
	}
}
