package evaluation

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/tumour"
)

// places are invented rows of the table of places.
const places = "plz;ort;ags;kreis\n35390;Gießen;06531005;Kreis Gießen\n35392;Gießen;06531005;\n35418;Buseck;06531003;\n36000;Adorf;06631001;Kreis Fulda\n36000;Bedorf;06631002;\n36001;Cedorf;06631003;\n36001;Dedorf;06535001;\n"

func TestPlacesAreFound(t *testing.T) {
	t.Parallel()
	p, err := ReadPlaces(strings.NewReader("\ufeff" + places))
	if err != nil {
		t.Fatal(err)
	}
	for place, want := range map[[2]string]string{{"35390", "GIESSEN"}: "06531005", {"35390", "Gießen, Lahn"}: "06531005", {"35418", "irgendwo"}: "06531003", {"36000", "Bedorf"}: "06631002",
		{"36000", "Zedorf"}: "06631", {"36001", "Zedorf"}: "", {"99999", "Adorf"}: "", {"", ""}: ""} {
		if got := p.Of(place[0], place[1]); got != want {
			t.Errorf("%v is of %q, want %q", place, got, want)
		}
	}
	if got := p.Kreis("06531005") + p.Kreis("06535001") + p.Kreis(""); got != "06531 Kreis Gießen06535ohne Kreis" {
		t.Errorf("Kreise are called %q", got)
	}
	for _, bad := range []string{"", "a;b\n", "plz;ort;ags\n1;x;2\n", "plz;ort;ags\n35390;x;0653100x\n"} {
		if _, err := ReadPlaces(strings.NewReader(bad)); !errors.Is(err, ErrPlaces) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if (*Places)(nil).Of("35390", "Gießen") != "" {
		t.Error("without a table a place is known")
	}
}

// random is a table of random numbers, many of them small.
func random(r *rand.Rand, rows, cols, most int) *Table {
	t := &Table{Head: "a", By: "b"}
	var inner [][]int
	for i := range rows {
		t.Rows = append(t.Rows, fmt.Sprint("r", i))
		var line []int
		for range cols {
			line = append(line, r.IntN(most)*r.IntN(2))
		}
		inner = append(inner, line)
	}
	for j := range cols {
		t.Cols = append(t.Cols, fmt.Sprint("c", j))
	}
	return t.sums(inner)
}

// What the net says a hidden number may have been is what trying all numbers says.
func TestTheRangeOfAHiddenNumberIsThatOfTryingAll(t *testing.T) {
	t.Parallel()
	r, tried := rand.New(rand.NewPCG(1, 1)), 0
	for range 4000 {
		table := random(r, 2, 2, 6)
		table.Few = 3
		for i := range table.N {
			for j := range table.N[i] {
				table.Hidden[i][j] = r.IntN(2) == 0
			}
		}
		const top = 14
		low, high := map[[2]int]int{}, map[[2]int]int{}
		for n := range top * top * top * top {
			inner := [][]int{{n % top, n / top % top}, {n / top / top % top, n / top / top / top}}
			other := (&Table{Rows: table.Rows[:2], Cols: table.Cols[:2]}).sums(inner)
			fits := true
			for i := range table.N {
				for j := range table.N[i] {
					fits = fits && (table.Hidden[i][j] || other.N[i][j] == table.N[i][j])
				}
			}
			if !fits {
				continue
			}
			for i := range table.N {
				for j, v := range other.N[i] {
					at := [2]int{i, j}
					if _, seen := low[at]; !seen || v < low[at] {
						low[at] = v
					}
					high[at] = max(high[at], v)
				}
			}
			if n%top == top-1 && table.Hidden[2][2] && high[[2]int{2, 2}] > 40 {
				break
			}
		}
		for i := range table.N {
			for j, v := range table.N[i] {
				l, h := table.Range(i, j)
				wantLow, wantHigh := max(low[[2]int{i, j}], v-2*table.Few), min(high[[2]int{i, j}], v+2*table.Few)
				if h < wantHigh || l > wantLow || l < low[[2]int{i, j}] {
					t.Fatalf("%v hidden %v: (%d, %d) is in %d to %d, want %d to %d", table.N, table.Hidden, i, j, l, h, wantLow, wantHigh)
				}
			}
		}
		if tried++; tried == 25 {
			return
		}
	}
}

// No number below the bound is shown, none can be computed from the sums, and large tables
// are not hidden altogether.
func TestNoSmallNumberCanBeComputed(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(2, 2))
	shown, all := 0, 0
	for range 80 {
		table := random(r, 1+r.IntN(8), 1+r.IntN(6), 60).Hide(Few)
		everything := true
		for i := range table.N {
			for j := range table.N[i] {
				everything = everything && (table.Hidden[i][j] || table.N[i][j] == 0)
			}
		}
		for i := range table.N {
			for j, n := range table.N[i] {
				all++
				shown += truth(!table.Hidden[i][j])
				if n == 0 || n >= Few || everything {
					continue
				}
				if low, high := table.Range(i, j); !table.Hidden[i][j] || high-low < Few {
					t.Fatalf("%v hidden %v: %d at (%d, %d) is between %d and %d", table.N, table.Hidden, n, i, j, low, high)
				}
			}
		}
	}
	if shown*3 < all {
		t.Errorf("only %d of %d numbers are shown", shown, all)
	}
}

