package tui

import (
	"strings"
	"testing"
)

func TestLineModeSaysWhatATNMLineDidNotUnderstand(t *testing.T) {
	t.Parallel()
	z, heard, _ := lineDesk(t, ":pruefen\n")
	z.editReport(halfUnderstoodDraft(newDesktop(t, &deskDouble{})))
	if !strings.Contains(heard.String(), "„xyz“ ist nicht übernommen") {
		t.Errorf("not heard:\n%s", heard)
	}
}
