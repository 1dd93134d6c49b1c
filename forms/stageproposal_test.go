package forms

import (
	"strings"
	"testing"

	"example.org/meldeportal/model"
)

// driveColon stands in the formula of a colon carcinoma.
func driveColon(t *testing.T) *driver {
	r := newReport(model.TypOP)
	z := &r.Meldung.Tumorzuordnung
	z.PrimaertumorICD.Code, z.MorphologieICDO = "C18.7", &model.ICDO{Code: "8140/3"}
	return drive(t, r, Pages(model.TypOP)).goTo("OP.TNM")
}

func TestTheStageThatFollowsIsProposedAtTheFormula(t *testing.T) {
	t.Parallel()
	d := driveColon(t).keys("pT3 pN1b cM0")
	if got := d.f.Hint(); got != "→ übernimmt UICC IIIB (Kolon und Rektum, TNM 8)" {
		t.Errorf("hint: got %q", got)
	}
	d.value("OP.TNM.UICC_Stadium", "").keys("<Right>").value("OP.TNM.UICC_Stadium", "IIIB").cursor("OP.TNM").sees("UICC IIIB")
	if origin := d.f.Origin("OP.TNM.UICC_Stadium"); origin != "Vorschlag aus T, N, M" || strings.Contains(d.f.Hint(), "→") {
		t.Errorf("origin %q, hint %q", origin, d.f.Hint())
	}
	d.value("OP.TNM.Version", "8").keys("<C-z>").value("OP.TNM.UICC_Stadium", "").value("OP.TNM.N", "1b")
}

func TestTheStageThatFollowsIsProposedAtItsField(t *testing.T) {
	t.Parallel()
	d := driveColon(t).keys("pT2 pN0 cM0<Tab>").goTo("OP.TNM.UICC_Stadium").value("OP.TNM.UICC_Stadium", "").keys("<Right>")
	d.value("OP.TNM.UICC_Stadium", "I").keys("<Tab>").value("OP.TNM.UICC_Stadium", "I")
}

// Who is asked in words is told it, too.
func TestTheStageThatFollowsIsToldInWords(t *testing.T) {
	t.Parallel()
	d := driveColon(t).keys("pT2 pN0 cM0<Tab>").goTo("OP.TNM.UICC_Stadium")
	if q := d.f.Question(); !strings.HasSuffix(q.Hint, ". Vorschlag: UICC I (Kolon und Rektum, TNM 8)") {
		t.Errorf("hint: got %q", q.Hint)
	}
	if q := driveColon(t).goTo("OP.TNM.UICC_Stadium").f.Question(); strings.Contains(q.Hint, "Vorschlag") {
		t.Errorf("hint without a TNM: got %q", q.Hint)
	}
}

func TestNoStageIsProposedThatIsNotSure(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"pT3 pN1b", "pT4 pN0 cM0", "ypT3 ypN1b cM0", "pT3 pN1b cM0 IIIB", "pT3 pN1b cM0 xyz", "pT3"} {
		if got := driveColon(t).keys(text).f.Hint(); strings.Contains(got, "→") {
			t.Errorf("%q: hint %q", text, got)
		}
	}
	d := driveColon(t).keys("pT3 pN1b cM0<Tab>").value("OP.TNM.UICC_Stadium", "")
	d.goTo("OP.TNM.UICC_Stadium").keys("<Tab>").value("OP.TNM.UICC_Stadium", "")
}
