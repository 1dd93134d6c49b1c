package shell

import (
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/style"
)

// The menu "Vorgang" (Strg+X): what concerns a report beside its content. It is
// a list of actions under letters; a screen that has one is an arranger, and the
// palette and the help show its entries, too.

// arranger is a screen with such a menu.
type arranger interface {
	Vorgang() []kit.Action
}

// vorgangKey opens the menu.
const vorgangKey = "ctrl+x"

// VorgangAction opens the menu of a screen; off says why there is none now.
func (sh *Shell) VorgangAction(of arranger, off string) kit.Action {
	return kit.Action{Keys: []string{vorgangKey}, Label: "Vorgang", Quiet: true, Off: off,
		Help: "Interne Notiz, zurückhalten, auf Papier gemeldet, löschen und anderes zu dieser Meldung.",
		Do: func() tea.Cmd {
			about, _ := sh.Top().Title()
			return sh.Push(NewMenu(sh, "Vorgang "+style.DotSign+" "+ansi.Strip(about), of.Vorgang()))
		}}
}

// arranged are the entries of a screen's menu under the keys that lead there.
func arranged(s kit.Screen) (list []kit.Action) {
	a, ok := s.(arranger)
	if !ok {
		return nil
	}
	for _, e := range a.Vorgang() {
		if len(e.Keys) > 0 {
			e.Keys = []string{vorgangKey + " " + e.Keys[0]}
		}
		list = append(list, e)
	}
	return list
}
