package tui

import (
	"slices"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/record"
)

// sentVersion is a delivery among the versions of its report: which one it is,
// what can be done with it, and why not.
type sentVersion struct {
	delivery model.Delivery
	related  record.Versions
}

// about is the delivery whose report is shown: of a Löschantrag, the one it is about.
func (s *sentVersion) about() string {
	if s.delivery.Art == model.SendungLoeschantrag {
		return s.delivery.Ersetzt
	}
	return s.delivery.Transaktionsnummer
}

// versions are the reports among the related deliveries.
func (s *sentVersion) versions() []model.Delivery { return s.related.Reports() }

// at is the place of the shown report among its versions.
func (s *sentVersion) at() int {
	return slices.IndexFunc(s.versions(), func(d model.Delivery) bool { return d.Transaktionsnummer == s.about() })
}

// notCorrectable says why there can be no correction now, "" when there can.
func (s *sentVersion) notCorrectable() string {
	return s.onlyLatest("korrigiert")
}

// notDeletable says why no deletion can be asked for, "" when it can.
func (s *sentVersion) notDeletable() string { return s.onlyLatest("gelöscht") }

// onlyLatest says why something cannot be done with this version, which only
// the latest one is for.
func (s *sentVersion) onlyLatest(done string) string {
	if _, replaced := s.related.ReplacedBy(s.about()); replaced {
		return "Diese Fassung ist schon ersetzt; " + done + " wird die neueste (Bild↓)."
	}
	return s.closed(done)
}

// closed says why a delivery is nothing the registry could change; done is what
// somebody wants of it.
func (s *sentVersion) closed(done string) string {
	place := s.related.PlaceOf(s.about())
	switch d := &s.delivery; {
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

// noVersion says why there is no version in a direction, "" when there is one.
func (s *sentVersion) noVersion(by int) string {
	if to := s.at() + by; s.at() < 0 || to < 0 || to >= len(s.versions()) {
		return "Es gibt keine weitere Fassung."
	}
	return ""
}
