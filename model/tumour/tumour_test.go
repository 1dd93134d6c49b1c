package tumour

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"example.org/meldeportal/model"
)

// report is a report of a house: "number house tumour icd morphology side day".
func report(number, house, tumour, icd, morphology, side, day string, more ...func(*model.Report)) Source {
	r := &model.Report{}
	m := &r.Meldung
	m.MelderID, m.Typ = model.Text(house), model.TypDiagnose
	m.Tumorzuordnung = model.Tumorzuordnung{TumorID: model.Text(tumour), PrimaertumorICD: model.ICD{Code: model.Code(icd)}, Diagnosedatum: model.Datum(day), Seitenlokalisation: model.Code(side)}
	m.Diagnose = &model.Diagnose{Histologie: &model.Histologie{}}
	if morphology != "" {
		m.Diagnose.Histologie.MorphologieICDO = []model.ICDO{{Code: model.Code(morphology)}}
	}
	for _, change := range more {
		change(r)
	}
	return Source{Number: number, Report: r}
}

// What counts as one tumour, and what as a new case.
func TestReportsAreOfTumours(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		sources  []Source
		tumours  int
		incident int
	}{
		"two houses, one tumour":              {[]Source{report("1", "A", "a", "C50.4", "8500/3", "L", "2025-03-02"), report("2", "B", "b", "C50.9", "8010/3", "L", "2025-04-01")}, 1, 1},
		"both breasts, one histology":         {[]Source{report("1", "A", "a", "C50.4", "8500/3", "L", "2025-03-02"), report("2", "B", "b", "C50.4", "8500/3", "R", "2025-04-01")}, 2, 1},
		"both breasts, two histologies":       {[]Source{report("1", "A", "a", "C50.4", "8500/3", "L", "2025-03-02"), report("2", "B", "b", "C50.4", "9020/3", "R", "2025-04-01")}, 2, 2},
		"both ovaries at the same time":       {[]Source{report("1", "A", "a", "C56", "8441/3", "L", "2025-03-02"), report("2", "B", "b", "C56", "8441/3", "R", "2025-04-01")}, 1, 1},
		"both ovaries years apart":            {[]Source{report("1", "A", "a", "C56", "8441/3", "L", "2020-03-02"), report("2", "B", "b", "C56", "8441/3", "R", "2025-04-01")}, 2, 1},
		"colon and rectum":                    {[]Source{report("1", "A", "a", "C18.7", "8140/3", "", "2025-03-02"), report("2", "B", "b", "C20", "8140/3", "", "2025-03-02")}, 2, 2},
		"rectosigmoid and rectum":             {[]Source{report("1", "A", "a", "C19", "8140/3", "", "2025-03-02"), report("2", "B", "b", "C20", "8140/3", "", "2027-03-02")}, 1, 1},
		"adenocarcinoma and squamous in lung": {[]Source{report("1", "A", "a", "C34.1", "8140/3", "L", "2025-03-02"), report("2", "B", "b", "C34.1", "8070/3", "L", "2027-03-02")}, 2, 2},
		"bladder and ureter":                  {[]Source{report("1", "A", "a", "C67.2", "8120/3", "", "2025-03-02"), report("2", "B", "b", "C66", "8130/3", "L", "2027-03-02")}, 1, 1},
		"lymphoma in two places":              {[]Source{report("1", "A", "a", "C83.3", "9680/3", "", "2025-03-02"), report("2", "B", "b", "C82.1", "9690/3", "", "2027-03-02")}, 1, 1},
		"Hodgkin and leukaemia":               {[]Source{report("1", "A", "a", "C81.1", "9663/3", "", "2025-03-02"), report("2", "B", "b", "C92.0", "9861/3", "", "2027-03-02")}, 2, 2},
		"melanoma twice, skin once more":      {[]Source{report("1", "A", "a", "C43.5", "8720/3", "", "2020-03-02"), report("2", "B", "b", "C43.6", "8743/3", "", "2025-03-02"), report("3", "B", "c", "C44.3", "8090/3", "", "2025-03-02")}, 2, 2},
		"a metastasis is of the known tumour": {[]Source{report("1", "A", "a", "C50.4", "8500/3", "L", "2025-03-02"), report("2", "B", "b", "C78.0", "", "", "2026-03-02")}, 1, 1},
		"an id of no house says nothing":      {[]Source{report("1", "", "a", "C34.1", "8140/3", "", "2025-03-02"), report("2", "", "a", "C61", "8140/3", "", "2025-03-01")}, 2, 2},
		"one house knows":                     {[]Source{report("1", "A", "a", "C34.1", "", "", "2025-03-02"), report("2", "A", "a", "C80.9", "8000/3", "", "2025-03-01")}, 1, 1},
	} {
		tumours := Of(c.sources)
		incident := 0
		for _, one := range tumours {
			incident += truth(one.Incident)
		}
		if len(tumours) != c.tumours || incident != c.incident {
			t.Errorf("%s: %d tumours, %d of them count; want %d, %d", name, len(tumours), incident, c.tumours, c.incident)
		}
	}
}

