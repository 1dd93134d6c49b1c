package main

import (
	"slices"
	"strings"
	"testing"

	"example.org/meldeportal/tui/handbuch"
)

// meaning is what a key means wherever it exists, and what it is called there. Keys that
// are not in the table belong to their screen.
type meaning struct {
	key, name, words string // as the program and as the keyboard calls it, as the manual says it
	labels           []string
}

var keyTable = []meaning{
	{"f1", "F1", "Hilfe", []string{"Hilfe", "Zurück"}},
	{"f2", "F2", "behalten: sichern, speichern, fertig", []string{"Sichern", "Speichern", "Fertig", "XML speichern", "Zurückhalten", "Erledigt", "Aufschieben"}},
	{"f3", "F3", "suchen: eine Person, ein Feld", []string{"Patienten", "Suche leeren", "Feld", "Person", "Zurück"}},
	{"f8", "F8", "was als Nächstes zu tun ist: der nächste Mangel, die nächste Aufgabe, der letzte Entwurf", []string{"Mangel", "Nächste Aufgabe", "Letzter Entwurf"}},
	{"f9", "F9", "Befehle", []string{"Befehle", "Zurück"}},
	{"f10", "F10", "zurück, ebenso Esc", []string{"Zurück", "Abmelden", "Beenden", "Abbrechen", "Fertig"}},
	{"f12", "F12", "zum Abschluss: prüfen, abschließen", []string{"Prüfen", "Abschließen", "Beantragen", "Übernehmen", "Speichern", "Ansehen"}},
	{"ctrl+n", "Strg+N", "neu: Person, Meldung, Eintrag", []string{"Neue Person", "Neue Meldung", "Nächste Meldung", "Eintrag neu"}},
	{"ctrl+k", "Strg+K", "weg: Entwurf, Eintrag, Zeile, Vorlage, Zugang", []string{"Entwurf löschen", "Eintrag weg", "Zeile weg", "Leere weg", "Löschen", "Zugang entziehen"}},
	{"ctrl+z", "Strg+Z", "rückgängig", []string{"Rückgängig"}},
	{"ctrl+y", "Strg+Y", "wieder vor", []string{"Wiederholen"}},
	{"ctrl+x", "Strg+X", "Vorgang", []string{"Vorgang", "Zurück"}},
	{"delete", "Entf", "erledigt", []string{"Erledigt", "Gesehen"}},
	{"insert", "Einfg", "wieder aufnehmen", []string{"Wieder aufnehmen"}},
	{"alt+k", "Alt+K", "Person weg", []string{"Akte entfernen", "Verwerfen"}},
	{"alt+l", "Alt+L", "Löschantrag", []string{"Löschantrag"}},
	{"alt+u", "Alt+U", "Unterschied", []string{"Unterschied"}},
	{"alt+v", "Alt+V", "Vorschau", []string{"Vorschau"}},
	{"alt+w", "Alt+W", "Wiedervorlage", []string{"Wiedervorlage"}},
	{"alt+p", "Alt+P", "Papierkorb", []string{"Papierkorb"}},
	{"alt+e", "Alt+E", "Einstellungen", []string{"Einstellungen"}},
}

func meaningOf(key string) *meaning {
	for i := range keyTable {
		if keyTable[i].key == key {
			return &keyTable[i]
		}
	}
	return nil
}

// The table is drawn once, in the manual; TestEveryScreenTellsItsKeys holds the screens to it.
func TestManualDrawsTheTableOfKeys(t *testing.T) {
	t.Parallel()
	text := handbuch.Text()
	lines := text[text.At("tasten")].Lines
	for _, m := range keyTable {
		if want := "- " + m.name + " " + m.words; !slices.Contains(lines, want) {
			t.Errorf("the manual lacks the line %q; it says:\n%s", want, strings.Join(lines, "\n"))
		}
	}
}
