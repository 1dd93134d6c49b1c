package shell

import (
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/tui/place"
)

// needs is what somebody means to do at a place, "" = only to look.
func needs(p place.Place) rights.Action {
	switch p := p.(type) {
	case place.Report:
		return rights.EntwurfBearbeitet
	case place.Person:
		if p.Case.ID == "" {
			return rights.PersonAngelegt
		}
		return rights.StammdatenGeaendert
	case place.Series, place.Occasion:
		return rights.EntwurfBegonnen
	case place.Arrivals:
		return rights.Uebernommen
	}
	return ""
}

// closed says why somebody does not get to a place, "" when she does.
func (sh *Shell) closed(p place.Place) string {
	if a := needs(p); a != "" && sh.desk != nil {
		return sh.desk.Lacks(a)
	}
	return ""
}
