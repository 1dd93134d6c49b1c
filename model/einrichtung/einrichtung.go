// Package einrichtung knows what the registry stores about a reporting Einrichtung (hessen.md
// 11, Melder_Typ of oBDS): which Angaben there are, what each may be, and how a change of them,
// or a registration, is written down for the Vertrauensstelle.
//
// It promises: the portal, and whoever types, judge by the same table; a sheet shows all that
// it is about, and nothing else. Start with Angaben and Daten.Check, then Aenderungsformular and
// Anmeldebogen.
package einrichtung

import (
	"maps"
	"slices"
	"strings"
)

// Daten are what is stored of an Einrichtung, by the id of an Angabe. What is not there is empty.
type Daten map[string]string

// Angabe is one of them.
type Angabe struct {
	ID, Name string
	Hilfe    string // what it has to be, "" = a text
	Muss     bool   // nothing can be registered without it
	Bank     bool   // says where money goes
	check    func(value string) (why string)
}

// The Angaben that others look at.
const (
	Sektor     = "sektor"
	Ambulant   = "ambulant"
	Stationaer = "stationär"

	iknr = "iknr"
	bsnr = "bsnr"
)

var angaben = []Angabe{
	{ID: "einrichtung", Name: "Einrichtung", Muss: true},
	{ID: "abteilung", Name: "Abteilung, Station oder Praxis"},
	{ID: "arzt", Name: "Verantwortliche Ärztin, verantwortlicher Arzt", Muss: true},
	{ID: "anschrift", Name: "Straße und Hausnummer", Muss: true},
	{ID: "plz", Name: "Postleitzahl", Hilfe: "fünf Ziffern", Muss: true, check: digitsOnly(5)},
	{ID: "ort", Name: "Ort", Muss: true},
	{ID: "telefon", Name: "Telefon", Muss: true},
	{ID: "email", Name: "E-Mail", check: mail},
	{ID: "fachgebiet", Name: "Fachgebiet", Muss: true},
	{ID: Sektor, Name: "Sektor", Hilfe: Ambulant + " oder " + Stationaer, Muss: true, check: oneOf(Ambulant, Stationaer)},
	{ID: iknr, Name: "Institutionskennzeichen (IK)", Hilfe: "neun Ziffern, mit Prüfziffer; stationär nötig", check: ik},
	{ID: bsnr, Name: "Betriebsstättennummer (BSNR)", Hilfe: "neun Ziffern; ambulant nötig", check: digitsOnly(9)},
	{ID: "lanr", Name: "Lebenslange Arztnummer (LANR)", Hilfe: "neun Ziffern, mit Prüfziffer", check: lanr},
	{ID: "bank", Name: "Bank", Bank: true},
	{ID: "kontoinhaber", Name: "Kontoinhaber", Bank: true},
	{ID: "iban", Name: "IBAN", Hilfe: "mit Prüfziffer", Bank: true, check: iban},
	{ID: "bic", Name: "BIC", Hilfe: "8 oder 11 Zeichen", Bank: true, check: bic},
	{ID: "ansprechpartner", Name: "Ansprechpartnerin, Ansprechpartner"},
	{ID: "uebertragung", Name: "Übertragungsweg", Hilfe: "Online-Erfassung oder WebUpload", check: oneOf("Online-Erfassung", "WebUpload")},
	{ID: "software", Name: "Software"},
}

// Angaben are all of them, in the order of the sheet.
func Angaben() []Angabe { return slices.Clone(angaben) }

// Find is the Angabe of an id.
func Find(id string) (Angabe, bool) {
	i := slices.IndexFunc(angaben, func(a Angabe) bool { return a.ID == id })
	if i < 0 {
		return Angabe{}, false
	}
	return angaben[i], true
}

// longest is how many signs a value has at most.
const longest = 200

// Tidy is a value as it is stored: without blanks around it, numbers without those between.
func (a Angabe) Tidy(value string) string {
	value = strings.Join(strings.Fields(value), " ")
	switch a.ID {
	case "iban", "bic":
		return strings.ToUpper(strings.ReplaceAll(value, " ", ""))
	case iknr, bsnr, "lanr", "plz":
		return strings.ReplaceAll(value, " ", "")
	}
	return value
}

// Check is why a tidied value cannot be taken, a German sentence; "" where it can. An empty one
// is taken.
func (a Angabe) Check(value string) string {
	switch {
	case value == "":
		return ""
	case len([]rune(value)) > longest:
		return "Das ist zu lang; möglich sind 200 Zeichen."
	case strings.ContainsFunc(value, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return "Das enthält unsichtbare Zeichen."
	case a.check == nil:
		return ""
	}
	return a.check(value)
}

// Mangel is what is wrong with an Angabe.
type Mangel struct{ ID, Text string }

// Check is what is wrong with all of it: whole data are those of a registration.
func (d Daten) Check() (all []Mangel) {
	for _, id := range slices.Sorted(maps.Keys(d)) {
		a, known := Find(id)
		switch why := ""; {
		case !known:
			all = append(all, Mangel{id, "Diese Angabe gibt es nicht."})
		case d[id] != a.Tidy(d[id]):
			all = append(all, Mangel{id, "Das enthält überflüssige Leerzeichen."})
		default:
			if why = a.Check(d[id]); why != "" {
				all = append(all, Mangel{id, why})
			}
		}
	}
	for _, a := range angaben {
		if a.Muss && d[a.ID] == "" {
			all = append(all, Mangel{a.ID, "Diese Angabe fehlt."})
		}
	}
	switch {
	case d[Sektor] == Ambulant && d[bsnr] == "":
		all = append(all, Mangel{bsnr, "Ambulante Einrichtungen brauchen eine BSNR."})
	case d[Sektor] == Stationaer && d[iknr] == "":
		all = append(all, Mangel{iknr, "Stationäre Einrichtungen brauchen ein IK."})
	}
	if (d["iban"] == "") != (d["kontoinhaber"] == "") {
		all = append(all, Mangel{"kontoinhaber", "IBAN und Kontoinhaber gehören zusammen."})
	}
	return all
}

// With is d with other values; an empty one is taken out.
func (d Daten) With(changes Daten) Daten {
	next := maps.Clone(d)
	if next == nil {
		next = Daten{}
	}
	for id, value := range changes {
		if value == "" {
			delete(next, id)
			continue
		}
		next[id] = value
	}
	return next
}

// Anders are the Angaben in which d differs from another one, in the order of the sheet.
func (d Daten) Anders(other Daten) (all []Angabe) {
	for _, a := range angaben {
		if d[a.ID] != other[a.ID] {
			all = append(all, a)
		}
	}
	return all
}
