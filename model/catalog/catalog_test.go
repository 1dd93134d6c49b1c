package catalog

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"
)

// firsts is the first cell of each row.
func firsts(rows [][]string) []string {
	var all []string
	for _, row := range rows {
		all = append(all, row[0])
	}
	return all
}

func codesOf(t *testing.T, name string) []string {
	t.Helper()
	l, ok := Get(name)
	if !ok {
		t.Fatalf("no list %q", name)
	}
	var all []string
	for _, e := range l.Entries() {
		all = append(all, e.Code)
	}
	return all
}

// differ says which codes are in one list only.
func differ(got, want []string) (missing, extra []string) {
	in := func(list []string) map[string]bool {
		set := map[string]bool{}
		for _, code := range list {
			set[code] = true
		}
		return set
	}
	has, wants := in(got), in(want)
	for _, code := range want {
		if !has[code] {
			missing = append(missing, code)
		}
	}
	for _, code := range got {
		if !wants[code] {
			extra = append(extra, code)
		}
	}
	return missing, extra
}

func TestCodesAreTheOfficialOnes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		list, file, column string
		missing, extra     []string // known and right
	}{
		{list: "ICD10", file: "icd10.csv", column: "code", extra: []string{"M72.4"}},
		{list: "Topographie", file: "topographie.csv", column: "code"},
		{list: "Protokoll", file: "protokoll.csv", column: "code"},
		{list: "TNM-T", file: "tnm_t.csv", column: "code", missing: []string{"mic"}}, // the schema's pattern refuses it
		{list: "TNM-N", file: "tnm_n.csv", column: "code"},
		{list: "TNM-M", file: "tnm_m.csv", column: "code"},
	} {
		t.Run(c.list, func(t *testing.T) {
			t.Parallel()
			ours := codesOf(t, c.list)
			if official := firsts(columnsOf(t, c.file, c.column)); official != nil {
				missing, extra := differ(ours, official)
				if !slices.Equal(missing, c.missing) {
					t.Errorf("missing %q, want %q", missing, c.missing)
				}
				if !slices.Equal(extra, c.extra) {
					t.Errorf("extra %q, want %q", extra, c.extra)
				}
			}
			compared(t, c.file, c.list, ours)
		})
	}
}

func TestCodesHaveNoDoubles(t *testing.T) {
	t.Parallel()
	for _, name := range Names() {
		seen := map[string]bool{}
		for _, code := range codesOf(t, name) {
			if seen[code] {
				t.Errorf("%s: code %q stands twice", name, code)
			}
			seen[code] = true
		}
	}
}

func TestComparingCodesSeesDifferences(t *testing.T) {
	t.Parallel()
	missing, extra := differ([]string{"A", "B"}, []string{"B", "C"})
	if !slices.Equal(missing, []string{"C"}) || !slices.Equal(extra, []string{"A"}) {
		t.Errorf("missing %q, extra %q; want C missing and A extra", missing, extra)
	}
}

// Every named combination is in our list; what we name beyond them is a
// combination that the official list has without a name.
func TestMorphologyIsTheOfficialOne(t *testing.T) {
	t.Parallel()
	var named, all, histologies []string
	groups := map[string]string{}
	for _, row := range columnsOf(t, "morphologie.csv", "code", "name", "histologie", "group") {
		all = append(all, row[0])
		histologies = append(histologies, row[2])
		groups[row[0]] = row[3]
		if row[1] != "" {
			named = append(named, row[0])
		}
	}
	ours := slices.DeleteFunc(codesOf(t, "Morphologie"), func(code string) bool { return !strings.Contains(code, "/") })
	if missing, _ := differ(ours, named); len(missing) > 0 {
		t.Errorf("missing %q", missing)
	}
	if _, extra := differ(ours, all); len(all) > 0 && len(extra) > 0 {
		t.Errorf("not even a combination: %q", extra)
	}
	for _, histology := range histologies {
		if _, ok := Morphology(histology + "/3"); !ok {
			t.Errorf("histology %s is unknown", histology)
		}
	}
	for code, want := range groups {
		if facts, _ := Morphology(code); facts.Group != want {
			t.Errorf("group of %s is %q, want %q", code, facts.Group, want)
		}
	}
	compared(t, "morphologie.csv", "Morphologie", factsOf(t, "Morphologie", Morphology))
}