// The same reports give the same tumours in whatever order they come.
func TestTheOrderOfReportsChangesNothing(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 1))
	icds, morphs, sides := []string{"C50.4", "C50.9", "C34.1", "C80.9", "C78.0", "C20", "C83.3"}, []string{"8500/3", "8010/3", "8000/3", "", "8070/3", "9680/3"}, []string{"L", "R", "U", ""}
	for round := range 300 {
		var sources []Source
		for i := range 6 {
			sources = append(sources, report(fmt.Sprint(i), "H"+fmt.Sprint(r.IntN(3)), fmt.Sprint(r.IntN(3)), icds[r.IntN(len(icds))], morphs[r.IntN(len(morphs))], sides[r.IntN(4)], fmt.Sprintf("20%02d-03-%02d", 20+r.IntN(6), 1+r.IntN(28))))
		}
		want := Of(sources)
		r.Shuffle(len(sources), func(i, j int) { sources[i], sources[j] = sources[j], sources[i] })
		if got := Of(sources); !reflect.DeepEqual(got, want) {
			t.Fatalf("round %d: another order gives other tumours:\n%+v\n%+v", round, got, want)
		}
	}
}

// Each value says where it is from, and what contradicts it is listed.
func TestTheBestOfIsTold(t *testing.T) {
	t.Parallel()
	pathology := func(morph string) func(*model.Report) {
		return func(r *model.Report) {
			r.Meldung.Typ, r.Meldung.Diagnose = model.TypPathologie, nil
			r.Meldung.Pathologie = &model.Pathologie{Diagnosesicherung: "7.1", Histologie: &model.Histologie{MorphologieICDO: []model.ICDO{{Code: model.Code(morph)}}, Grading: "2"},
				PTNM: &model.TNM{T: "2", N: "1a", M: "X"}}
		}
	}
	all := Of([]Source{
		report("1", "A", "a", "C50.4", "8010/3", "L", "2025-03-15~T", func(r *model.Report) {
			r.Meldung.Diagnose.Diagnosesicherung, r.Meldung.Diagnose.CTNM = "2", &model.TNM{T: "2", N: "0", M: "0"}
			r.Patient.Stammdaten.Adresse = model.Adresse{PLZ: "35390", Ort: "Gießen"}
		}),
		report("2", "B", "b", "C50.9", "", "L", "2025-03-07", pathology("8500/3"), func(r *model.Report) { r.Patient.Stammdaten.Geschlecht = "W" }),
		report("3", "C", "c", "C50.5", "8520/3", "L", "2025-02-01", func(r *model.Report) { r.Patient.Stammdaten.Geschlecht = "M" }),
	})
	if len(all) != 1 {
		t.Fatalf("%d tumours, want 1", len(all))
	}
	for field, want := range map[string][2]string{Diagnosedatum: {"2025-02-01", "3"}, ICD: {"C50.5", "3"}, Morphologie: {"8500/3", "2"}, Seite: {"L", "3"}, Diagnosesicherung: {"7.1", "2"},
		CTNM: {"T2 N0 M0", "1"}, PTNM: {"T2 N1a MX", "2"}, Grading: {"2", "2"}, PLZ: {"35390", "1"}, Ort: {"Gießen", "1"}, Geschlecht: {"M", "3"}} {
		found := false
		for _, v := range all[0].Best {
			if v.Field == field {
				found = true
				if v.Value != want[0] || v.From != want[1] || v.Rule == "" {
					t.Errorf("%s is %q of %s (%s), want %v", field, v.Value, v.From, v.Rule, want)
				}
			}
		}
		if !found {
			t.Errorf("%s is not known", field)
		}
	}
	conflicts := map[string]int{}
	for _, v := range all[0].Conflicts() {
		conflicts[v.Field] = len(v.Others)
	}
	if want := map[string]int{Diagnosedatum: 2, ICD: 1, Morphologie: 1, Geschlecht: 1}; !reflect.DeepEqual(conflicts, want) {
		t.Errorf("contradictions %v, want %v", conflicts, want)
	}
}

