package shell

import (
	"reflect"

	"example.org/meldeportal/tui/kit"
)

// screenAnchor is the paragraph of a screen.
func screenAnchor(s kit.Screen) string { return ScreenAnchors[typeName(s)] }

// ScreenAnchors are the paragraphs of the screens, by the name of their type.
var ScreenAnchors = map[string]string{
	"Login": "anmeldung", "locked": "sperren", "curtain": "sperren", "codeScreen": "anmeldung", "enrolScreen": "zweiter-faktor", "setupScreen": "einrichtung", "again": "sitzung-beendet",
	"Worklist": "arbeitsliste", "CaseList": "patienten", "CaseFile": "akte", "CaseEditor": "stammdaten", "twinScreen": "zweite-akte", "takeover": "uebernehmen", "Chooser": "neue-meldung",
	"Editor": "meldung", "steps": "abschnitte", "jump": "feld-suchen", "choices": "zu-zweit",
	"Review": "pruefen", "Preview": "vorschau", "saveFile": "vorschau",
	"Receipt": "quittung", "OwnErrors": "dateien-dokucheck", "Transmissions": "uebertragung", "deletion": "loeschantrag",
	"templatePick": "vorlagen", "templateSave": "vorlagen", "naming": "vorlagen", "askValues": "vorlagen", "casePick": "duplizieren", "Series": "serie", "seriesFinish": "serie",
	"counts": "listen", "sieve": "listen", "viewName": "listen", "heldPage": "listen",
	"asking": "dateien-import", "Delivery": "dateien-import", "choosing": "dateien-upload", "Upload": "dateien-upload",
	"menu": "vorgang", "note": "notiz", "because": "gruende", "Basket": "papierkorb", "Settings": "einstellungen",
	"Access": "zugang", "passwordScreen": "passwort", "sessions": "sitzungen", "site": "einrichtungsdaten", "angabe": "einrichtungsdaten", "roles": "rollen", "fresh": "verdeckt", "Help": "hilfe", "Pager": "hilfe", "Palette": "befehle", "Ask": "rueckfrage",
}

func typeName(s kit.Screen) string {
	t := reflect.TypeOf(s)
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t.Name()
}
