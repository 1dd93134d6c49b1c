package record

import "example.org/meldeportal/model"

// Version is what decides among the deliveries of one report.
type Version struct {
	Key      model.ReportKey // Melder "" = not known: headers do not tell it
	Art      model.Sendung
	State    model.State
	Ergebnis model.Ergebnis
}

// OfVorgang is the version a line of the work list is.
func OfVorgang(v *model.Vorgang) Version {
	return Version{model.ReportKey{Meldung: v.MeldungID}, v.Art, v.State, v.Ergebnis}
}

// OfDelivery is the version a delivery is.
func OfDelivery(d *model.Delivery) Version {
	return Version{model.ReportKey{Meldung: d.MeldungID}, d.Art, d.State, d.Ergebnis}
}

// of reports whether two are about one report. One without an id is alone.
func (v *Version) of(w *Version) bool {
	return v.Key.Meldung != "" && v.Key.Meldung == w.Key.Meldung &&
		(v.Key.Melder == w.Key.Melder || v.Key.Melder == "" || w.Key.Melder == "")
}

func (v *Version) deletes() bool { return v.Art == model.SendungLoeschantrag }

// deleted reports a request to delete that the registry has granted. Its receipt says no
// more than that somebody will decide.
func (v *Version) deleted() bool { return v.deletes() && v.Ergebnis == model.ErgebnisGewaehrt }

// Place is what became of a delivery among the versions of its report.
type Place int

// The places.
const (
	Counts   Place = iota // the registry has it, or will
	Asked                 // it counts, and its deletion is asked for
	Gone                  // the registry has granted its deletion
	Replaced              // a later version that was not refused took its place; of a refused one, another version counts
	Refused               // it was refused, and no version of it counts
)

// PlaceOf is the place of the i-th of a person's deliveries, which come in the order
// they were completed in; drafts behind them take nobody's place. A request to delete
// counts until the report is sent anew.
func PlaceOf[T any](all []T, i int, of func(*T) Version) Place {
	v := of(&all[i])
	if v.State == model.StateRejected {
		return placeOfRefused(all, i, &v, of)
	}
	if v.Ergebnis == model.ErgebnisGeloescht {
		return Gone
	}
	place := Counts
	for j := i + 1; j < len(all); j++ {
		w := of(&all[j])
		switch {
		case !w.of(&v) || w.State == model.StateDraft || w.State == model.StateRejected:
		case !w.deletes() || v.deletes():
			return Replaced
		case w.deleted():
			return Gone
		default:
			place = Asked
		}
	}
	return place
}

// placeOfRefused looks both ways: a refused report stands for itself only while no
// other version of it does. What was before a deletion is no version any more.
func placeOfRefused[T any](all []T, i int, v *Version, of func(*T) Version) Place {
	counts := false
	for j := range all {
		w := of(&all[j])
		switch deleted := w.deleted(); {
		case j == i || !w.of(v) || w.State == model.StateDraft:
		case deleted && j > i:
			return Gone
		case deleted:
			counts = false
		case w.deletes():
		case j > i || w.State != model.StateRejected:
			counts = true
		}
	}
	if counts && !v.deletes() {
		return Replaced
	}
	return Refused
}

// Standing are the places in the list of the reports that stand at the registry, on
// their way there, or, refused, for themselves. They come in the order in which they
// were sent as they stand: what a correction says of the tumour is newer than what the
// reports sent before it say.
func Standing[T any](all []T, of func(*T) Version) (standing []int) {
	for i := range all {
		v := of(&all[i])
		if p := PlaceOf(all, i, of); !v.deletes() && p != Gone && p != Replaced {
			standing = append(standing, i)
		}
	}
	return standing
}
