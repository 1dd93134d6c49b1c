package tui

import (
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/tui/editing"
	"example.org/meldeportal/tui/report"
	"example.org/meldeportal/tui/stage"
)

// schulzMakes has somebody else save the draft, as it was stored last, otherwise.
func schulzMakes(d *stage.Desktop, change func(*model.Draft)) {
	_, was := d.Desk.State()
	was.Report = *field.Copy(&was.Report)
	change(&was)
	d.Desk.Change(func() { d.Desk.Theirs = &was })
}

// What only the colleague changed appears in the form and is told; nothing is asked.
func TestWhatAColleagueChangedAppearsInTheForm(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	d.Open(report.NewEditor(d.Sh, stage.NewDraft())).Press("pgdown", "i", "enter").See("gespeichert")
	schulzMakes(d, func(s *model.Draft) { s.Report.Meldung.Anmerkung = "vom Kollegen" })
	d.Press("j", "enter").See("Von schulz übernommen: Anmerkung").See("gespeichert").Settle()
	e := d.Sh.Top().(*report.Editor)
	if e.Report.Meldung.Anmerkung != "vom Kollegen" || e.Report.Meldung.EigeneLeistung != "J" {
		t.Errorf("the form holds %q and %q, want both", e.Report.Meldung.Anmerkung, e.Report.Meldung.EigeneLeistung)
	}
	d.Press("f10")
	if len(d.Sh.Stack) != 1 {
		t.Error("F10 does not leave what is saved")
	}
}

// What both changed stands side by side, and one key takes either.
func TestWhatBothChangedIsChosenAmong(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	d.Open(report.NewEditor(d.Sh, stage.NewDraft())).Press("pgdown", "i", "enter").See("gespeichert")
	schulzMakes(d, func(s *model.Draft) { s.Report.Meldung.EigeneLeistung = "N" })
	d.Press("j", "enter").See("Zugleich verschieden eingetragen").See("Von schulz, ").See("J ja").See("N nein").See("Es gilt Ihre Angabe").Settle()
	d.Press("right").See("Es gilt die andere Angabe").See("gespeichert")
	if _, kept := d.Desk.State(); kept.Report.Meldung.EigeneLeistung != "N" || len(kept.Abweichungen) != 1 || kept.Abweichungen[0].Wert != "J" || !kept.Abweichungen[0].Entschieden {
		t.Errorf("stored %q, kept %+v; want theirs, and mine kept", kept.Report.Meldung.EigeneLeistung, kept.Abweichungen)
	}
	d.Press("left").See("Es gilt Ihre Angabe").See("gespeichert")
	if _, kept := d.Desk.State(); kept.Report.Meldung.EigeneLeistung != "J" || kept.Abweichungen[0].Wert != "N" {
		t.Errorf("stored %q, want mine again", kept.Report.Meldung.EigeneLeistung)
	}
}

// Who types on does not lose a letter to the page with both values, and what is open there
// is told until it is decided.
func TestWhoTypesOnTypesInTheForm(t *testing.T) {
	t.Parallel()
	d := newDesktop(t, &stage.DeskDouble{})
	d.Open(report.NewEditor(d.Sh, stage.NewDraft())).Press("pgdown", "i", "enter").See("gespeichert")
	schulzMakes(d, func(s *model.Draft) { s.Report.Meldung.EigeneLeistung = "N" })
	d.Press("j", "enter").See("Zugleich verschieden eingetragen").Settle()
	before := d.Sh.Top()
	e := d.Sh.Stack[len(d.Sh.Stack)-2].(*report.Editor)
	at := e.Form.Cursor()
	d.Press("7").See("1 Abweichung")
	if d.Sh.Top() == before || e.Form.Cursor() != at || e.Form.Stored(at) != "7" {
		t.Errorf("%s holds %q, want the letter typed", at, e.Form.Stored(at))
	}
	e.Form.Confirm()
	d.Open(editing.NewChoices(&e.Sheet)).Press("left", "f10").Settle()
	if text := d.Screen(); strings.Contains(text, "1 Abweichung") {
		t.Errorf("decided, and still told:\n%s", text)
	}
}
