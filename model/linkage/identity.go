package linkage

import (
	"strings"
)

// Identity is what a report says of who somebody is, as it was written.
type Identity struct {
	Nachname, Vornamen, Geburtsname, FruehererName, Titel string

	Geburtsdatum string // JJJJ-MM-TT; with 00 for what is not known
	Geschlecht   string // M, W, D, X or U
	KVNR         string // insurance number; "" when its check digit is wrong
	PLZ, Ort     string
	Anschrift    string // street and number
}

// Kind is which component of an identity a value is. Kontrollnummern are formed of
// class and value, so that a birth name can meet a surname.
type Kind int

// The kinds, in the order of a Record's keys.
const (
	Nachname1 Kind = iota
	Nachname2
	Nachname3
	Vorname1
	Vorname2
	Vorname3
	Geburtsname1
	Geburtsname2
	Geburtsname3
	FruehererName1
	FruehererName2
	FruehererName3
	NachnamePhon
	VornamePhon
	GeburtsnamePhon
	FruehererNamePhon
	Titel
	Tag
	Anschrift // street and number
	KVNR
	kinds
)

// Class is what a value is formed of besides itself: one for all names, one for how all
// names sound, so that whatever may be equal is.
func (k Kind) Class() string {
	switch {
	case k < NachnamePhon:
		return "name"
	case k < Titel:
		return "phon"
	case k == Titel:
		return "titel"
	case k == Tag:
		return "tag"
	case k == Anschrift:
		return "anschrift"
	}
	return "kvnr"
}

// Components are the values of an identity by kind, normalised; "" is missing.
type Components [kinds]string

// Open is what stands beside the components in clear (KRG HE § 11: month and year of
// birth, sex, place).
type Open struct {
	Year, Month int // of birth, 0 = unknown
	Sex         byte
	PLZ         string
	Ort         string
}

// Take takes an identity apart.
func (i *Identity) Take() (c Components, o Open) {
	for first, text := range map[Kind]string{Nachname1: i.Nachname, Vorname1: i.Vornamen, Geburtsname1: i.Geburtsname, FruehererName1: i.FruehererName} {
		n := takeApart(text)
		copy(c[first:first+parts], n.part[:])
		c[phonOf[first]] = n.sound
	}
	c[Titel] = titleOf(i.Titel + " " + i.Nachname + " " + i.Vornamen)
	c[Anschrift] = address(i.Anschrift)
	c[KVNR] = strings.ToUpper(strings.TrimSpace(i.KVNR))
	o = Open{Sex: sexOf(i.Geschlecht), PLZ: strings.TrimSpace(i.PLZ), Ort: strings.Join(words(i.Ort), " ")}
	o.Year, o.Month, c[Tag] = birth(i.Geburtsdatum)
	return c, o
}

// phonOf is which kind tells how a name sounds.
var phonOf = map[Kind]Kind{Nachname1: NachnamePhon, Vorname1: VornamePhon, Geburtsname1: GeburtsnamePhon, FruehererName1: FruehererNamePhon}

func sexOf(text string) byte {
	if text == "M" || text == "W" || text == "D" || text == "X" {
		return text[0]
	}
	return 0
}

// birth reads a day of birth; the first of January 1900 stands for "unknown".
func birth(text string) (year, month int, day string) {
	if len(text) != len("JJJJ-MM-TT") || strings.Trim(text, "0123456789-") != "" || text == "1900-01-01" {
		return 0, 0, ""
	}
	year, month = number(text[:4]), number(text[5:7])
	if day = text[8:]; day == "00" {
		day = ""
	}
	return year, month, day
}

func number(digits string) (n int) {
	for _, d := range digits {
		n = 10*n + int(d-'0')
	}
	return n
}

// address is street and number in one way of writing: "Lindenstr. 3 a" is
// "LINDENSTRASSE3A".
func address(text string) string {
	all := words(text)
	for i, w := range all {
		if w == "STR" || len(w) > 5 && strings.HasSuffix(w, "STR") {
			all[i] = w + "ASSE"
		}
	}
	return strings.Join(all, "")
}