func TestFactsAreTheOfficialOnes(t *testing.T) {
	t.Parallel()
	t.Run("reportable", func(t *testing.T) {
		for _, row := range columnsOf(t, "icd10.csv", "code", "p65_valide") {
			facts, ok := ICD(row[0])
			if want := row[1] == "True"; !ok || facts.Reportable != want {
				t.Errorf("%s: reportable %v, known %v; want %v", row[0], facts.Reportable, ok, want)
			}
		}
		compared(t, "icd10.csv", "ICD10 facts", factsOf(t, "ICD10", ICD))
	})
	t.Run("paired", func(t *testing.T) {
		for _, row := range columnsOf(t, "topographie.csv", "code", "istPaarig") {
			facts, ok := Topography(row[0])
			if want := row[1] == "1"; facts.Paired != want || ok != (row[1] != "") {
				t.Errorf("%s: paired %v, known %v; want %v", row[0], facts.Paired, ok, want)
			}
		}
		compared(t, "topographie.csv", "Topographie facts", factsOf(t, "Topographie", Topography))
	})
	t.Run("protocols", func(t *testing.T) {
		for _, row := range columnsOf(t, "protokoll.csv", "code", "therapieart", "substanz_1") {
			facts, ok := Protocol(row[0])
			if want := strings.TrimPrefix(row[1], "?"); !ok || facts.Therapieart != want {
				t.Errorf("%s: Therapieart %q, known %v; want %q", row[0], facts.Therapieart, ok, want)
			}
			if open := row[2] == "" || strings.HasPrefix(row[2], "<"); open != (len(facts.Substanzen) == 0) {
				t.Errorf("%s: substances %q, official first one %q", row[0], facts.Substanzen, row[2])
			}
		}
		compared(t, "protokoll.csv", "Protokoll facts", factsOf(t, "Protokoll", Protocol))
	})
}

// What the list has beyond the official one are former names.
func TestSubstancesAreTheOfficialOnes(t *testing.T) {
	t.Parallel()
	l, _ := Get("Substanz")
	official := columnsOf(t, leitfaden, "Substanzbezeichnung", "Therapieart laut UL", "ATC-Code")
	missing, extra := differ(codesOf(t, "Substanz"), firsts(official))
	if len(official) > 0 && len(missing) > 0 {
		t.Errorf("missing %q", missing)
	}
	for _, name := range extra {
		if e, _ := l.Entry(name); len(official) > 0 && !e.Old {
			t.Errorf("%s is neither listed nor a former name", name)
		}
	}
	for _, row := range official {
		want := row[1]
		if row[0] == "Fingolimod" { // the kind "MO" of one of its rows is none of the standard
			want = "SO"
		}
		if art, ok := SubstanzArt(row[0]); !ok || art != want {
			t.Errorf("%s: Therapieart %q, listed %v; want %q", row[0], art, ok, want)
		}
		if _, ok := ATCArt(row[2]); !ok && len(row[2]) == len("L01XA01") {
			t.Errorf("%s: ATC %s is unknown", row[0], row[2])
		}
	}
	for _, row := range columnsOf(t, "substanz.csv", "Substanz", "Code") { // as of 2021: reports of then stay right
		if e, ok := l.Entry(row[0]); !ok {
			t.Errorf("%s, a name of 2021, is %+v", row[0], e)
		}
		if _, ok := ATCArt(row[1]); row[1] != "" && !ok {
			t.Errorf("%s: ATC %s of 2021 is unknown", row[0], row[1])
		}
	}
	compared(t, leitfaden, "Substanz", codesOf(t, "Substanz"))
	compared(t, leitfaden, "Substanz facts", factsOf(t, "Substanz", SubstanzArt))
	compared(t, leitfaden, "ATC facts", factsOf(t, "ATC", ATCArt))
}

func TestFormerNamesOfSubstancesLeadToTheCurrentOne(t *testing.T) {
	t.Parallel()
	l, _ := Get("Substanz")
	for _, row := range read("substanz").rows {
		if len(row) < 8 {
			continue
		}
		former, now := row[0], row[7]
		if e, ok := l.Entry(former); !ok || e.Label != "jetzt: "+now || !e.Old {
			t.Errorf("%s = %+v, want an old name that says %s", former, e, now)
		}
		if e, ok := l.Entry(now); !ok || e.Old {
			t.Errorf("%s, the name after %s, is %+v", now, former, e)
		}
		found := l.Search(former, 4)
		if !slices.ContainsFunc(found, func(e Entry) bool { return e.Code == now }) {
			t.Errorf("Search(%q) = %v, want %s among them", former, found, now)
		}
	}
	for _, c := range []struct{ typed, want string }{
		{"interferon alpha-2a", "Interferon alfa-2a"}, {"Trastuzumab Emtansin", "Trastuzumab emtansin"},
		{"Tegafur, Gimeracil, Oteracil", "Tegafur,Gimeracil,Oteracil"}, {"mylotarg", "Gemtuzumab ozogamicin"},
	} {
		if found := l.Search(c.typed, 4); !slices.ContainsFunc(found, func(e Entry) bool { return e.Code == c.want }) {
			t.Errorf("Search(%q) = %v, want %s among them", c.typed, found, c.want)
		}
	}
}

