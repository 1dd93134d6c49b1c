package rule

import "example.org/meldeportal/model"

// eachEventDate visits every date of the Meldung except the date of birth and
// the Meldedatum, empty ones left out.
func eachEventDate(r *model.Report, visit func(at spot, d model.Datum)) {
	v := dateVisitor(visit)
	m := &r.Meldung
	v.at(m.Tumorzuordnung.Diagnosedatum, idDiagnosedatum, "")
	v.typ(m)
	if h, id := histologieOf(r); h != nil {
		v.at(h.TumorHistologiedatum, id, ".Tumor_Histologiedatum")
	}
	for _, t := range tnmBlocks(r) {
		v.at(t.Datum, t.ID, ".Datum")
	}
	list, id := fernmetastasen(r)
	for i := range list {
		v.item(list[i].Diagnosedatum, id, i, ".Diagnosedatum")
	}
	weitere, id := weitereKlassifikationen(r)
	for i := range weitere {
		v.item(weitere[i].Datum, id, i, ".Datum")
	}
	genes, id := genetik(r)
	for i := range genes {
		v.item(genes[i].Datum, id, i, ".Datum")
	}
	v.module(moduleOf(r))
	for i := range m.MengeZusatzitem {
		v.item(m.MengeZusatzitem[i].Datum, "Menge_Zusatzitem", i, ".Datum")
	}
}

// spot is where a value stands. Its id is made on demand: most values are not told of.
type spot struct {
	base string
	item int // of the list that base is, -1 where it is none
	step string
}

func (s spot) id() string {
	if s.item < 0 {
		return s.base + s.step
	}
	return item(s.base, s.item) + s.step
}

type dateVisitor func(at spot, d model.Datum)

func (v dateVisitor) at(d model.Datum, base, step string) {
	if d != "" {
		v(spot{base, -1, step}, d)
	}
}

func (v dateVisitor) item(d model.Datum, list string, i int, step string) {
	if d != "" {
		v(spot{list, i, step}, d)
	}
}

// typ visits the dates that belong to the report type itself.
func (v dateVisitor) typ(m *model.Meldung) {
	switch {
	case m.Typ == model.TypOP && m.OP != nil:
		v.at(m.OP.Datum, "OP.Datum", "")
	case m.Typ == model.TypST && m.ST != nil:
		for i := range m.ST.MengeBestrahlung {
			v.item(m.ST.MengeBestrahlung[i].Beginn, "ST.Menge_Bestrahlung", i, ".Beginn")
			v.item(m.ST.MengeBestrahlung[i].Ende, "ST.Menge_Bestrahlung", i, ".Ende")
		}
	case m.Typ == model.TypSYST && m.SYST != nil:
		v.at(m.SYST.Beginn, "SYST.Beginn", "")
		v.at(m.SYST.Ende, "SYST.Ende", "")
	case m.Typ == model.TypVerlauf && m.Verlauf != nil:
		v.at(m.Verlauf.UntersuchungsdatumVerlauf, "Verlauf.Untersuchungsdatum_Verlauf", "")
	case m.Typ == model.TypTod && m.Tod != nil:
		v.at(m.Tod.Sterbedatum, "Tod.Sterbedatum", "")
	case m.Typ == model.TypTumorkonferenz && m.Tumorkonferenz != nil:
		v.at(m.Tumorkonferenz.Datum, "Tumorkonferenz.Datum", "")
	}
}

// module visits the dates of the modules.
func (v dateVisitor) module(m module) {
	if a := m.Allgemein; a != nil {
		if a.Sozialdienstkontakt != nil {
			v.at(a.Sozialdienstkontakt.Datum, m.ID, ".Modul_Allgemein.Sozialdienstkontakt.Datum")
		}
		if a.Psychoonkologiekontakt != nil {
			v.at(a.Psychoonkologiekontakt.Datum, m.ID, ".Modul_Allgemein.Psychoonkologiekontakt.Datum")
		}
		if a.Studienteilnahme != nil {
			v.at(a.Studienteilnahme.Datum, m.ID, ".Modul_Allgemein.Studienteilnahme.Datum")
		}
	}
	if p := m.Prostata; p != nil {
		v.at(p.DatumStanzen, m.ID, ".Modul_Prostata.DatumStanzen")
		v.at(p.DatumPSA, m.ID, ".Modul_Prostata.DatumPSA")
	}
}
