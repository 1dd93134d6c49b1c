package together

import (
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

var env = forms.Env{Lists: catalog.NewShelf(), Now: func() time.Time { return time.Date(2026, 11, 22, 10, 41, 0, 0, time.UTC) }}

// written is a report of a Verlauf with a remark and the answer about who has done it.
func written(remark model.Text, own model.Code) *model.Report {
	return &model.Report{Meldung: model.Meldung{Typ: model.TypVerlauf, Anmerkung: remark, EigeneLeistung: own}}
}

// takes is what a form that holds what was saved takes of what is stored, and what it
// holds then.
func takes(mine, stored *model.Report, were, are []model.Abweichung) (*Told, *model.Report, *model.Beside) {
	report, beside := field.Copy(mine), &model.Beside{Abweichungen: were}
	form := forms.New(dataset.Report, report, forms.Pages(model.TypVerlauf), env)
	met := &Met{Merged: &answer.Merged{By: "schulz", Draft: model.Draft{Report: *stored, Abweichungen: are}}, Mine: model.Draft{Report: *mine, Abweichungen: were}}
	return met.Take(form, report, beside, env), report, beside
}

// What only the colleague changed is in the form, and told by its name, or by how many.
func TestWhatAColleagueHasSavedIsTakenAndTold(t *testing.T) {
	t.Parallel()
	for want, stored := range map[string]*model.Report{
		"":                                  written("a", "J"),
		"Von schulz übernommen: Anmerkung.": written("b", "J"),
		"2 Felder von schulz übernommen.":   written("b", "N"),
	} {
		told, report, _ := takes(written("a", "J"), stored, nil, nil)
		if got := told.Sentence(); got != want {
			t.Errorf("told %q, want %q", got, want)
		}
		if report.Meldung.Anmerkung != stored.Meldung.Anmerkung || report.Meldung.EigeneLeistung != stored.Meldung.EigeneLeistung {
			t.Errorf("the form holds %q and %q", report.Meldung.Anmerkung, report.Meldung.EigeneLeistung)
		}
	}
}

// What both changed is told once, as long as nobody has decided about it.
func TestWhatBothChangedIsToldUntilItIsDecided(t *testing.T) {
	t.Parallel()
	clash := model.Abweichung{Feld: "Anmerkung", Steht: "a", Wert: "b", Von: "schulz", Gegen: "meier"}
	decided := clash
	decided.Entschieden = true
	const said = "Zugleich verschieden eingetragen: Anmerkung"
	for name, test := range map[string]struct {
		were, are []model.Abweichung
		want      int
	}{
		"new":              {nil, []model.Abweichung{clash}, 1},
		"known":            {[]model.Abweichung{clash}, []model.Abweichung{clash}, 0},
		"decided by her":   {nil, []model.Abweichung{decided}, 0},
		"decided meantime": {[]model.Abweichung{clash}, []model.Abweichung{decided}, 0},
	} {
		told, _, beside := takes(written("a", "J"), written("a", "J"), test.were, test.are)
		if got := told.Sentence(); len(told.Clashes) != test.want || strings.Contains(got, said) != (test.want > 0) || len(beside.Abweichungen) != 1 {
			t.Errorf("%s: told %q of %d, kept %d, want %d told and one kept", name, got, len(told.Clashes), len(beside.Abweichungen), test.want)
		}
	}
}
