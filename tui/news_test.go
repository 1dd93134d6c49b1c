package tui

import (
	"strings"
	"testing"
)

const someChanges = "# Neuigkeiten\n\n## 2.0\n\n- Neues Zweites\n\n## 1.1\n\n- Neues Erstes\n\n## 1.0\n\n- Altes\n"

func TestNewsAreShownOnceAfterAnUpdate(t *testing.T) {
	t.Parallel()
	desk := (&deskDouble{}).desk()
	if got := unseenNews(desk, &About{Version: "1.0", Changes: someChanges}); got != "" {
		t.Errorf("the first sign-in ever shows %q, want nothing", got)
	}
	updated := &About{Version: "2.0", Changes: someChanges}
	got := unseenNews(desk, updated)
	if !strings.Contains(got, "Neues Zweites") || !strings.Contains(got, "Neues Erstes") || strings.Contains(got, "Altes") {
		t.Errorf("after the update: got %q, want what is newer than 1.0", got)
	}
	if got := unseenNews(desk, updated); got != "" {
		t.Errorf("the second sign-in shows it again: %q", got)
	}
}

func TestNewsLieOverTheWorkListUntilTheyAreClosed(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"enter", "esc"} {
		desk := &deskDouble{}
		d := newDesktop(t, desk)
		c := newCodeScreen(d.sh, "meier", "p")
		c.busy = true
		d.run(d.sh.Push(c))
		d.run(c.Update(signInMsg{desk: desk.desk(), news: someChanges}))
		t.Cleanup(func() { d.sh.stopNews() })
		d.see("Neuigkeiten").see("Version 2.0").see("- Neues Zweites").press(key).see("Arbeitsliste")
	}
}
