package dataset

import (
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

// This file holds the conditions of the field table: when a field is asked at
// all (AskIf) and when it is demanded beyond the schema (RequiredIf). What was
// entered or imported is always asked, so a condition never hides data.

// always demands a field wherever it is asked.
var always = field.IfReport(func(*model.Report) bool { return true }).Says("immer")

// askedFor is an AskIf: the tumour fits, or there is a value already.
func askedFor[P any, T ~string](fits *field.Cond, at func(*P) *T) *field.Cond {
	return field.If(func(r *model.Report, p *P) bool { return *at(p) != "" || fits.Holds(field.Place{Report: r}) }).Says(fits.Words)
}

// askedForPart is askedFor for a container.
func askedForPart[P, C any](fits *field.Cond, at func(*P) **C) *field.Cond {
	return field.If(func(r *model.Report, p *P) bool { return *at(p) != nil || fits.Holds(field.Place{Report: r}) }).Says(fits.Words)
}

// never shows a field only where an imported report brings a value.
var never = field.IfReport(func(*model.Report) bool { return false }).Says("nur, wenn ein Import eine Angabe mitbringt")

// Paarig reports whether an ICD-10 code names a tumour of a paired organ, for
// which the registry expects a side (table T-2 of model/rule). Organs whose
// three-character code holds paired and unpaired parts are listed by their
// paired codes; of the lung only the middle lobe (C34.2) has no other side.
func Paarig(icd model.Code) bool {
	return icd != "C34.2" && icdIn(icd,
		"C07", "C08", "C09", "C30.0", "C34", "C38.4", "C40", "C41.3", "C41.4",
		"C43.1", "C43.2", "C43.6", "C43.7", "C44.1", "C44.2", "C44.6", "C44.7", "C45.0", "C50", "C56",
		"C57.0", "C57.4", "C62", "C63.0", "C63.1", "C64", "C65", "C66", "C69", "C74",
		"D02.2", "D03.1", "D03.2", "D03.6", "D03.7", "D04.1", "D04.2", "D04.6", "D04.7",
		"D05", "D07.6", "D09.1", "D09.2", "D39.1")
}

var paarigesOrgan = field.IfReport(func(r *model.Report) bool { return Paarig(primaertumor(r)) }).
	Says("bei paarigen Organen")

// The tumours that call for a module are those whose reports no rule refuses it
// for (P-300 to P-305).

var mammatumor = field.IfReport(func(r *model.Report) bool { return icdIn(primaertumor(r), "C50", "D05") }).
	Says("bei Tumoren der Brust")

var darmtumor = field.IfReport(func(r *model.Report) bool {
	return icdIn(primaertumor(r), "C18", "C19", "C20", "D01.0", "D01.1", "D01.2")
}).Says("bei Tumoren von Dickdarm und Rektum")

var rektumtumor = field.IfReport(func(r *model.Report) bool { return icdIn(primaertumor(r), "C20", "D01.2") }).
	Says("bei Tumoren des Rektums")

var prostatatumor = field.IfReport(func(r *model.Report) bool { return icdIn(primaertumor(r), "C61", "D07.5", "D40.0") }).
	Says("bei Tumoren der Prostata")

// melanom counts melanomas of the genital skin, too: the ICD codes them by
// organ, only the morphology (872 to 879) tells them apart.
var melanom = field.IfReport(func(r *model.Report) bool {
	if icdIn(primaertumor(r), "C43", "D03") {
		return true
	}
	m := r.Meldung.Tumorzuordnung.MorphologieICDO
	return m != nil && string(m.Code) >= "8720" && string(m.Code) < "8800" && icdIn(primaertumor(r), "C51", "C60", "C63.2")
}).Says("bei malignen Melanomen")

var hodentumor = field.IfReport(func(r *model.Report) bool { return icdIn(primaertumor(r), "C62") }).
	Says("bei Tumoren des Hodens")

// Minderjaehrig reports whether the person may have been under 18 at the diagnosis;
// the Deutsches Kinderkrebsregister takes part in reports of these only.
func Minderjaehrig(r *model.Report) bool {
	_, born, ok1 := r.Patient.Stammdaten.Geburtsdatum.Span()
	diagnosed, _, ok2 := r.Meldung.Tumorzuordnung.Diagnosedatum.Span()
	return ok1 && ok2 && diagnosed.Before(born.AddDate(18, 0, 0))
}

var minderjaehrig = field.IfReport(Minderjaehrig).Says("wenn die Person bei der Diagnose unter 18 gewesen sein kann")

func primaertumor(r *model.Report) model.Code { return r.Meldung.Tumorzuordnung.PrimaertumorICD.Code }

func icdIn(icd model.Code, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(string(icd), p) {
			return true
		}
	}
	return false
}

// ohneSitz is a site that is not given in words either: one of the
// two is a Mindestanforderung.
var ohneSitz = field.IfReport(func(r *model.Report) bool {
	m := &r.Meldung
	switch m.Typ {
	case model.TypDiagnose:
		return m.Diagnose == nil || m.Diagnose.PrimaertumorTopographieFreitext == ""
	case model.TypPathologie:
		return m.Pathologie == nil || m.Pathologie.PrimaertumorTopographieFreitext == ""
	}
	return false
}).Says("wenn der Sitz auch nicht in Worten angegeben ist")

// The ends of a treatment are demanded once its end is reported.
var stEnde = field.IfReport(func(r *model.Report) bool {
	return r.Meldung.ST != nil && r.Meldung.ST.Meldeanlass == "behandlungsende"
}).Says("wenn das Ende der Behandlung gemeldet wird")

var systEnde = field.IfReport(func(r *model.Report) bool {
	return r.Meldung.SYST != nil && r.Meldung.SYST.Meldeanlass == "behandlungsende"
}).Says("wenn das Ende der Behandlung gemeldet wird")

var deutscheAdresse = field.IfReport(func(r *model.Report) bool {
	land := r.Patient.Stammdaten.Adresse.Land
	return land == "" || land == "DE"
}).Says("bei Anschriften in Deutschland")
