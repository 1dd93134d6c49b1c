package work

import (
	"slices"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/tui/wording"
)

// SentVersion is a delivery among the versions of its report: which one it is,
// what can be done with it, and why not.
type SentVersion struct {
	Delivery model.Delivery
	Related  record.Versions
}

// About is the delivery whose report is shown: of a Löschantrag, the one it is about.
func (s *SentVersion) About() string {
	if s.Delivery.Art == model.SendungLoeschantrag {
		return s.Delivery.Ersetzt
	}
	return s.Delivery.Transaktionsnummer
}

// Versions are the reports among the related deliveries.
func (s *SentVersion) Versions() []model.Delivery { return s.Related.Reports() }

// At is the place of the shown report among its versions.
func (s *SentVersion) At() int {
	return slices.IndexFunc(s.Versions(), func(d model.Delivery) bool { return d.Transaktionsnummer == s.About() })
}

// NotCorrectable says why there can be no correction now, "" when there can.
func (s *SentVersion) NotCorrectable() string {
	return s.onlyLatest("korrigiert")
}

// NotDeletable says why no deletion can be asked for, "" when it can.
func (s *SentVersion) NotDeletable() string { return s.onlyLatest("gelöscht") }

// onlyLatest says why something cannot be done with this version, which only
// the latest one is for.
func (s *SentVersion) onlyLatest(done string) string {
	if _, replaced := s.Related.ReplacedBy(s.About()); replaced {
		return "Diese Fassung ist schon ersetzt; " + done + " wird die neueste (Bild↓)."
	}
	return s.closed(done)
}

// closed says why a delivery is nothing the registry could change; done is what
// somebody wants of it.
func (s *SentVersion) closed(done string) string {
	place := s.Related.PlaceOf(s.About())
	switch d := &s.Delivery; {
	case d.Damaged:
		return wording.DamagedSentence("Meldung", d.Transaktionsnummer)
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

// NoVersion says why there is no version in a direction, "" when there is one.
func (s *SentVersion) NoVersion(by int) string {
	if to := s.At() + by; s.At() < 0 || to < 0 || to >= len(s.Versions()) {
		return "Es gibt keine weitere Fassung."
	}
	return ""
}