func TestATCCodesOfBeforeAreKnown(t *testing.T) {
	t.Parallel()
	l, _ := Get("ATC")
	for code, until := range map[string]string{"L04AA34": "2023-12-31", "L04AG06": "", "L01XE03": "2020-12-31", "L01FX24": ""} {
		if e, ok := l.Entry(code); !ok || e.Until != until || e.Old != (until != "") {
			t.Errorf("%s = %+v, want until %q", code, e, until)
		}
	}
}

// codesThatAreNames are the lists whose codes speak for themselves.
var codesThatAreNames = []string{"Substanz", "Protokoll", "GenetischeVariante", "WeitereKlassifikation", "Nebenwirkung", "Zusatzangabe", "Zusatzwert", "Beihilfe", "Kostentraeger"}

func TestLabelsFitATerminalLine(t *testing.T) {
	t.Parallel()
	const widest = 48
	for _, table := range tables {
		l, _ := Get(table.Name)
		for _, e := range l.Entries() {
			if n := utf8.RuneCountInString(e.Label); n > widest || n == 0 {
				t.Errorf("%s %s: label %q has %d cells, want 1 to %d", table.Name, e.Code, e.Label, n, widest)
			}
		}
	}
}

func TestTextsAreClean(t *testing.T) {
	t.Parallel()
	for _, name := range Names() {
		l, _ := Get(name)
		for _, e := range l.Entries() {
			for _, s := range []string{e.Code, e.Label, e.Words} {
				if s != strings.Join(strings.Fields(s), " ") || controlCharacter.MatchString(s) || !utf8.ValidString(s) {
					t.Errorf("%s %s: %q has stray blanks or control characters", name, e.Code, s)
				}
			}
			if e.Official {
				t.Errorf("%s %s: our own label is marked as official", name, e.Code)
			}
		}
	}
}

func TestLabelsTellCodesApart(t *testing.T) {
	t.Parallel()
	for _, table := range tables {
		if slices.Contains(codesThatAreNames, table.Name) {
			continue
		}
		l, _ := Get(table.Name)
		code := map[string]string{}
		for _, e := range l.Entries() {
			if e.Heading {
				continue
			}
			if other, double := code[e.Label]; double {
				t.Errorf("%s: %s and %s are both called %q", table.Name, other, e.Code, e.Label)
			}
			code[e.Label] = e.Code
		}
	}
}

// Some plain names of organs and diseases have no second form. All other labels
// are worded by ourselves.
func TestLabelsAreOurOwn(t *testing.T) {
	t.Parallel()
	const most = 60
	same := 0
	for _, c := range []struct{ list, file string }{
		{"ICD10", "icd10.csv"}, {"Topographie", "topographie.csv"}, {"Morphologie", "morphologie.csv"},
	} {
		l, _ := Get(c.list)
		for _, row := range columnsOf(t, c.file, "code", "name") {
			if e, ok := l.Entry(row[0]); ok && e.Label == row[1] {
				same++
			}
		}
	}
	t.Logf("%d labels equal the official title", same)
	if same > most {
		t.Errorf("%d labels equal the official title, want at most %d", same, most)
	}
}

func TestEntryIsFoundInAnySpelling(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ list, typed, want string }{
		{"ICD10", "C50.4", "C50.4"}, {"ICD10", "c504", "C50.4"}, {"ICD10", "C50,4", "C50.4"}, {"ICD10", "m724", "M72.4"},
		{"Morphologie", "85003", "8500/3"}, {"Topographie", "c34 1", "C34.1"}, {"TNM-N", "0(i+)", "0(i+)"},
		{"Zielgebiet2021", "2.10", "2.10"}, {"ICDVersion", "10 2024 gm", "10 2024 GM"}, {"Land", "de", "DE"},
		{"TNM-N", "0i", ""}, {"ICD10", "C99.9", ""}, {"ICD10", "", ""},
	} {
		l, _ := Get(c.list)
		if e, ok := l.Entry(c.typed); e.Code != c.want || ok != (c.want != "") {
			t.Errorf("%s: Entry(%q) = %q, %v; want %q", c.list, c.typed, e.Code, ok, c.want)
		}
	}
}