// cases are invented ones: seven of the breast and two of the prostate in one Kreis, one
// known from a death certificate.
func cases(t *testing.T) ([]Case, *Places) {
	t.Helper()
	p, err := ReadPlaces(strings.NewReader(places))
	if err != nil {
		t.Fatal(err)
	}
	var all []Case
	add := func(person int64, icd, sex, plz string, days int) {
		r := &model.Report{}
		r.Meldung.Typ, r.Meldung.MelderID = model.TypDiagnose, "A"
		r.Meldung.Tumorzuordnung = model.Tumorzuordnung{TumorID: "1", PrimaertumorICD: model.ICD{Code: model.Code(icd), Version: "10 2025 GM"}, Diagnosedatum: "2025-03-10"}
		r.Meldung.Diagnose = &model.Diagnose{Diagnosesicherung: "7", CTNM: &model.TNM{Version: "8", T: "2", N: "0", M: "0", UICCStadium: "IIA"}}
		r.Patient.Stammdaten = model.Stammdaten{Geschlecht: model.Code(sex), Geburtsdatum: "1961-08-01~T", Adresse: model.Adresse{PLZ: model.Text(plz)}}
		received := model.Datum(fmt.Sprintf("2025-%02d-10", 3+days/30))
		for _, one := range tumour.Of([]tumour.Source{{Number: "1", Received: received, Report: r}}) {
			all = append(all, CaseOf(person, &one, nil, nil, p))
		}
	}
	for i := range 12 {
		add(int64(i), "C50.4", "W", "35390", 30*(i%5))
	}
	for i := range 2 {
		add(int64(20+i), "C61", "M", "35418", 60)
	}
	for _, d := range tumour.Deaths(nil, []tumour.Death{{Month: "2025-06", Causes: []string{"C34.9"}, Deceased: "M", Birth: "1940-01", PLZ: "36000", Town: "Adorf"}}) {
		all = append(all, CaseOfDeath(30, d, p))
	}
	return all, p
}

func TestCasesAreCounted(t *testing.T) {
	t.Parallel()
	all, p := cases(t)
	rows, _ := DimensionOf("diagnose")
	for by, want := range map[string]string{
		"kreis": "Diagnose       06531 Kreis Gießen  06631 Kreis Fulda  Summe\nC33–C34 Lunge                   0                  1      1\nC50 Brust                      12                  0     12\nC61 Prostata                    2                  0      2\nSumme                          14                  1     15\n",
		"alter": "Diagnose       60–64  85+  Summe\nC33–C34 Lunge      0    1      1\nC50 Brust         12    0     12\nC61 Prostata       2    0      2\nSumme             14    1     15\n",
	} {
		d, _ := DimensionOf(by)
		if got := Tabulate(all, p, rows, &d).Text(); got != want {
			t.Errorf("by %s:\n%s\nwant\n%s", by, got, want)
		}
	}
	year, _ := DimensionOf("jahr")
	if got := Tabulate(all, p, year, nil).Hide(Few).CSV(); got != "Jahr;Fälle\n2025;15\nSumme;15\n" {
		t.Errorf("as CSV: %q", got)
	}
	sex, _ := DimensionOf("geschlecht")
	hidden := Tabulate(all, p, rows, &sex).Hide(Few)
	for _, text := range []string{hidden.Text(), hidden.CSV(), hidden.Plot(60)} {
		if !strings.Contains(text, "x") || strings.Contains(text, " 2\n") || strings.Contains(text, ";2;") {
			t.Errorf("a small number is shown:\n%s", text)
		}
	}
	if _, known := DimensionOf("name"); known {
		t.Error("cases are counted by name")
	}
	if got := Tabulate(all, p, rows, nil).Plot(40); !strings.Contains(got, "C50 Brust      ████") || !strings.Contains(got, "█ 12\n") {
		t.Errorf("the plot is\n%s", got)
	}
}

