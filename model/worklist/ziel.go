package worklist

import "example.org/meldeportal/model"

// Ziel says where a task is done.
type Ziel int

const (
	ZielAkte           Ziel = iota
	ZielUebertragungen      // the list of all that was sent
	ZielEntwurf             // the draft with DraftID
	ZielGegenstueck         // a report that is missing, from the record
	ZielSendung             // what was sent under the Transaktionsnummer
	ZielPerson              // the person with the number in Vermisst, or a new one
)

// Ziel is where the task is done.
func (a *Aufgabe) Ziel() Ziel {
	switch {
	case a.Art == AufgabeAngenommen:
		return ZielUebertragungen
	case a.Art == AufgabeBeschaedigt:
		return ZielAkte
	case a.Art == AufgabeVermisst && a.CaseID == "":
		return ZielPerson
	case a.DraftID != "":
		return ZielEntwurf
	case a.Frage == FrageEnde || a.Frage == FrageTherapie || a.Frage == FrageVermisst:
		return ZielGegenstueck
	case a.Transaktionsnummer != "":
		return ZielSendung
	}
	return ZielAkte
}

// Fehlt is the occasion a counterpart is missing of: the end of a therapy that was begun.
// It is "" where what is likely told next of the tumour is meant, see record.Likely.
func (a *Aufgabe) Fehlt() (typ model.Zweig, sub model.Code) {
	if a.Frage == FrageEnde || a.Frage == FrageVermisst {
		return a.Typ, model.Behandlungsende
	}
	return "", ""
}
