package forms

import (
	"strings"
	"testing"

	"example.org/meldeportal/model"
)

func driveTNM(t *testing.T) *driver {
	t.Helper()
	return driveDiagnose(t).goTo("Diagnose.pTNM")
}

func TestFormulaFillsTheFieldsAsOneStep(t *testing.T) {
	t.Parallel()
	d := driveTNM(t).keys("pT2 pN1a(sn) cM0 L1 V0 Pn0 r y").sees("verstanden: T 2 (p)").keys("<Enter>")
	d.value("Diagnose.pTNM.c_p_u_Praefix_T", "p").value("Diagnose.pTNM.T", "2").value("Diagnose.pTNM.N", "1a(sn)").
		value("Diagnose.pTNM.M", "0").value("Diagnose.pTNM.L", "L1").value("Diagnose.pTNM.V", "V0").value("Diagnose.pTNM.Pn", "Pn0").
		value("Diagnose.pTNM.r_Symbol", "r").value("Diagnose.pTNM.y_Symbol", "y").value("Diagnose.pTNM.Version", "8")
	d.cursor("Diagnose.pTNM.Datum").sees("TNM-Formel                rypT2 pN1a(sn) cM0 L1 V0 Pn0")
	d.keys("<C-z>")
	if d.r.Meldung.Diagnose != nil && d.r.Meldung.Diagnose.PTNM != nil {
		t.Errorf("after undo: got %+v, want nothing", *d.r.Meldung.Diagnose.PTNM)
	}
	d.keys("<C-y>").value("Diagnose.pTNM.N", "1a(sn)").value("Diagnose.pTNM.Version", "8")
}

func TestPrefixOfTheFirstLetterDoesNotSpread(t *testing.T) {
	t.Parallel()
	driveTNM(t).keys("pT2 N1<Tab>").value("Diagnose.pTNM.c_p_u_Praefix_T", "p").value("Diagnose.pTNM.c_p_u_Praefix_N", "")
}

func TestTypedLettersAloneChange(t *testing.T) {
	t.Parallel()
	d := driveTNM(t).keys("pT2 pN1a cM0<Tab>").goTo("Diagnose.pTNM")
	d.keys("pN2").sees("bleibt: T 2 (p) · M 0 (c)").keys("<Tab>")
	d.value("Diagnose.pTNM.T", "2").value("Diagnose.pTNM.N", "2").value("Diagnose.pTNM.M", "0")
}

func TestWhatIsTakenOutOfTheLineGoes(t *testing.T) {
	t.Parallel()
	d := driveTNM(t).keys("pT2 pN1a cM0<Tab>").goTo("Diagnose.pTNM")
	d.keys("<End><BS><BS><BS>").sees("wird gelöscht: M 0 (c)").keys("<Tab>")
	d.value("Diagnose.pTNM.T", "2").value("Diagnose.pTNM.N", "1a").value("Diagnose.pTNM.M", "").value("Diagnose.pTNM.c_p_u_Praefix_M", "")
}

func TestEmptiedLineEmptiesTheBlockAndComesBack(t *testing.T) {
	t.Parallel()
	d := driveTNM(t).keys("pT2 N1 y<Tab>").goTo("Diagnose.pTNM").keys("<C-u>").sees("leer: Das ganze TNM wird gelöscht").keys("<Tab>")
	d.value("Diagnose.pTNM.T", "").value("Diagnose.pTNM.y_Symbol", "").value("Diagnose.pTNM.Version", "")
	d.keys("<C-z>").value("Diagnose.pTNM.T", "2").value("Diagnose.pTNM.y_Symbol", "y").value("Diagnose.pTNM.Version", "8")
}

func TestWhatIsNotUnderstoodStaysInTheLine(t *testing.T) {
	t.Parallel()
	d := driveTNM(t).keys("pT2 Q3 X0 N0<Tab>").value("Diagnose.pTNM.T", "2").value("Diagnose.pTNM.N", "0")
	d.sees("pT2 N0 Q3 X0").sees("? nicht übernommen: Q3 X0").goTo("Diagnose.pTNM").sees("? nicht verstanden: Q3")
	d.keys("<C-z>").value("Diagnose.pTNM.T", "")
	if text := d.view(); strings.Contains(text, "Q3") {
		t.Errorf("undo left what was not understood:\n%s", text)
	}
}

