package catalog

import (
	"regexp"
	"strings"
)

// Postleitzahlen is the name of the list of towns by their postcode. It comes with
// nobody: any CSV file with the columns PLZ and Ort is imported, as the one of
// suche-postleitzahl.org (zuordnung_plz_ort.csv, from OpenStreetMap, ODbL).
const Postleitzahlen = "Postleitzahl"

var (
	plzShape   = regexp.MustCompile(`^[0-9]{5}$`)
	plzColumns = []string{"plz", "postleitzahl"}
	ortColumns = []string{"ort", "ortsname", "stadt", "gemeinde"}
)

// townBetween stands between the towns of one postcode.
const townBetween = "; "

// TownsIn are the towns in a label of the list.
func TownsIn(label string) []string {
	if label == "" {
		return nil
	}
	return strings.Split(label, townBetween)
}

// Towns are those a postcode leads to, none where no list knows it.
func (s *Shelf) Towns(plz string) []string {
	if s == nil {
		return nil
	}
	l, ok := s.Get(Postleitzahlen)
	if !ok {
		return nil
	}
	e, ok := l.Entry(plz)
	if !ok {
		return nil
	}
	return TownsIn(e.Label)
}
