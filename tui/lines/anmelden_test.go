package lines

import (
	"errors"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/stage"
)

// The end of a session is said once, and whoever signs in again goes on at the question
// she was asked.
func TestInLineModeOneSignsInAgainWhereOneIs(t *testing.T) {
	t.Parallel()
	z, heard, desk := lineDesk(t, ":feld diagnosedatum\n:neuanmelden\ngeheim\n0\n123456\n14.05.2026\n")
	desk.Over = true
	if err := z.editReport(model.Draft{ID: "d", Report: *stage.NewTyped(model.TypDiagnose)}); !errors.Is(err, ask.ErrEnd) {
		t.Fatal(err)
	}
	for _, said := range []string{":neuanmelden meldet hier wieder an", "Den nächsten OTP-Code; das Passwort steht noch.", "Wieder angemeldet."} {
		if strings.Count(heard.String(), said) != 1 {
			t.Errorf("%q is not said once:\n%s", said, heard)
		}
	}
	if _, left := desk.State(); left.Report.Meldung.Tumorzuordnung.Diagnosedatum != "2026-05-14" {
		t.Errorf("the question was not asked again:\n%s", heard)
	}
}
