package entrance

import (
	"strings"
	"testing"

	"example.org/meldeportal/tui/admission"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

const someChanges = "# Neuigkeiten\n\n## 2.0\n\n- Neues Zweites\n\n## 1.1\n\n- Neues Erstes\n\n## 1.0\n\n- Altes\n"

func TestNewsAreShownOnceAfterAnUpdate(t *testing.T) {
	t.Parallel()
	desk := (&stage.DeskDouble{}).Desk()
	if got := admission.UnseenNews(t.Context(), desk, &work.About{Version: "1.0", Changes: someChanges}); got != "" {
		t.Errorf("the first sign-in ever shows %q, want nothing", got)
	}
	updated := &work.About{Version: "2.0", Changes: someChanges}
	got := admission.UnseenNews(t.Context(), desk, updated)
	if !strings.Contains(got, "Neues Zweites") || !strings.Contains(got, "Neues Erstes") || strings.Contains(got, "Altes") {
		t.Errorf("after the update: got %q, want what is newer than 1.0", got)
	}
	if got := admission.UnseenNews(t.Context(), desk, updated); got != "" {
		t.Errorf("the second sign-in shows it again: %q", got)
	}
}

func TestNewsLieOverTheWorkListUntilTheyAreClosed(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"enter", "esc"} {
		desk := &stage.DeskDouble{}
		d := newDesktop(t, desk)
		c := NewCodeScreen(d.Sh, &admission.SignIn{Services: d.Sh.Services(), Step: admission.SignInCode, Login: "meier"})
		c.busy = true
		d.Run(d.Sh.Push(c))
		d.Run(c.Update(enteredMsg{&admission.Entering{Desk: desk.Desk(), News: someChanges}}))
		t.Cleanup(func() { d.Sh.StopNews() })
		d.See("Neuigkeiten").See("Version 2.0").See("- Neues Zweites").Press(key).See("Arbeitsliste")
	}
}
