package people

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/stage"
)

// deskOfTwo has two people who are told apart, and a tumour.
func deskOfTwo() *stage.DeskDouble {
	return &stage.DeskDouble{Person: stage.CaseOf("c1", "Wolf"), Past: []rule.Past{stage.SentReport("T1", "C50.4", "2026-05-14", nil)},
		DeskWork: stage.DeskWork{Persons: []model.Case{stage.CaseOf("c1", "Wolf"), stage.CaseOf("c2", "Baum")}}}
}

// Where the window has the room, what the line under the cursor holds stands beside the
// list without a key, once the cursor has rested.
func TestWhatALineHoldsStandsBesideTheList(t *testing.T) {
	t.Parallel()
	d := signedIn(t, deskOfTwo())
	d.Give(tea.WindowSizeMsg{Width: 120, Height: 40})
	d.Give(tea.KeyMsg{Type: tea.KeyF3})
	d.See("2 von 2").See("Tumoren").See("Tumor 1: C50.4").See("geboren")
	d.Give(tea.KeyMsg{Type: tea.KeyDown})
	if strings.Contains(d.Screen(), "Tumor 1") {
		t.Errorf("what another line held still stands there:\n%s", d.Screen())
	}
	d.See("Tumor 1: C50.4")
	d.Give(tea.WindowSizeMsg{Width: 80, Height: 24})
	if strings.Contains(d.Screen(), "Tumoren") {
		t.Errorf("80 columns have no room for it:\n%s", d.Screen())
	}
}

// In a narrow window the space bar shows it, unless it is typed in a search.
func TestSpaceShowsWhatALineHolds(t *testing.T) {
	t.Parallel()
	d := signedIn(t, deskOfTwo())
	d.Give(tea.KeyMsg{Type: tea.KeyF3})
	d.See("2 von 2").Press(" ").See("Tumor 1: C50.4").Press(" ").See("2 von 2")
	d.Press("wo", " ", "l").See("Suche: wo l").Press("backspace", "backspace").See("1 von 2").Press("alt+d").See("Tumor 1: C50.4").Press("alt+d").See("Suche: wo")
}
