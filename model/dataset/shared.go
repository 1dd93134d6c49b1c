package dataset

import (
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

// This file holds the blocks that several report types share, each with the
// row that mounts it, so that the types differ by nothing but the place.

// tumorklasse is the data class of what describes the tumour itself, in
// whatever report it stands (LKRG NRW § 2 (5) Nr. 5 and 8).
const tumorklasse = field.Epidemiologisch | field.Klinisch

// TumorICD is the ICD-10 code of a tumour; the row without an ID is the code,
// so that the block's id is the code's id.
var TumorICD = icd("Tumor_ICD_Typ", TumorICDCode)

// AllgemeinICD is an ICD-10 code of any chapter.
var AllgemeinICD = icd("Allgemein_ICD_Typ", ICDCode)

// KomplikationICD is an ICD-10 code of a complication.
var KomplikationICD = icd("Komplikation_ICD_Typ", KomplikationICDCode)

func icd(name string, code *field.Type) *field.Part {
	return &field.Part{Name: name, Rows: []field.Row{
		{ID: "", Element: "Code", Label: "ICD-10-Code", Type: code, Required: true,
			Hint: "Großbuchstabe, zwei Ziffern, Punkt und bis zu zwei weitere: C50.4",
			At:   field.At(func(i *model.ICD) *model.Code { return &i.Code })},
		{ID: "Version", Label: "ICD-10-Auflage", Type: ICDVersion, Required: true,
			Hint: "Auflage des Jahres, z. B. 10 2026 GM",
			Help: "Die Auflage, die im Jahr des Ereignisses galt: „10 2026 GM“ oder „10 2019 WHO“.\nNur wenn sie nicht zu ermitteln ist: „Sonstige“.",
			At:   field.At(func(i *model.ICD) *model.Code { return &i.Version })},
	}}
}

// MorphologieICDO is the histological type with its behaviour.
var MorphologieICDO = icdo("Morphologie_ICD_O_Typ", "Morphologie-Code", "Vier Ziffern, Schrägstrich, Dignität: 8500/3", MorphologieCode, MorphologieVersion, nil)

// TopographieICDO is the site of the tumour.
var TopographieICDO = icdo("Topographie_ICD_O_Typ", "Topographie-Code", "Immer mit C, auch bei In-situ-Tumoren: C50.4", TopographieCode, TopographieVersion, ohneSitz)

func icdo(name, label, hint string, code, version *field.Type, demanded *field.Cond) *field.Part {
	return &field.Part{Name: name, Rows: []field.Row{
		{ID: "", Element: "Code", Label: label, Type: code, Required: true, RequiredIf: demanded, Level: field.Minimum, Hint: hint,
			At: field.At(func(i *model.ICDO) *model.Code { return &i.Code })},
		{ID: "Version", Label: "ICD-O-Auflage", Type: version, Required: true,
			Hint: "Auflage, der der Code entnommen ist",
			At:   field.At(func(i *model.ICDO) *model.Code { return &i.Version })},
	}}
}

// Histologie is one histological finding.
var Histologie = &field.Part{Name: "Histologie_Typ", Rows: []field.Row{
	{ID: "Histologie_ID", Element: "@Histologie_ID", Label: "Histologie-ID", Type: ID50, Class: field.Meldungsbezogen,
		Hint: "Gleich, wenn derselbe Befund in mehreren Meldungen steht",
		At:   field.At(func(h *model.Histologie) *model.Text { return &h.HistologieID })},
	{ID: "Tumor_Histologiedatum", Label: "Histologiedatum", Type: DatumETMV,
		Hint: "Tag der Entnahme; Monat oder Jahr genügt",
		At:   field.At(func(h *model.Histologie) *model.Datum { return &h.TumorHistologiedatum })},
	{ID: "Histologie_EinsendeNr", Label: "Einsendenummer", Type: F255,
		Hint: "Nummer des Befunds in der Pathologie",
		At:   field.At(func(h *model.Histologie) *model.Text { return &h.HistologieEinsendeNr })},
	{ID: "Morphologie_ICD_O", Label: "Morphologie (ICD-O-3)", Part: MorphologieICDO, Max: 5,
		Hint: "Mehrere nur bei Mischtumoren, höchstens fünf",
		At:   field.Each(func(h *model.Histologie) *[]model.ICDO { return &h.MorphologieICDO })},
	{ID: "Morphologie_Freitext", Label: "Morphologie (Text)", Type: F255,
		Hint: "Wortlaut des Befunds",
		At:   field.At(func(h *model.Histologie) *model.Text { return &h.MorphologieFreitext })},
	{ID: "Grading", Label: "Grading", Type: Grading, Required: true,
		Hint: "Ohne den Buchstaben G; T, wenn es hier keines gibt",
		Help: "Pflicht, sobald eine Histologie angegeben ist.\nGibt es für den Tumor kein Grading (Lymphom, Melanom), wählen Sie T. Fehlt die Angabe im Befund, wählen Sie U.",
		At:   field.At(func(h *model.Histologie) *model.Code { return &h.Grading })},
	{ID: "LK_untersucht", Label: "LK untersucht", Type: Anzahl,
		Hint: "Zahl der untersuchten regionären Lymphknoten, mit Sentinel",
		At:   field.At(func(h *model.Histologie) *model.Zahl { return &h.LKUntersucht })},
	{ID: "LK_befallen", Label: "LK befallen", Type: Anzahl,
		Hint: "Wie viele davon befallen sind",
		At:   field.At(func(h *model.Histologie) *model.Zahl { return &h.LKBefallen })},
	{ID: "Sentinel_LK_untersucht", Label: "Sentinel untersucht", Type: Anzahl,
		Hint: "Zahl der untersuchten Wächterlymphknoten",
		At:   field.At(func(h *model.Histologie) *model.Zahl { return &h.SentinelLKUntersucht })},
	{ID: "Sentinel_LK_befallen", Label: "Sentinel befallen", Type: Anzahl,
		Hint: "Wie viele davon befallen sind",
		At:   field.At(func(h *model.Histologie) *model.Zahl { return &h.SentinelLKBefallen })},
}}

func histologie[P any](at func(*P) **model.Histologie) field.Row {
	return field.Row{ID: "Histologie", Label: "Histologie", Part: Histologie, Class: tumorklasse, At: field.Opt(at)}
}

// Fernmetastase is one distant metastasis.
var Fernmetastase = &field.Part{Name: "Menge_FM_Typ/Fernmetastase", Rows: []field.Row{
	{ID: "Diagnosedatum", Label: "Datum der Metastase", Type: DatumETMV, Required: true,
		Hint: "Tag, an dem sie festgestellt wurde; Monat oder Jahr genügt",
		At:   field.At(func(f *model.Fernmetastase) *model.Datum { return &f.Diagnosedatum })},
	{ID: "Lokalisation", Label: "Ort", Type: Metastasenort, Required: true,
		Hint: "Ein Eintrag je Organ",
		Help: "Der Sitz der Metastase als Kürzel; auch das Wort findet es: „leber“.\nJeder Sitz ist ein eigener Eintrag. Gehört zu M1 und umgekehrt.",
		At:   field.At(func(f *model.Fernmetastase) *model.Code { return &f.Lokalisation })},
}}

func fernmetastasen[P any](at func(*P) *[]model.Fernmetastase) field.Row {
	return field.Row{ID: "Menge_FM", Element: "Menge_FM/Fernmetastase", Label: "Fernmetastasen", Hint: "Jeder befallene Ort einzeln", Part: Fernmetastase, Class: field.Klinisch, At: field.Each(at)}
}

// WeitereKlassifikation is a stage by another classification than TNM.
var WeitereKlassifikation = &field.Part{Name: "Menge_Weitere_Klassifikation_Typ/Weitere_Klassifikation", Rows: []field.Row{
	{ID: "Datum", Label: "Datum", Type: DatumET,
		Hint: "Tag oder Monat; ein Jahr allein genügt nicht",
		At:   field.At(func(k *model.WeitereKlassifikation) *model.Datum { return &k.Datum })},
	{ID: "Name", Label: "Klassifikation", Type: Klassifikationsname, Required: true,
		Hint: "z. B. Ann Arbor, Binet, FIGO, ISS",
		Help: "Einteilungen, die nicht zum TNM gehören, etwa bei Lymphomen, Leukämien und Hirntumoren.\nUICC und TNM haben eigene Felder.",
		At:   field.At(func(k *model.WeitereKlassifikation) *model.Text { return &k.Name })},
	{ID: "Stadium", Label: "Stadium", Type: F30, Required: true,
		Hint: "Höchstens 30 Zeichen, z. B. IIA",
		Help: "Das Stadium in der Schreibweise der Klassifikation, z. B. IIIA bei Ann Arbor.",
		At:   field.At(func(k *model.WeitereKlassifikation) *model.Text { return &k.Stadium })},
}}

func weitereKlassifikationen[P any](at func(*P) *[]model.WeitereKlassifikation) field.Row {
	return field.Row{ID: "Menge_Weitere_Klassifikation", Element: "Menge_Weitere_Klassifikation/Weitere_Klassifikation",
		Label: "Weitere Klassifikation", Hint: "Stadien, die kein TNM sind: Ann Arbor, FIGO, Binet", Part: WeitereKlassifikation, Class: tumorklasse, At: field.Each(at)}
}

// GenetischeVariante is one molecular finding.
var GenetischeVariante = &field.Part{Name: "Menge_Genetik_Typ/Genetische_Variante", Rows: []field.Row{
	{ID: "Datum", Label: "Datum", Type: DatumET,
		Hint: "Tag oder Monat des Befunds; ein Jahr allein genügt nicht",
		At:   field.At(func(g *model.GenetischeVariante) *model.Datum { return &g.Datum })},
	{ID: "Bezeichnung", Label: "Gen oder Variante", Type: Variantenname, Required: true,
		Hint: "z. B. BRCA1, EGFR, MSI",
		Help: "Nur Befunde ohne eigenes Feld.\nHER2 bei Brustkrebs und RAS bei Darmkrebs gehören in das jeweilige Modul.",
		At:   field.At(func(g *model.GenetischeVariante) *model.Text { return &g.Bezeichnung })},
	{ID: "Auspraegung", Label: "Ausprägung", Type: GenetikAuspraegung, Choice: "Auspraegung", Required: true,
		Hint: "Ergebnis der Untersuchung",
		At:   field.At(func(g *model.GenetischeVariante) *model.Code { return &g.Auspraegung })},
	{ID: "Sonstige_Auspraegung", Label: "Andere Ausprägung", Type: F255, Choice: "Auspraegung", Required: true,
		Hint: "In Worten, wenn keine der Ausprägungen passt",
		At:   field.At(func(g *model.GenetischeVariante) *model.Text { return &g.SonstigeAuspraegung })},
}}

func genetik[P any](at func(*P) *[]model.GenetischeVariante) field.Row {
	return field.Row{ID: "Menge_Genetik", Element: "Menge_Genetik/Genetische_Variante", Label: "Genetik", Hint: "Jeder untersuchte Marker einzeln", Part: GenetischeVariante, Class: tumorklasse, At: field.Each(at)}
}

// Residualstatus is the R classification after an operation.
var Residualstatus = &field.Part{Name: "Residualstatus_Typ", Rows: []field.Row{
	lokalerResidualstatus(func(s *model.Residualstatus) *model.Code { return &s.LokaleBeurteilung }),
	{ID: "Gesamtbeurteilung_Residualstatus", Label: "Residualstatus gesamt", Type: Residualstatuswert,
		Hint: "Tumorrest im ganzen Körper, mit Metastasen",
		At:   field.At(func(s *model.Residualstatus) *model.Code { return &s.Gesamtbeurteilung })},
}}

func lokalerResidualstatus[P any](at func(*P) *model.Code) field.Row {
	return field.Row{ID: "Lokale_Beurteilung_Residualstatus", Label: "Residualstatus lokal", Type: Residualstatuswert, Class: field.Klinisch,
		Hint: "Tumorrest am Ort der Operation",
		Help: "RX ist ein Befund: Der Rest lässt sich nicht beurteilen.\nU heißt, dass Ihnen die Angabe fehlt.",
		At:   field.At(at)}
}

// Nebenwirkungen are the side effects of a therapy: one overall grade up to 2,
// or the list of those from grade 3.
var Nebenwirkungen = &field.Part{Name: "Nebenwirkung_Typ", Rows: []field.Row{
	{ID: "Grad_maximal2_oder_unbekannt", Label: "Höchster Grad bis 2", Type: GradMaximal2, Choice: "Nebenwirkungen", Required: true,
		Hint: "Wenn keine Nebenwirkung Grad 3 oder mehr erreichte",
		Help: "Entweder hier der höchste Grad bis 2 oder unbekannt, oder darunter jede Nebenwirkung ab Grad 3.\nAuch zu Beginn einer Therapie nötig; dann meist „keine“ oder „unbekannt“.",
		At:   field.At(func(n *model.Nebenwirkungen) *model.Code { return &n.GradMaximal2OderUnbekannt })},
	{ID: "Menge_Nebenwirkung", Element: "Menge_Nebenwirkung/Nebenwirkung", Label: "Nebenwirkungen ab 3", Part: Nebenwirkung,
		Choice: "Nebenwirkungen", Required: true,
		Hint: "Jede Nebenwirkung von Grad 3 bis 5",
		At:   field.Each(func(n *model.Nebenwirkungen) *[]model.Nebenwirkung { return &n.MengeNebenwirkung })},
}}

func nebenwirkungen[P any](at func(*P) *model.Nebenwirkungen) field.Row {
	return field.Row{ID: "Nebenwirkungen", Label: "Nebenwirkungen", Part: Nebenwirkungen, Required: true, At: field.One(at)}
}

// Nebenwirkung is one side effect of grade 3 to 5.
var Nebenwirkung = &field.Part{Name: "Nebenwirkung", Rows: []field.Row{
	{ID: "Art", Label: "Art", Part: NebenwirkungArt, Required: true,
		At: field.One(func(n *model.Nebenwirkung) *model.NebenwirkungArt { return &n.Art })},
	{ID: "Grad", Label: "CTCAE-Grad", Type: NebenwirkungGrad, Required: true,
		Hint: "Schweregrad 3, 4 oder 5",
		At:   field.At(func(n *model.Nebenwirkung) *model.Code { return &n.Grad })},
	{ID: "Version", Label: "CTCAE-Auflage", Type: NebenwirkungVersion, Required: true,
		Hint: "Auflage, nach der eingestuft wurde",
		At:   field.At(func(n *model.Nebenwirkung) *model.Code { return &n.Version })},
}}

// NebenwirkungArt names a side effect in words or by its MedDRA code.
var NebenwirkungArt = &field.Part{Name: "Nebenwirkung/Art", Rows: []field.Row{
	{ID: "Bezeichnung", Label: "Bezeichnung", Type: Nebenwirkungsname, Choice: "Art", Required: true,
		Hint: "In Worten, z. B. Mukositis oral; oder der MedDRA-Code",
		Help: "Vorgeschlagen werden gebräuchliche Namen nach den CTCAE; jeder andere Text ist erlaubt.",
		At:   field.At(func(a *model.NebenwirkungArt) *model.Text { return &a.Bezeichnung })},
	{ID: "MedDRA_Code", Label: "MedDRA-Code", Type: MedDRACode, Choice: "Art", Required: true,
		Hint: "Acht Ziffern; statt der Bezeichnung",
		At:   field.At(func(a *model.NebenwirkungArt) *model.Code { return &a.MedDRACode })},
}}

func leistungszustand[P any](at func(*P) *model.Code) field.Row {
	return field.Row{ID: "Allgemeiner_Leistungszustand", Label: "Leistungszustand", Type: Leistungszustand, Required: true, Class: field.Klinisch,
		Hint: "ECOG 0 bis 4 oder Karnofsky mit %, z. B. 80%",
		Help: "ECOG und Karnofsky teilen sich ein Feld; geben Sie an, was in der Akte steht.\nECOG 0 entspricht 90 bis 100 %, 1: 70 bis 80 %, 2: 50 bis 60 %, 3: 30 bis 40 %, 4: 10 bis 20 %.",
		At:   field.At(at)}
}
