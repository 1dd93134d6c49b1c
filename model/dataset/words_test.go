package dataset_test

import (
	"testing"

	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

func TestEveryConditionSaysWhenItHolds(t *testing.T) {
	t.Parallel()
	conditions := 0
	field.Walk(dataset.Report, full(1), func(b field.Bound) bool {
		for _, c := range []*field.Cond{b.Row.AskIf, b.Row.RequiredIf} {
			if c == nil {
				continue
			}
			conditions++
			if c.Words == "" {
				t.Errorf("a condition of %s has no words", b.ID)
			}
		}
		return true
	})
	if conditions == 0 {
		t.Error("the table has no conditions")
	}
}
