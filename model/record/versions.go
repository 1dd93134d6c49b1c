package record

import (
	"slices"

	"example.org/meldeportal/model"
)

// Versions are the deliveries of one report, the oldest first: its versions, which
// share the Meldung_ID, and the requests to delete it.
type Versions []model.Delivery

// VersionsOf are those of a delivery among all of its person.
func VersionsOf(all []model.Delivery, d model.Delivery) Versions {
	same := slices.DeleteFunc(slices.Clone(all), func(o model.Delivery) bool {
		return o.MeldungID != d.MeldungID || d.MeldungID == "" && o.Transaktionsnummer != d.Transaktionsnummer
	})
	slices.SortStableFunc(same, func(a, b model.Delivery) int { return a.Completed.Compare(b.Completed) })
	return same
}

// Reports are the versions without the requests to delete.
func (v Versions) Reports() []model.Delivery {
	return slices.DeleteFunc(slices.Clone([]model.Delivery(v)), func(d model.Delivery) bool { return d.Art == model.SendungLoeschantrag })
}

// At is the delivery with a number.
func (v Versions) At(transaktionsnummer string) (model.Delivery, bool) {
	return v.among(func(d model.Delivery) bool { return d.Transaktionsnummer == transaktionsnummer })
}

// PlaceOf is what became of the version with a number: it counts while nothing is
// known of the others.
func (v Versions) PlaceOf(transaktionsnummer string) Place {
	if i := v.index(transaktionsnummer); i >= 0 {
		return PlaceOf(v, i, OfDelivery)
	}
	return Counts
}

// ReplacedBy is the version that took the place of the one with a number. A refused
// one had no place to take.
func (v Versions) ReplacedBy(transaktionsnummer string) (model.Delivery, bool) {
	i := v.index(transaktionsnummer)
	if i < 0 || v[i].State == model.StateRejected || PlaceOf(v, i, OfDelivery) != Replaced {
		return model.Delivery{}, false
	}
	return v[i+1:].among(func(d model.Delivery) bool {
		return d.Art != model.SendungLoeschantrag && d.State != model.StateRejected
	})
}

// Deletion is the request to delete the report that was not refused.
func (v Versions) Deletion() (model.Delivery, bool) {
	return v.among(func(d model.Delivery) bool {
		return d.Art == model.SendungLoeschantrag && d.State != model.StateRejected
	})
}

func (v Versions) index(transaktionsnummer string) int {
	return slices.IndexFunc(v, func(d model.Delivery) bool { return d.Transaktionsnummer == transaktionsnummer })
}

func (v Versions) among(is func(model.Delivery) bool) (model.Delivery, bool) {
	if i := slices.IndexFunc(v, is); i >= 0 {
		return v[i], true
	}
	return model.Delivery{}, false
}
