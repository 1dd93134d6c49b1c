package admission

import (
	"strings"
	"testing"

	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/tui/work"
)

// What is open was asked and judged in the edition she signed in with: another one comes
// with the next sign-in, and she is told.
func TestWhoSignsInAgainIsToldOfAnotherEdition(t *testing.T) {
	t.Parallel()
	before := dataset.Choose(0, []string{"3.0.4"})
	for _, c := range []struct {
		named []string
		want  bool
	}{{[]string{"3.0.4"}, false}, {[]string{"3.0.4", "3.0.5"}, true}} {
		s := SignInAgain{desk: &work.Desk{Edition: before}, next: before.Anew(c.named)}
		said, _ := s.Said()
		if got := strings.Contains(said, "jetzt oBDS 3.0.5"); got != c.want {
			t.Errorf("the portal names %v: %q", c.named, said)
		}
	}
	configured := dataset.Choose(dataset.V304, nil)
	if next := configured.Anew([]string{"3.0.5"}); next.Edition != dataset.V304 {
		t.Errorf("the portal overrides the configuration: %v", next)
	}
}