func TestSearchRanksWhatPeopleMean(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ list, typed, want string }{
		{"ICD10", "C50.4", "C50.4"},
		{"ICD10", "c504", "C50.4"},
		{"ICD10", "mamma oaq", "C50.4"},
		{"ICD10", "brust oben aussen", "C50.4"},
		{"ICD10", "brust OBEN außen", "C50.4"},
		{"ICD10", "prostata", "C61"},
		{"ICD10", "gebarmutterhals innen", "C53.0"},
		{"ICD10", "gebaermutterhals innen", "C53.0"},
		{"ICD10", "Zervix Endozervix", "C53.0"},
		{"ICD10", "sigma", "C18.7"},
		{"ICD10", "DLBCL", "C83.3"},
		{"ICD10", "CLL", "C91.1"},
		{"ICD10", "fibromatose", "M72.4"},
		{"Topographie", "oberlappen", "C34.1"},
		{"Topographie", "knochenmark", "C42.1"},
		{"Morphologie", "85003", "8500/3"},
		{"Morphologie", "8500", "8500/3"},
		{"Morphologie", "NST", "8500/3"},
		{"Morphologie", "adenokarzinom", "8140/3"},
		{"Morphologie", "Glioblastom idh", "9445/3"},
		{"Substanz", "herceptin", "Trastuzumab"},
		{"Substanz", "5-FU", "Fluorouracil"},
		{"ATC", "L01FD01", "L01FD01"},
		{"Protokoll", "r-chop", "R-CHOP"},
		{"Land", "osterr", "AT"},
		{"Land", "deut", "DE"},
		{"GenetischeVariante", "braf", "BRAF"},
		{"Nebenwirkung", "strahlend", "Strahlendermatitis"},
		{"Nebenwirkung", "durchfall", "Diarrhoe"},
		{"Nebenwirkung", "pnp", "Polyneuropathie"},
	} {
		l, _ := Get(c.list)
		found := l.Search(c.typed, 6)
		if len(found) == 0 || found[0].Code != c.want {
			t.Errorf("%s: Search(%q) begins with %v, want %s", c.list, c.typed, found, c.want)
		}
	}
}

func TestOldCodesAreFoundLast(t *testing.T) {
	t.Parallel()
	l, _ := Get("Diagnosesicherung")
	for query, want := range map[string]string{
		"":      "1 2 4 5 7.1 7.2 7.3 8 9 6 7",
		"histo": "7.1 7.2 7.3 6 7",
		"meta":  "7.2 6",
		"7":     "7 7.1 7.2 7.3 6", // the very code is what is meant; 6 says "jetzt 7.2"
		"6":     "6",
	} {
		var got []string
		for _, e := range l.Search(query, 20) {
			got = append(got, e.Code)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q: got %s, want %s", query, s, want)
		}
	}
	if got := l.Search("histo", 2); len(got) != 2 || got[0].Code != "7.1" {
		t.Errorf("the first two: got %v, want 7.1 and 7.2", got)
	}
}

func TestSearchOffersNoHeadings(t *testing.T) {
	t.Parallel()
	for _, name := range Names() {
		l, _ := Get(name)
		for _, e := range l.Search("", l.Len()) {
			if e.Heading {
				t.Errorf("%s offers the heading %s", name, e.Code)
			}
		}
	}
	l, _ := Get("ICD10")
	if e, ok := l.Entry("C50"); !ok || !e.Heading {
		t.Errorf("Entry(C50) = %v, %v; want the heading", e, ok)
	}
}

func TestClinicalOrderOfTNM(t *testing.T) {
	t.Parallel()
	for list, want := range map[string]*regexp.Regexp{
		"TNM-T": regexp.MustCompile(`^0 (is\S* )+a (1\S* )+(2\S* )+(3\S* )+(4\S* )+X $`),
		"TNM-N": regexp.MustCompile(`^(0\S* )+(1\S* )+(2\S* )+(3\S* )+(X\S* )+$`),
		"TNM-M": regexp.MustCompile(`^0 (1\S* )+X $`),
	} {
		if got := strings.Join(codesOf(t, list), " ") + " "; !want.MatchString(got) {
			t.Errorf("%s stands in the order %s", list, got)
		}
	}
}

