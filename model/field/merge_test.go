package field_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

func TestMergeKeepsWhatSomebodyElseChanged(t *testing.T) {
	t.Parallel()
	person := func(street, title string, former ...model.Text) *model.Report {
		r := &model.Report{}
		s := &r.Patient.Stammdaten
		s.Nachname, s.Titel, s.Adresse.Strasse, s.MengeFruehererName = "Testfrau", model.Text(title), model.Text(street), former
		return r
	}
	for _, c := range []struct{ name, street, title, former, wantStreet, wantTitle, wantFormer string }{
		{"nothing", "", "", "", "Neue Gasse", "Dr.", "Erst"},
		{"another field", "", "Prof.", "", "Neue Gasse", "Prof.", "Erst"},
		{"the same field", "Eigener Weg", "", "", "Eigener Weg", "Dr.", "Erst"},
		{"a list", "", "", "Zweit", "Neue Gasse", "Dr.", "Zweit"},
	} {
		was, stored := person("Alte Gasse", "Dr.", "Erst"), person("Neue Gasse", "Dr.", "Erst")
		mine := field.Copy(was)
		s := &mine.Patient.Stammdaten
		if c.street != "" {
			s.Adresse.Strasse = model.Text(c.street)
		}
		if c.title != "" {
			s.Titel = model.Text(c.title)
		}
		if c.former != "" {
			s.MengeFruehererName = []model.Text{model.Text(c.former)}
		}
		got := field.Merge(dataset.Report, stored, was, mine).Report
		if want := person(c.wantStreet, c.wantTitle, model.Text(c.wantFormer)); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, want %+v", c.name, got.Patient, want.Patient)
		}
	}
}

func TestMergeWithNobodyElseIsMine(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		was, mine := drawPerson(t), drawPerson(t)
		got := field.Merge(dataset.Report, was, was, mine).Report
		if a, b := field.Texts(dataset.Report, got), field.Texts(dataset.Report, mine); !maps.Equal(a, b) {
			t.Fatalf("got %v, want %v", a, b)
		}
	})
}

func drawPerson(t *rapid.T) *model.Report {
	texts := map[string]string{}
	for _, id := range []string{"Patient.Nachname", "Patient.Versicherung", "Patient.Versichertendaten_GKV.IKNR", "Patient.Adresse.Ort",
		"Patient.Menge_Frueherer_Name[0]", "Patient.Menge_Frueherer_Name[1]", "Patient.Versichertendaten_PKV."} {
		if rapid.Bool().Draw(t, id) {
			texts[id] = rapid.SampledFrom([]string{"a", "b"}).Draw(t, id+" text")
		}
	}
	if _, marked := texts["Patient.Versichertendaten_PKV."]; marked {
		texts["Patient.Versichertendaten_PKV."] = ""
	}
	r := &model.Report{}
	field.Fill(dataset.Report, r, texts)
	return r
}

// substances are a therapy's rows: a name and a code each.
func substances(rows ...string) *model.Report {
	syst := &model.SYST{}
	for _, row := range rows {
		name, code, _ := strings.Cut(row, "/")
		s := model.Substanz{Bezeichnung: model.Text(name)}
		if code != "" {
			s.ATC = &model.ATC{Code: model.Code(code), Version: "2026"}
		}
		syst.MengeSubstanz = append(syst.MengeSubstanz, s)
	}
	return &model.Report{Meldung: model.Meldung{Typ: model.TypSYST, SYST: syst}}
}

func namesOf(r *model.Report) (rows []string) {
	for _, s := range r.Meldung.SYST.MengeSubstanz {
		row := string(s.Bezeichnung)
		if s.ATC != nil {
			row += "/" + string(s.ATC.Code)
		}
		rows = append(rows, row)
	}
	return rows
}

// Items of a list have no names: which one is which is seen by what it holds and where it
// stands.
func TestMergeNeverMixesTheItemsOfAList(t *testing.T) {
	t.Parallel()
	list := strings.Fields
	for name, c := range map[string]struct{ was, theirs, mine, want, clashes string }{
		"each another item":             {"a/1 b/2", "a/9 b/2", "a/1 b/8", "a/9 b/8", ""},
		"each another field of one":     {"a/1 b/2", "a/9 b/2", "c/1 b/2", "c/9 b/2", ""},
		"the same field":                {"a/1", "a/9", "a/8", "a/8", "SYST.Menge_Substanz[0].ATC"},
		"both add":                      {"a/1", "a/1 x/5", "a/1 y/6", "a/1 x/5 y/6", ""},
		"both add the same":             {"a/1", "a/1 x/5", "a/1 x/5", "a/1 x/5", ""},
		"one removes, one changes":      {"a/1 b/2", "b/2", "a/1 b/7", "b/7", ""},
		"one removes what one changes":  {"a/1 b/2", "b/2", "a/7 b/2", "a/7 b/2", ""},
		"I remove what one changes":     {"a/1 b/2", "a/7 b/2", "b/2", "a/7 b/2", ""},
		"both remove":                   {"a/1 b/2", "b/2", "b/2", "b/2", ""},
		"one inserts in front":          {"a/1 b/2", "x/5 a/1 b/2", "a/1 b/9", "x/5 a/1 b/9", ""},
		"I insert in front":             {"a/1 b/2", "a/1 b/9", "x/5 a/1 b/2", "x/5 a/1 b/9", ""},
		"I move, one changes the other": {"a/1 b/2 c/3", "a/9 b/2 c/3", "a/1 c/3 b/2", "a/9 c/3 b/2", ""},
		"I replace one by another":      {"a/1 b/2", "a/9 b/2", "z/7 b/2", "a/9 z/7 b/2", ""},
		"what is being typed":           {"Cis", "Cis x/5", "Cisplatin", "Cisplatin x/5", ""},
		"an empty one is filled":        {"a/1 _", "a/9 _", "a/1 y/6", "a/9 y/6", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rows := func(text string) *model.Report { return substances(list(strings.ReplaceAll(text, "_", "/"))...) }
			m := field.Merge(dataset.Report, rows(c.theirs), rows(c.was), rows(c.mine))
			if got := namesOf(m.Report); !slices.Equal(got, list(c.want)) {
				t.Errorf("got %q, want %q", got, list(c.want))
			}
			var clashes []string
			for _, c := range m.Clashes {
				clashes = append(clashes, c.ID)
			}
			if got := strings.Join(clashes, " "); got != c.clashes {
				t.Errorf("clashes %q, want %q", got, c.clashes)
			}
		})
	}
}

