package record

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/stage"
)

// courseDesk has a tumour with a diagnosis, a therapy that ended and one that did not.
func courseDesk() *stage.DeskDouble {
	syst := func(id model.Text, anlass model.Code, protocol model.Text, from, to model.Datum) func(*model.Meldung) {
		return func(m *model.Meldung) {
			m.Typ = model.TypSYST
			m.SYST = &model.SYST{SYSTID: id, Meldeanlass: anlass, Protokoll: protocol, Beginn: from, Ende: to}
		}
	}
	desk := &stage.DeskDouble{}
	desk.Past = append(desk.Past,
		stage.SentReport("t1", "C50.4", "2024-02-01", func(m *model.Meldung) { m.Typ, m.Diagnose = model.TypDiagnose, &model.Diagnose{} }),
		stage.SentReport("t1", "C50.4", "2024-02-01", syst("S1", model.Behandlungsbeginn, "EC", "2024-03-01", "")),
		stage.SentReport("t1", "C50.4", "2024-02-01", syst("S1", model.Behandlungsende, "EC", "2024-03-01", "2024-08-14")),
		stage.SentReport("t1", "C50.4", "2024-02-01", syst("S2", model.Behandlungsbeginn, "Tamoxifen mono", "2024-10-01", "")))
	return desk
}

func TestTheCourseOfATumourIsAKeyAwayAndInAWideWindowInSight(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, courseDesk())
	d.Open(NewCaseFile(d.Sh, "c1")).See("Tumor 1")
	if strings.Contains(d.Screen(), "01.03.2024–14.08.2024") {
		t.Fatalf("80 cells have no room for it:\n%s", d.Screen())
	}
	d.Press(" ").See("Zeitleiste · ").See("01.02.2024").See("01.03.2024–14.08.2024").See("EC").See("seit 01.10.2024").See("█")
	d.Press("f10").See("Entwürfe und übermittelte")
	d.Sh.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	d.See("Entwürfe und übermittelte").See("01.03.2024–14.08.2024").See("Tamoxifen mono").See("◆")
}

// Beside the record stands what the line under the cursor says, below the course; where
// there is no room Alt+D shows it.
func TestTheReportUnderTheCursorStandsBelowTheCourse(t *testing.T) {
	t.Parallel()
	desk := courseDesk()
	desk.Sendings = []model.Delivery{{Transaktionsnummer: "n1", CaseID: "c1", State: model.StateAccepted, Typ: model.TypOP}}
	d := newDesktop(t, desk)
	d.Open(NewCaseFile(d.Sh, "c1")).See("Tumor 1")
	d.Press("alt+d").See("Ansehen").See("Nummer n1").Press("f10")
	d.Give(tea.WindowSizeMsg{Width: 120, Height: 40})
	d.See("Tamoxifen mono").See("Nummer n1")
	if screen := d.Screen(); strings.Index(screen, "Tamoxifen mono") > strings.Index(screen, "Nummer n1") {
		t.Errorf("the course is to stand above:\n%s", screen)
	}
}
