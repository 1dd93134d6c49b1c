package forms

import (
	"testing"

	"example.org/meldeportal/model"
)

// driveOP stands in the formula of an OP.
func driveOP(t *testing.T) *driver {
	return drive(t, newReport(model.TypOP), Pages(model.TypOP)).goTo("OP.TNM")
}

func TestFormulaFillsTheFieldsBesideIt(t *testing.T) {
	t.Parallel()
	d := driveOP(t).keys("pT2, pN1a (2/15), cM0; L1, V0, Pn0, R0, G2. IIB").sees("UICC IIB · LK").sees("2/15 · Grading 2 · R0").keys("<Tab>")
	want := map[string]string{"OP.TNM.T": "2", "OP.TNM.N": "1a", "OP.TNM.M": "0", "OP.TNM.Pn": "Pn0", "OP.TNM.UICC_Stadium": "IIB",
		"OP.Histologie.LK_befallen": "2", "OP.Histologie.LK_untersucht": "15", "OP.Histologie.Grading": "2",
		"OP.Residualstatus.Lokale_Beurteilung_Residualstatus": "R0"}
	for id, text := range want {
		d.value(id, text)
	}
	d.keys("<C-z>")
	for id := range want {
		d.value(id, "")
	}
}

func TestSentinelNodesHaveTheirOwnFields(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"pN0(sn) (0/3)", "pN0(sn)(0/3)", "pN0 (0/3sn)"} {
		driveOP(t).keys(text+"<Tab>").value("OP.Histologie.Sentinel_LK_befallen", "0").value("OP.Histologie.Sentinel_LK_untersucht", "3").
			value("OP.Histologie.LK_untersucht", "")
	}
}

func TestFormulaLeavesWhatStandsBesideIt(t *testing.T) {
	t.Parallel()
	r := newReport(model.TypOP)
	r.Meldung.OP = &model.OP{Histologie: &model.Histologie{Grading: "3"}}
	d := drive(t, r, Pages(model.TypOP)).goTo("OP.TNM").keys("pT2 G2 R1(is)").sees("verstanden: T 2 (p) · R1(is)").sees("schon anders angegeben: G2").keys("<Tab>")
	d.value("OP.Histologie.Grading", "3").value("OP.Residualstatus.Lokale_Beurteilung_Residualstatus", "R1(is)").sees("nicht übernommen: G2")
}

func TestWhatAnotherTypeDoesNotAskStaysInTheLine(t *testing.T) {
	t.Parallel()
	driveTNM(t).keys("pT2 R0<Tab>").value("Diagnose.pTNM.T", "2").sees("pT2 R0")
}

func TestTakenBackLettersGiveBackTheFieldsBeside(t *testing.T) {
	t.Parallel()
	driveOP(t).keys("pT2 G2<BS><BS><BS>").keys("<Tab>").value("OP.Histologie.Grading", "").value("OP.TNM.T", "2")
	driveOP(t).keys("pN1 (15/2)<Tab>").value("OP.Histologie.LK_befallen", "") // more affected than examined
}

func TestABareRomanNumberIsAStage(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"cT2 cN0 IV": "IV", "iiia": "IIIA", "T1 I": "I", "T1 Stadium IIA": "IIA"} {
		driveOP(t).keys(text+"<Tab>").value("OP.TNM.UICC_Stadium", want)
	}
}
