package shell

import tea "github.com/charmbracelet/bubbletea"

// saver is a screen that saves by itself what is entered.
type saver interface {
	// saving says how far: open is what is on its way to the disk, lost what could
	// not be saved or nobody has confirmed.
	Saving() (open, lost bool)
}

// askQuit asks before the program ends, once.
func (sh *Shell) askQuit() tea.Cmd {
	if sh.asksQuit() {
		return nil
	}
	return sh.Push(NewQuit(sh))
}

func NewQuit(sh *Shell) *Ask {
	a := NewAsk(sh, quitTitle, sh.quitMeans(), "Beenden", sh.Quit)
	a.says = sh.quitMeans
	return a
}

const quitTitle = "Programm beenden?"

// asksQuit reports that the question is in front.
func (sh *Shell) asksQuit() bool {
	a, ok := sh.Top().(*Ask)
	return ok && a.title == quitTitle
}

// quitMeans says what becomes of what was entered.
func (sh *Shell) quitMeans() string {
	anyOpen, anyLost := false, false
	for _, s := range sh.Stack {
		if s, ok := s.(saver); ok {
			open, lost := s.Saving()
			anyOpen, anyLost = anyOpen || open, anyLost || lost
		}
	}
	switch {
	case anyLost:
		return "Nicht alles ist gespeichert: Was hier zuletzt eingegeben wurde, geht verloren."
	case anyOpen:
		return "Die letzten Eingaben werden noch gespeichert, bevor das Programm endet."
	}
	return "Alle Entwürfe sind gesichert; wartende Meldungen werden beim nächsten Mal übermittelt."
}
