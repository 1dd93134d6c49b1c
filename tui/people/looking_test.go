package people

import (
	"fmt"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/stage"
)

// manyPeople are ten with an accepted report each and ten who are new.
func manyPeople() *stage.DeskDouble {
	desk := &stage.DeskDouble{}
	for i := range 20 {
		c := stage.CaseOf(fmt.Sprintf("c%02d", i), fmt.Sprintf("Name%c", 'a'+i))
		if i%2 == 0 {
			c.Accepted, c.Diagnosis, c.LastTyp, c.LastSub, c.LastDate = 1, "C50.4", model.TypSYST, model.Behandlungsende, model.Datum(fmt.Sprintf("2026-%02d-01", 1+i/2))
		}
		desk.Persons = append(desk.Persons, c)
	}
	return desk
}

func TestPeopleAreFilteredSortedAndTypedFor(t *testing.T) {
	t.Parallel()
	d := signedIn(t, manyPeople())
	d.Press("f3").See("20 von 20").Press("/").See("Monat ").Press("down", "down", "down", "down", "enter").See("Häufigkeiten · Letzter Anlass")
	d.See("Systemtherapie Ende").Press("enter").See("10 von 20").See("Letzter Anlass: Systemtherapie Ende (Esc zeigt alle)")
	d.Press("/", "end", "up", ">", "esc").See("▸ Names")
	d.Press("namee").See("4 von 20").Press("down", "down", "enter").See("Noch kein Tumor").Press("f10").See("4 von 20")
	d.Press("ctrl+u").See("10 von 20").See("▸ Names").Press("esc").See("20 von 20")
	if !strings.Contains(d.Screen(), "▸ Names") {
		t.Errorf("Esc has taken the order away:\n%s", d.Screen())
	}
	d.Press("f3", "nameb").See("▸ Nameb").See("Suche: nameb")
}
