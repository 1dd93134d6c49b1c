package rule

import (
	"slices"
	"strings"
	"testing"

	"example.org/meldeportal/model"
)

// matrixRow is one line of the matrix of the Verlauf. States are letters; U, X
// and F are neutral unless named, and an empty state is not given.
type matrixRow struct {
	forbidden, forbiddenBy       string
	questionable, questionableBy string
	needs                        []string // of each group at least one
	needsBy                      string
	needsStates                  bool // demanded even where no state is given
}

var matrix = map[model.Code]matrixRow{
	"V": {forbidden: "TPNR", forbiddenBy: "P-242", questionable: "F", questionableBy: "P-243"},
	"R": {forbidden: "PR", forbiddenBy: "P-244"},
	"T": {forbidden: "PR", forbiddenBy: "P-246", needs: []string{"TPNR"}, needsBy: "P-245"},
	"B": {forbidden: "PR", forbiddenBy: "P-246", needs: []string{"TPNR"}, needsBy: "P-245"},
	"K": {forbidden: "PR", forbiddenBy: "P-246", needs: []string{"TPNR"}, needsBy: "P-245"},
	"P": {needs: []string{"PR"}, needsBy: "P-247"},
	"Y": {needs: []string{"R"}, needsBy: "P-248"},
	"D": {needs: []string{"PR", "KTN"}, needsBy: "P-249", needsStates: true},
	"U": {},
	"X": {},
}

var matrixRules = []string{"P-242", "P-243", "P-244", "P-245", "P-246", "P-247", "P-248", "P-249"}

func TestTheVerlaufRulesSayWhatTheMatrixSaysForEveryCombination(t *testing.T) {
	t.Parallel()
	states := []model.Code{"", "K", "T", "P", "N", "R", "F", "U", "X"}
	tried := 0
	for overall, row := range matrix {
		for _, lokal := range states {
			for _, lk := range states {
				for _, fern := range states {
					v := model.Verlauf{GesamtbeurteilungTumorstatus: overall, VerlaufLokalerTumorstatus: lokal,
						VerlaufTumorstatusLymphknoten: lk, VerlaufTumorstatusFernmetastasen: fern}
					judgeMatrix(t, row, v, "C50.4")
					tried++
				}
			}
		}
	}
	if want := len(matrix) * 9 * 9 * 9; tried != want {
		t.Errorf("got %d combinations, want %d", tried, want)
	}
}

func TestANewMetastasisMakesUpForAProgressOfNoState(t *testing.T) {
	t.Parallel()
	row := matrix["P"]
	row.needs = nil
	for _, state := range []model.Code{"K", "T", "N"} {
		judgeMatrix(t, row, model.Verlauf{GesamtbeurteilungTumorstatus: "P", VerlaufLokalerTumorstatus: state,
			MengeFM: []model.Fernmetastase{{Lokalisation: "HEP"}}}, "C50.4")
	}
}

func TestABiochemicalRecurrenceOfTheProstateNeedsNoState(t *testing.T) {
	t.Parallel()
	row := matrix["Y"]
	row.needs = nil
	for _, state := range []model.Code{"K", "T", "N", "P"} {
		judgeMatrix(t, row, model.Verlauf{GesamtbeurteilungTumorstatus: "Y", VerlaufLokalerTumorstatus: state}, "C61")
	}
}

// judgeMatrix compares the rules that fire with what the matrix wants.
func judgeMatrix(t *testing.T, row matrixRow, v model.Verlauf, icd model.Code) {
	t.Helper()
	report := &model.Report{Meldung: model.Meldung{Typ: model.TypVerlauf, Verlauf: &v}}
	report.Meldung.Tumorzuordnung.PrimaertumorICD.Code = icd
	got, want := firing(report), row.wants(v)
	if !slices.Equal(got, want) {
		t.Errorf("overall %s with %q %q %q: got %v, want %v", v.GesamtbeurteilungTumorstatus, v.VerlaufLokalerTumorstatus,
			v.VerlaufTumorstatusLymphknoten, v.VerlaufTumorstatusFernmetastasen, got, want)
	}
}

// firing are the matrix rules that find something, in id order.
func firing(r *model.Report) (fired []string) {
	for _, rule := range verlauf {
		if !slices.Contains(matrixRules, rule.ID) {
			continue
		}
		rule.Find(&Case{Report: r}, func([]string, ...string) {
			if !slices.Contains(fired, rule.ID) {
				fired = append(fired, rule.ID)
			}
		})
	}
	return fired
}

// wants are the rules the matrix says are violated, in id order.
func (row matrixRow) wants(v model.Verlauf) (rules []string) {
	given := string(v.VerlaufLokalerTumorstatus + v.VerlaufTumorstatusLymphknoten + v.VerlaufTumorstatusFernmetastasen)
	if strings.ContainsAny(given, row.forbidden) {
		rules = append(rules, row.forbiddenBy)
	}
	if strings.ContainsAny(given, row.questionable) {
		rules = append(rules, row.questionableBy)
	}
	telling := strings.ContainsAny(given, "KTPNR")
	for _, group := range row.needs {
		if (telling || row.needsStates) && !strings.ContainsAny(given, group) {
			rules = append(rules, row.needsBy)
			break
		}
	}
	slices.Sort(rules)
	return rules
}
