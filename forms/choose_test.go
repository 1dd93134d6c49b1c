package forms

import (
	"strings"
	"testing"

	"example.org/meldeportal/model"
)

const (
	icdField       = "Tumorzuordnung.Primaertumor_ICD"
	certaintyField = "Diagnose.Diagnosesicherung"
	substanceField = "SYST.Menge_Substanz[0].Bezeichnung"
)

func driveSYST(t *testing.T) *driver {
	t.Helper()
	return drive(t, newReport(model.TypSYST), Pages(model.TypSYST))
}

// substance drives the field of the first substance.
func substance(t *testing.T) *driver {
	t.Helper()
	return driveSYST(t).goTo("SYST.Menge_Substanz").keys("<C-n>").goTo(substanceField)
}

// A word that several codes are called by marks none of them, however many of them
// begin with it: what is not marked no key takes unseen.
func TestNoHitIsMarkedWhileOthersAreLeft(t *testing.T) {
	t.Parallel()
	for _, word := range []string{"nierenkrebs", "brust", "sigma"} {
		d := driveDiagnose(t).goTo(icdField).keys(word)
		p := d.f.current().input.(*pick)
		if len(p.hits) < 2 {
			t.Fatalf("%q has %d hits, the test wants several", word, len(p.hits))
		}
		if hit, marked := p.taken(); marked {
			t.Errorf("%q: %s is marked, one of %d hits", word, hit.Code, len(p.hits))
		}
		d.keys("<Tab>").value(icdField, word)
	}
}

func TestEnterTakesTheOnlyHit(t *testing.T) {
	t.Parallel()
	substance(t).keys("epir").hints("Enter nimmt „Epirubicin“, Tab lässt „epir“ stehen.").keys("<Enter>").value(substanceField, "Epirubicin").leftIt(substanceField)
	substance(t).keys("epir<Tab>").value(substanceField, "epir").leftIt(substanceField)
	driveDiagnose(t).goTo(icdField).keys("warzenhof<Enter>").value(icdField, "C50.0").leftIt(icdField)
	const stellung = "SYST.Stellung_OP"
	driveSYST(t).goTo(stellung).keys("bezug<Enter>").value(stellung, "O").leftIt(stellung)
	driveSYST(t).goTo(stellung).keys("z<Enter>").value(stellung, "z").cursor(stellung).hints("1 Treffer, ↓ wählt. Tab geht weiter und lässt „z“ stehen.")
	driveDiagnose(t).goTo("Eigene_Leistung").keys("n<Enter>").value("Eigene_Leistung", "N").leftIt("Eigene_Leistung")
}

func TestTheVeryCodeWinsOverEverythingElse(t *testing.T) {
	t.Parallel()
	driveDiagnose(t).goTo(certaintyField).keys("7<Enter>").value(certaintyField, "7").leftIt(certaintyField)
	driveDiagnose(t).goTo(icdField).keys("c504<Enter>").value(icdField, "C50.4").leftIt(icdField)
	driveDiagnose(t).goTo("Diagnose.pTNM.N").keys("1a(sn)<Enter>").value("Diagnose.pTNM.N", "1a(sn)").leftIt("Diagnose.pTNM.N")
	substance(t).keys("doxorubicin<Enter>").value(substanceField, "Doxorubicin").leftIt(substanceField)
}

func TestEnterStaysWhileSeveralAreLeft(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).goTo(certaintyField).keys("histo<Enter>").cursor(certaintyField).
		hints("5 Treffer, ↓ wählt. Tab geht weiter und lässt „histo“ stehen.").keys("<Enter><Enter>").cursor(certaintyField)
	d.keys("<Down><Enter>").value(certaintyField, "7.1").leftIt(certaintyField)
	d = driveDiagnose(t).goTo(certaintyField).keys("histo<Enter>l")
	if got := d.f.Hint(); strings.Contains(got, "Treffer") {
		t.Errorf("another letter, and still: %q", got)
	}
	driveDiagnose(t).goTo(certaintyField).keys("histo<Enter><Tab>").value(certaintyField, "histo").leftIt(certaintyField)
	driveDiagnose(t).goTo(icdField).keys("c50<Enter>").cursor(icdField) // a heading is no code
	d = drive(t, &model.Report{}, Stammdaten()).goTo("Patient.Versicherung").keys("e<Enter>").cursor("Patient.Versicherung")
	d.keys("<Down>").value("Patient.Versicherung", "")
}

func TestOwnTextTakesASecondEnter(t *testing.T) {
	t.Parallel()
	substance(t).keys("Zaubertrank<Enter>").cursor(substanceField).hints("„Zaubertrank“ steht nicht in der Liste. Enter noch einmal behält den eigenen Text.").
		keys("<Enter>").value(substanceField, "Zaubertrank").leftIt(substanceField)
	substance(t).keys("doxo<Enter>").cursor(substanceField).keys("<Enter>").value(substanceField, "doxo").leftIt(substanceField)
	driveDiagnose(t).goTo(icdField).keys("xyzzy<Enter>").cursor(icdField).hints("„xyzzy“ steht nicht in der Liste. Enter noch einmal lässt es so stehen.").
		keys("<Enter>").value(icdField, "xyzzy").leftIt(icdField)
	d := drive(t, &model.Report{}, Stammdaten()).goTo("Patient.Versicherung").keys("ges<Enter>").goTo("Patient.Versicherung").keys("quatsch<Enter>")
	d.cursor("Patient.Versicherung").keys("<Enter>").value("Patient.Versicherung", "Versichertendaten_GKV").leftIt("Patient.Versicherung")
}

func TestAnOpenListWithNothingMarkedKeepsEnter(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).goTo(certaintyField).keys("<Space><Enter><Enter>").cursor(certaintyField).hints("Noch nichts gewählt: ↓ wählt, Esc schließt die Liste.")
	d.keys("<Down><Enter>").value(certaintyField, "1").leftIt(certaintyField)
	driveDiagnose(t).goTo(certaintyField).keys("<Enter>").leftIt(certaintyField) // an empty field keeps nobody
	d = driveDiagnose(t).goTo(certaintyField).keys("histo<Tab>").goTo(certaintyField).keys("<Enter>")
	d.value(certaintyField, "histo").leftIt(certaintyField) // nor does what stood there
}

func TestASearchGoesOnAfterTheListWasShut(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).goTo(icdField).keys("brust")
	d.f.Shut()
	d.keys("<Enter>").cursor(icdField).keys("<Down><Enter>").leftIt(icdField)
	r := newReport(model.TypDiagnose)
	r.Meldung.Tumorzuordnung.PrimaertumorICD.Code = "warzenh"
	d = drive(t, r, Pages(model.TypDiagnose))
	d.f.Resume(icdField)
	d.keys("<Enter>").value(icdField, "C50.0")
}

func (d *driver) hints(want string) *driver {
	d.t.Helper()
	if got := d.f.Hint(); got != want {
		d.t.Errorf("hint: got %q, want %q", got, want)
	}
	return d
}

func (d *driver) leftIt(id string) *driver {
	d.t.Helper()
	if d.f.Cursor() == id {
		d.t.Errorf("the cursor is still at %s", id)
	}
	return d
}
