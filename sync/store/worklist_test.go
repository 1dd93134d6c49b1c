package store

import (
	"errors"
	"slices"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/worklist"
)

// walked are all cases of a walk, each with its ids in order.
func walked(t *testing.T, v *Vault) (cases map[string][]string, all []model.Vorgang) {
	t.Helper()
	cases = map[string][]string{}
	walk := &vorgangWalk{vault: v}
	for _, id := range must(queryAll(t.Context(), v.store.reader, scanText, "SELECT id FROM patient_case"))(t) {
		for _, one := range must(walk.ofCase(t.Context(), v.store.reader, id))(t) {
			cases[one.CaseID] = append(cases[one.CaseID], one.Transaktionsnummer+one.DraftID)
			all = append(all, one)
		}
	}
	return cases, all
}

func TestWalkTellsOfEveryDraftAndDelivery(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	newCase(t, v, "Leer")
	both, drafts, sent := newCase(t, v, "Beides"), newCase(t, v, "Entwurf"), newCase(t, v, "Gesendet")
	deliver(t, v, both.ID, "M1", "t1")
	version(t, v, sent.ID, "M2", "t2")
	version(t, v, both.ID, "M3", "t3")
	k := correction(t, v, both.ID, "M1", "t1")
	d := must(v.AddDraft(t.Context(), model.Draft{PatientID: drafts.ID, Report: testReport("x"), Sperre: &model.Sperre{Grund: "g", Bis: "2026-06-01"}}))(t)
	if err := v.Hold(t.Context(), "t3", &model.Sperre{Grund: "warten"}); err != nil {
		t.Fatal(err)
	}
	claim(t, v, later(0), 5)
	if err := v.Reject(t.Context(), "t2", "code", "weil nicht"); err != nil {
		t.Fatal(err)
	}
	cases, all := walked(t, v)
	for id, want := range map[string][]string{both.ID: {"t1", "t3", k.ID}, sent.ID: {"t2"}, drafts.ID: {d.ID}} {
		if !slices.Equal(cases[id], want) {
			t.Errorf("case %s = %q, want %q", id, cases[id], want)
		}
	}
	if len(cases) != 3 {
		t.Errorf("cases = %d, want the three with reports", len(cases))
	}
	for _, one := range all {
		switch one.Transaktionsnummer + one.DraftID {
		case "t1":
			if one.State != model.StateAccepted || one.Settled.IsZero() || one.MeldungID != "M1" || one.Date != "2026-05-14" {
				t.Errorf("t1 = %+v, want it accepted, with the time of its answer", one)
			}
		case "t2":
			if one.State != model.StateRejected || one.Reason != "weil nicht" || one.Attempts != 1 {
				t.Errorf("t2 = %+v, want it rejected with the reason", one)
			}
		case "t3":
			if one.Sperre == nil || one.Sperre.Grund != "warten" || one.NextAt.IsZero() {
				t.Errorf("t3 = %+v, want it held", one)
			}
		case k.ID:
			if one.State != model.StateDraft || one.Ersetzt != "t1" || one.Updated.IsZero() {
				t.Errorf("correction = %+v, want it to name t1", one)
			}
		case d.ID:
			if one.Sperre == nil || one.Sperre.Bis != "2026-06-01" {
				t.Errorf("draft = %+v, want it held", one)
			}
		}
	}
}

func TestWalkEndsWithTheErrorOfItsReader(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	queue(t, v, newCase(t, v, "Muster").ID, "t1")
	if err := v.Staende(t.Context(), func(worklist.Stand) error { return errEnough }); !errors.Is(err, errEnough) {
		t.Errorf("Staende = %v, want the reader's error", err)
	}
}
