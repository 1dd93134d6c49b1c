package forms

import (
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
)

// This file is the order of work: which page asks for which fields of the
// field table, for every report type and for the Stammdaten. An id of a part
// stands for everything in it that is not named elsewhere, so a new row of the
// table is asked without a change here. A test keeps every row on exactly one
// page.

// Stammdaten are the pages of a person.
func Stammdaten() []Page {
	return []Page{
		{Title: "Person", IDs: personIDs},
		{Title: "Versicherung", IDs: versicherungIDs},
		{Title: "Anschrift", IDs: adresseIDs},
		{Title: "Kinderkrebsregister", IDs: []string{dkkrPerson}},
		{Title: "Kennung und Anmerkung", IDs: []string{"Patient"}},
	}
}

var (
	personIDs = []string{"Patient.Nachname", "Patient.Vornamen", "Patient.Geburtsdatum", "Patient.Geschlecht",
		"Patient.Geburtsname", "Patient.Menge_Frueherer_Name", "Patient.Titel", "Patient.Namensvorsatz", "Patient.Namenszusatz"}
	versicherungIDs = []string{"Patient.Versicherung", "Patient.Versichertendaten_GKV",
		"Patient.Versichertendaten_PKV", "Patient.Versichertendaten_Sonstige"}
	adresseIDs = []string{"Patient.Adresse.Strasse", "Patient.Adresse.Hausnummer", "Patient.Adresse.PLZ",
		"Patient.Adresse.Ort", "Patient.Adresse"}
)

// Pages are the pages of a report type, the Stammdaten first, for confirmation.
func Pages(typ model.Zweig) []Page {
	own, ok := typePages[typ]
	if !ok {
		own = func() []Page { return nil }
	}
	pages := []Page{person(), meldung()}
	pages = append(pages, own()...)
	return append(pages, anmerkung(string(typ)))
}

// Whole are the pages of a report type with what the program itself adds, for
// reading all that is sent.
func Whole(typ model.Zweig) []Page {
	return append(Pages(typ), Page{Title: "Absender, Melder und Nummern", IDs: dataset.Own})
}

var typePages = map[model.Zweig]func() []Page{
	model.TypDiagnose:       diagnosePages,
	model.TypPathologie:     pathologiePages,
	model.TypOP:             opPages,
	model.TypST:             stPages,
	model.TypSYST:           systPages,
	model.TypVerlauf:        verlaufPages,
	model.TypTod:            todPages,
	model.TypTumorkonferenz: tumorkonferenzPages,
}

func person() Page {
	ids := append(append(append([]string{}, personIDs...), versicherungIDs...), adresseIDs...)
	return Page{Title: "Person", IDs: append(ids, "Patient"), Locked: true}
}

func meldung() Page {
	return Page{Title: "Meldung", IDs: []string{"Meldebegruendung", "Eigene_Leistung", "Zertifizierung",
		"Einwilligung_nicht_meldepflichtig"}}
}

// tumor is the page every type begins with; more are ids of the type itself.
func tumor(more ...string) Page {
	ids := []string{"Tumorzuordnung.Diagnosedatum", "Tumorzuordnung.Primaertumor_ICD", "Tumorzuordnung.Seitenlokalisation"}
	return Page{Title: "Tumor", IDs: append(append(ids, more...), "Tumorzuordnung.Morphologie_ICD_O")}
}

// anmerkung ends every report: remarks, extra items, and the keys under which
// the site's own system knows the parts of the report.
func anmerkung(typ string) Page {
	ids := []string{"Anmerkung", "Menge_Zusatzitem", "Tumorzuordnung"}
	for _, id := range kennungen[typ] {
		ids = append(ids, typ+"."+id)
	}
	return Page{Title: "Anmerkung und Kennungen", IDs: ids}
}

// kennungen are the ids that link parts of several reports.
var kennungen = map[string][]string{
	"Diagnose":       {"Histologie.Histologie_ID", "cTNM.ID", "pTNM.ID"},
	"Pathologie":     {"Befund_ID", "Histologie.Histologie_ID", "cTNM.ID", "pTNM.ID"},
	"OP":             {"OP_ID", "Histologie.Histologie_ID", "TNM.ID"},
	"ST":             {"ST_ID"},
	"SYST":           {"SYST_ID"},
	"Verlauf":        {"Verlauf_ID", "Histologie.Histologie_ID", "TNM.ID"},
	"Tod":            {"Abschluss_ID"},
	"Tumorkonferenz": {"Tumorkonferenz_ID"},
}

// under puts the id of a part before ids within it.
func under(part string, ids ...string) []string {
	full := make([]string, len(ids))
	for i, id := range ids {
		full[i] = part + "." + id
	}
	return full
}

func histologie(typ string) Page {
	h := typ + ".Histologie"
	return Page{Title: "Histologie", IDs: append(under(h, "Tumor_Histologiedatum", "Morphologie_ICD_O", "Grading"), h)}
}

// tnm asks in the order in which a stage is written.
func tnm(title, part string) Page {
	return Page{Title: title, TNM: part, IDs: append(under(part, "c_p_u_Praefix_T", "T", "m_Symbol", "c_p_u_Praefix_N", "N",
		"c_p_u_Praefix_M", "M", "L", "V", "Pn", "S", "UICC_Stadium"), part)}
}

