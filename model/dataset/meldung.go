package dataset

import (
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

// Meldung is one report: its head, the tumour it belongs to, and one of eight
// report types, which the selector Typ names.
var Meldung = &field.Part{Name: "Meldung", Rows: []field.Row{
	{ID: "Meldung_ID", Element: "@Meldung_ID", Label: "Meldungs-ID", Type: ID50, Required: true, Class: field.Meldungsbezogen,
		Hint: "Vergibt das Programm; eine Korrektur behält sie",
		At:   field.At(func(m *model.Meldung) *model.Text { return &m.MeldungID })},
	{ID: "Melder_ID", Element: "@Melder_ID", Label: "Melder", Type: ID50, Required: true, Class: field.Meldungsbezogen,
		Hint: "Kennung der meldenden Stelle",
		At:   field.At(func(m *model.Meldung) *model.Text { return &m.MelderID })},
	{ID: "Meldebegruendung", Label: "Meldebegründung", Type: Meldebegruendung, Required: true, Class: field.Meldungsbezogen,
		Hint: "Wurde die Person informiert, hat sie widersprochen?",
		Help: "I: Die Person weiß von der Meldung und hat nicht widersprochen.\nA: Nicht informiert, weil das der Gesundheit schaden würde; den Grund bitte in die Anmerkung schreiben.\nD: Sie haben keinen Kontakt zur Person (Pathologie, Labor).\nW: Die Person hat widersprochen. Die Meldung wird trotzdem gesendet: Der Widerspruch wird mit ihr an die Vertrauensstelle weitergegeben, Identitätsdaten werden dort nach Bildung der Kontrollnummern gelöscht. Danach ist I für diese Person nicht mehr möglich.\nV: Die Person ist verstorben; das Sterbedatum muss gemeldet sein oder werden.",
		At:   field.At(func(m *model.Meldung) *model.Code { return &m.Meldebegruendung })},
	{ID: "Einwilligung_nicht_meldepflichtig", Label: "Einwilligung", Type: JN, Class: field.Meldungsbezogen,
		AskIf: askedFor(never, func(m *model.Meldung) *model.Code { return &m.EinwilligungNichtMeldepflichtig }),
		Hint:  "Nur in Niedersachsen: Einwilligung, wenn keine Meldepflicht besteht",
		At:    field.At(func(m *model.Meldung) *model.Code { return &m.EinwilligungNichtMeldepflichtig })},
	{ID: "Zertifizierung", Label: "Zentrumsfall", Type: Zertifizierung, Class: field.Meldungsbezogen,
		Hint: "Wird der Fall in einem zertifizierten Zentrum geführt?",
		At:   field.At(func(m *model.Meldung) *model.Code { return &m.Zertifizierung })},
	{ID: "Eigene_Leistung", Label: "Eigene Leistung", Type: JNU, Required: true, Class: field.Meldungsbezogen,
		Hint: "Ja, wenn Ihr Haus das Gemeldete selbst erbracht hat",
		Help: "Ja bei eigener Diagnostik, Operation, Therapie oder Untersuchung.\nNein, wenn Sie über die Leistung eines anderen Hauses berichten.\nUnbekannt ist nur für alte Daten gedacht.",
		At:   field.At(func(m *model.Meldung) *model.Code { return &m.EigeneLeistung })},
	{ID: "Tumorzuordnung", Label: "Tumor", Part: Tumorzuordnung, Required: true, Class: tumorklasse,
		At: field.One(func(m *model.Meldung) *model.Tumorzuordnung { return &m.Tumorzuordnung })},
	{ID: "Typ", Element: "-", Label: "Meldungstyp", Type: field.Selector, Required: true, Class: field.Meldungsbezogen,
		Hint: "Anlass der Meldung",
		At:   field.At(func(m *model.Meldung) *model.Zweig { return &m.Typ })},
	{ID: "Diagnose", Label: "Diagnose", Part: Diagnose, Choice: "Typ", Required: true, Class: tumorklasse,
		At: field.Opt(func(m *model.Meldung) **model.Diagnose { return &m.Diagnose })},
	{ID: "Pathologie", Label: "Pathologie", Part: Pathologie, Choice: "Typ", Required: true, Class: tumorklasse,
		At: field.Opt(func(m *model.Meldung) **model.Pathologie { return &m.Pathologie })},
	{ID: "OP", Label: "Operation", Part: OP, Choice: "Typ", Required: true,
		At: field.Opt(func(m *model.Meldung) **model.OP { return &m.OP })},
	{ID: "ST", Label: "Strahlentherapie", Part: ST, Choice: "Typ", Required: true,
		At: field.Opt(func(m *model.Meldung) **model.ST { return &m.ST })},
	{ID: "SYST", Label: "Systemische Therapie", Part: SYST, Choice: "Typ", Required: true,
		At: field.Opt(func(m *model.Meldung) **model.SYST { return &m.SYST })},
	{ID: "Verlauf", Label: "Verlauf", Part: Verlauf, Choice: "Typ", Required: true,
		At: field.Opt(func(m *model.Meldung) **model.Verlauf { return &m.Verlauf })},
	{ID: "Tod", Label: "Tod", Part: Tod, Choice: "Typ", Required: true,
		Class: tumorklasse | field.Sterbefallbezogen,
		At:    field.Opt(func(m *model.Meldung) **model.Tod { return &m.Tod })},
	{ID: "Tumorkonferenz", Label: "Tumorkonferenz", Part: Tumorkonferenz, Choice: "Typ", Required: true,
		At: field.Opt(func(m *model.Meldung) **model.Tumorkonferenz { return &m.Tumorkonferenz })},
	{ID: "Menge_Zusatzitem", Element: "Menge_Zusatzitem/Zusatzitem", Label: "Zusatzangaben", Part: Zusatzitem,
		Hint: "Anlass der Diagnose, Menge je Anwendung …, wenn verlangt",
		At:   field.Each(func(m *model.Meldung) *[]model.Zusatzitem { return &m.MengeZusatzitem })},
	{ID: "Anmerkung", Label: "Anmerkung", Type: TX2000,
		Hint: "Freitext bis 2000 Zeichen, bitte ohne Namen",
		At:   field.At(func(m *model.Meldung) *model.Text { return &m.Anmerkung })},
}}

// Zusatzitem is an extra item a Land may ask for; the schema names none.
var Zusatzitem = &field.Part{Name: "Menge_Zusatzitem_Typ/Zusatzitem", Rows: []field.Row{
	{ID: "Datum", Label: "Datum", Type: DatumETMV,
		Hint: "Tag, Monat oder Jahr",
		At:   field.At(func(z *model.Zusatzitem) *model.Datum { return &z.Datum })},
	{ID: "Art", Label: "Art", Type: Zusatzangabe, Required: true,
		Hint: "Diagnoseanlass, Einzelmenge … oder Schlüssel des Registers",
		Help: "Was das Krebsregistergesetz kennt und oBDS nicht: Anlass der Diagnose; bei Medikamenten Häufigkeit, Menge je Anwendung und Anwendungsart.\nVerlangt das Register einen eigenen Schlüssel, steht er hier.",
		At:   field.At(func(z *model.Zusatzitem) *model.Text { return &z.Art })},
	{ID: "Wert", Label: "Wert", Type: Zusatzangabewert,
		Hint: "Wert der Zusatzangabe, z. B. Screening, 85 mg/m²",
		At:   field.At(func(z *model.Zusatzitem) *model.Text { return &z.Wert })},
	{ID: "Bemerkung", Label: "Bemerkung", Type: TX2000,
		Hint: "Freitext bis 2000 Zeichen, bitte ohne Namen",
		At:   field.At(func(z *model.Zusatzitem) *model.Text { return &z.Bemerkung })},
}}
