package rule

import (
	"strconv"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

// Ids of fields that many rules mark.
const (
	idGeburtsdatum  = "Patient.Geburtsdatum"
	idGeschlecht    = "Patient.Geschlecht"
	idICD           = "Tumorzuordnung.Primaertumor_ICD"
	idDiagnosedatum = "Tumorzuordnung.Diagnosedatum"
	idSeite         = "Tumorzuordnung.Seitenlokalisation"
	idTumorID       = "Tumorzuordnung.Tumor_ID"
)

// ids is a list of field ids, for hits.
func ids(id ...string) []string { return id }

// item is the id of an entry of a list.
func item(list string, i int) string { return field.ItemID(list, i) }

// icd is the ICD code of the primary tumour.
func icd(r *model.Report) string { return string(r.Meldung.Tumorzuordnung.PrimaertumorICD.Code) }

// The parts that several report types have, each with the id it has in this
// one. A branch that is not written is not looked at.

// histologieOf is the report's Histologie, nil where there is none.
func histologieOf(r *model.Report) (h *model.Histologie, id string) {
	m := &r.Meldung
	switch {
	case m.Typ == model.TypDiagnose && m.Diagnose != nil:
		return m.Diagnose.Histologie, "Diagnose.Histologie"
	case m.Typ == model.TypPathologie && m.Pathologie != nil:
		return m.Pathologie.Histologie, "Pathologie.Histologie"
	case m.Typ == model.TypOP && m.OP != nil:
		return m.OP.Histologie, "OP.Histologie"
	case m.Typ == model.TypVerlauf && m.Verlauf != nil:
		return m.Verlauf.Histologie, "Verlauf.Histologie"
	}
	return nil, ""
}

// tnmBlock is one TNM of a report.
type tnmBlock struct {
	*model.TNM
	ID string
}

// tnmBlocks are the TNM of a report that are there: cTNM and pTNM, or TNM.
func tnmBlocks(r *model.Report) []tnmBlock {
	m := &r.Meldung
	var all [2]tnmBlock
	switch {
	case m.Typ == model.TypDiagnose && m.Diagnose != nil:
		all = [2]tnmBlock{{m.Diagnose.CTNM, "Diagnose.cTNM"}, {m.Diagnose.PTNM, "Diagnose.pTNM"}}
	case m.Typ == model.TypPathologie && m.Pathologie != nil:
		all = [2]tnmBlock{{m.Pathologie.CTNM, "Pathologie.cTNM"}, {m.Pathologie.PTNM, "Pathologie.pTNM"}}
	case m.Typ == model.TypOP && m.OP != nil:
		all[0] = tnmBlock{m.OP.TNM, "OP.TNM"}
	case m.Typ == model.TypVerlauf && m.Verlauf != nil:
		all[0] = tnmBlock{m.Verlauf.TNM, "Verlauf.TNM"}
	}
	var there []tnmBlock
	for _, b := range all {
		if b.TNM != nil {
			there = append(there, b)
		}
	}
	return there
}

// fernmetastasen is the report's list of distant metastases.
func fernmetastasen(r *model.Report) (list []model.Fernmetastase, id string) {
	m := &r.Meldung
	switch {
	case m.Typ == model.TypDiagnose && m.Diagnose != nil:
		return m.Diagnose.MengeFM, "Diagnose.Menge_FM"
	case m.Typ == model.TypPathologie && m.Pathologie != nil:
		return m.Pathologie.MengeFM, "Pathologie.Menge_FM"
	case m.Typ == model.TypVerlauf && m.Verlauf != nil:
		return m.Verlauf.MengeFM, "Verlauf.Menge_FM"
	}
	return nil, ""
}

// weitereKlassifikationen is the report's list of other classifications.
func weitereKlassifikationen(r *model.Report) (list []model.WeitereKlassifikation, id string) {
	m := &r.Meldung
	switch {
	case m.Typ == model.TypDiagnose && m.Diagnose != nil:
		return m.Diagnose.MengeWeitereKlassifikation, "Diagnose.Menge_Weitere_Klassifikation"
	case m.Typ == model.TypPathologie && m.Pathologie != nil:
		return m.Pathologie.MengeWeitereKlassifikation, "Pathologie.Menge_Weitere_Klassifikation"
	case m.Typ == model.TypOP && m.OP != nil:
		return m.OP.MengeWeitereKlassifikation, "OP.Menge_Weitere_Klassifikation"
	case m.Typ == model.TypVerlauf && m.Verlauf != nil:
		return m.Verlauf.MengeWeitereKlassifikation, "Verlauf.Menge_Weitere_Klassifikation"
	}
	return nil, ""
}

// genetik is the report's list of molecular findings.
func genetik(r *model.Report) (list []model.GenetischeVariante, id string) {
	m := &r.Meldung
	switch {
	case m.Typ == model.TypDiagnose && m.Diagnose != nil:
		return m.Diagnose.MengeGenetik, "Diagnose.Menge_Genetik"
	case m.Typ == model.TypPathologie && m.Pathologie != nil:
		return m.Pathologie.MengeGenetik, "Pathologie.Menge_Genetik"
	case m.Typ == model.TypOP && m.OP != nil:
		return m.OP.MengeGenetik, "OP.Menge_Genetik"
	case m.Typ == model.TypVerlauf && m.Verlauf != nil:
		return m.Verlauf.MengeGenetik, "Verlauf.Menge_Genetik"
	}
	return nil, ""
}

// module are the organ modules of a report with the id they stand below.
type module struct {
	ID              string // "Diagnose", "OP" …
	Allgemein       *model.ModulAllgemein
	Mamma           *model.ModulMamma
	Darm            *model.ModulDarm
	Prostata        *model.ModulProstata
	MalignesMelanom *model.ModulMalignesMelanom
	DKKR            *model.ModulDKKR
	DKKRTumor       *model.ModulDKKRTumor
}

// moduleOf gathers the modules of a report, whatever its type.
func moduleOf(r *model.Report) module {
	m := &r.Meldung
	switch {
	case m.Typ == model.TypDiagnose && m.Diagnose != nil:
		d := m.Diagnose
		return module{"Diagnose", d.ModulAllgemein, d.ModulMamma, d.ModulDarm, d.ModulProstata, d.ModulMalignesMelanom, d.ModulDKKR, d.ModulDKKRTumor}
	case m.Typ == model.TypPathologie && m.Pathologie != nil:
		p := m.Pathologie
		return module{"Pathologie", nil, p.ModulMamma, p.ModulDarm, p.ModulProstata, p.ModulMalignesMelanom, p.ModulDKKR, nil}
	case m.Typ == model.TypOP && m.OP != nil:
		o := m.OP
		return module{"OP", o.ModulAllgemein, o.ModulMamma, o.ModulDarm, o.ModulProstata, o.ModulMalignesMelanom, nil, nil}
	case m.Typ == model.TypST && m.ST != nil:
		return module{ID: "ST", Allgemein: m.ST.ModulAllgemein}
	case m.Typ == model.TypSYST && m.SYST != nil:
		return module{ID: "SYST", Allgemein: m.SYST.ModulAllgemein}
	case m.Typ == model.TypVerlauf && m.Verlauf != nil:
		v := m.Verlauf
		return module{"Verlauf", v.ModulAllgemein, v.ModulMamma, v.ModulDarm, v.ModulProstata, v.ModulMalignesMelanom, v.ModulDKKR, v.ModulDKKRTumor}
	case m.Typ == model.TypTod && m.Tod != nil:
		return module{ID: "Tod", DKKR: m.Tod.ModulDKKR, DKKRTumor: m.Tod.ModulDKKRTumor}
	}
	return module{}
}

// diagnosesicherung is how the diagnosis was made sure, in Diagnose and Pathologie.
func diagnosesicherung(r *model.Report) (code model.Code, id string) {
	m := &r.Meldung
	switch {
	case m.Typ == model.TypDiagnose && m.Diagnose != nil:
		return m.Diagnose.Diagnosesicherung, "Diagnose.Diagnosesicherung"
	case m.Typ == model.TypPathologie && m.Pathologie != nil:
		return m.Pathologie.Diagnosesicherung, "Pathologie.Diagnosesicherung"
	}
	return "", ""
}

// coded is a code with the id of its field.
type coded struct {
	ID   string
	Code string
}

// topographie is the ICD-O topography of the primary tumour, in Diagnose and Pathologie.
func topographie(r *model.Report) coded {
	m := &r.Meldung
	switch {
	case m.Typ == model.TypDiagnose && m.Diagnose != nil && m.Diagnose.PrimaertumorTopographieICDO != nil:
		return coded{"Diagnose.Primaertumor_Topographie_ICD_O", string(m.Diagnose.PrimaertumorTopographieICDO.Code)}
	case m.Typ == model.TypPathologie && m.Pathologie != nil && m.Pathologie.PrimaertumorTopographieICDO != nil:
		return coded{"Pathologie.Primaertumor_Topographie_ICD_O", string(m.Pathologie.PrimaertumorTopographieICDO.Code)}
	}
	return coded{}
}

// morphologien are all morphology codes of a report: that of the Tumorzuordnung
// and those of the Histologie.
func morphologien(r *model.Report) []coded {
	var all []coded
	if m := r.Meldung.Tumorzuordnung.MorphologieICDO; m != nil && m.Code != "" {
		all = append(all, coded{"Tumorzuordnung.Morphologie_ICD_O", string(m.Code)})
	}
	return append(all, histologieMorphologien(r)...)
}

// histologieMorphologien are the morphology codes of the Histologie.
func histologieMorphologien(r *model.Report) []coded {
	h, id := histologieOf(r)
	if h == nil {
		return nil
	}
	var all []coded
	for i, m := range h.MorphologieICDO {
		if m.Code != "" {
			all = append(all, coded{item(id+".Morphologie_ICD_O", i), string(m.Code)})
		}
	}
	return all
}

// parts are the parts of the judged report that most rules look at.
type parts struct {
	tnm          []tnmBlock
	morphologien []coded
	ofHistologie []coded
	module       module
	telling      *telling // what no id may contain, found when it is asked for
	bestrahlung  []bestrahlung
}

func (c *Case) found() *parts {
	if c.parts == nil {
		all, found := morphologien(c.Report), histologieMorphologien(c.Report)
		c.parts = &parts{tnm: tnmBlocks(c.Report), morphologien: all, ofHistologie: found, module: moduleOf(c.Report)}
	}
	return c.parts
}

// tnm, morphologien, histologieMorphologien and module are those of the judged report.
func (c *Case) module() *module                 { return &c.found().module }
func (c *Case) tnm() []tnmBlock                 { return c.found().tnm }
func (c *Case) morphologien() []coded           { return c.found().morphologien }
func (c *Case) histologieMorphologien() []coded { return c.found().ofHistologie }

// bestrahlungen are the irradiations of the judged report.
func (c *Case) bestrahlungen() []bestrahlung {
	p, st := c.found(), model.OrEmpty(c.Report.Meldung.ST)
	if p.bestrahlung == nil {
		p.bestrahlung = bestrahlungen(st)
	}
	return p.bestrahlung
}

// tellings are what no id of the judged report may contain.
func (c *Case) tellings() *telling {
	p := c.found()
	if p.telling == nil {
		t := tellings(stamm(c))
		p.telling = &t
	}
	return p.telling
}

// anzahl is a number of the report as an integer; ok is false for empty or other text.
func anzahl(z model.Zahl) (n int, ok bool) {
	if z == "" {
		return 0, false
	}
	n, err := strconv.Atoi(string(z))
	return n, err == nil
}
