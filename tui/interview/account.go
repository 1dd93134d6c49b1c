package interview

import (
	"errors"

	"example.org/meldeportal/tui/account"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// OwnSessions tells where the person is signed in at the portal, and ends that.
func (z *Session) OwnSessions() error {
	var its account.Sessions
	return z.StayAt(ask.Place{
		Tell: func() (err error) {
			if its, err = account.ReadSessions(z.During, z.Desk); err != nil {
				return z.Failed(err, ask.ErrBack)
			}
			z.Say("Ihre Sitzungen am Portal, %d. %s", len(its.All), wording.SessionsMost)
			return nil
		},
		List: func() (int, func(int) string) {
			return len(its.All), func(i int) string { return wording.SessionText(&its.All[i]) }
		},
		Question: "Nummer beendet die Sitzung, :allebeenden alle anderen; Enter allein geht zurück.",
		Commands: func() []ask.Command {
			return append(z.EntryCommands(len(its.All), its.Acts, func(int) Doing { return stays }), ask.Back("Zurück."))
		},
		Pick: func(i int) error { return z.EntryAct(work.ActNamed(its.Acts(i), "beenden"), "", stays) },
	})
}

// stays is how a deed is done after which its place is told anew.
var stays = Doing{After: func(work.Done) error { return nil }}

// lineSite is what the registry stores about the Einrichtung.
type lineSite struct {
	z    *Session
	its  account.Site
	read bool
}

// Site tells it, and asks for changes of it, until the person leaves.
func (z *Session) Site() error {
	l := &lineSite{z: z}
	for {
		if err := l.at(); !errors.Is(err, ask.ErrBack) {
			return err
		}
		if leaves, err := l.leaves(); err != nil || leaves {
			return err
		}
	}
}

func (l *lineSite) at() error {
	return l.z.StayAt(ask.Place{
		Tell:     l.tell,
		List:     func() (int, func(int) string) { return len(l.its.Rows()), l.its.Words },
		Question: "Nummer ändert eine Angabe, :beantragen beantragt alles zusammen, :formular NUMMER DATEI schreibt das Formular einer Änderung; Enter allein geht zurück.",
		Commands: func() []ask.Command {
			return append(l.z.EntryCommands(len(l.its.Rows()), l.its.Acts, l.doing), ask.Back("Zurück."))
		},
		Pick: func(i int) error {
			return l.z.EntryAct(work.ActNamed(l.its.Acts(i), "angabe"), "", l.doing(i))
		},
	})
}

func (l *lineSite) tell() error {
	if !l.read {
		its, err := account.ReadSite(l.z.During, l.z.Desk, &l.z.Services.About)
		if err != nil {
			return l.z.Failed(err, ask.ErrBack)
		}
		l.its, l.read = its, true
	}
	l.z.Say("%s", wording.Sentences(l.its.Is.Name+", Melder "+l.its.Is.MelderID, l.its.Unasked()))
	return nil
}

func (l *lineSite) doing(i int) Doing {
	return Doing{
		Shows: map[string]func(string) error{
			"angabe":   func(string) error { return l.change(i) },
			"formular": func(path string) error { return l.sheet(i, path) }},
		Args:  map[string]string{"formular": "NUMMER DATEI"},
		After: func(work.Done) error { l.read = false; return nil }}
}

// change asks what an Angabe is to be.
func (l *lineSite) change(i int) error {
	row := l.its.Row(i)
	leave := ask.Command{Name: "leer", Help: "Nimmt die Angabe heraus.", Do: func(string) error { return errEmpty }}
	for {
		text, err := l.z.Words(wording.Sentences(l.its.Words(i), row.Angabe.Hilfe, "Neuer Wert? :leer nimmt die Angabe heraus, Enter allein lässt sie so"), "Nichts ändern.", leave)
		if errors.Is(err, errEmpty) {
			text, err = "", nil
		}
		if err != nil {
			return err
		}
		next, wrong := l.its.Enter(*row.Angabe, text)
		if l.its = next; wrong == "" {
			return nil
		}
		l.z.Say("%s", wrong)
	}
}

// sheet writes the sheet of a change into a file.
func (l *lineSite) sheet(i int, path string) error {
	if path == "" {
		l.z.Say("Bitte den Namen der Datei dazuschreiben, zum Beispiel :formular %d formular.txt.", i+1)
		return ask.ErrSaid
	}
	_, text := l.its.Sheet(l.its.Row(i).Change)
	whole, err := l.z.Desk.Account.SaveSheet(l.z.During, path, text)
	if err != nil {
		return l.z.Failed(err, ask.ErrSaid)
	}
	l.z.Say("Das Formular steht in %s.", whole)
	return ask.ErrSaid
}

// leaves asks first where something would be forgotten.
func (l *lineSite) leaves() (bool, error) {
	unasked := l.its.Unasked()
	if unasked == "" {
		return true, nil
	}
	return l.z.Sure(unasked + " Zurück gehen und das vergessen?")
}
