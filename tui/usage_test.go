package tui

import (
	"fmt"
	"testing"

	"example.org/meldeportal/tui/report"
	"example.org/meldeportal/tui/stage"
	"example.org/meldeportal/tui/work"
)

func TestCodesPeopleUseAreRememberedAndComeFirst(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{}
	desk.Remembrance = map[string][]byte{"codes/Topographie": []byte(`{"C50.9": 2}`)}
	d := newDesktop(t, desk)
	d.Run(d.Sh.Enter(desk.Desk()))
	d.See("Arbeitsliste")
	for !d.Sh.Usage.Read {
		d.Give(<-d.Msgs)
	}
	d.Run(d.Sh.Push(report.NewEditor(d.Sh, stage.NewDraft())))
	d.Press("pgdown", "pgdown", "140526", "enter", "c504", "enter").See("gespeichert")
	if got := d.Kept("ICD10")["C50.4"]; got != 1 {
		t.Errorf("C50.4: got %d uses remembered, want 1", got)
	}
	d.Press("l", "enter", "71", "enter", " ").See("oft benutzt")
}

func TestOnlyTheMostUsedCodesAreKept(t *testing.T) {
	t.Parallel()
	u := work.NewUsage()
	for i := range 2 * work.MostCounted {
		u.Add("ICD10", fmt.Sprint(i), i)
	}
	most := u.Most("ICD10")
	if len(most) != work.MostCounted || most[fmt.Sprint(2*work.MostCounted-1)] == 0 || most["1"] != 0 {
		t.Errorf("got %d codes, the least among them %d times", len(most), most["1"])
	}
}