func TestCountriesBeginWithGermanyAndItsNeighbours(t *testing.T) {
	t.Parallel()
	got := codesOf(t, "Land")
	if want := strings.Fields("DE DK PL CZ AT CH FR LU BE NL"); !slices.Equal(got[:len(want)], want) {
		t.Errorf("first countries %q, want %q", got[:len(want)], want)
	}
	if len(got) != 249 {
		t.Errorf("%d countries, want 249", len(got))
	}
	if Land("ZZ") || Land("de") || !Land("FR") {
		t.Error("Land must know FR, but neither ZZ nor de")
	}
}

// validOn reports whether a code may be used on a day.
func validOn(e *Entry, day string) bool {
	return (e.From == "" || e.From <= day) && (e.Until == "" || day <= e.Until)
}

// What the classification gave up with its edition of 2011 is found and marked.
func TestWithdrawnCodesHaveAnEnd(t *testing.T) {
	t.Parallel()
	l, _ := Get("ICD10")
	for code, want := range map[string]bool{"C83.4": false, "D46.3": false, "C83.3": true} {
		e, ok := l.Entry(code)
		if !ok || validOn(&e, "2024-01-01") != want || !validOn(&e, "2009-01-01") {
			t.Errorf("%s = %+v, %v; want valid in 2009, and in 2024: %v", code, e, ok, want)
		}
	}
}

func TestFactsFallBackToShorterCodes(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]ICDFacts{
		"C90.00": {Reportable: true}, "C50": {Subdivided: true}, "C61": {Reportable: true}, "C44.3": {},
		"M72.4": {Reportable: true}, "C80": {Reportable: true, Subdivided: true}, "D22.5": {},
	} {
		if got, ok := ICD(code); !ok || got != want {
			t.Errorf("ICD(%s) = %+v, %v; want %+v", code, got, ok, want)
		}
	}
	for _, code := range []string{"", "X", "I21.9", "C99.9"} {
		if got, ok := ICD(code); ok {
			t.Errorf("ICD(%q) = %+v, want unknown", code, got)
		}
	}
}

func TestMorphologyOfUnnamedBehaviour(t *testing.T) {
	t.Parallel()
	named, _ := Morphology("8500/3")
	other, ok := Morphology("8500/6")
	if !ok || other.Named || other.Group != named.Group {
		t.Errorf("8500/6 = %+v, %v; want the unnamed one of group %s", other, ok, named.Group)
	}
	if !slices.Equal(named.Sites, []string{"C50"}) {
		t.Errorf("sites of 8500/3 = %q, want C50", named.Sites)
	}
	if _, ok := Morphology("1234/3"); ok {
		t.Error("1234/3 is known")
	}
}

func TestPresetsNameListedSubstances(t *testing.T) {
	t.Parallel()
	for _, name := range codesOf(t, "Protokoll") {
		facts, _ := Protocol(name)
		for _, substance := range facts.Substanzen {
			if _, listed := SubstanzArt(substance); !listed {
				t.Errorf("%s presets %q, which is not listed", name, substance)
			}
		}
	}
}

func TestClassificationsOfferStages(t *testing.T) {
	t.Parallel()
	for _, name := range codesOf(t, "WeitereKlassifikation") {
		facts, ok := Classification(name)
		if !ok || len(facts.Stadien) < 3 || len(facts.Tumoren) == 0 {
			t.Errorf("%s offers %+v", name, facts)
		}
		for _, code := range facts.Tumoren {
			if _, known := ICD(code); !known {
				t.Errorf("%s: %s is no tumour code", name, code)
			}
		}
	}
}

func TestUnknownListsAreNotThere(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "OPS", "icd10"} {
		if _, ok := Get(name); ok {
			t.Errorf("there is a list %q", name)
		}
	}
}

func TestListsServeManyAtOnce(t *testing.T) {
	t.Parallel()
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for _, name := range Names() {
				l, _ := Get(name)
				l.Search(fmt.Sprint("a", i), 3)
				l.Entry("c504")
			}
		})
	}
	all.Wait()
}

func BenchmarkFirstUse(b *testing.B) {
	for i := range tables {
		t := &tables[i]
		b.Run(t.Name, func(b *testing.B) {
			for b.Loop() {
				l := NewList(t.List, t.make(t.file))
				l.compact()
				l.index()
			}
		})
	}
}
