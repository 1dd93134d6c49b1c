package forms

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

func insured(t *testing.T, branch model.Zweig, id string) *driver {
	t.Helper()
	r := newReport(model.TypDiagnose)
	r.Patient.Stammdaten.Versicherung = branch
	return drive(t, r, Stammdaten()).goTo(id)
}

const (
	gkvNr = "Patient.Versichertendaten_GKV.GKV_Versichertennummer"
	gkvIk = "Patient.Versichertendaten_GKV.IKNR"
	pkvIk = "Patient.Versichertendaten_PKV.IKNR"
)

func TestCheckDigitIsSaidWhileTyping(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		branch          model.Zweig
		id, typed, says string
		stored          string
	}{
		{model.VersicherungGKV, gkvNr, "a123456780", "Prüfziffer stimmt", "A123456780"},
		{model.VersicherungGKV, gkvNr, "A12 345 6780", "Prüfziffer stimmt", "A123456780"},
		{model.VersicherungGKV, gkvNr, "A123456789", "? Prüfziffer falsch, erwartet 0", "A123456789"},
		{model.VersicherungGKV, gkvNr, "m314159", "noch 3 Ziffern", "M314159"},
		{model.VersicherungGKV, gkvNr, "m31415926", "noch 1 Ziffer", "M31415926"},
		{model.VersicherungGKV, gkvNr, "ä123456780", "? beginnt mit einem Buchstaben", "Ä123456780"},
		{model.VersicherungGKV, gkvNr, "A1234567801", "? 1 zu viel", "A1234567801"},
		{model.VersicherungGKV, gkvIk, "260326822", "? IK einer Krankenkasse beginnt mit 10", "260326822"},
		{model.VersicherungGKV, gkvIk, "100696012", "Prüfziffer stimmt", "100696012"},
		{model.VersicherungGKV, gkvIk, "101234567", "? Prüfziffer falsch, erwartet 1", "101234567"},
		{model.VersicherungPKV, pkvIk, "100696012", "? IK einer gesetzlichen Kasse", "100696012"},
		{model.VersicherungGKV, gkvIk, "10069x", "? hier stehen nur Ziffern", "10069x"},
	} {
		d := insured(t, c.branch, c.id).keys(c.typed).sees(c.says)
		d.keys("<Tab>").value(c.id, c.stored)
	}
}

func TestLongFormOfTheCardIsCut(t *testing.T) {
	t.Parallel()
	for _, long := range []string{"A123456780 104212059 1", "A1234567801042120591", "A123456780104212059100000000007"[:30]} {
		d := insured(t, model.VersicherungGKV, gkvNr)
		d.f.Key(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(long), Paste: true})
		d.keys("<Tab>").value(gkvNr, "A123456780")
	}
}

func TestArztnummerHasItsDigitInside(t *testing.T) {
	t.Parallel()
	b, ok := field.Lookup(dataset.Report, &model.Report{}, "Pathologie.Einsender.Ident_Nummern.LANR")
	if !ok {
		t.Fatal("no such field")
	}
	w, ok := nummerFor(b).(*nummer)
	if !ok {
		t.Fatal("no number with a check digit")
	}
	for text, want := range map[string]string{"123456601": "Prüfziffer stimmt", "123456701": "Prüfziffer falsch, erwartet 6", "1234": "noch 5 Ziffern"} {
		if got, _ := w.kind.tell(text); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

func TestOneLetterTakesTheBranchOfTheInsurance(t *testing.T) {
	t.Parallel()
	for keys, want := range map[string]model.Zweig{"g": model.VersicherungGKV, "p": model.VersicherungPKV, "s": model.VersicherungSonstige,
		"gkv": model.VersicherungGKV, "pkv": model.VersicherungPKV, "2": model.VersicherungPKV, "sonst": model.VersicherungSonstige} {
		d := drive(t, newReport(model.TypDiagnose), Stammdaten()).goTo("Patient.Versicherung").keys(keys + "<Tab>")
		if got := d.r.Patient.Stammdaten.Versicherung; got != want {
			t.Errorf("%s: got %q, want %q", keys, got, want)
		}
	}
}

func TestChoicesSayWhatFollowsFromThem(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t).goTo("Meldebegruendung")
	for keys, want := range map[string]string{"w": "an die Vertrauensstelle weitergegeben", "<Del>a": "Anmerkung den Grund"} {
		if got := d.keys(keys).f.Hint(); !strings.Contains(got, want) {
			t.Errorf("%s: got %q, want %q", keys, got, want)
		}
		d.keys("<Tab><S-Tab>")
	}
	d = insured(t, model.VersicherungSonstige, "Patient.Versichertendaten_Sonstige.Ersatzkode")
	if got := d.keys("selbst").f.Hint(); !strings.Contains(got, "Vergütung entfallen") {
		t.Errorf("Ersatzkode: got %q, want what happens to the fee", got)
	}
}
