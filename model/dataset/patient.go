package dataset

import (
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

// Patient is the person a report is about. The master data stand without a step
// of their own in the field ids: "Patient.Nachname".
var Patient = &field.Part{Name: "Patient", Rows: []field.Row{
	{ID: "Patient_ID", Element: "@Patient_ID", Label: "Patienten-ID", Type: ID50, Required: true, Class: field.Meldungsbezogen,
		Hint: "Kennung der Person in Ihrem Haus, ohne Namen oder Geburtsdatum",
		Help: "Die Kennung bleibt in allen Meldungen zu dieser Person gleich.\nSie darf nichts über die Person verraten: kein Name, kein Geburtsdatum, keine Versichertennummer.",
		At:   field.At(func(p *model.Patient) *model.Text { return &p.PatientID })},
	{ID: "", Element: "Patienten_Stammdaten", Label: "Stammdaten", Part: Stammdaten, Required: true,
		At: field.One(func(p *model.Patient) *model.Stammdaten { return &p.Stammdaten })},
	{ID: "DKKR_Patienten_Stammdaten", Label: "Kinderkrebsregister", Part: DKKRStammdaten, Span: field.Span{Since: V305},
		AskIf: askedForPart(minderjaehrig, func(p *model.Patient) **model.DKKRStammdaten { return &p.DKKR }),
		At:    field.Opt(func(p *model.Patient) **model.DKKRStammdaten { return &p.DKKR })},
	{ID: "Anmerkung", Label: "Anmerkung zur Person", Type: TX2000, Class: field.Identitaet | field.Klinisch,
		Hint: "Freitext bis 2000 Zeichen, bitte ohne Namen",
		At:   field.At(func(p *model.Patient) *model.Text { return &p.Anmerkung })},
}}

// Stammdaten are the master data of a person.
var Stammdaten = &field.Part{Name: "Patienten_Stammdaten_Melder_Typ", Rows: []field.Row{
	{ID: "Versicherung", Element: "-", Label: "Versicherung", Type: field.Selector, Required: true,
		Hint: "Gesetzlich, privat oder anderer Kostenträger",
		Help: "Ein IK mit 10 am Anfang gehört zur gesetzlichen Versicherung, mit 16 oder 950 zur privaten.\nGesetzlich sind auch Ersatzkassen, Knappschaft-Bahn-See und landwirtschaftliche Krankenkasse; Beihilfe steht bei der privaten.\nFehlt die Nummer der Karte, oder zahlt jemand anders (Selbstzahler, Bundeswehr, Sozialamt), wählen Sie „Sonstiger Kostenträger“.",
		At:   field.At(func(s *model.Stammdaten) *model.Zweig { return &s.Versicherung })},
	{ID: "Versichertendaten_GKV", Label: "Gesetzlich versichert", Part: VersichertendatenGKV, Choice: "Versicherung", Required: true,
		At: field.Opt(func(s *model.Stammdaten) **model.VersichertendatenGKV { return &s.VersichertendatenGKV })},
	{ID: "Versichertendaten_PKV", Label: "Privat versichert", Part: VersichertendatenPKV, Choice: "Versicherung", Required: true,
		At: field.Opt(func(s *model.Stammdaten) **model.VersichertendatenPKV { return &s.VersichertendatenPKV })},
	{ID: "Versichertendaten_Sonstige", Label: "Sonstiger Kostenträger", Part: VersichertendatenSonstige, Choice: "Versicherung", Required: true,
		At: field.Opt(func(s *model.Stammdaten) **model.VersichertendatenSonstige { return &s.VersichertendatenSonstige })},
	{ID: "Nachname", Label: "Nachname", Type: N255, Required: true,
		Hint: "Ohne Titel und Zusätze",
		Help: "So, wie er im Ausweis oder auf der Versichertenkarte steht.\nTitel, Namenszusatz (Freifrau) und Vorsatz (von, van der) haben eigene Felder.",
		At:   field.At(func(s *model.Stammdaten) *model.Text { return &s.Nachname })},
	{ID: "Titel", Label: "Titel", Type: N255,
		Hint: "Akademischer Titel, abgekürzt: Dr., Prof. Dr.",
		At:   field.At(func(s *model.Stammdaten) *model.Text { return &s.Titel })},
	{ID: "Namenszusatz", Label: "Namenszusatz", Type: N255,
		Hint: "Adelstitel oder Ähnliches: Freifrau, Graf",
		At:   field.At(func(s *model.Stammdaten) *model.Text { return &s.Namenszusatz })},
	{ID: "Namensvorsatz", Label: "Namensvorsatz", Type: N255,
		Hint: "Vorwort zum Namen: von, van der, de",
		At:   field.At(func(s *model.Stammdaten) *model.Text { return &s.Namensvorsatz })},
	{ID: "Vornamen", Label: "Vornamen", Type: N255, Required: true,
		Hint: "Alle Vornamen, mit Leerzeichen getrennt",
		Help: "So, wie sie im Ausweis stehen, alle und in dieser Reihenfolge: Anna Maria.\nDas Register erkennt Personen auch am Vornamen wieder; Rufnamen und Abkürzungen erschweren das.",
		At:   field.At(func(s *model.Stammdaten) *model.Text { return &s.Vornamen })},
	{ID: "Geburtsname", Label: "Geburtsname", Type: N255,
		Hint: "Nur, wenn er vom Nachnamen abweicht",
		At:   field.At(func(s *model.Stammdaten) *model.Text { return &s.Geburtsname })},
	{ID: "Menge_Frueherer_Name", Element: "Menge_Frueherer_Name/Frueherer_Name", Label: "Frühere Namen", Part: FruehererName,
		Hint: "Jeder frühere Nachname einzeln",
		At:   field.Each(func(s *model.Stammdaten) *[]model.Text { return &s.MengeFruehererName })},
	{ID: "Geschlecht", Label: "Geschlecht", Type: Geschlecht, Required: true,
		Class: field.Identitaet | field.Epidemiologisch | field.Klinisch,
		Hint:  "Wie im Personenstand oder auf der Versichertenkarte",
		Help:  "X ist der amtliche Eintrag „ohne Angabe“.\nU heißt, dass Sie das Geschlecht nicht wissen, und kommt nur ausnahmsweise vor.",
		At:    field.At(func(s *model.Stammdaten) *model.Code { return &s.Geschlecht })},
	{ID: "Geburtsdatum", Label: "Geburtsdatum", Type: DatumETMV, Required: true,
		Hint: "TT.MM.JJJJ; ist der Tag unbekannt, genügt Monat oder Jahr",
		Help: "Das Register führt Meldungen über Name und Geburtsdatum zusammen.\nMöglich sind Daten von 1900 bis 2029. Ein unvollständiges Datum wird mit seiner Genauigkeit gespeichert.",
		At:   field.At(func(s *model.Stammdaten) *model.Datum { return &s.Geburtsdatum })},
	{ID: "Adresse", Label: "Anschrift", Part: Adresse, Required: true,
		At: field.One(func(s *model.Stammdaten) *model.Adresse { return &s.Adresse })},
}}

// FruehererName is one item of the list of former names.
var FruehererName = &field.Part{Name: "Frueherer_Name", Rows: []field.Row{
	{ID: "", Element: ".", Label: "Früherer Name", Type: N255, Required: true,
		Hint: "Nachname aus früherer Zeit, etwa vor einer Heirat",
		Help: "Jeder frühere Nachname hilft dem Register, ältere Meldungen derselben Person zu finden.\nDer Geburtsname hat ein eigenes Feld.",
		At:   field.Self[model.Text]()},
}}

// VersichertendatenGKV identify a member of a statutory insurer.
var VersichertendatenGKV = &field.Part{Name: "Versichertendaten_GKV_Typ", Rows: []field.Row{
	{ID: "IKNR", Label: "IK der Krankenkasse", Type: GKVIKNR, Required: true,
		Hint: "Neun Ziffern, beginnt mit 10; oder der Name der Kasse",
		Help: "Das Institutionskennzeichen steht auf der Versichertenkarte, z. B. 105313145. Getippt wird die Nummer oder der Name: „aok hess“ findet sie.\nDie letzte Ziffer ist eine Prüfziffer.",
		At:   field.At(func(v *model.VersichertendatenGKV) *model.Code { return &v.IKNR })},
	{ID: "GKV_Versichertennummer", Label: "Versichertennummer", Type: GKVVersichertennummer, Required: true,
		Hint: "Ein Großbuchstabe und neun Ziffern",
		Help: "Der gleichbleibende Teil der Nummer auf der Versichertenkarte, z. B. A123456780.\nDie letzte Ziffer ist eine Prüfziffer. Ist die Nummer nicht zu bekommen, wählen Sie „Sonstiger Kostenträger“.",
		At:   field.At(func(v *model.VersichertendatenGKV) *model.Code { return &v.GKVVersichertennummer })},
}}

// VersichertendatenPKV identify a privately insured person.
var VersichertendatenPKV = &field.Part{Name: "Versichertendaten_PKV_Typ", Rows: []field.Row{
	{ID: "IKNR", Label: "IK der Versicherung", Type: PKVIKNR, Required: true,
		Hint: "Neun Ziffern, beginnt mit 16 oder 950; oder der Name",
		Help: "Das Institutionskennzeichen steht auf der Karte oder der Rechnung. Es beginnt mit 16 oder 950, sonst gehört es zu einer anderen Versicherungsart.\nDie letzte Ziffer ist eine Prüfziffer. Für die Vergütung genügt bei Privatversicherten das IK.",
		At:   field.At(func(v *model.VersichertendatenPKV) *model.Code { return &v.IKNR })},
	{ID: "PKV_Versichertennummer", Label: "Versichertennummer", Type: F255,
		Hint: "Wie auf der Karte oder Rechnung",
		At:   field.At(func(v *model.VersichertendatenPKV) *model.Text { return &v.PKVVersichertennummer })},
	{ID: "Beihilfetraeger", Label: "Beihilfestelle", Type: Beihilfestelle,
		Hint: "Nur bei Anspruch auf Beihilfe: Bund, Land, Gemeinde …",
		Help: "Wer als Beamter, Richter, Soldat oder Angehöriger Beihilfe bekommt: die Stelle, die sie zahlt, mit ihrer Ebene.\nDie Liste schlägt die Ebenen vor; der Name der Stelle selbst ist ebenso richtig.",
		At:   field.At(func(v *model.VersichertendatenPKV) *model.Text { return &v.Beihilfetraeger })},
}}

// VersichertendatenSonstige name any other payer, by Ersatzkode or IK or, for
// the schema, by neither.
var VersichertendatenSonstige = &field.Part{Name: "Versichertendaten_Sonstige_Typ", Rows: []field.Row{
	{ID: "Ersatzkode", Label: "Ersatzkode", Type: Ersatzkode, Choice: "Kostentraeger", RequiredIf: always, Level: field.Minimum,
		Hint: "Wenn es kein IK gibt; ersetzt das IK",
		Help: "Wählen Sie den Grund, aus dem kein IK angegeben werden kann.\nMeldungen mit Ersatzkode werden unter Umständen nicht vergütet.",
		At:   field.At(func(v *model.VersichertendatenSonstige) *model.Code { return &v.Ersatzkode })},
	{ID: "IKNR", Label: "IK des Kostenträgers", Type: SonstigeIKNR, Choice: "Kostentraeger", RequiredIf: always, Level: field.Minimum,
		Hint: "Neun Ziffern oder der Name; statt des Ersatzkodes",
		Help: "Für Kostenträger, die ein IK haben, aber keine Karte ausgeben, z. B. Post oder Polizei.\nEntweder IK oder Ersatzkode; die letzte Ziffer ist eine Prüfziffer.",
		At:   field.At(func(v *model.VersichertendatenSonstige) *model.Code { return &v.IKNR })},
	{ID: "KrankenkassenName", Label: "Name der Kasse", Type: Kostentraeger,
		Hint: "Name des Kostenträgers, soweit bekannt",
		Help: "Wer zahlt, wenn es keine gesetzliche und keine private Krankenversicherung ist: Heilfürsorge, Sozialamt, Unfallversicherung …\nDie Liste schlägt die üblichen vor; jeder andere Name ist ebenso richtig.",
		At:   field.At(func(v *model.VersichertendatenSonstige) *model.Text { return &v.KrankenkassenName })},
	{ID: "Versichertennummer", Label: "Versichertennummer", Type: F255,
		Hint: "Soweit bekannt",
		At:   field.At(func(v *model.VersichertendatenSonstige) *model.Text { return &v.Versichertennummer })},
}}

// Adresse is where the person lives at the time of the report. The schema lets
// all of it be empty; the registry needs it to find the place of residence.
var Adresse = &field.Part{Name: "Patienten_Adresse_Melder_Typ", Rows: []field.Row{
	{ID: "Strasse", Label: "Straße", Type: A255, RequiredIf: always, Level: field.Minimum,
		Hint: "Ohne Hausnummer",
		Help: "Die Anschrift am Tag der Meldung. Das Schema lässt sie leer zu, das Register braucht sie für den Wohnort.\nBeispiel: Lindenweg. Bei Postfach oder Wohnheim die Angabe, die Sie haben.",
		At:   field.At(func(a *model.Adresse) *model.Text { return &a.Strasse })},
	{ID: "Hausnummer", Label: "Hausnummer", Type: A255, RequiredIf: deutscheAdresse, Level: field.Minimum,
		Hint: "Mit Zusatz, z. B. 12 a",
		Help: "Mit Zusatz, z. B. 12 a oder 3-5.",
		At:   field.At(func(a *model.Adresse) *model.Text { return &a.Hausnummer })},
	{ID: "Land", Label: "Land", Type: Land, RequiredIf: always, Level: field.Minimum,
		Hint: "Zwei Buchstaben: DE für Deutschland",
		Help: "Zwei Buchstaben nach ISO 3166: DE, AT, FR. Tippen Sie das Wort: „frank“ findet FR.\nGemeldet werden Personen mit Wohnsitz in Deutschland.",
		At:   field.At(func(a *model.Adresse) *model.Code { return &a.Land })},
	{ID: "PLZ", Label: "Postleitzahl", Type: A10, RequiredIf: always, Level: field.Minimum,
		Class: field.Identitaet | field.Epidemiologisch | field.Klinisch,
		Hint:  "Ohne Länderkürzel; in Deutschland fünf Ziffern",
		Help:  "In Deutschland fünf Ziffern, auch mit führender Null: 01067.\nOhne Postleitzahl und Ort kann das Register den Wohnort nicht zuordnen (Regeln P-008 und P-009).",
		At:    field.At(func(a *model.Adresse) *model.Text { return &a.PLZ })},
	{ID: "Ort", Label: "Ort", Type: A255, RequiredIf: always, Level: field.Minimum,
		Class: field.Identitaet | field.Epidemiologisch | field.Klinisch,
		Hint:  "Wohnort, ohne Zusätze",
		Help:  "Der Ort zur Postleitzahl, ausgeschrieben: Frankfurt am Main.",
		At:    field.At(func(a *model.Adresse) *model.Text { return &a.Ort })},
}}
