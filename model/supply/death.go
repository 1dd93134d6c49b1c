package supply

import (
	"io"
	"regexp"
	"slices"
	"strings"

	"example.org/meldeportal/model"
)

// Sterbefall are the sterbefallbezogene Daten of a person (LKRG NRW § 2 (8)). The number of the
// entry is not among them: what is evaluated has a pseudonym of it.
type Sterbefall struct {
	Standesamt string    `json:"standesamt"`
	Monat      string    `json:"monat"` // of the death, JJJJ-MM
	Ursachen   []Ursache `json:"ursachen"`
}

// Ursache is a cause of death, a disease under it or beside it.
type Ursache struct {
	Rolle string   `json:"rolle"` // of Rollen
	ICD   []string `json:"icd,omitempty"`
	Text  string   `json:"text,omitempty"`
	Dauer string   `json:"dauer,omitempty"` // between its onset and the death
}

// Rollen are the parts of a death certificate: what the person died of at once, what that came
// of, the Grundleiden, and other diseases.
var Rollen = []string{"unmittelbar", "folge", "grundleiden", "weitere"}

// Causes are the codes of all causes, the Grundleiden first.
func (s *Sterbefall) Causes() (codes []string) {
	for _, rolle := range []string{"grundleiden", "folge", "unmittelbar", "weitere"} {
		for _, u := range s.Ursachen {
			if u.Rolle == rolle {
				codes = append(codes, u.ICD...)
			}
		}
	}
	return codes
}

// DeathColumns are those of a file of deaths.
var DeathColumns = slices.Concat([]Column{{"standesamt", true, "Name oder Nummer"}, {"eintrag", true, "Nummer des Sterbeeintrags"}, {"sterbemonat", true, "MM.JJJJ"}}, personColumns, causeColumns())

func causeColumns() (all []Column) {
	for _, rolle := range Rollen {
		all = append(all, Column{rolle + "_icd", false, "Codes, durch Leerzeichen getrennt"}, Column{rolle + "_text", false, ""}, Column{rolle + "_dauer", false, "Zeit bis zum Tod"})
	}
	return all
}

// ReadDeaths reads a file of deaths. Errors, or what the reader says.
func ReadDeaths(from io.Reader, today model.Datum) ([]Record[Sterbefall], error) {
	return read(from, DeathColumns, today, "standesamt", "eintrag", func(r *reader) Sterbefall {
		s := Sterbefall{Standesamt: r.cell("standesamt")}
		month, known := monthOf(r.cell("sterbemonat"))
		born, _ := dayOf(r.cell("geburtsdatum"))
		switch {
		case !known:
			r.wrong("sterbemonat", "ist kein Monat. Erwartet wird MM.JJJJ.")
		case month > string(today)[:len(month)]:
			r.wrong("sterbemonat", "liegt in der Zukunft.")
		case len(born) > len(month) && month < born[:len(month)]:
			r.wrong("sterbemonat", "liegt vor der Geburt.")
		}
		s.Monat = month
		for _, rolle := range Rollen {
			u := Ursache{Rolle: rolle, ICD: r.codes(rolle + "_icd"), Text: r.free(rolle + "_text"), Dauer: r.free(rolle + "_dauer")}
			if len(u.ICD) > 0 || u.Text != "" {
				s.Ursachen = append(s.Ursachen, u)
			} else if u.Dauer != "" {
				r.wrong(rolle+"_dauer", "steht ohne Krankheit da.")
			}
		}
		if len(s.Causes()) == 0 && len(s.Ursachen) == 0 {
			r.wrong("grundleiden_icd", "Es ist keine Todesursache genannt.")
		}
		return s
	})
}

var code = regexp.MustCompile(`^[A-Z][0-9]{2}(\.[0-9]{1,2})?$`)

// codes are those of a cell, without the signs of secondary codes.
func (r *reader) codes(column string) (all []string) {
	for _, text := range strings.Fields(r.cell(column)) {
		text = strings.TrimRight(strings.ToUpper(strings.TrimRight(text, ",")), "†*!+-")
		if !code.MatchString(text) {
			r.wrong(column, "ist kein Code der ICD-10, wie C34.1. Mehrere werden durch Leerzeichen getrennt.")
			return nil
		}
		all = append(all, text)
	}
	return all
}
