package lines

import (
	"strings"
	"testing"

	"example.org/meldeportal/tui/stage"
)

func TestLineModeSaysWhatATNMLineDidNotUnderstand(t *testing.T) {
	t.Parallel()
	z, heard, _ := lineDesk(t, ":pruefen\n")
	z.editReport(stage.HalfUnderstoodDraft(newDesktop(t, &stage.DeskDouble{})))
	if !strings.Contains(heard.String(), "„xyz“ ist nicht übernommen") {
		t.Errorf("not heard:\n%s", heard)
	}
}
