package store

import (
	"errors"
	"slices"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/model/worklist"
)

// finding is word of a specimen nothing was reported of.
func finding(n int64) model.Rueckmeldung {
	return model.Rueckmeldung{Nummer: n, Am: noon, Art: model.RueckVermisst, Transaktionsnummer: "of the notice", Text: "Bitte prüfen.",
		Vermisst: &model.Vermisst{Grund: model.VermisstPathologie, Einsendenummer: "H/26/117", PatientID: "4711"}}
}

func TestWhatIsMissedOfNobodyIsKeptOnceUntilItIsAnswered(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	for i, want := range []int{1, 0} { // as a program reads it that was killed before the end
		if moved := receive(t, v, finding(1)); len(moved) != want {
			t.Errorf("time %d: moved %+v, want %d", i, moved, want)
		}
	}
	open := must(v.Missing(t.Context()))(t)
	if len(open) != 1 || open[0].Vermisst == nil || *open[0].Vermisst != *finding(1).Vermisst {
		t.Fatalf("kept %+v", open)
	}
	if apart := must(v.Unknown(t.Context()))(t); len(apart) != 0 {
		t.Errorf("it stands among what is not understood: %+v", apart)
	}
	if err := v.Reply(t.Context(), 1, model.Antwort{Nummer: "a1", Text: "Nicht bei uns.", Document: []byte("{}"), Am: noon}); err != nil {
		t.Fatal(err)
	}
	if open := must(v.Missing(t.Context()))(t); len(open) != 0 {
		t.Errorf("missed though it is answered: %+v", open)
	}
	if err := v.Reply(t.Context(), 1, model.Antwort{Nummer: "a2", Text: "Doch."}); !errors.Is(err, ErrNotNow) {
		t.Errorf("a second answer: %v, want ErrNotNow", err)
	}
	if waiting := must(v.Replies(t.Context()))(t); len(waiting) != 1 || waiting[0].Antwort.Text != "Nicht bei uns." || waiting[0].CaseID != "" {
		t.Errorf("to be sent: %+v", waiting)
	}
	if err := v.Replied(t.Context(), 1, noon, "Zu spät."); err != nil {
		t.Fatal(err)
	}
	if open := must(v.Missing(t.Context()))(t); len(open) != 1 {
		t.Errorf("the answer was refused, and it is missed no more: %+v", open)
	}
	if damage := must(v.Prove(t.Context()))(t); len(damage) > 0 {
		t.Errorf("damaged: %v", damage)
	}
}

// A report answers it while it is not refused, and after its person was deleted.
func TestAReportAnswersWhatIsMissed(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	receive(t, v, finding(1))
	judged := complete(v, newDraft(t, v, c.ID, "t1"), "t1")
	judged.Missed = []int64{1}
	must(v.Queue(t.Context(), judged))(t)
	missed := func(when string, want int) {
		t.Helper()
		if open := must(v.Missing(t.Context()))(t); len(open) != want {
			t.Errorf("%s: missed %+v, want %d", when, open, want)
		}
	}
	missed("on its way", 0)
	if waiting := must(v.Replies(t.Context()))(t); len(waiting) != 0 {
		t.Errorf("words are to be sent: %+v", waiting)
	}
	claim(t, v, later(0), 5)
	if err := v.Accept(t.Context(), "t1", receipt("t1")); err != nil {
		t.Fatal(err)
	}
	missed("accepted", 0)
	receive(t, v, result(2, "t1", model.ErgebnisAbgelehnt, "Nein."))
	missed("refused", 1)
	receive(t, v, result(3, "t1", model.ErgebnisAngenommen, ""))
	missed("accepted after all", 0)
	if err := v.Forget(t.Context(), c.ID, model.GrundWiderspruch); err != nil {
		t.Fatal(err)
	}
	missed("its person deleted", 0)
}

// The end of a therapy is asked for in its case, once, until it is written or answered.
func TestTheEndThatIsMissedIsAskedInItsCase(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	v.store.opt.Merkmale = record.MerkmaleOf
	c := newCase(t, v, "Muster")
	therapy := func(meldung string, anlass model.Code) model.Report {
		r := testReport(meldung)
		r.Meldung.MeldungID, r.Meldung.Typ = model.Text(meldung), model.TypST
		r.Meldung.ST = &model.ST{STID: "S-1", Meldeanlass: anlass, MengeBestrahlung: []model.Bestrahlung{{Beginn: "2024-05-06"}}}
		return r
	}
	send(t, v, c.ID, therapy("M-1", model.Behandlungsbeginn), "t1")
	claim(t, v, later(0), 5)
	if err := v.Accept(t.Context(), "t1", receipt("t1")); err != nil {
		t.Fatal(err)
	}
	if got := questions(t, v, c.ID); !slices.Contains(got, worklist.FrageEnde) {
		t.Fatalf("asked %q, want the end", got)
	}
	receive(t, v, model.Rueckmeldung{Nummer: 1, Am: noon, Art: model.RueckVermisst, Transaktionsnummer: "t1", Vermisst: &model.Vermisst{Grund: model.VermisstEnde}})
	if got := questions(t, v, c.ID); !slices.Contains(got, worklist.FrageVermisst) || slices.Contains(got, worklist.FrageEnde) {
		t.Errorf("asked %q, want the registry's question in place of the program's own", got)
	}
	if open := must(v.Missing(t.Context()))(t); len(open) != 0 {
		t.Errorf("it stands among what belongs to nobody: %+v", open)
	}
	must(v.AddDraft(t.Context(), model.Draft{PatientID: c.ID, Report: therapy("M-2", model.Behandlungsende)}))(t)
	if got := questions(t, v, c.ID); slices.Contains(got, worklist.FrageVermisst) || slices.Contains(got, worklist.FrageEnde) {
		t.Errorf("asked %q though the end is being written", got)
	}
}
