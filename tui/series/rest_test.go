package series

import (
	"slices"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/stage"
)

func TestALineOfTheSeriesKnowsWhatItsFormDidNotUnderstand(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	l := &SeriesLine{Report: stage.NewTyped(model.TypVerlauf), form: stage.HalfUnderstood(model.TypVerlauf, "Verlauf.TNM")}
	if found := l.Judge(d.Sh); !slices.ContainsFunc(found, func(f rule.Finding) bool { return f.Rule == "E-Rest" && f.Severity == rule.Warnung }) {
		t.Errorf("findings: %+v, want E-Rest among them", found)
	}
}
