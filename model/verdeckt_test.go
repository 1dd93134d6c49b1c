package model

import (
	"fmt"
	"strings"
	"testing"
)

// Of a person whose report was sent nothing is shown but what hessen.md 3 names.
func TestASentPersonIsMasked(t *testing.T) {
	t.Parallel()
	p := Patient{PatientID: "P-17", Anmerkung: "Anmerkung", DKKR: &DKKRStammdaten{Einwilligung: "Einwilligung"}, Stammdaten: Stammdaten{Versicherung: VersicherungGKV,
		VersichertendatenGKV: &VersichertendatenGKV{"105313145", "A123456780"}, Nachname: "Moosgruber", Titel: "Titel", Namenszusatz: "Zusatz", Namensvorsatz: "Vorsatz",
		Vornamen: "Erika", Geburtsname: "Geburtsname", MengeFruehererName: []Text{"Altname"}, Geschlecht: "W", Geburtsdatum: "1961-08-12",
		Adresse: Adresse{Strasse: "Lindenallee", Hausnummer: "3", Land: "DE", PLZ: "35390", Ort: "Gießen"}}}
	v := p.Verdeckt()
	shown := fmt.Sprintf("%+v %+v %s", v, *v.Stammdaten.VersichertendatenGKV, v.Stammdaten.Geburtsdatum.German())
	for _, want := range []string{"P-17", "08.1961", "35390", "Gießen", "…145", "…780"} {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is not shown: %s", want, shown)
		}
	}
	for _, hidden := range []string{"Moosgruber", "Titel:T", "Zusatz:Z", "Erika", "Geburtsname:G", "Altname", "1961-08-12", "12.08", "Lindenallee", "105313145", "A12345", "Anmerkung:A", "Einwilligung"} {
		if strings.Contains(shown, hidden) {
			t.Errorf("%q is shown: %s", hidden, shown)
		}
	}
	p.Stammdaten.VersichertendatenGKV, p.Stammdaten.VersichertendatenPKV = nil, &VersichertendatenPKV{IKNR: "1", PKVVersichertennummer: "PKV-99123"}
	if v := p.Verdeckt(); v.Stammdaten.VersichertendatenPKV.PKVVersichertennummer != "…123" || v.Stammdaten.VersichertendatenPKV.IKNR != "1" {
		t.Errorf("PKV: %+v", v.Stammdaten.VersichertendatenPKV)
	}
}
