package tui

import (
	"slices"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
)

func TestALineOfTheSeriesKnowsWhatItsFormDidNotUnderstand(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{})
	l := &seriesLine{report: newTyped(model.TypVerlauf), form: halfUnderstood(model.TypVerlauf, "Verlauf.TNM")}
	if found := l.judge(d.sh); !slices.ContainsFunc(found, func(f rule.Finding) bool { return f.Rule == "E-Rest" && f.Severity == rule.Warnung }) {
		t.Errorf("findings: %+v, want E-Rest among them", found)
	}
}
