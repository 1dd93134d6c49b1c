package stage

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
)

//go:embed testdata/stages.tsv
var examples string

func TestStagesOfTumours(t *testing.T) {
	t.Parallel()
	n := 0
	for line := range strings.Lines(examples) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		if len(cells) < 6 {
			continue
		}
		n++
		r, block := reportOf(cells)
		want := strings.Fields(strings.ReplaceAll(cells[5], "-", ""))
		got := Of(r, block).Possible
		slices.Sort(want)
		if sorted := slices.Sorted(slices.Values(got)); !slices.Equal(sorted, want) {
			t.Errorf("%s: got %v, want %v", strings.Join(cells[:5], " "), got, want)
		}
	}
	t.Logf("stages: %d tumours as expected, %d tables", n, len(tables()))
}

// reportOf is the report of a line of examples.
func reportOf(cells []string) (*model.Report, *model.TNM) {
	r, block := &model.Report{}, &model.TNM{Version: model.Code(cells[2])}
	z := &r.Meldung.Tumorzuordnung
	z.PrimaertumorICD.Code, z.Diagnosedatum = model.Code(cells[0]), "2024-05-12"
	z.MorphologieICDO = &model.ICDO{Code: model.Code(cells[1])}
	for _, word := range strings.Fields(cells[3]) {
		prefix, letter, value := model.Code(word[:1]), word[1:2], model.Code(word[2:])
		switch letter {
		case "T":
			block.PraefixT, block.T = prefix, value
		case "N":
			block.PraefixN, block.N = prefix, value
		default:
			block.PraefixM, block.M = prefix, value
		}
	}
	if s, ok := strings.CutPrefix(cells[4], "S="); ok {
		block.S = model.Code(s)
	}
	if years, ok := strings.CutPrefix(cells[4], "age="); ok {
		age, _ := strconv.Atoi(years)
		r.Patient.Stammdaten.Geburtsdatum = model.Datum(strconv.Itoa(2024-age) + "-05-12")
	}
	return r, block
}

func TestTablesSpeakInCodes(t *testing.T) {
	t.Parallel()
	codes := func(list string) (all []string) {
		if l, ok := catalog.Get(list); ok {
			for _, e := range l.Entries() {
				all = append(all, e.Code)
			}
		}
		return all
	}
	stages, ts, ns, ms := codes("UICCStadium"), codes("TNM-T"), codes("TNM-N"), codes("TNM-M")
	for i := range tables() {
		table := &tables()[i]
		if table.organ == "" || table.source == "" || len(table.editions) == 0 || len(table.icd) == 0 || len(table.morphology) == 0 || len(table.rows) < 2 {
			t.Errorf("%s: something is missing: %+v", table.organ, *table)
		}
		for _, r := range table.rows {
			for _, part := range []struct{ has, codes []string }{{r.stages, stages}, {r.t, ts}, {r.n, ns}, {r.m, ms}} {
				for _, code := range part.has {
					if !slices.Contains(part.codes, code) {
						t.Errorf("%s: %s is no code", table.organ, code)
					}
				}
			}
		}
	}
}

// TestTablesHaveNoGapAndNoDeadRow goes through every combination of the categories a
// table knows: an invasive tumour has a stage, and every row is the one of some tumour.
func TestTablesHaveNoGapAndNoDeadRow(t *testing.T) {
	t.Parallel()
	for i := range tables() {
		table := &tables()[i]
		used := make([]bool, len(table.rows))
		all := func(of func(row) []string, more ...string) []string {
			for _, r := range table.rows {
				more = append(more, of(r)...)
			}
			slices.Sort(more)
			return slices.Compact(more)
		}
		ss := all(func(r row) []string { return r.s }, "")
		ts := all(func(r row) []string { return r.t })
		if len(ts) == 0 {
			ts = []string{"1"}
		}
		for _, tt := range ts {
			for _, n := range all(func(r row) []string { return r.n }, "0") {
				for _, m := range all(func(r row) []string { return r.m }) {
					for _, s := range ss {
						has := slices.IndexFunc(table.rows, func(r row) bool { return r.holds(tumour{t: tt, n: n, m: m, s: s}) == yes })
						if has >= 0 {
							used[has] = true
							continue
						}
						possible := slices.ContainsFunc(table.rows, func(r row) bool { return r.holds(tumour{t: tt, n: n, m: m, s: s}) == maybe })
						if !possible && strings.ContainsAny(tt[:1], "1234") {
							t.Errorf("%s: T%s N%s M%s S%s has no stage", table.organ, tt, n, m, s)
						}
					}
				}
			}
		}
		if dead := slices.Index(used, false); dead >= 0 {
			t.Errorf("%s %v: no tumour has the row %+v", table.organ, table.editions, table.rows[dead])
		}
	}
}

func TestAfterATreatmentThereIsNoStage(t *testing.T) {
	t.Parallel()
	r, block := reportOf([]string{"C50.4", "8500/3", "8", "pT1c pN0 cM0", "", ""})
	for _, symbol := range []*model.Code{&block.YSymbol, &block.RSymbol, &block.ASymbol} {
		*symbol = "y"
		if got := Of(r, block).Possible; got != nil {
			t.Errorf("got %v, want none", got)
		}
		*symbol = ""
	}
}

func TestTheMOfTheClinicalTNMHolds(t *testing.T) {
	t.Parallel()
	r, block := reportOf([]string{"C50.4", "8500/3", "8", "pT1c pN0", "", ""})
	r.Meldung.Diagnose = &model.Diagnose{CTNM: &model.TNM{M: "0"}, PTNM: block}
	if got := Of(r, block).Sure(); got != "IA" {
		t.Errorf("got %q, want IA", got)
	}
}

func TestACoarserStageFits(t *testing.T) {
	t.Parallel()
	f := Found{Possible: []string{"IIA"}}
	for stage, want := range map[string]bool{"IIA": true, "II": true, "I": false, "III": false, "IIB": false, "IIA1": false} {
		if got := f.Fits(stage); got != want {
			t.Errorf("%s: got %v, want %v", stage, got, want)
		}
	}
	if !f.Overlaps("IIA1") || f.Overlaps("IIB") {
		t.Error("a finer letter is not told from another one")
	}
}
