package dataset

import (
	"testing"

	"example.org/meldeportal/model/catalog"
)

func TestEveryReasonAndEveryErsatzkodeSaysWhatFollows(t *testing.T) {
	t.Parallel()
	for _, typ := range []string{"Meldebegruendung", "Ersatzkode"} {
		for _, e := range catalog.Enum(typ) {
			if Folge(Meldebegruendung, e.Code)+Folge(Ersatzkode, e.Code) == "" {
				t.Errorf("%s %s: nothing is said", typ, e.Code)
			}
		}
	}
	if got := Folge(Grading, "1"); got != "" {
		t.Errorf("Grading: got %q, want nothing", got)
	}
}
