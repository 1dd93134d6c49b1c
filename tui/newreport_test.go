package tui

import (
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/land"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/place"
)

func TestNewReportOnTheOnlyTumourTakesOneKey(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{past: []rule.Past{sentReport("T1", "C50.4", "2026-05-14", nil)}}
	d := newDesktop(t, desk)
	d.open(NewChooser(d.sh, place.Occasion{CaseID: "c1"})).see("C50.4").see("1 vorhanden, 14.05.2026").press("3").see("OP · Müller, Anna")
	if got := desk.draft.Report.Meldung; got.Typ != model.TypOP || got.Tumorzuordnung.TumorID != "T1" {
		t.Errorf("draft: got %s on %s, want OP on T1", got.Typ, got.Tumorzuordnung.TumorID)
	}
}

func TestNoDraftIsMadeBeforeTheOccasionIsChosen(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{}
	d := newDesktop(t, desk)
	d.open(NewChooser(d.sh, place.Occasion{CaseID: "c1"})).see("neuer Tumor").press("ver", "esc").see("Loginname")
	if desk.drafts != 0 {
		t.Errorf("drafts: got %d, want none", desk.drafts)
	}
}

func TestSeveralTumoursAreAskedForFirst(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{past: []rule.Past{sentReport("T1", "C50.4", "2026-05-14", nil), sentReport("T2", "C18.7", "2024-02-03", nil)}}
	d := newDesktop(t, desk)
	d.open(NewChooser(d.sh, place.Occasion{CaseID: "c1"})).see("zu welchem Tumor?").press("2").see("C50.4").press("sta", "enter").see("Verlauf · ")
	if got := desk.draft.Report.Meldung; got.Tumorzuordnung.TumorID != "T1" || got.Verlauf == nil || got.Verlauf.Meldeanlass != "statusmeldung" {
		t.Errorf("draft: got %+v", got)
	}
	again := newDesktop(t, &deskDouble{past: desk.past})
	again.open(NewChooser(again.sh, place.Occasion{CaseID: "c1"})).see("zu welchem Tumor?").press("n").see("neuer Tumor").press("d", "enter").see("Diagnose · ")
	if got := again.desk.draft.Report.Meldung.Tumorzuordnung.TumorID; got != "T-new" {
		t.Errorf("tumour: got %s, want a new one", got)
	}
}

func TestEndOfATherapyCarriesWhatItsBeginningSaid(t *testing.T) {
	t.Parallel()
	begin := sentReport("T1", "C50.4", "2026-05-14", radiation)
	desk := &deskDouble{past: []rule.Past{sentReport("T1", "C50.4", "2026-05-14", nil), begin}}
	d := newDesktop(t, desk)
	d.open(NewChooser(d.sh, place.Occasion{CaseID: "c1"})).see("Strahlentherapie Ende (begonnen 01.07.2026)").press("5").see("Strahlentherapie · ")
	st := desk.draft.Report.Meldung.ST
	if st == nil || st.STID != "S-1" || st.Meldeanlass != model.Behandlungsende || len(st.MengeBestrahlung) != 1 || st.Nebenwirkungen.GradMaximal2OderUnbekannt != "" {
		t.Fatalf("draft: got %+v", st)
	}
	st.MengeBestrahlung[0].Beginn = "2020-01-01"
	if got := begin.Report.Meldung.ST; got.Meldeanlass != model.Behandlungsbeginn || got.MengeBestrahlung[0].Beginn != "2026-07-01" {
		t.Errorf("the sent report changed: %+v", got)
	}
}

func TestEndThatIsBeingWrittenIsNotOfferedAgain(t *testing.T) {
	t.Parallel()
	end := sentReport("T1", "C50.4", "2026-05-14", func(m *model.Meldung) { radiation(m); m.ST.Meldeanlass = model.Behandlungsende })
	end.Sent = false
	past := []rule.Past{sentReport("T1", "C50.4", "2026-05-14", radiation), end}
	for _, a := range record.Anlaesse(&land.Hessen, past, &record.Tumours(past)[0]) {
		if a.Begin != nil || strings.Contains(a.Worte, "begonnen") {
			t.Errorf("offered: %s", a.Worte)
		}
	}
}

func TestTheChooserNamesThePerson(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{person: model.Case{ID: "c1", Patient: newDraft().Report.Patient}})
	d.open(NewChooser(d.sh, place.Occasion{CaseID: "c1"})).see("welcher Anlass?").see("Müller, Anna *12.03.1950")
}