func TestVisitingTheFormulaChangesNothing(t *testing.T) {
	t.Parallel()
	r := newReport(model.TypDiagnose)
	r.Meldung.Diagnose = &model.Diagnose{PTNM: &model.TNM{T: "zz", N: "1a foo", PraefixM: "p", L: "L1", MSymbol: "1", UICCStadium: "iia"}}
	before := dump(t, r)
	d := drive(t, r, Pages(model.TypDiagnose)).goTo("Diagnose.pTNM").keys("<End><Left><Tab><S-Tab><Tab>").sees("TNM-Formel                L1")
	if after := dump(t, r); after != before {
		t.Fatalf("report changed\nfrom %s\nto   %s", before, after)
	}
	d.goTo("Diagnose.pTNM").keys("pT2<Tab>").value("Diagnose.pTNM.N", "1a foo").value("Diagnose.pTNM.c_p_u_Praefix_M", "p").value("Diagnose.pTNM.UICC_Stadium", "iia")
}

func TestStoredSpellingOutlivesTheEditOfAnotherPart(t *testing.T) {
	t.Parallel()
	r := newReport(model.TypDiagnose)
	r.Meldung.Diagnose = &model.Diagnose{PTNM: &model.TNM{T: "2", N: "1 (sn)", M: "0"}}
	d := drive(t, r, Pages(model.TypDiagnose)).goTo("Diagnose.pTNM").sees("T2 N1 (sn) M0").keys("<End><BS>1<Tab>")
	d.value("Diagnose.pTNM.M", "1").value("Diagnose.pTNM.N", "1 (sn)").goTo("Diagnose.pTNM").keys("T3 N1(sn)<Tab>")
	d.value("Diagnose.pTNM.T", "3").value("Diagnose.pTNM.N", "1 (sn)").goTo("Diagnose.pTNM").keys("N2(sn)<Tab>").value("Diagnose.pTNM.N", "2(sn)")
}

func TestAnotherFormulaTakesThePlaceOfTheOldOne(t *testing.T) {
	t.Parallel()
	d := driveTNM(t).keys("ypT1(m) pN0 cM0 L1 UICC IA<Tab>").goTo("Diagnose.pTNM").keys("T4b N2").sees("wird gelöscht: m m · M 0 (c) · L1 · UICC IA · y").keys("<Tab>")
	for id, text := range map[string]string{"T": "4b", "N": "2", "M": "", "c_p_u_Praefix_T": "", "c_p_u_Praefix_N": "", "c_p_u_Praefix_M": "",
		"m_Symbol": "", "y_Symbol": "", "L": "", "UICC_Stadium": "", "Version": "8"} {
		d.value("Diagnose.pTNM."+id, text)
	}
	d.keys("<C-z>").value("Diagnose.pTNM.T", "1").value("Diagnose.pTNM.c_p_u_Praefix_T", "p").value("Diagnose.pTNM.UICC_Stadium", "IA")
}

func TestAPrefixGoesWithItsValue(t *testing.T) {
	t.Parallel()
	d := driveTNM(t).keys("pT1 pN0<Tab>").goTo("Diagnose.pTNM").keys("N2<Tab>")
	d.value("Diagnose.pTNM.c_p_u_Praefix_T", "p").value("Diagnose.pTNM.T", "1").value("Diagnose.pTNM.N", "2").value("Diagnose.pTNM.c_p_u_Praefix_N", "")
}

func TestTheEditionInAFormulaGoesToItsField(t *testing.T) {
	t.Parallel()
	driveTNM(t).keys("TNM 7. Auflage: pT1 pN0<Tab>").value("Diagnose.pTNM.Version", "7").value("Diagnose.pTNM.T", "1")
}
