package linkage

import (
	"slices"
	"strings"

	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/people"
)

// A name is compared by its components: up to two words of it, what is left over, and
// how all of them sound. Particles are no distinction between people (the same person
// writes von, v. and nothing) and stand in the third.

// parts is how many components a name has.
const parts = 3

// name is a name taken apart; a component that is not there is "".
type name struct {
	part  [parts]string
	sound string // Kölner Phonetik of all words but particles
}

// particles are words of a surname that say little about who it is.
var particles = map[string]bool{"VON": true, "VOM": true, "V": true, "VAN": true, "VANDER": true, "DER": true, "DEN": true, "DEM": true, "DE": true,
	"DA": true, "DI": true, "DEL": true, "DELLA": true, "DOS": true, "DU": true, "LA": true, "LE": true, "EL": true, "AL": true, "BIN": true, "BEN": true, "TEN": true, "TER": true,
	"ZU": true, "ZUM": true, "ZUR": true, "AUF": true, "AM": true, "UND": true, "GRAF": true, "GRAEFIN": true, "FREIHERR": true, "FREIFRAU": true, "FREIIN": true,
	"BARON": true, "BARONIN": true, "RITTER": true, "EDLER": true, "EDLE": true, "PRINZ": true, "PRINZESSIN": true, "FUERST": true, "FUERSTIN": true, "HERZOG": true}

// titles are words before a name that are none of it.
var titles = map[string]bool{"DR": true, "PROF": true, "PROFESSOR": true, "DOKTOR": true, "MED": true, "PHIL": true, "RER": true, "NAT": true, "ING": true,
	"HC": true, "DIPL": true, "MAG": true, "PD": true, "PRIV": true, "DOZ": true, "HERR": true, "FRAU": true}

// placeholders stand where somebody had no name to write.
var placeholders = map[string]bool{"UNBEKANNT": true, "UNBEK": true, "UNKNOWN": true, "NN": true, "N": true, "X": true, "XX": true, "XXX": true,
	"KEINE": true, "KEIN": true, "ANGABE": true, "OHNE": true, "ANONYM": true, "NAME": true, "VORNAME": true, "NACHNAME": true, "TEST": true}

// words are the words of a text in capital letters A to Z and digits; ä is AE, other
// marks are off.
func words(text string) []string { return strings.Fields(strings.ToUpper(catalog.Fold(text))) }

// takeApart takes a name apart; titles in it are left out.
func takeApart(text string) (n name) {
	var own, rest []string
	for _, w := range words(text) {
		switch {
		case titles[w]:
		case particles[w]:
			rest = append(rest, w)
		default:
			own = append(own, w)
		}
	}
	if !slices.ContainsFunc(own, func(w string) bool { return !placeholders[w] }) {
		return n
	}
	n.sound = people.KoelnerPhonetik(strings.Join(own, ""))
	copy(n.part[:2], own)
	n.part[2] = strings.Join(append(own[min(2, len(own)):], rest...), " ")
	return n
}

// titleOf is the titles in a text, in order, "" without one.
func titleOf(text string) string {
	var found []string
	for _, w := range words(text) {
		if titles[w] && w != "HERR" && w != "FRAU" {
			found = append(found, w)
		}
	}
	return strings.Join(found, " ")
}
