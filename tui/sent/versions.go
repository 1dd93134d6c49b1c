package sent

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/place"
	"example.org/meldeportal/tui/shell"
)

// A report and its corrections are versions of one: they share the Meldung_ID.

// chooseVersion opens any of them.
func (r *Receipt) chooseVersion() tea.Cmd {
	var entries []kit.Action
	for i, name := range r.VersionNames() {
		d := r.Versions()[i]
		entries = append(entries, kit.Action{Label: fmt.Sprintf("Fassung %d", i+1), Help: name + ".", Do: func() tea.Cmd { return r.sh.Swap(place.Receipt{Delivery: d}) }})
	}
	return r.sh.Push(shell.NewMenu(r.sh, "Alle Fassungen", entries))
}

// differenceMsg brings the version before the shown one.
type differenceMsg struct {
	to     *Receipt
	before model.Report
	err    error
}

func (r *Receipt) difference() tea.Cmd {
	shown := r.SentVersion
	ctx := r.sh.While(r)
	return func() tea.Msg {
		before, err := shown.ReadFormer(ctx)
		return differenceMsg{r, before, err}
	}
}

func (r *Receipt) showDifference(msg differenceMsg) tea.Cmd {
	switch {
	case msg.to != r || r.sh.Top() != kit.Screen(r):
	case msg.err != nil:
		r.sh.Fail(msg.err)
	default:
		return r.sh.Open(place.Difference{Before: &msg.before, After: r.Report})
	}
	return nil
}
