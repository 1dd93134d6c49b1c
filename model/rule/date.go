package rule

import (
	"strconv"

	"example.org/meldeportal/model"
)

// EventDate is the leading event date of a report: for each type the one its
// deadline and its place in the course of the disease count from. "" where there
// is none.
func EventDate(r *model.Report) model.Datum {
	d, _ := EventField(r)
	return d
}

// EventField is the leading event date with the id of its field.
func EventField(r *model.Report) (model.Datum, string) {
	m := &r.Meldung
	switch m.Typ {
	case model.TypPathologie:
		if h, id := histologieOf(r); h != nil && h.TumorHistologiedatum != "" {
			return h.TumorHistologiedatum, id + ".Tumor_Histologiedatum"
		}
	case model.TypOP:
		return model.OrEmpty(m.OP).Datum, "OP.Datum"
	case model.TypST:
		return eventDateST(model.OrEmpty(m.ST))
	case model.TypSYST:
		return eventDateSYST(model.OrEmpty(m.SYST))
	case model.TypVerlauf:
		return model.OrEmpty(m.Verlauf).UntersuchungsdatumVerlauf, "Verlauf.Untersuchungsdatum_Verlauf"
	case model.TypTod:
		return model.OrEmpty(m.Tod).Sterbedatum, "Tod.Sterbedatum"
	case model.TypTumorkonferenz:
		return model.OrEmpty(m.Tumorkonferenz).Datum, "Tumorkonferenz.Datum"
	}
	return m.Tumorzuordnung.Diagnosedatum, idDiagnosedatum
}

// eventDateST is the earliest begin, or at the end of treatment the latest end.
func eventDateST(st *model.ST) (model.Datum, string) {
	best, id := model.Datum(""), "ST.Menge_Bestrahlung"
	for i := range st.MengeBestrahlung {
		b, place := &st.MengeBestrahlung[i], item("ST.Menge_Bestrahlung", i)
		if st.Meldeanlass == model.Behandlungsende {
			if best == "" || b.Ende.After(best) {
				best, id = b.Ende, place+".Ende"
			}
		} else if best == "" || best.After(b.Beginn) {
			best, id = b.Beginn, place+".Beginn"
		}
	}
	return best, id
}

func eventDateSYST(syst *model.SYST) (model.Datum, string) {
	if syst.Meldeanlass == model.Behandlungsende {
		return syst.Ende, "SYST.Ende"
	}
	return syst.Beginn, "SYST.Beginn"
}

// jahr is a year as a number.
func jahr(j model.Jahr) (int, bool) {
	if len(j) < 4 {
		return 0, false
	}
	n, err := strconv.Atoi(string(j[:4]))
	return n, err == nil
}

// ageAtDiagnosis is the patient's age when the tumour was diagnosed.
func ageAtDiagnosis(r *model.Report) (years int, ok bool) {
	return r.Patient.Stammdaten.Geburtsdatum.YearsTo(r.Meldung.Tumorzuordnung.Diagnosedatum)
}
