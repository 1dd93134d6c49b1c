package tui

import (
	"fmt"
	"testing"
)

func TestCodesPeopleUseAreRememberedAndComeFirst(t *testing.T) {
	t.Parallel()
	desk := &deskDouble{}
	desk.memory = map[string][]byte{"codes/Topographie": []byte(`{"C50.9": 2}`)}
	d := newDesktop(t, desk)
	d.run(d.sh.enter(desk.desk()))
	d.see("Arbeitsliste")
	for !d.sh.usage.read {
		d.give(<-d.msgs)
	}
	d.run(d.sh.Push(NewEditor(d.sh, newDraft())))
	d.press("pgdown", "pgdown", "140526", "enter", "c504", "enter").see("gespeichert")
	if got := d.kept("ICD10")["C50.4"]; got != 1 {
		t.Errorf("C50.4: got %d uses remembered, want 1", got)
	}
	d.press("l", "enter", "71", "enter", " ").see("oft benutzt")
}

func TestOnlyTheMostUsedCodesAreKept(t *testing.T) {
	t.Parallel()
	u := newUsage()
	for i := range 2 * mostCounted {
		u.add("ICD10", fmt.Sprint(i), i)
	}
	most := u.most("ICD10")
	if len(most) != mostCounted || most[fmt.Sprint(2*mostCounted-1)] == 0 || most["1"] != 0 {
		t.Errorf("got %d codes, the least among them %d times", len(most), most["1"])
	}
}