func TestNoCellIsAFormula(t *testing.T) {
	t.Parallel()
	if got := csvText([][]string{{"=1+1", "a;b", `"`, "-1", ""}}); got != "'=1+1;\"a;b\";\"\"\"\";'-1;\n" {
		t.Errorf("got %q", got)
	}
}

func TestQualityTellsNoSmallNumber(t *testing.T) {
	t.Parallel()
	all, _ := cases(t)
	text := QualityOf(all, []string{"C50.4", "C50.4", "C50.4", "C50.4", "C50.4", "C50.4"}, 1).Text()
	for _, want := range []string{"C33–C34 Lunge      1  100,0 %    0,0 %  0,00", "C50 Brust         12    0,0 %  100,0 %  0,50", "Summe             15    6,6 %   93,3 %  0,40"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	if text := QualityOf(all, nil, 1).Text(); !strings.Contains(text, "Summe             15    –   93,3 %    –") || !strings.Contains(text, "nicht eingelesen") {
		t.Errorf("without death certificates it says\n%s", text)
	}
	text = QualityOf(all, []string{}, Few).Text()
	if strings.Contains(text, "6,6") || strings.Contains(text, "Lunge      1") {
		t.Errorf("one death certificate can be told:\n%s", text)
	}
	if text := DelayOf(all, 1).Text(); !strings.Contains(text, "2025        14  61 Tage  122 Tage        71,4 %") {
		t.Errorf("days from event to report:\n%s", text)
	}
}

func TestTheFederalDelivery(t *testing.T) {
	t.Parallel()
	all, _ := cases(t)
	patients, tumours := Federal(all, func(person int64) string { return fmt.Sprint("P", person+500) })
	lines := strings.Split(tumours, "\n")
	if len(lines) != len(all)+2 || !strings.HasPrefix(lines[0], "oBDS_RKIPatientTumorId;oBDS_RKIPatientId;Diagnosejahr;") {
		t.Fatalf("%d lines:\n%s", len(lines), tumours)
	}
	if want := "P500-1;P500;2025;2025-03-15;T;63;a60b64;06531;06;C50.4;10 2025 GM;;;;;7;;;8;;;;;;2;;0;;0;;;;;IIA;"; !strings.HasPrefix(lines[1], want) {
		t.Errorf("got %s\nwant %s", lines[1], want)
	}
	if !strings.HasSuffix(lines[1], ";N") || !strings.HasSuffix(lines[len(all)], ";J") {
		t.Errorf("DCN is %s, %s", lines[1], lines[len(all)])
	}
	if people := strings.Split(patients, "\n"); len(people) != len(all)+2 || people[1] != "P500;W;N;;" || people[len(all)] != "P530;M;J;2025-06-15;T" {
		t.Errorf("persons:\n%s", patients)
	}
	if heads, columns := strings.Split(lines[0], ";"), strings.Split(lines[1], ";"); len(heads) != 54 || len(columns) != len(heads) || heads[18] != "TNM_Auflage_c" || heads[34] != "TNM_Auflage_p" || heads[50] != "LK_befallen" || heads[53] != "DCN" {
		t.Errorf("%d heads are not those of the scheme: %v", len(heads), heads)
	}
}

func TestEveryDiagnosisHasAGroup(t *testing.T) {
	t.Parallel()
	for icd, want := range map[string]string{"C50.4": "C50 Brust", "C20": "C18–C20 Darm", "C69.9": "C… übrige bösartige", "D05.1": "D00–D09 in situ", "": "– ohne Diagnose", "J45": "– übrige"} {
		if g := GroupOf(icd); g.Codes+" "+g.Name != want {
			t.Errorf("%s is of %v, want %s", icd, g, want)
		}
	}
}