func fernmetastasen(typ string) Page {
	return Page{Title: "Fernmetastasen", IDs: under(typ, "Menge_FM")}
}

func klassifikation(typ string) Page {
	return Page{Title: "Klassifikation, Genetik", IDs: under(typ, "Menge_Weitere_Klassifikation", "Menge_Genetik")}
}

var moduleTitles = []struct{ id, title string }{
	{"Modul_Allgemein", "Kontakte und Studien"}, {"Modul_Mamma", "Mamma"}, {"Modul_Darm", "Darm"},
	{"Modul_Prostata", "Prostata"}, {"Modul_Malignes_Melanom", "Melanom"},
}

// module are the organ modules; those the tumour has nothing to do with are not asked.
func module(typ string) []Page {
	var pages []Page
	for _, m := range moduleTitles {
		pages = append(pages, Page{Title: m.title, IDs: under(typ, m.id)})
	}
	return pages
}

// dkkrPerson is what the Kinderkrebsregister asks about the person.
const dkkrPerson = "Patient.DKKR_Patienten_Stammdaten"

// kinderkrebs asks what the Kinderkrebsregister wants to know of tumour and
// person together, where the report has a place for the tumour's part.
func kinderkrebs(typ string) Page {
	return Page{Title: "Kinderkrebsregister", IDs: []string{typ + ".Modul_DKKR_Tumor", dkkrPerson, typ + ".Modul_DKKR"}}
}

func diagnosePages() []Page {
	return append([]Page{
		tumor(under("Diagnose", "Diagnosesicherung", "Primaertumor_Topographie_ICD_O", "Primaertumor_Topographie_Freitext", "Primaertumor_Diagnosetext")...),
		histologie("Diagnose"),
		tnm("cTNM", "Diagnose.cTNM"),
		tnm("pTNM", "Diagnose.pTNM"),
		fernmetastasen("Diagnose"),
		klassifikation("Diagnose"),
		{Title: "Leistungszustand, frühere Tumoren", IDs: []string{"Diagnose.Allgemeiner_Leistungszustand", "Diagnose"}},
	}, append(module("Diagnose"), kinderkrebs("Diagnose"))...)
}

func pathologiePages() []Page {
	return append([]Page{
		{Title: "Einsender", IDs: under("Pathologie", "Einsender")},
		tumor(under("Pathologie", "Diagnosesicherung", "Primaertumor_Topographie_ICD_O", "Primaertumor_Topographie_Freitext", "Primaertumor_Diagnosetext")...),
		histologie("Pathologie"),
		{Title: "Befundtext", IDs: under("Pathologie", "Befundtext")},
		tnm("pTNM", "Pathologie.pTNM"),
		{Title: "Residualstatus", IDs: []string{"Pathologie"}},
		tnm("cTNM", "Pathologie.cTNM"),
		fernmetastasen("Pathologie"),
		klassifikation("Pathologie"),
	}, append(module("Pathologie"), Page{Title: "Kinderkrebsregister", IDs: under("Pathologie", "Modul_DKKR")})...)
}

func opPages() []Page {
	return append([]Page{
		tumor(),
		{Title: "Operation", IDs: append(under("OP", "Datum", "Intention", "Menge_OPS", "Residualstatus", "Komplikationen"), "OP")},
		histologie("OP"),
		tnm("TNM", "OP.TNM"),
		klassifikation("OP"),
	}, module("OP")...)
}

func stPages() []Page {
	return append([]Page{
		tumor(),
		{Title: "Strahlentherapie", IDs: append(under("ST", "Meldeanlass", "Intention", "Stellung_OP"), "ST")},
		{Title: "Bestrahlungen", IDs: under("ST", "Menge_Bestrahlung")},
		{Title: "Ende und Nebenwirkungen", IDs: under("ST", "Ende_Grund", "Nebenwirkungen")},
	}, module("ST")[:1]...)
}

func systPages() []Page {
	return append([]Page{
		tumor(),
		{Title: "Systemische Therapie", IDs: append(under("SYST", "Meldeanlass", "Intention", "Stellung_OP", "Therapieart", "Protokoll", "Beginn", "Menge_Substanz"), "SYST")},
		{Title: "Ende und Nebenwirkungen", IDs: under("SYST", "Ende", "Ende_Grund", "Nebenwirkungen")},
	}, module("SYST")[:1]...)
}

func verlaufPages() []Page {
	return append([]Page{
		tumor(),
		{Title: "Verlauf", IDs: append(under("Verlauf", "Meldeanlass", "Untersuchungsdatum_Verlauf", "Allgemeiner_Leistungszustand"), "Verlauf")},
		fernmetastasen("Verlauf"),
		histologie("Verlauf"),
		tnm("TNM", "Verlauf.TNM"),
		klassifikation("Verlauf"),
	}, append(module("Verlauf"), kinderkrebs("Verlauf"))...)
}

func todPages() []Page {
	return []Page{
		tumor(),
		{Title: "Tod", IDs: append(under("Tod", "Sterbedatum", "Tod_tumorbedingt", "Menge_Todesursachen"), "Tod")},
		kinderkrebs("Tod"),
	}
}

func tumorkonferenzPages() []Page {
	return []Page{
		tumor(),
		{Title: "Tumorkonferenz", IDs: append(under("Tumorkonferenz", "Meldeanlass", "Datum", "Typ"), "Tumorkonferenz")},
	}
}