// Whatever two people do to a list, no item ends up with values of two, and nothing is
// lost that one of them entered.
func TestMergeKeepsItemsWhole(t *testing.T) {
	t.Parallel()
	made := 0
	edit := func(t *rapid.T, who string, rows []string) []string {
		rows = slices.Clone(rows)
		for range rapid.IntRange(0, 4).Draw(t, who) {
			at := rapid.IntRange(0, len(rows)).Draw(t, "at")
			switch what := rapid.IntRange(0, 3).Draw(t, "what"); {
			case what == 0:
				made++
				rows = slices.Insert(rows, at, fmt.Sprintf("%s%d/%s%d.1", who, made, who, made))
			case at == len(rows):
			case what == 1:
				rows = slices.Delete(rows, at, at+1)
			case what == 2: // another code of the same one
				made++
				name, _, _ := strings.Cut(rows[at], "/")
				rows[at] = fmt.Sprintf("%s/%s.%s%d", name, name, who, made)
			case at > 0:
				rows[at-1], rows[at] = rows[at], rows[at-1]
			}
		}
		return rows
	}
	rapid.Check(t, func(t *rapid.T) {
		was := edit(t, "w", []string{"p/p.1", "q/q.1", "r/r.1"})
		theirs, mine := edit(t, "t", was), edit(t, "m", was)
		got := namesOf(field.Merge(dataset.Report, substances(theirs...), substances(was...), substances(mine...)).Report)
		for _, row := range got {
			name, code, _ := strings.Cut(row, "/")
			if !strings.HasPrefix(code, name+".") {
				t.Fatalf("mixed %q of %q, %q and %q", row, was, theirs, mine)
			}
		}
		for _, side := range [][]string{theirs, mine} {
			for _, row := range side {
				name, _, _ := strings.Cut(row, "/")
				if !slices.Contains(was, row) && !slices.ContainsFunc(got, func(g string) bool { return strings.HasPrefix(g, name+"/") }) {
					t.Fatalf("lost %q: %q of %q, %q and %q", row, got, was, theirs, mine)
				}
			}
		}
	})
}

// The edition goes with its code, and is no clash of its own.
func TestMergeTakesTheEditionWithItsCode(t *testing.T) {
	t.Parallel()
	icd := func(code, version string) *model.Report {
		r := &model.Report{}
		r.Meldung.Tumorzuordnung.PrimaertumorICD = model.ICD{Code: model.Code(code), Version: model.Code(version)}
		return r
	}
	for name, c := range map[string]struct{ was, theirs, mine, want *model.Report }{
		"theirs":      {icd("C50.1", "10 2025 GM"), icd("C61", "10 2026 GM"), icd("C50.1", "10 2024 GM"), icd("C61", "10 2026 GM")},
		"mine":        {icd("C50.1", "10 2025 GM"), icd("C50.1", "10 2026 GM"), icd("C61", "10 2025 GM"), icd("C61", "10 2025 GM")},
		"mine anew":   {icd("", ""), icd("", ""), icd("C61", "10 2026 GM"), icd("C61", "10 2026 GM")},
		"the edition": {icd("C61", "10 2025 GM"), icd("C61", "10 2024 GM"), icd("C61", "10 2026 GM"), icd("C61", "10 2026 GM")},
	} {
		m := field.Merge(dataset.Report, c.theirs, c.was, c.mine)
		if got := m.Report.Meldung.Tumorzuordnung.PrimaertumorICD; got != c.want.Meldung.Tumorzuordnung.PrimaertumorICD || len(m.Clashes) > 0 {
			t.Errorf("%s: got %+v, clashes %v; want %+v", name, got, m.Clashes, c.want.Meldung.Tumorzuordnung.PrimaertumorICD)
		}
	}
}

func TestMergeSaysWhereItemsAre(t *testing.T) {
	t.Parallel()
	was, theirs, mine := substances("a/1", "b/2"), substances("x/5", "a/1"), substances("a/1", "b/2")
	m := field.Merge(dataset.Report, theirs, was, mine)
	if id, ok := m.NewID("SYST.Menge_Substanz[0].ATC"); id != "SYST.Menge_Substanz[1].ATC" || !ok {
		t.Errorf("the first is at %s, %t; want it second", id, ok)
	}
	if id, ok := m.NewID("SYST.Menge_Substanz[1].Bezeichnung"); ok {
		t.Errorf("what was removed is at %s", id)
	}
	if id, ok := m.NewID("SYST.Menge_Substanz"); id != "SYST.Menge_Substanz" || !ok {
		t.Errorf("the list is at %s, %t", id, ok)
	}
	if got := m.Renumbered(mine, dataset.Report); !slices.Equal(got, []string{"SYST.Menge_Substanz"}) {
		t.Errorf("renumbered: %q", got)
	}
	if got := field.Merge(dataset.Report, was, was, mine).Renumbered(mine, dataset.Report); len(got) > 0 {
		t.Errorf("nothing changed, and renumbered: %q", got)
	}
}
