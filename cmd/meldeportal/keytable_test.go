package main

import (
	"slices"
	"strings"
	"testing"

	"example.org/meldeportal/tui/handbuch"
)

// meaning is what a key means wherever it exists, and what it is called there. Every
// function key has one, and what it is called is found under no other of them; letters
// with Strg and Alt that are not in the table belong to their screen.
type meaning struct {
	key, name, words string // as the program and as the keyboard calls it, as the manual says it
	labels           []string
}

var keyTable = []meaning{
	{"f1", "F1", "Hilfe", []string{"Hilfe", "Zurück"}},
	{"f2", "F2", "behalten: sichern, speichern, fertig", []string{"Sichern", "Speichern", "Fertig", "XML speichern", "Liste speichern", "Zurückhalten", "Erledigt", "Aufschieben", "Formular"}},
	{"f3", "F3", "suchen: eine Person, ein Feld", []string{"Patienten", "Suche leeren", "Feld", "Person", "Zurück"}},
	{"f4", "F4", "Katalog: die ganze Liste zum Feld", []string{"Katalog"}},
	{"f5", "F5", "senden", []string{"Senden"}},
	{"f6", "F6", "ansehen: Abschnitte, Inhalt, Vorschau, Übertragung, die ganze Meldung einer Zeile", []string{"Abschnitte", "Inhalt", "Vorschau", "Übertragung", "Öffnen", "Zurück"}},
	{"f7", "F7", "übernehmen: aus früheren Meldungen, aus einer Vorlage, aus der Vorgabe der Serie", []string{"Übernehmen", "Vorlage", "Alle", "Zurück"}},
	{"f8", "F8", "was als Nächstes zu tun ist: der nächste Mangel, die nächste Aufgabe, der letzte Entwurf", []string{"Mangel", "Nächste Aufgabe", "Letzter Entwurf"}},
	{"f9", "F9", "Befehle", []string{"Befehle", "Zurück"}},
	{"f10", "F10", "zurück, ebenso Esc", []string{"Zurück", "Abmelden", "Beenden", "Abbrechen", "Fertig"}},
	{"f12", "F12", "zum Abschluss: prüfen, abschließen", []string{"Prüfen", "Abschließen", "Beantragen", "Aufnehmen", "Übernehmen", "Speichern", "Ansehen", "Absenden"}},
	{"ctrl+n", "Strg+N", "neu: Person, Meldung, Eintrag", []string{"Neue Person", "Neue Meldung", "Folgemeldung", "Eintrag neu"}},
	{"ctrl+k", "Strg+K", "weg: Entwurf, Eintrag, Zeile, Vorlage, Zugang, Sitzung", []string{"Entwurf löschen", "Eintrag weg", "Zeile weg", "Leere weg", "Löschen", "Zugang entziehen", "Sitzung beenden"}},
	{"ctrl+z", "Strg+Z", "rückgängig", []string{"Rückgängig"}},
	{"ctrl+y", "Strg+Y", "wieder vor", []string{"Wiederholen"}},
	{"ctrl+x", "Strg+X", "Vorgang", []string{"Vorgang", "Zurück"}},
	{"delete", "Entf", "erledigt", []string{"Erledigt", "Gesehen"}},
	{"insert", "Einfg", "wieder aufnehmen", []string{"Wieder aufnehmen"}},
	{"alt+b", "Alt+B", "Abgelehntes als Entwurf öffnen", []string{"Als Entwurf öffnen"}},
	{"alt+c", "Alt+C", "korrigieren", []string{"Korrektur"}},
	{"alt+f", "Alt+F", "fällige Nachsorgen", []string{"Fällige"}},
	{"alt+g", "Alt+G", "ganze Meldung oder Schritte", []string{"Ganze Meldung", "Alles", "Schritte"}},
	{"alt+k", "Alt+K", "Person weg", []string{"Akte entfernen", "Verwerfen"}},
	{"alt+l", "Alt+L", "Löschantrag", []string{"Löschantrag"}},
	{"alt+y", "Alt+Y", "Gesendetes ganz öffnen", []string{"Ganz öffnen"}},
	{"alt+x", "Alt+X", "sperren", []string{"Sperren"}},
	{"alt+.", "Alt+.", "ausblenden", []string{"Ausblenden"}},
	{"alt+o", "Alt+O", "ohne Portal arbeiten", []string{"Ohne Portal arbeiten"}},
	{"alt+a", "Alt+A", "neu anmelden", []string{"Neu anmelden"}},
	{"alt+j", "Alt+J", "Rollen einer Person", []string{"Rollen"}},
	{"alt+m", "Alt+M", "Stammdaten", []string{"Stammdaten"}},
	{"alt+q", "Alt+Q", "QR-Code", []string{"QR-Code zeigen"}},
	{"alt+r", "Alt+R", "zweiten Faktor zurücksetzen", []string{"Zweiten Faktor zurücksetzen"}},
	{"alt+s", "Alt+S", "Serie", []string{"Serie"}},
	{"alt+t", "Alt+T", "ähnliche Person", []string{"Ähnliche Person"}},
	{"alt+u", "Alt+U", "Unterschied", []string{"Unterschied"}},
	{"alt+v", "Alt+V", "Vorschau", []string{"Vorschau", "Zurück"}},
	{"alt+w", "Alt+W", "Wiedervorlage", []string{"Wiedervorlage"}},
	{"alt+p", "Alt+P", "Papierkorb", []string{"Papierkorb"}},
	{"alt+z", "Alt+Z", "Zugang", []string{"Zugang"}},
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

// oneMeaning says what is wrong with what a key is called, "" = nothing. called are the
// names the function keys have had so far; a second key of an action is no new one.
func oneMeaning(key, label string, called map[string]string) string {
	m := meaningOf(key)
	function := key[0] == 'f' && len(key) > 1
	switch {
	case m == nil && function:
		return "has no meaning in the table"
	case m == nil:
		return ""
	case !slices.Contains(m.labels, label):
		return "everywhere it is: " + m.words
	case !function || label == "Zurück":
		return ""
	case called[label] != "" && called[label] != key:
		return "elsewhere it is under " + called[label]
	}
	called[label] = key
	return ""
}

func TestAFunctionKeyWithTwoMeaningsIsNoticed(t *testing.T) {
	t.Parallel()
	called := map[string]string{}
	for _, k := range []struct{ key, label, want string }{
		{"f5", "Senden", ""}, {"f5", "Fällige", "everywhere it is: senden"}, {"f11", "Ansehen", "has no meaning in the table"},
		{"f2", "Speichern", ""}, {"f12", "Speichern", "elsewhere it is under f2"}, {"alt+ä", "Eigenes", ""},
	} {
		if got := oneMeaning(k.key, k.label, called); got != k.want {
			t.Errorf("%s %s: got %q, want %q", k.key, k.label, got, k.want)
		}
	}
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
