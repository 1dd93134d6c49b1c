package tui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/rule"
)

// What a TNM line did not understand is found, in both faces, until it is put right
// or confirmed, also after the draft was opened again.

func TestWhatATNMLineDidNotUnderstandIsConfirmedBeforeTheReportLeaves(t *testing.T) {
	t.Parallel()
	again := newDesktop(t, &deskDouble{})
	e := NewEditor(again.sh, halfUnderstoodDraft(t))
	again.open(e).press("f12").see("offen").see("„xyz“ ist nicht übernommen")
	review := again.sh.Top().(*Review)
	for i, f := range review.findings {
		if f.Rule == "E-Rest" {
			review.list.at = i
		}
	}
	if why := review.blocked(); !strings.Contains(why, "zu bestätigen") {
		t.Errorf("the report can leave: %q", why)
	}
	again.press("enter").see("TNM-Formel")
	if got := e.form.Cursor(); got != "Diagnose.pTNM" {
		t.Errorf("the finding leads to %s, want the line", got)
	}
	again.press("f12").see("offen").press("f7", "f12").see("Übertragung")
	if desk := again.desk; !slices.Contains(desk.confirmed, "E-Rest") {
		t.Errorf("confirmed: %v, want E-Rest among them", desk.confirmed)
	}
}

func TestLineModeSaysWhatATNMLineDidNotUnderstand(t *testing.T) {
	t.Parallel()
	z, heard, _ := lineDesk(t, ":pruefen\n")
	z.editReport(halfUnderstoodDraft(t))
	if !strings.Contains(heard.String(), "„xyz“ ist nicht übernommen") {
		t.Errorf("not heard:\n%s", heard)
	}
}

func TestALineOfTheSeriesKnowsWhatItsFormDidNotUnderstand(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &deskDouble{})
	l := &seriesLine{report: newTyped(model.TypVerlauf), form: halfUnderstood(model.TypVerlauf, "Verlauf.TNM")}
	if found := l.judge(d.sh); !slices.ContainsFunc(found, func(f rule.Finding) bool { return f.Rule == "E-Rest" && f.Severity == rule.Warnung }) {
		t.Errorf("findings: %+v, want E-Rest among them", found)
	}
}

// halfUnderstoodDraft is a draft without Fehler, as it lies on the disk, in whose TNM
// line something was typed that it did not understand.
func halfUnderstoodDraft(t *testing.T) model.Draft {
	t.Helper()
	d := newDesktop(t, &deskDouble{})
	d.open(NewEditor(d.sh, newDraft())).press(tumour...).press("f3", "pTNM formel", "enter", "pT2 pN1a(sn) (1/3) L1 V0 Pn0 xyz G2", "tab").
		see("? nicht übernommen: xyz").press("f3", "leist", "enter", "1", "enter")
	if err := d.sh.FlushDrafts(); err != nil {
		t.Fatal(err)
	}
	_, saved := d.desk.state()
	return saved
}

// halfUnderstood is the memory of a form in whose TNM line something was typed that
// it did not understand.
func halfUnderstood(typ model.Zweig, block string) []byte {
	r := newTyped(typ)
	f := forms.New(dataset.Report, r, forms.Pages(typ), forms.Env{Lists: catalog.NewShelf(), Now: func() time.Time { return today }})
	f.Goto(block)
	f.Answer("pT2 xyz")
	return f.Memory()
}
