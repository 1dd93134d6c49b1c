package wording

import (
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/worklist"
)

// TaskWords stand in front of each task of a kind.
var TaskWords = map[worklist.Aufgabenart]string{
	worklist.AufgabeBeschaedigt: people.DamagedWord, worklist.AufgabeAbgelehnt: "abgelehnt", worklist.AufgabeFrist: "Frist",
	worklist.AufgabeEntwurf: "Entwurf", worklist.AufgabeAntwort: "Antwort", worklist.AufgabeGegenstueck: "fehlt",
	worklist.AufgabeWartet: "wartet", worklist.AufgabeGesperrt: "gehalten",
}

// CatchUp tells how far a store is that an update of the program brings to its version.
func CatchUp(left int) string {
	return "wird nach dem Update einmalig vorbereitet, noch " + Thousands(left) + " Akten"
}
