package rule

import (
	"slices"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/land"
)

// invented makes a report from lines of a fixture.
func invented(t testing.TB, lines string) Case {
	t.Helper()
	blocks, err := parseFixture("==\n" + lines)
	if err != nil {
		t.Fatal(err)
	}
	return blocks[0].c
}

// saying are the findings of a rule as "field, field: text".
func saying(found []Finding, rule string) []string {
	var said []string
	for _, f := range found {
		if f.Rule == rule {
			said = append(said, strings.Join(f.Fields, ", ")+": "+f.Text)
		}
	}
	return said
}

func TestCheckSortsBySeverityAndThenByTheFieldTable(t *testing.T) {
	t.Parallel()
	c := invented(t, `
Typ = Diagnose
Patient.Geschlecht = U
Tumorzuordnung.Primaertumor_ICD = C78.7
Diagnose.Menge_FM[0].Lokalisation = PUL
Diagnose.Menge_FM[10].Lokalisation = PUL
Diagnose.Menge_FM[2].Lokalisation = PUL
Diagnose.Menge_FM[2].Diagnosedatum = 2026-01-32
Diagnose.Menge_FM[10].Diagnosedatum = 2026-01-32
Diagnose.Histologie.LK_untersucht = 1
Diagnose.Histologie.LK_befallen = 2
Eigene_Leistung = U`)
	var places []string
	severity := Fehler
	for _, f := range Check(c) {
		if f.Severity.rank() < severity.rank() {
			t.Errorf("got %s (%s) behind %s, want the stricter first", f.Severity, f.Rule, severity)
		}
		severity = f.Severity
		if in(f.Rule, "P-040", "P-100", idForm) {
			places = append(places, f.Rule+" "+f.Fields[0])
		}
	}
	want := []string{
		"P-040 Tumorzuordnung.Primaertumor_ICD",
		"P-100 Diagnose.Histologie.LK_befallen",
		idForm + " Diagnose.Menge_FM[2].Diagnosedatum",
		idForm + " Diagnose.Menge_FM[10].Diagnosedatum",
	}
	if !slices.Equal(places, want) {
		t.Errorf("got Fehler in the order %q, want %q", places, want)
	}
}

