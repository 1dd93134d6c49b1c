package shell

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/terminal"
)

// In a window too small to be worked in nothing may happen unseen: no key
// reaches a screen. The picture can be drawn anew and the program be left, by a
// question that fits.

// small reports that the window is too small to show a screen.
func (sh *Shell) small() bool { return sh.width < minWidth || sh.height < minHeight }

// smallKey takes a key there.
func (sh *Shell) smallKey(k tea.KeyMsg, early bool) tea.Cmd {
	name := k.String()
	switch {
	case name == "ctrl+l":
		return terminal.Clear
	case sh.asksQuit() && hasKey(sh.Top().Actions(), name):
		return sh.press(k, early)
	case name == "f10", name == "ctrl+c":
		sh.Message = "" // of a screen that is not in sight
		return sh.askQuit()
	}
	return nil
}

// drawSmall says what is wrong and what can be done. A question that is not
// wholly in sight is none.
func (sh *Shell) drawSmall() (frame string, front kit.Screen) {
	text := fmt.Sprintf("Fenster zu klein: mindestens %d × %d Zeichen, hier sind es %d × %d. Bitte vergrößern. Getipptes kommt nicht an. F10 beendet, Strg+L zeichnet neu.",
		minWidth, minHeight, sh.width, sh.height)
	asked := sh.asksQuit()
	if asked {
		text = quitTitle + " j = Beenden, n = zurück. " + sh.quitMeans() + " " + sh.Message
	}
	lines := strings.Split(ansi.Wordwrap(text, sh.width, ""), "\n")
	if asked && len(lines) <= sh.height {
		front = sh.Top()
	}
	sh.place(0, 0, false)
	for i, l := range lines {
		lines[i] = kit.Cut(l, sh.width)
	}
	return strings.Join(lines[:min(len(lines), sh.height)], "\n"), front
}
