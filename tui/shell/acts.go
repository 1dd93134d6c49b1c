package shell

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/work"
)

// What a person can do comes from the sittings (work.Act); this face gives it keys,
// asks what has to be asked, and shows what is only to be shown.

// actKeys are the keys of the acts, menuKeys their letters in the menu "Vorgang". An
// act without any is in the palette and the help.
var (
	actKeys = map[string][]string{
		"akte": {"enter", "ctrl+j"}, "inhalt": {"f6", "ctrl+g"}, "senden": {"f5"}, "bearbeiten": {"alt+b"}, "korrigieren": {"alt+c"},
		"loeschantrag": {"alt+l"}, "antworten": {"alt+n"}, "nichtbeiuns": {"alt+n"}, "folgemeldung": {"ctrl+n"}, "naechste": {"f8"}, "unterschied": {"alt+u"}, "fruehere": {"pgup"}, "spaetere": {"pgdown"},
		"oeffnen": {"enter", "ctrl+j"}, "neu": {"ctrl+n"}, "stammdaten": {"alt+m"}, "loeschen": {"ctrl+k"}, "entfernen": {"alt+k"},
		"zeitleiste": {" "},
		"erledigen":  {"delete"}, "wiedervorlage": {"alt+w"}, "wiederaufnehmen": {"insert"},
		"papierkorb": {"alt+p"}, "serie": {"alt+s"}, "uebertragung": {"f6"}, "zugang": {"alt+z"}, "import": {"alt+i"}, "einstellungen": {"alt+e"}, "zurueckholen": {"enter", "ctrl+j"},
		"rueckgaengig": {"ctrl+z"}, "wiederholen": {"ctrl+y"},
		"zuruecksetzen": {"alt+r"}, "schluessel": {"alt+q"}, "neuanmelden": {"alt+a"}, "ohneportal": {"alt+o"}, "sperren": {"alt+x"}, "entziehen": {"ctrl+k"}, "rollen": {"alt+j"}, "aufdecken": {"alt+y"}, "umbenennen": {"alt+n"},
		"pruefen": {"f12"}, "vorschau": {"alt+v"}, "uebernehmen": {"f7"},
		"entscheiden": {"enter", "ctrl+j"}, "alles": {"tab"}, "aufnehmen": {"f12"},
		"beenden": {"ctrl+k"}, "angabe": {"enter", "ctrl+j"}, "beantragen": {"f12"}, "absenden": {"f12"}, "formular": {"f2"},
	}
	menuKeys = map[string]string{"notiz": "n", "beide": "b", "uebergeben": "u", "zurueckhalten": "z", "aufheben": "a", "papier": "p", "loeschen": "l", "alsvorlage": "v", "vorlage": "w", "duplizieren": "d", "xml": "x"}
)

// Told is a sentence of a sitting with the keys of the acts it names.
func Told(text string) string {
	return work.Told(text, func(name string) string {
		if keys := actKeys[name]; len(keys) > 0 {
			return keyName(keys[0])
		}
		return keyName(vorgangKey) + ", " + menuKeys[name]
	})
}

// Doing is how a screen does the acts of its sitting.
type Doing struct {
	Shows map[string]func() tea.Cmd             // what is only shown
	Asks  map[work.Asked]func(work.Act) tea.Cmd // asks what a deed needs in a dialog of its room, and does it
	Run   func(work.Act, work.Given) tea.Cmd    // does a deed and takes what came of it
	Saved func(next func() tea.Cmd) tea.Cmd     // goes on when all is on the disk, nil = nothing is written here
}

// Keyed are the acts of a sitting under their keys, without those of the menu.
func (sh *Shell) Keyed(acts []work.Act, d Doing) (list []kit.Action) {
	for _, a := range acts {
		if !a.Menu {
			list = append(list, sh.action(a, actKeys[a.Name], d))
		}
	}
	return list
}

// Menu are the acts of a sitting that stand in the menu "Vorgang", under their letters.
func (sh *Shell) Menu(acts []work.Act, d Doing) (list []kit.Action) {
	for _, a := range acts {
		if !a.Menu {
			continue
		}
		var letter []string
		if key := menuKeys[a.Name]; key != "" {
			letter = []string{key}
		}
		list = append(list, sh.action(a, letter, d))
	}
	return list
}

func (sh *Shell) action(a work.Act, keys []string, d Doing) kit.Action {
	action := kit.Action{Keys: keys, Label: a.Label, Help: Told(a.Help), Off: Told(a.Off), Quiet: a.Quiet || len(keys) == 0, Do: d.Shows[a.Name]}
	switch {
	case a.Off != "":
		action.Do = func() tea.Cmd { sh.Say(action.Off); return nil }
	case !a.Shown():
		action.Do = func() tea.Cmd { return sh.prepare(a, d) }
	case a.Saved != "":
		action.Do = func() tea.Cmd { return d.Saved(d.Shows[a.Name]) }
	}
	return action
}

// Perform does one act as its key would.
func (sh *Shell) Perform(a work.Act, d Doing) tea.Cmd { return sh.action(a, nil, d).Do() }

// prepare asks what a deed needs and does it.
func (sh *Shell) prepare(a work.Act, d Doing) tea.Cmd {
	run := d.Run
	if a.Saved != "" {
		run = func(a work.Act, g work.Given) tea.Cmd { return d.Saved(func() tea.Cmd { return d.Run(a, g) }) }
	}
	switch own := d.Asks[a.Asks]; {
	case own != nil:
		return own(a)
	case a.Asks == work.AskNote:
		return sh.Push(NewNote(sh, a.Now.Text, func(text string) tea.Cmd { return run(a, work.Given{Text: text}) }))
	case a.Asks == work.AskReply:
		return sh.Push(NewReply(sh, a.Label, a.Now, func(text string) tea.Cmd { return run(a, work.Given{Text: text}) }))
	case a.Asks == work.AskSperre:
		return sh.Push(NewHold(sh, a.Now.Sperre, func(s *model.Sperre) tea.Cmd { return run(a, work.Given{Sperre: s}) }).of(a))
	case a.Asks == work.AskSettled:
		return sh.Push(NewSettle(sh, func(e *worklist.Entscheid) tea.Cmd { return run(a, work.Given{Entscheid: e}) }).of(a))
	case a.Asks == work.AskHandover:
		return sh.Push(NewHandover(sh, a.To, func(e *worklist.Entscheid) tea.Cmd { return run(a, work.Given{Entscheid: e}) }).of(a))
	case a.Asks == work.AskUpAgain:
		return sh.Push(NewUpAgain(sh, a.Now.Entscheid, func(e *worklist.Entscheid) tea.Cmd { return run(a, work.Given{Entscheid: e}) }).of(a))
	case a.Sure != nil:
		return sh.Push(NewAsk(sh, a.Sure.Title, Told(a.Sure.Text), a.Sure.Verb, func() tea.Cmd { return run(a, work.Given{}) }))
	}
	return run(a, work.Given{})
}
