package supply

import (
	"io"
	"slices"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/tumour"
)

// Runde is a participation in an organised programme of screening (LKRG NRW § 2 (10)).
type Runde struct {
	Programm      string `json:"programm"` // of tumour.Programmes
	Tag           string `json:"tag"`      // JJJJ-MM-TT
	Unauffaellig  bool   `json:"unauffaellig"`
	Ausgeschieden bool   `json:"ausgeschieden,omitempty"` // too old for another round
}

// RoundColumns are those of a file of rounds.
var RoundColumns = slices.Concat([]Column{{"stelle", true, "Screening-Einheit"}, {"nummer", true, "der Teilnahme, von ihr vergeben"}, {"programm", true, strings.Join(tumour.Programmes(), ", ")},
	{"tag", true, "TT.MM.JJJJ"}, {"befund", true, "unauffaellig oder auffaellig"}, {"ausgeschieden", false, "ja: für eine weitere Runde zu alt; sonst nein"}}, personColumns)

// ReadRounds reads a file of rounds. Errors, or what the reader says.
func ReadRounds(from io.Reader, today model.Datum) ([]Record[Runde], error) {
	return read(from, RoundColumns, today, "stelle", "nummer", func(r *reader) Runde {
		one := Runde{Programm: r.cell("programm"), Unauffaellig: r.choice("befund", "unauffaellig", "auffaellig") == "unauffaellig", Ausgeschieden: r.choice("ausgeschieden", "nein", "ja") == "ja"}
		if !slices.Contains(tumour.Programmes(), one.Programm) {
			r.wrong("programm", "ist "+strings.Join(tumour.Programmes(), ", ")+".")
		}
		day, known := dayOf(r.cell("tag"))
		_, whole := model.Datum(day).Time()
		switch {
		case !known || !whole:
			r.wrong("tag", "ist kein Datum. Erwartet wird TT.MM.JJJJ.")
		case day > string(today):
			r.wrong("tag", "liegt in der Zukunft.")
		}
		one.Tag = day
		return one
	})
}
