package work

import (
	"context"
	"fmt"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
)

// registry says the same whatever it is asked.
type registry struct {
	Registry
	came []model.Rueckmeldung
}

func (r registry) Rueckmeldungen(context.Context, string) ([]model.Rueckmeldung, error) {
	return r.came, nil
}

// sentAs are reports as they were sent.
type sentAs struct {
	Sent
	r model.Report
}

func (s sentAs) Report(context.Context, string) (model.Report, error) { return s.r, nil }

const atDiagnosis = "Tumorzuordnung.Diagnosedatum"

func diagnosisOf(day model.Datum) model.Report {
	return model.Report{Meldung: model.Meldung{MeldungID: "M-1", Typ: model.TypDiagnose, Tumorzuordnung: model.Tumorzuordnung{TumorID: "1", Diagnosedatum: day}}}
}

// What the registry found stands at its field until that says something else; what the rules
// here say already is not said twice.
func TestWhatTheRegistryFoundStandsAtItsField(t *testing.T) {
	t.Parallel()
	sent := diagnosisOf("2026-05-14")
	desk := &Desk{Sent: sentAs{r: sent}, Registry: registry{came: []model.Rueckmeldung{
		{Nummer: 1, Art: model.RueckErgebnis, Transaktionsnummer: "t0", MeldungID: "M-1", Befunde: []model.Befund{{Regel: "P-001", Text: "Zur Fassung davor.", Feld: atDiagnosis}}},
		{Nummer: 2, Art: model.RueckErgebnis, Transaktionsnummer: "t9", MeldungID: "M-9", Befunde: []model.Befund{{Regel: "P-009", Text: "Zu einer anderen.", Feld: atDiagnosis}}},
		{Nummer: 3, Art: model.RueckFrage, Transaktionsnummer: "t1", MeldungID: "M-1", Text: "Stimmt der Tag?", Feld: atDiagnosis},
		{Nummer: 4, Art: model.RueckErgebnis, Transaktionsnummer: "t1", MeldungID: "M-1", Ergebnis: model.ErgebnisAbgelehnt, Befunde: []model.Befund{{Regel: "P-020", Text: "Bitte prüfen.", Feld: atDiagnosis}, {Regel: "P-030", Text: "Insgesamt."}}},
	}}}
	said, err := readTold(t.Context(), desk, "c1", "M-1")
	if err != nil {
		t.Fatal(err)
	}
	rules := func(now model.Report, found ...rule.Finding) (all []string) {
		for _, f := range said.Findings(&now, found) {
			all = append(all, string(f.Severity)+" "+f.Rule)
		}
		return all
	}
	for name, test := range map[string]struct {
		now   model.Report
		found []rule.Finding
		want  string
	}{
		"as it was sent": {sent, nil, "[W Register P-020 W Register P-030 H Register Frage]"},
		"put right":      {diagnosisOf("2026-05-13"), nil, "[W Register P-030]"},
		"said here, too": {sent, []rule.Finding{{Rule: "P-020", Fields: []string{atDiagnosis}}}, "[W Register P-030 H Register Frage]"},
	} {
		if got := rules(test.now, test.found...); fmt.Sprint(got) != test.want {
			t.Errorf("%s: got %v, want %s", name, got, test.want)
		}
	}
}

func TestAQuestionIsAnsweredWhereItIsAsked(t *testing.T) {
	t.Parallel()
	asks := model.Rueckmeldung{Nummer: 3, Art: model.RueckFrage, Transaktionsnummer: "t1", Text: "Stimmt der Tag?"}
	s := SentVersion{Desk: &Desk{}, Answers: []model.Rueckmeldung{asks}}
	if a := s.reply(); a.Off != "" || a.Asks != AskReply || a.Now.Text == "" {
		t.Errorf("got %+v, want that it can be answered", a)
	}
	answered := asks
	answered.Antwort = &model.Antwort{Text: "Ja.", Am: asks.Am}
	s.Answers = []model.Rueckmeldung{answered}
	if a := s.reply(); a.Off == "" {
		t.Error("an answered question can be answered once more")
	}
	if facts := s.answerFacts(); len(facts) != 2 || facts[1].Label != "Antwort" {
		t.Errorf("told %+v, want the question and its answer", facts)
	}
}
