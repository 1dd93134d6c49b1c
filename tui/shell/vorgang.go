package shell

import (
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/model"
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

// Vorgang is a draft or a delivery as the menu sees it. What cannot be done with
// it has a reason in place of a deed.
type Vorgang struct {
	Notiz  string
	Sperre *model.Sperre
	Note   func(string) tea.Cmd
	Hold   func(*model.Sperre) tea.Cmd // nil = it cannot be held back
	Paper  func() tea.Cmd              // nil = not a draft
	Remove func() tea.Cmd              // nil = not a draft
}

const onlyDraft = "Das geht nur bei einem Entwurf."

// Entries are the menu's entries for it.
func (sh *Shell) Entries(v *Vorgang) []kit.Action {
	noHold, noLift, noDraft := "", "Sie wird nicht zurückgehalten.", ""
	if v.Hold == nil {
		noHold = "Zurückzuhalten sind nur Entwürfe und Meldungen, die noch warten."
	} else if v.Sperre != nil {
		noLift = ""
	}
	if v.Paper == nil {
		noDraft = onlyDraft
	}
	return []kit.Action{
		{Keys: []string{"n"}, Label: "Interne Notiz", Help: "Für die eigene Einrichtung; wird nie übermittelt.",
			Do: func() tea.Cmd { return sh.Push(NewNote(sh, v.Notiz, v.Note)) }},
		{Keys: []string{"z"}, Label: "Zurückhalten", Help: "Hält die Meldung mit Grund und Tag zurück.", Off: noHold,
			Do: func() tea.Cmd { return sh.Push(NewHold(sh, v.Sperre, v.Hold)) }},
		{Keys: []string{"a"}, Label: "Sperre aufheben", Help: "Die Meldung darf wieder gesendet werden.", Off: noLift,
			Do: func() tea.Cmd { return v.Hold(nil) }},
		{Keys: []string{"p"}, Label: "Auf Papier gemeldet", Help: "Der Anlass wird nicht noch einmal gesendet.", Off: noDraft,
			Do: func() tea.Cmd { return sh.askPaper(v.Paper) }},
		{Keys: []string{"l"}, Label: "Entwurf löschen", Help: "Löscht den Entwurf nach Rückfrage.", Off: noDraft,
			Do: func() tea.Cmd { return sh.AskRemove(v.Remove) }},
	}
}

// askPaper asks before a report counts as reported on paper (F-26).
func (sh *Shell) askPaper(do func() tea.Cmd) tea.Cmd {
	return sh.Push(NewAsk(sh, "Bereits auf Papier gemeldet?",
		"Wurde dieser Meldeanlass bereits auf Papier gemeldet? Dann wird er nicht erneut gesendet und zählt als Vorgeschichte der Person. "+
			"In der Akte lässt sich das zurücknehmen (Strg+X).", "Auf Papier gemeldet", do))
}

func (sh *Shell) AskRemove(do func() tea.Cmd) tea.Cmd {
	return sh.Push(NewAsk(sh, "Entwurf löschen?", "Der Entwurf wird endgültig gelöscht. Gesendete Meldungen bleiben.", "Löschen", do))
}
