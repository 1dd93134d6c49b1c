package forms

import (
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
)

const (
	plzID = "Patient.Adresse.PLZ"
	ortID = "Patient.Adresse.Ort"
)

// withTowns is the form of a person with an imported list of postcodes.
func withTowns(t *testing.T) *driver {
	t.Helper()
	shelf := catalog.NewShelf()
	lists, err := catalog.Read("plz-2026.csv", strings.NewReader("PLZ;Ort\n65183;Wiesbaden\n65719;Hofheim am Taunus\n65719;Kriftel\n"))
	if err != nil {
		t.Fatal(err)
	}
	shelf.Put(lists[0])
	d := insured(t, model.VersicherungGKV, gkvIk)
	d.f.env.Lists = shelf
	return d
}

func TestAPostcodeProposesItsTown(t *testing.T) {
	t.Parallel()
	d := withTowns(t).goTo(plzID).keys("65183")
	if got := d.f.Hint(); !strings.Contains(got, "→ übernimmt Wiesbaden") {
		t.Errorf("hint %q, want the town", got)
	}
	d.keys("<Right>").value(plzID, "65183").value(ortID, "Wiesbaden")
	d = withTowns(t).goTo(plzID).keys("65719")
	if got := d.f.Hint(); strings.Contains(got, "→ übernimmt") {
		t.Errorf("hint %q, but two towns have this postcode", got)
	}
	d.keys("<Tab>").goTo(ortID).keys("kri")
	if got := d.f.Hint(); !strings.Contains(got, "→ übernimmt Kriftel") {
		t.Errorf("hint %q, want the town that begins so", got)
	}
	d.keys("<Right>").value(ortID, "Kriftel")
}

func TestATownThatStandsIsNotProposedOver(t *testing.T) {
	t.Parallel()
	d := withTowns(t).goTo(ortID).keys("Mainz<Tab>").goTo(plzID).keys("65183")
	if got := d.f.Hint(); strings.Contains(got, "→ übernimmt") {
		t.Errorf("hint %q, but a town stands there", got)
	}
}

func TestAnInsurerIsFoundByName(t *testing.T) {
	t.Parallel()
	insured(t, model.VersicherungGKV, gkvIk).keys("aok hess").sees("AOK Hessen").keys("<Down><Enter>").value(gkvIk, "105313145")
	insured(t, model.VersicherungGKV, gkvIk).keys("barmer<Enter>").value(gkvIk, "104940005")
	insured(t, model.VersicherungGKV, gkvIk).keys("105 313 145").sees("AOK Hessen, Prüfziffer stimmt").keys("<Tab>").value(gkvIk, "105313145")
	insured(t, model.VersicherungGKV, gkvIk).keys("1049<Tab>").value(gkvIk, "1049") // half a number means nobody
	insured(t, model.VersicherungPKV, pkvIk).keys("barmer").sees("hier stehen nur Ziffern")
}
