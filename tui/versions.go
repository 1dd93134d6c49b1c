package tui

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/place"
)

// A report and its corrections are versions of one: they share the Meldung_ID.
// The receipt of each names the one it replaces and the one that replaced it.

// versionRows tell of the other versions and of a request to delete them.
func (r *Receipt) versionRows() (lines []string) {
	if all := r.versions(); len(all) > 1 && r.at() >= 0 {
		lines = append(lines, row("Fassung", fmt.Sprintf("%d von %d; Bild↑ und Bild↓ zeigen die anderen", r.at()+1, len(all))))
	}
	if r.delivery.Art == model.SendungLoeschantrag {
		return append(lines, row("Betrifft Meldung", r.delivery.Ersetzt))
	}
	if former, ok := r.related.At(r.delivery.Ersetzt); ok {
		lines = append(lines, row("Korrigiert die Fassung", "vom "+millis(former.Completed)+" (F3 zeigt den Unterschied)"))
	}
	if next, ok := r.related.ReplacedBy(r.about()); ok {
		lines = append(lines, row("Ersetzt durch Fassung", "vom "+millis(next.Completed)+", "+stateName(next.State)))
	}
	if d, ok := r.related.Deletion(); ok {
		lines = append(lines, row("Löschantrag", "gestellt "+millis(d.Completed)+", "+stateName(d.State)))
	}
	return lines
}

// noFormer says why there is no difference to show, "" when there is one.
func (r *Receipt) noFormer() string {
	switch {
	case r.delivery.Ersetzt == "" || r.delivery.Art == model.SendungLoeschantrag:
		return "Es gibt keine frühere Fassung."
	case r.report == nil:
		return "Die Meldung wird noch gelesen."
	}
	return ""
}

func (r *Receipt) turn(by int) tea.Cmd {
	return r.sh.Swap(place.Receipt{Delivery: r.versions()[r.at()+by]})
}

// differenceMsg brings the version before the shown one.
type differenceMsg struct {
	to     *Receipt
	before model.Report
	err    error
}

func (r *Receipt) difference() tea.Cmd {
	desk, number := r.sh.Desk(), r.delivery.Ersetzt
	return func() tea.Msg {
		before, err := desk.Sent.Report(context.Background(), number)
		return differenceMsg{r, before, err}
	}
}

func (r *Receipt) showDifference(msg differenceMsg) tea.Cmd {
	switch {
	case msg.to != r || r.sh.Top() != Screen(r):
	case msg.err != nil:
		r.sh.Fail(msg.err)
	default:
		return r.sh.Open(place.Difference{Before: &msg.before, After: r.report})
	}
	return nil
}
