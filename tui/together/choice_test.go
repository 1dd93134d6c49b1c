package together

import (
	"testing"
	"time"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
)

// Whoever looks sees her own value first, whichever of the two stands; who has entered
// both sees what stands.
func TestOnesOwnValueIsToldFirst(t *testing.T) {
	t.Parallel()
	a := model.Abweichung{Feld: model.FeldNotiz, Steht: "stands", Wert: "gave way", Von: "schulz", Gegen: "meier", Am: time.Date(2026, 11, 22, 10, 41, 0, 0, time.Local)}
	own := a
	own.Gegen = "schulz"
	for name, test := range map[string]struct {
		a            model.Abweichung
		login        string
		mine, theirs string
		who          string
		other        bool
	}{
		"hers stands":   {a, "meier", "stands", "gave way", "schulz, 22.11. 10:41", false},
		"hers gave way": {a, "schulz", "gave way", "stands", "meier, 22.11. 10:41", true},
		"a third one":   {a, "yildiz", "stands", "gave way", "schulz, 22.11. 10:41", false},
		"both are hers": {own, "schulz", "stands", "gave way", "schulz, 22.11. 10:41", false},
	} {
		c := Choices(written("", ""), []model.Abweichung{test.a}, test.login, env)[0]
		if c.Label != "Interne Notiz" || c.Mine != test.mine || c.Theirs != test.theirs || c.Who != test.who || c.Other != test.other {
			t.Errorf("%s: got %+v, want %q before %q of %s", name, c, test.mine, test.theirs, test.who)
		}
	}
}

// What gave way takes the place of what stands, unless something else stands there by now.
func TestAValueIsTakenInsteadWhileTheOtherStands(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 10, 41, 0, 0, time.UTC)
	for name, test := range map[string]struct {
		field, holds string
		want         bool
	}{
		"a note":          {model.FeldNotiz, "stands", true},
		"another note":    {model.FeldNotiz, "a third", false},
		"a field":         {"Anmerkung", "stands", true},
		"another's field": {"Anmerkung", "a third", false},
	} {
		report := written(model.Text(test.holds), "")
		beside := &model.Beside{Notiz: test.holds, Abweichungen: []model.Abweichung{{Feld: test.field, Steht: "stands", Wert: "gave way", Von: "schulz", Gegen: "meier"}}}
		before := beside.Abweichungen
		form := forms.New(dataset.Report, report, forms.Pages(model.TypVerlauf), env)
		if got := Swap(form, beside, 0, now); got != test.want {
			t.Errorf("%s: swapped %v, want %v", name, got, test.want)
		}
		is := string(report.Meldung.Anmerkung)
		if test.field == model.FeldNotiz {
			is = beside.Notiz
		}
		want, kept := test.holds, before[0]
		if test.want {
			want, kept = "gave way", model.Abweichung{Feld: test.field, Steht: "gave way", Wert: "stands", Von: "meier", Gegen: "schulz", Am: now, Entschieden: true}
		}
		if is != want || beside.Abweichungen[0] != kept || before[0].Entschieden {
			t.Errorf("%s: holds %q, keeps %+v, want %q, %+v", name, is, beside.Abweichungen[0], want, kept)
		}
	}
}
