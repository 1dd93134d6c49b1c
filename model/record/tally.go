package record

import "example.org/meldeportal/model"

// Tally is how many reports of a person there are: each counts once, however often it
// was corrected, and a request to delete one is none.
type Tally struct {
	Accepted int // the registry has them, from here or from another program
	Paper    int // they went on paper
	Rejected int // it refused them, and no version of them counts
}

// TallyOf counts a person's deliveries, which come in the order they were completed in.
func TallyOf[T any](all []T, of func(*T) Version, paper func(*T) bool) (t Tally) {
	seen := map[model.ReportKey]bool{}
	for i := len(all) - 1; i >= 0; i-- {
		v := of(&all[i])
		if v.deletes() || seen[v.Key] {
			continue
		}
		switch place := PlaceOf(all, i, of); {
		case v.State == model.StateRejected && place == Refused:
			t.Rejected++
		case place == Gone, v.State != model.StateAccepted && v.State != model.StateElsewhere:
			continue // another version may count
		case paper(&all[i]):
			t.Paper++
		default:
			t.Accepted++
		}
		seen[v.Key] = v.Key.Meldung != ""
	}
	return t
}
