package arrival

import (
	"strings"
	"testing"

	"example.org/meldeportal/model/intake"
	"example.org/meldeportal/tui/stage"
)

func TestADeliveryIsDecidedLineByLine(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{DeskWork: stage.DeskWork{Delivered: stage.SomeDelivery()}}
	d := opened(t, desk).See("1 vielleicht bekannte Person").See("abgeschnitten").See("3 Zeilen, 1 offen")
	if strings.Contains(d.Screen(), "bekannte Person; ihre") {
		t.Error("a line as everybody expects it is shown among those that want an eye")
	}
	d.Press("enter").See("nichts zu entscheiden").Press("down", "enter").See("Was wird daraus?").See("als Entwurf daneben").Press("2").See("daneben")
	d.Press("down", "enter").See("dieselbe wie P1").Press("4").See("dieselbe:P1").See("0 offen")
	if c := desk.Decided.Zeilen; c["Person Q7"] != intake.SamePerson+"P1" || c["Meldung P1/4711/M1"] != intake.Beside {
		t.Errorf("kept are %v", c)
	}
	d.Press("tab").See("5 Zeilen").Press("f12").See("Lieferung übernehmen?").See("2 Meldungen").See("1 Zeile bleibt draußen").Press("j").See("übernommen").See("bericht.txt")
	if d.Press("f12").See("schon übernommen"); desk.Carried != 1 {
		t.Errorf("stored %d times, want once", desk.Carried)
	}
}

func TestADecisionHoldsForAllOfItsKindAndTheNextDelivery(t *testing.T) {
	t.Parallel()
	desk := &stage.DeskDouble{DeskWork: stage.DeskWork{Delivered: stage.SomeDelivery()}}
	d := opened(t, desk).Press("tab").See("5 Zeilen").Press("end", "enter").See("alle weglassen").Press("b").Settle()
	d.Until(func() bool { return !d.Sh.Top().Busy() })
	if desk.Decided.Alle[intake.NewReport] != intake.Leave {
		t.Errorf("kept are %v", desk.Decided)
	}
	d = opened(t, desk)
	d.Press("tab", "end", "f12").See("nichts Neues")
	desk.Decided.Absender = "PVS-3"
	asked(t, desk).See("anderes System (PVS-3)").See("Was ist geliefert worden?")
}
