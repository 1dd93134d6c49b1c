package tui

import (
	"context"
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/tui/place"
)

// A report and its corrections are versions of one: they share the Meldung_ID.
// The receipt of each names the one it replaces and the one that replaced it.

// about is the delivery whose report is shown: of a Löschantrag, the one it is about.
func (r *Receipt) about() string {
	if r.delivery.Art == model.SendungLoeschantrag {
		return r.delivery.Ersetzt
	}
	return r.delivery.Transaktionsnummer
}

// versions are the reports among the related deliveries.
func (r *Receipt) versions() []model.Delivery { return r.related.Reports() }

// at is the place of the shown report among its versions.
func (r *Receipt) at() int {
	return slices.IndexFunc(r.versions(), func(d model.Delivery) bool { return d.Transaktionsnummer == r.about() })
}

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

// notCorrectable says why there can be no correction now, "" when there can.
func (r *Receipt) notCorrectable() string {
	return r.onlyLatest("korrigiert")
}

// notDeletable says why no deletion can be asked for, "" when it can.
func (r *Receipt) notDeletable() string { return r.onlyLatest("gelöscht") }

// onlyLatest says why something cannot be done with this version, which only
// the latest one is for.
func (r *Receipt) onlyLatest(done string) string {
	if _, replaced := r.related.ReplacedBy(r.about()); replaced {
		return "Diese Fassung ist schon ersetzt; " + done + " wird die neueste (Bild↓)."
	}
	return r.closed(done)
}

// closed says why a delivery is nothing the registry could change; done is what
// somebody wants of it.
func (r *Receipt) closed(done string) string {
	place := r.related.PlaceOf(r.about())
	switch d := &r.delivery; {
	case d.Damaged:
		return damagedSentence("Meldung", d.Transaktionsnummer)
	case d.Art == model.SendungLoeschantrag:
		return "Ein Löschantrag selbst wird nicht " + done + "."
	case place == record.Asked, place == record.Gone:
		return "Zu dieser Meldung ist ein Löschantrag gestellt."
	case d.Papier:
		return "Auf Papier gemeldet; dort wird auch auf Papier " + done + "."
	case d.State == model.StateRejected:
		return "Das Register hat sie nicht angenommen; F4 öffnet sie als neuen Entwurf."
	case d.State == model.StateQueued, d.State == model.StateSending:
		return "Die Meldung ist noch unterwegs; erst nach der Quittung wird sie " + done + "."
	}
	return ""
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

// noVersion says why there is no version in a direction, "" when there is one.
func (r *Receipt) noVersion(by int) string {
	if to := r.at() + by; r.at() < 0 || to < 0 || to >= len(r.versions()) {
		return "Es gibt keine weitere Fassung."
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
