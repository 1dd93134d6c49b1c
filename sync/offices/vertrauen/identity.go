package vertrauen

import (
	"bytes"
	"encoding/json"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/linkage"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/seal"
)

// identityOf is who somebody is, as it is compared.
func identityOf(s *model.Stammdaten) linkage.Identity {
	i := linkage.Identity{
		Nachname: join(s.Namensvorsatz, s.Nachname, s.Namenszusatz), Vornamen: string(s.Vornamen), Geburtsname: string(s.Geburtsname), Titel: string(s.Titel),
		Geburtsdatum: bornOn(s.Geburtsdatum), Geschlecht: string(s.Geschlecht),
		PLZ: string(s.Adresse.PLZ), Ort: string(s.Adresse.Ort), Anschrift: join(s.Adresse.Strasse, s.Adresse.Hausnummer),
	}
	if n := len(s.MengeFruehererName); n > 0 {
		i.FruehererName = string(s.MengeFruehererName[n-1])
	}
	if s.VersichertendatenGKV != nil {
		if number := strings.ToUpper(strings.TrimSpace(string(s.VersichertendatenGKV.GKVVersichertennummer))); rule.ValidKVNR(number) {
			i.KVNR = number
		}
	}
	return i
}

func join(texts ...model.Text) string {
	var all []string
	for _, t := range texts {
		if t != "" {
			all = append(all, string(t))
		}
	}
	return strings.Join(all, " ")
}

// bornOn is a day of birth, with 00 for what is not known of it.
func bornOn(d model.Datum) string {
	day, how := d.Split()
	if len(day) != len("JJJJ-MM-TT") {
		return ""
	}
	switch how {
	case model.TagGeschaetzt:
		return day[:8] + "00"
	case model.MonatGeschaetzt:
		return day[:5] + "00-00"
	case model.VollGeschaetzt:
		return ""
	}
	return day
}

// kryptogramme are those of a person's components, and what the law has stand beside them in
// clear.
func (s *Stelle) kryptogramme(i linkage.Identity) (values []offices.Wert, open offices.Beilage) {
	components, o := i.Take()
	for k, value := range components {
		if kind := linkage.Kind(k); value != "" {
			values = append(values, offices.Wert{Kind: kind, Wert: s.keys.First.Kryptogramm(kind.Class(), value)})
		}
	}
	open = offices.Beilage{Jahr: o.Year, Monat: o.Month, PLZ: o.PLZ, Ort: o.Ort}
	if o.Sex != 0 {
		open.Geschlecht = string(o.Sex)
	}
	return values, open
}

// usable reports whether somebody can be known again: by an insurance number, or by a name and
// a day of birth.
func usable(values []offices.Wert) bool {
	has := map[linkage.Kind]bool{}
	for _, w := range values {
		has[w.Kind] = true
	}
	return has[linkage.KVNR] || (has[linkage.Nachname1] || has[linkage.Vorname1]) && has[linkage.Tag]
}

// chiffrat is the Identitäts-Chiffrat: who the person is (LKRG NRW § 2 (4) no. 1-5), for the
// custodian.
func (s *Stelle) chiffrat(r *model.Report) ([]byte, error) {
	text, err := json.Marshal(r.Patient.Stammdaten)
	if err != nil {
		return nil, err
	}
	return seal.SealFor(s.keys.Custodian, text)
}

// contentOf is what an identity part says, without who wrote it and when.
func contentOf(payload []byte) []byte {
	if at := bytes.Index(payload, []byte("<Menge_Patient")); at > 0 {
		return payload[at:]
	}
	return payload
}
