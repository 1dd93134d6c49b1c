package tui

import "reflect"

// screenAnchor is the paragraph of a screen.
func screenAnchor(s Screen) string { return screenAnchors[typeName(s)] }

// screenAnchors are the paragraphs of the screens, by the name of their type.
var screenAnchors = map[string]string{
	"Login": "anmeldung", "codeScreen": "anmeldung", "enrolScreen": "zweiter-faktor", "setupScreen": "einrichtung",
	"Worklist": "arbeitsliste", "CaseList": "patienten", "CaseFile": "akte", "CaseEditor": "stammdaten", "twinScreen": "zweite-akte", "takeover": "uebernehmen", "Chooser": "neue-meldung",
	"Editor": "meldung", "steps": "abschnitte", "jump": "feld-suchen",
	"Review": "pruefen", "Preview": "vorschau", "saveFile": "vorschau",
	"Receipt": "quittung", "Transmissions": "uebertragung", "deletion": "loeschantrag",
	"templatePick": "vorlagen", "templateSave": "vorlagen", "naming": "vorlagen", "askValues": "vorlagen", "casePick": "duplizieren", "Series": "serie", "seriesFinish": "serie",
	"menu": "vorgang", "note": "notiz", "hold": "zurueckhalten",
	"Access": "zugang", "help": "hilfe", "pager": "hilfe", "palette": "befehle", "ask": "rueckfrage",
}

func typeName(s Screen) string {
	t := reflect.TypeOf(s)
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t.Name()
}