func TestDaysThatMayBeTheSameAreNoContradiction(t *testing.T) {
	t.Parallel()
	all := Of([]Source{report("1", "A", "a", "C61", "8140/3", "", "2025-03-15~T"), report("2", "B", "b", "C61", "8140/3", "", "2025-03-07")})
	if got := all[0].Get(Diagnosedatum); got != "2025-03-07" || len(all[0].Conflicts()) != 0 {
		t.Errorf("the day is %s, contradicted by %v", got, all[0].Conflicts())
	}
}

// Every code of the tables is in one group, and codes of a group are written from low to
// high.
func TestHistologyGroupsDoNotOverlap(t *testing.T) {
	t.Parallel()
	seen := map[int]Histology{}
	for _, row := range histologies {
		for code, group := range histologyOf {
			if group == row.group {
				if was, twice := seen[code]; twice && was != group {
					t.Errorf("%d is in groups %d and %d", code, was, group)
				}
				seen[code] = group
			}
		}
	}
	for code, want := range map[string]Histology{"8500/3": Adeno, "8070/3": Squamous, "8041/3": OtherCarcinoma, "8010/3": AnyCarcinoma, "9140/3": Kaposi, "8720/3": OtherSpecified, "8000/3": AnyCancer, "9050/3": Mesothelioma, "xx": 0, "9999/3": 0} {
		if got := HistologyOf(code, ""); got != want {
			t.Errorf("%s is of group %d, want %d", code, got, want)
		}
	}
}

func TestADeathCertificateAloneIsACaseUntilAReportComes(t *testing.T) {
	t.Parallel()
	death := Death{Number: "S1", Month: "2026-01", Causes: []string{"I21.9", "C34.1", "C78.7"}}
	if got := Deaths(nil, []Death{death}); len(got) != 1 || got[0].ICD != "C34.1" {
		t.Errorf("without a report: %v", got)
	}
	if got := Deaths(Of([]Source{report("1", "A", "a", "C34.9", "8041/3", "R", "2025-03-02")}), []Death{death}); len(got) != 0 {
		t.Errorf("with a report of that tumour: %v", got)
	}
	if got := Deaths(Of([]Source{report("1", "A", "a", "C61", "8140/3", "", "2025-03-02")}), []Death{death}); len(got) != 1 {
		t.Errorf("with a report of another tumour: %v", got)
	}
	if got := Deaths(nil, []Death{{Causes: []string{"C80.9"}}, {Causes: []string{"J45"}}}); len(got) != 1 {
		t.Errorf("an unknown primary is a case where nothing else is known: %v", got)
	}
}

// The examples of law.md 3 (10), and who has left by age.
func TestIntervalCancers(t *testing.T) {
	t.Parallel()
	round := []Screening{{Programme: "Mamma", Day: "2023-03-01", Unsuspicious: true}}
	for _, c := range []struct {
		icd    string
		day    model.Datum
		found  bool
		rounds []Screening
		want   bool
	}{
		{"C50.4", "2024-02-01", false, round, true}, {"C50.4", "2025-04-01", false, round, false}, {"C50.4", "2024-02-01", true, round, false},
		{"C61", "2024-02-01", false, round, false}, {"C50.4", "2022-02-01", false, round, false}, {"C50.4", "2025-02-28", false, round, true}, {"C50.4", "2025-03-01", false, round, false},
		{"C50.4", "2024-02-01", false, []Screening{{Programme: "Mamma", Day: "2023-03-01"}}, false},
		{"C50.4", "2027-02-01", false, []Screening{{Programme: "Mamma", Day: "2023-03-01", Unsuspicious: true, Left: true}}, true},
		{"C50.4", "2025-02-01", false, []Screening{{Programme: "Mamma", Day: "2023-03-01", Unsuspicious: true}, {Programme: "Mamma", Day: "2024-12-01"}}, false},
		{"C50.4", "", false, round, false}, {"C50.4", "2024-02-01", false, nil, false},
	} {
		if _, got := IntervalCancer(c.icd, c.day, c.found, c.rounds); got != c.want {
			t.Errorf("%+v: got %v", c, got)
		}
	}
}
