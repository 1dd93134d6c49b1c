package report

import (
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/land"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/stage"
)

func TestNewReportOnTheOnlyTumourTakesOneKey(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{Past: []rule.Past{stage.SentReport("T1", "C50.4", "2026-05-14", nil)}}
	d := newDesktop(t, desk)
	d.Open(NewChooser(d.Sh, place.Occasion{CaseID: "c1"})).See("C50.4").See("1 vorhanden, 14.05.2026").Press("3").See("OP · Müller, Anna")
	if got := desk.Stored.Report.Meldung; got.Typ != model.TypOP || got.Tumorzuordnung.TumorID != "T1" {
		t.Errorf("draft: got %s on %s, want OP on T1", got.Typ, got.Tumorzuordnung.TumorID)
	}
}

func TestNoDraftIsMadeBeforeTheOccasionIsChosen(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{}
	d := newDesktop(t, desk)
	d.Open(NewChooser(d.Sh, place.Occasion{CaseID: "c1"})).See("neuer Tumor").Press("ver", "esc").See("Loginname")
	if desk.Made != 0 {
		t.Errorf("drafts: got %d, want none", desk.Made)
	}
}

func TestSeveralTumoursAreAskedForFirst(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{Past: []rule.Past{stage.SentReport("T1", "C50.4", "2026-05-14", nil), stage.SentReport("T2", "C18.7", "2024-02-03", nil)}}
	d := newDesktop(t, desk)
	d.Open(NewChooser(d.Sh, place.Occasion{CaseID: "c1"})).See("zu welchem Tumor?").Press("2").See("C50.4").Press("sta", "enter").See("Verlauf Statusmeldung · ")
	if got := desk.Stored.Report.Meldung; got.Tumorzuordnung.TumorID != "T1" || got.Verlauf == nil || got.Verlauf.Meldeanlass != "statusmeldung" {
		t.Errorf("draft: got %+v", got)
	}
	again := newDesktop(t, &stage.DeskDouble{Past: desk.Past})
	again.Open(NewChooser(again.Sh, place.Occasion{CaseID: "c1"})).See("zu welchem Tumor?").Press("n").See("neuer Tumor").Press("d", "enter").See("Diagnose · ")
	if got := again.Desk.Stored.Report.Meldung.Tumorzuordnung.TumorID; got != "T-new" {
		t.Errorf("tumour: got %s, want a new one", got)
	}
}

func TestEndOfATherapyCarriesWhatItsBeginningSaid(t *testing.T) {
	t.Parallel()
	begin := stage.SentReport("T1", "C50.4", "2026-05-14", stage.Radiation)
	desk := &stage.DeskDouble{Past: []rule.Past{stage.SentReport("T1", "C50.4", "2026-05-14", nil), begin}}
	d := newDesktop(t, desk)
	d.Open(NewChooser(d.Sh, place.Occasion{CaseID: "c1"})).See("Strahlentherapie Ende (begonnen 01.07.2026)").Press("5").See("Strahlentherapie Ende · ")
	st := desk.Stored.Report.Meldung.ST
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
	end := stage.SentReport("T1", "C50.4", "2026-05-14", func(m *model.Meldung) { stage.Radiation(m); m.ST.Meldeanlass = model.Behandlungsende })
	end.Sent = false
	past := []rule.Past{stage.SentReport("T1", "C50.4", "2026-05-14", stage.Radiation), end}
	for _, a := range record.Anlaesse(&land.Hessen, past, &record.Tumours(past)[0]) {
		if a.Begin != nil || strings.Contains(a.Worte, "begonnen") {
			t.Errorf("offered: %s", a.Worte)
		}
	}
}

func TestTheChooserNamesThePerson(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{Person: model.Case{ID: "c1", Patient: stage.NewDraft().Report.Patient}})
	d.Open(NewChooser(d.Sh, place.Occasion{CaseID: "c1"})).See("welcher Anlass?").See("Müller, Anna *12.03.1950")
}