func TestATumourToldOtherwiseNamesTheReportAndItsValues(t *testing.T) {
	t.Parallel()
	c := invented(t, `
Typ = Diagnose
Meldung_ID = m-2
Tumorzuordnung.Tumor_ID = t-1
Tumorzuordnung.Primaertumor_ICD = C50.4
Tumorzuordnung.Diagnosedatum = 2025-03-02
Tumorzuordnung.Seitenlokalisation = R
-- past sent
Typ = OP
Meldung_ID = m-1
OP.Datum = 2025-04-07
Tumorzuordnung.Tumor_ID = t-1
Tumorzuordnung.Primaertumor_ICD = C50.9
Tumorzuordnung.Diagnosedatum = 2025-03-01
Tumorzuordnung.Seitenlokalisation = L
`)
	want := idDiagnosedatum + ", " + idSeite + ": Diagnosedatum, Diagnose oder Seite weichen von einer früheren Meldung " +
		"(OP vom 07.04.2025: Diagnosedatum 01.03.2025, Seite L) zu diesem Tumor ab."
	if got := saying(Check(c), "P-071"); !slices.Equal(got, []string{want}) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAConfigLowersSeveritiesAndSwitchesRulesOff(t *testing.T) {
	t.Parallel()
	c := invented(t, "Patient.Geschlecht = U\nEigene_Leistung = U\nTumorzuordnung.Primaertumor_ICD = C78.7")
	config := Config{Rules: map[string]Severity{"P-004": Hinweis, "P-023": Aus, "P-040": Warnung}}
	if err := config.Validate(); err != nil {
		t.Fatalf("got %v, want a valid config", err)
	}
	got := map[string]Severity{}
	for _, f := range Check(c, With(config), ContentOnly()) {
		got[f.Rule] = f.Severity
	}
	for rule, want := range map[string]Severity{"P-004": Hinweis, "P-023": "", "P-040": Warnung} {
		if got[rule] != want {
			t.Errorf("%s: got severity %q, want %q", rule, got[rule], want)
		}
	}
}

func TestAConfigRefusesWhatItCannotDo(t *testing.T) {
	t.Parallel()
	for name, rules := range map[string]map[string]Severity{
		"unknown id":              {"P-999": Aus},
		"unknown severity":        {"P-004": "X"},
		"a higher severity":       {"P-004": Fehler},
		"what the schema demands": {idPflicht: Aus},
		"what the schema refuses": {idForm: Hinweis},
	} {
		if err := (Config{Rules: rules}).Validate(); err == nil {
			t.Errorf("%s: got no error, want one", name)
		}
	}
}

func TestARuleCannotBeRaised(t *testing.T) {
	t.Parallel()
	c := invented(t, "Patient.Geschlecht = U")
	found := Check(c, With(Config{Rules: map[string]Severity{"P-004": Fehler}}), ContentOnly())
	i := slices.IndexFunc(found, func(f Finding) bool { return f.Rule == "P-004" })
	if i < 0 || found[i].Severity != Warnung {
		t.Errorf("got %v, want P-004 as Warnung", found)
	}
}

func TestTheDeadlineIsConfigurable(t *testing.T) {
	t.Parallel()
	c := invented(t, "Typ = Diagnose\nTumorzuordnung.Diagnosedatum = 2025-02-03\nMeldedatum = 2025-03-06")
	if said := saying(Check(c, ContentOnly()), "P-033"); said != nil {
		t.Errorf("twelve weeks: got %q, want silence", said)
	}
	want := []string{"Tumorzuordnung.Diagnosedatum: Die Meldefrist von 30 Tagen ist überschritten (Ereignis 03.02.2025)."}
	if got := saying(Check(c, ContentOnly(), With(Config{Frist: 30})), "P-033"); !slices.Equal(got, want) {
		t.Errorf("thirty days: got %q, want %q", got, want)
	}
}

func TestARuleIsValidFromItsDay(t *testing.T) {
	t.Parallel()
	r := Rule{From: "2023-08-15"}
	for event, want := range map[model.Datum]bool{
		"2023-08-14": false, "2023-08-15": true, "2023-08-01~T": true, "2022-07-01~M": false, "2023-07-01~V": true, "": true,
	} {
		if got := r.validOn(event, land.Default); got != want {
			t.Errorf("event %q: got valid %v, want %v", event, got, want)
		}
	}
}

func TestWhatAnEarlierAnswerHidesViolatesNothing(t *testing.T) {
	t.Parallel()
	c := invented(t, `
Typ = Diagnose
Diagnose.Histologie.LK_untersucht = 1
Diagnose.Histologie.LK_befallen = 2
Diagnose.Primaertumor_Diagnosetext = Verdacht
Typ = OP`)
	for _, f := range Check(c) {
		for _, id := range f.Fields {
			if strings.HasPrefix(id, "Diagnose.") {
				t.Errorf("got %s on %s, want silence: the branch is not written", f.Rule, id)
			}
		}
	}
}

func TestAContentRuleSpeaksInsteadOfTheMindestanforderung(t *testing.T) {
	t.Parallel()
	c := invented(t, "Typ = Diagnose\nTumorzuordnung.Primaertumor_ICD = C50.4")
	found := Check(c)
	if got := saying(found, "P-048"); len(got) != 1 {
		t.Errorf("got %q, want P-048 once", got)
	}
	for _, said := range saying(found, idMinimum) {
		if strings.HasPrefix(said, idSeite) {
			t.Errorf("got %q beside P-048, want one sentence for the field", said)
		}
	}
}

func TestRulesAreInIdOrderAndComplete(t *testing.T) {
	t.Parallel()
	rules := Rules()
	if !slices.IsSortedFunc(rules, func(a, b Rule) int { return strings.Compare(a.ID, b.ID) }) {
		t.Error("got rules out of order, want them by id")
	}
	for i, r := range rules {
		if r.Text == "" || r.Source == "" || r.Severity.rank() < 0 || r.Severity == Aus {
			t.Errorf("%s: got a rule without text, source or severity: %+v", r.ID, r)
		}
		if i > 0 && rules[i-1].ID == r.ID {
			t.Errorf("%s: got the id twice, want it once", r.ID)
		}
	}
}
