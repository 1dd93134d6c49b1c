package wording

import (
	"strings"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/record"
)

// StationWords say what a station of a tumour's course was.
func StationWords(s *record.Station) string {
	m := &s.Report.Meldung
	what := ""
	switch m.Typ {
	case model.TypOP:
		var codes []string
		for _, o := range model.OrEmpty(m.OP).MengeOPS {
			codes = append(codes, string(o.Code))
		}
		what = strings.Join(codes, ", ")
	case model.TypSYST:
		what = systWords(model.OrEmpty(m.SYST))
	case model.TypVerlauf:
		what = enumMeaning("Gesamtbeurteilung", model.OrEmpty(m.Verlauf).GesamtbeurteilungTumorstatus)
	case model.TypTod:
		if why := enumMeaning("JNU", model.OrEmpty(m.Tod).TodTumorbedingt); why != "" {
			what = "tumorbedingt: " + why
		}
	}
	return forms.Clean(strings.TrimSpace(stationTitle(s.Report) + " " + what))
}

// stationTitle leaves out begin and end of a therapy, which its time tells.
func stationTitle(r *model.Report) string {
	if r.Meldung.Typ == model.TypST || r.Meldung.Typ == model.TypSYST {
		return TypTitle(r.Meldung.Typ)
	}
	return OccasionOf(r)
}

// systWords is what a systemic therapy is known by: its protocol, or its substances.
func systWords(s *model.SYST) string {
	if s.Protokoll != "" {
		return string(s.Protokoll)
	}
	var names []string
	for i := range s.MengeSubstanz {
		if name := s.MengeSubstanz[i].Bezeichnung; name != "" {
			names = append(names, string(name))
		}
	}
	return strings.Join(names, ", ")
}

func enumMeaning(list string, code model.Code) string {
	for _, e := range catalog.Enum(list) {
		if e.Code == string(code) {
			return e.Label
		}
	}
	return ""
}

// StationTime says when it was: a day, from a day to another, or since a day.
func StationTime(s *record.Station) string {
	from := s.From.German()
	switch {
	case from == "" && s.To == "":
		return "ohne Datum"
	case s.Open:
		return "seit " + from
	case s.To != "":
		return from + "–" + s.To.German()
	}
	return from
}
