package record

import (
	"cmp"
	"slices"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
)

// Station is something in the course of a tumour: a day, or for a therapy the time
// from its begin to its end.
type Station struct {
	Report   *model.Report // the latest that tells of it
	From, To model.Datum   // To is "" for a day, and for a therapy whose end no report tells
	Open     bool          // a therapy whose end no report tells
	known    model.Merkmale
}

// Stations are what the completed reports tell about a tumour, by day. Begin and end
// of a therapy are one; what is still a draft is no part of the course.
func Stations(past []rule.Past, tumour model.Text) []Station {
	var all []Station
	for _, p := range past {
		if p.Draft || p.Report.Meldung.Tumorzuordnung.TumorID != tumour {
			continue
		}
		s := stationOf(p.Report)
		begun := slices.IndexFunc(all, func(b Station) bool { return b.Open && Ends(&b.known, &s.known) })
		if begun < 0 {
			all = append(all, s)
			continue
		}
		s.From = cmp.Or(s.From, all[begun].From)
		all[begun] = s
	}
	slices.SortStableFunc(all, func(a, b Station) int { return cmp.Compare(a.From.Day(), b.From.Day()) })
	return all
}

func stationOf(r *model.Report) Station {
	s := Station{Report: r, known: MerkmaleOf(r)}
	s.From, s.Open = s.known.Date, begins(&s.known)
	if s.known.Meldeanlass == model.Behandlungsende && s.known.Typ != model.TypTumorkonferenz {
		s.From, s.To = s.known.Beginn, s.known.Date
	}
	return s
}
