package work

import (
	"fmt"
	"slices"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/wording"
)

// Fact is something known of what was sent: a label and what stands beside it, see Told.
type Fact struct {
	Label, Value string
	said         string // the same as one says it, "" = one after the other
}

// Sentence is the fact as one says it.
func (f *Fact) Sentence() string {
	if f.said != "" {
		return f.said
	}
	return wording.Sentences(f.Label + " " + f.Value)
}

// Facts are what is known of the delivery beside its state and its reason.
func (s *SentVersion) Facts(now time.Time) []Fact {
	d := &s.Delivery
	facts := []Fact{{Label: "Transaktionsnummer", Value: d.Transaktionsnummer}, {Label: "Abgeschlossen", Value: wording.Millis(d.Completed)}}
	if people := wording.People(&d.Beteiligte); people != "" {
		facts = append(facts, Fact{"Bearbeitet von", people, "Bearbeitet: " + people + "."})
	}
	return slices.Concat(facts, s.versionFacts(), receiptFacts(d.Receipt), s.answerFacts(), s.attemptFacts(now))
}

// versionFacts tell of the other versions and of a request to delete them.
func (s *SentVersion) versionFacts() (facts []Fact) {
	if all := s.Versions(); len(all) > 1 && s.At() >= 0 {
		place := fmt.Sprintf("%d von %d; ", s.At()+1, len(all))
		facts = append(facts, Fact{"Fassung", place + "{fruehere} und {spaetere} zeigen die anderen", "Fassung " + place + "{fassungen} zeigt die anderen."})
	}
	if s.Delivery.Art == model.SendungLoeschantrag {
		return append(facts, Fact{Label: "Betrifft Meldung", Value: s.Delivery.Ersetzt})
	}
	if former, ok := s.Related.At(s.Delivery.Ersetzt); ok {
		facts = append(facts, Fact{Label: "Korrigiert die Fassung", Value: "vom " + wording.Millis(former.Completed) + " ({unterschied} zeigt den Unterschied)"})
	}
	if next, ok := s.Related.ReplacedBy(s.About()); ok {
		value := "vom " + wording.Millis(next.Completed) + ", " + wording.StateOf(&next)
		facts = append(facts, Fact{"Ersetzt durch Fassung", value, "Ersetzt durch die Fassung " + value + "."})
	}
	if d, ok := s.Related.Deletion(); ok {
		facts = append(facts, Fact{Label: "Löschantrag", Value: "gestellt " + wording.Millis(d.Completed) + ", " + wording.StateOf(&d)})
	}
	return facts
}

func receiptFacts(r *model.Receipt) []Fact {
	if r == nil {
		return nil
	}
	at, digest, entry := wording.Millis(r.ReceivedAt), wording.Short(r.Digest), fmt.Sprint(r.LogIndex)
	return []Fact{
		{"Eingang beim Register", at, "Quittung: Eingang beim Register " + at + "."},
		{"Prüfsumme (Anfang)", digest, "Prüfsumme beginnt mit " + digest + "."},
		{Label: "Eintrag im Register", Value: entry + wording.GenuineText(r.Echtheit)},
	}
}

// mostTries are told of a delivery: the last ones.
const mostTries = 5

// attemptFacts tell how often it was tried, by whom and with what answer, and when it will
// be again.
func (s *SentVersion) attemptFacts(now time.Time) (facts []Fact) {
	d := &s.Delivery
	for _, t := range s.Tries[max(0, len(s.Tries)-mostTries):] {
		said := wording.TryText(&t)
		facts = append(facts, Fact{"Versuch", said, "Versuch " + said + "."})
	}
	if d.State != model.StateAccepted && d.Attempts > 0 {
		facts = append(facts, Fact{"Versuche", fmt.Sprint(d.Attempts), fmt.Sprintf("Versuche bisher: %d.", d.Attempts)})
	}
	if d.State == model.StateQueued && !d.NextAt.IsZero() && !s.Stranded() {
		facts = append(facts, Fact{Label: "Nächster Versuch", Value: wording.Clock(d.NextAt, now)})
	}
	return facts
}

// Stranded reports that the session is over before the delivery was sent.
func (s *SentVersion) Stranded() bool {
	return s.Delivery.State == model.StateQueued && s.Desk.Station.Link().Ended
}
