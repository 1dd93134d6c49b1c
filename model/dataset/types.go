package dataset

import (
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/field"
)

// The strings of the schema. Characters and trimming belong to
// the type: class A for names, B for addresses, C and E for free text.
var (
	N255   = &field.Type{Name: "Namenstring255_Typ", MinLen: 1, MaxLen: 255, Chars: "A", Trim: true}
	A255   = &field.Type{Name: "Adressstring255_Typ", MinLen: 1, MaxLen: 255, Chars: "B", Trim: true}
	A10    = &field.Type{Name: "Adressstring10_Typ", MinLen: 1, MaxLen: 10, Chars: "B", Trim: true}
	F255   = &field.Type{Name: "Freitext255_Typ", MinLen: 1, MaxLen: 255, Chars: "C", Trim: true}
	F30    = &field.Type{Name: "Freitext30_Typ", MinLen: 1, MaxLen: 30, Chars: "C", Trim: true}
	F255E  = &field.Type{Name: "Freitext255E_Typ", MinLen: 1, MaxLen: 255, Chars: "E"}
	DT1000 = &field.Type{Name: "Diagnosetext_Typ", Kind: field.LongText, MinLen: 1, MaxLen: 1000, Chars: "C"}
	ID50   = &field.Type{Name: "FreitextID_Typ", MinLen: 1, MaxLen: 50}
	TX2000 = &field.Type{Name: "FreitextAnmerkung_Typ", Kind: field.LongText, MinLen: 1, MaxLen: 2000}
	CLOB   = &field.Type{Name: "FreitextCLOB_Typ", Kind: field.LongText}
	BIC    = &field.Type{Name: "BIC", MaxLen: 11}
	IBAN   = &field.Type{Name: "IBAN", MaxLen: 34}
)

// The dates of the schema, by what may be unknown: the letters are the values
// of Datumsgenauigkeit a date may have.
var (
	DatumE    = &field.Type{Name: "Datum_Tag_genau_Typ", Kind: field.Date}
	DatumET   = &field.Type{Name: "Datum_Tag_oder_Monat_genau_Typ", Kind: field.Date, Precision: tagOderMonat}
	DatumETMV = &field.Type{Name: "Datum_Tag_oder_Monat_oder_Jahr_oder_nicht_genau_Typ", Kind: field.Date,
		Precision: []model.Genauigkeit{model.Exakt, model.TagGeschaetzt, model.MonatGeschaetzt, model.VollGeschaetzt}}
	DatumETOptional = &field.Type{Name: "Datum_Tag_oder_Monat_genau_Typ_Schaetz_optional", Kind: field.Date,
		Precision: tagOderMonat, PrecisionOptional: true}
	Jahr = &field.Type{Name: "Datum_nur_Jahr_Typ", Kind: field.Year, Number: &field.Range{Min: "1900", Max: "2029"}}

	tagOderMonat = []model.Genauigkeit{model.Exakt, model.TagGeschaetzt}
)

// The numbers of the schema. Three-digit numbers with a U for "unknown" are
// strings there, hence their pattern; the unit is the field's.
var (
	Anzahl             = &field.Type{Name: "nonNegativeInteger", Kind: field.Number, Number: &field.Range{Min: "0"}}
	AnzahlStanzen      = &field.Type{Name: "AnzahlStanzen_Typ", Kind: field.Number, Number: &field.Range{Min: "0", Max: "100", MaxOpen: true}}
	Prozentzahl        = &field.Type{Name: "Prozentzahl", Kind: field.Number, Number: &field.Range{Min: "1", Max: "100"}, Unit: "%"}
	PSA                = &field.Type{Name: "PSA", Kind: field.Number, Number: &field.Range{Min: "0", Max: "100000", MaxOpen: true, Decimals: 3}, Unit: "ng/ml"}
	Sicherheitsabstand = &field.Type{Name: "Sicherheitsabstand_Primaertumor_Typ", Kind: field.Number, Number: &field.Range{Min: "-1", Max: "150"}, Unit: "mm"}
	Tumordicke         = &field.Type{Name: "Tumordicke_Typ", Kind: field.Number, Number: &field.Range{Min: "0.01", Max: "99.0", Decimals: 2}, Unit: "mm"}
	LDH                = &field.Type{Name: "LDH", Kind: field.Number, Number: &field.Range{Min: "1", Max: "10000"}, Unit: "U/l"}
	Dosis              = &field.Type{Name: "Dosis", Kind: field.Number, Number: &field.Range{Min: "0", MinOpen: true, Decimals: -1}}

	ZahlMM            = zahlOderU("mm")
	ZahlCM            = zahlOderU("cm")
	MesorektaleFaszie = &field.Type{Name: "RektumMRTDuennschichtAngabemesorektaleFaszie", Kind: field.Number, Pattern: `0|[1-9](\d)?|[DNU]`,
		Form: "eine ganze Zahl von 0 bis 99, oder D, N, U", Number: &field.Range{Min: "0", Max: "99"}, Words: []string{"D", "N", "U"}, Unit: "mm"}
)

// The codes that are checked by their pattern alone; the catalog list beside it
// is a suggestion. Patterns are the schema's, with the literal point it restricts
// "M72.4" to. The bars among the letters of complications are its mistake:
// "|81.0" passes the schema, and so it does here.
var (
	TumorICDCode        = code("Tumor_ICD_Typ/Code", "ICD10", `[CD]\d\d(\.\d(\d)?)?|M72\.4`, "C oder D, zwei Ziffern, Punkt und bis zu zwei weitere, z. B. C50.4; oder M72.4")
	ICDCode             = code("ICD_Code_Typ", "ICD10", `[A-Z]\d\d(\.\d(\d)?)?`, "Großbuchstabe, zwei Ziffern, Punkt und bis zu zwei weitere, z. B. I21.9")
	KomplikationICDCode = code("Komplikation_ICD_Typ/Code", "ICD10", `[E|G|I|K|M|R|T]\d\d(\.\d(\d)?)?`, "E, G, I, K, M, R oder T, zwei Ziffern, Punkt und bis zu zwei weitere, z. B. T81.0")
	ICDVersion          = code("ICD_Version_Typ", "ICDVersion", `(10 20\d{2} ((GM)|(WHO))|Sonstige)`, "10, Jahr und GM oder WHO, z. B. 10 2026 GM; oder Sonstige")
	MorphologieCode     = code("Morphologie_ICD_O_Typ/Code", "Morphologie", `\d\d\d\d/\d`, "vier Ziffern, Schrägstrich, eine Ziffer, z. B. 8500/3")
	TopographieCode     = code("Topographie_ICD_O_Typ/Code", "Topographie", `C\d\d\.\d(\d)?`, "C, zwei Ziffern, Punkt, eine oder zwei Ziffern, z. B. C50.4")
	OPSCode             = &field.Type{Name: "OPS/Code", Kind: field.Code, List: "OPS", Typed: "5870a1", MinLen: 5, MaxLen: 9,
		Pattern: `[135689]-\d\d[0-9a-hj-km-z](\.([0-9a-hj-kmnp-z]){1,2}){0,1}([RLB]){0,1}`,
		Form:    "Ziffer, Strich, drei Zeichen, Punkt und ein oder zwei Zeichen, am Ende R, L oder B, z. B. 5-870.a1L"}
	Katalogjahr = code("Katalogjahr", "", `200[4-9]|20[12]\d`, "ein Jahr von 2004 bis 2029")
	ATCCode     = code("ATC/Code", "ATC", `[A-Z]\d\d[A-Z][A-Z]\d\d`, "sieben Zeichen, z. B. L01CD01")
	MedDRACode  = code("MedDRA_Code", "", `\d{8}`, "acht Ziffern")
	Land        = code("ISO3166Alpha2Code_Typ", "Land", `[A-Z]{2}`, "zwei Großbuchstaben, z. B. DE")

	GKVVersichertennummer = code("GKV_Versichertennummer", "", `[A-Z]\d{9}`, "ein Großbuchstabe und neun Ziffern, z. B. A123456780")
	GKVIKNR               = code("Versichertendaten_GKV_Typ/IKNR", "Kassen", `10\d{7}`, "neun Ziffern, die mit 10 beginnen")
	PKVIKNR               = code("Versichertendaten_PKV_Typ/IKNR", "Kassen", `16\d{7}|950\d{6}`, "neun Ziffern, die mit 16 oder 950 beginnen")
	SonstigeIKNR          = code("Versichertendaten_Sonstige_Typ/IKNR", "Kassen", `\d{9}`, "neun Ziffern")
	Ziffern9              = code("Ziffern9_Typ", "", `\d{9}`, "neun Ziffern")
	MelderPLZ             = code("Melder_Typ/PLZ", "", `\d{5}`, "fünf Ziffern")

	TNMT       = kategorie("TNM_Typ/T", "TNM-T", `(is.*)|([a01234X].*)`, "beginnt mit is, a, 0 bis 4 oder X, z. B. 1c")
	TNMN       = kategorie("TNM_Typ/N", "TNM-N", `[0123X].*`, "beginnt mit 0 bis 3 oder X, z. B. 1mi")
	TNMM       = kategorie("TNM_Typ/M", "TNM-M", `[01X].*`, "beginnt mit 0, 1 oder X, z. B. 1b")
	TNMmSymbol = code("m_Symbol", "", `[m](,is){0,1}|(is)|[2-9](,is){0,1}|[1-9][0-9]{1,2}(,is){0,1}`, "m, is oder eine Zahl ab 2, auch mit ,is dahinter")
)

// The closed lists that several fields share or that carry a name in the schema.
var (
	JNU                         = enum("JNU_Typ", "JNU")
	JN                          = without(enum("JN_Typ", "JNU"), "U")
	NU                          = enum("NU", "NU")
	NUTyp                       = enum("NU_Typ", "NU")
	Meldebegruendung            = enum("Meldebegruendung_Typ", "Meldebegruendung")
	Zertifizierung              = enum("Zertifizierung_Typ", "Zertifizierung")
	Ersatzkode                  = enum("Ersatzkode", "Ersatzkode")
	Geschlecht                  = enum("Geschlecht", "Geschlecht")
	Seitenlokalisation          = enum("Seitenlokalisation_Typ", "Seitenlokalisation")
	MorphologieVersion          = enum("Morphologie_ICD_O_Typ/Version", "ICDOVersion")
	TopographieVersion          = without(enum("Topographie_ICD_O_Typ/Version", "ICDOVersion"), "bb")
	Diagnosesicherung           = enum("Diagnosesicherung", "Diagnosesicherung")
	DiagnosesicherungPathologie = without(enum("Diagnosesicherung", "Diagnosesicherung"), "1", "2")
	Leistungszustand            = enum("Allgemeiner_Leistungszustand_Typ", "Leistungszustand")
	Grading                     = enum("Grading", "Grading")
	Metastasenort               = enum("Lokalisation", "Metastasenort")
	Residualstatuswert          = enum("R_Typ", "Residualstatus")
	GenetikAuspraegung          = enum("Auspraegung", "GenetikAuspraegung")
)

// The closed lists of TNM.
var (
	TNMVersion     = enum("TNM_Typ/Version", "TNMVersion")
	TNMYSymbol     = flag("y_Symbol", "TNMySymbol")
	TNMRSymbol     = flag("r_Symbol", "TNMrSymbol")
	TNMASymbol     = flag("a_Symbol", "TNMaSymbol")
	TNMPraefix     = enum("c_p_u_Praefix", "TNMPraefix")
	TNML           = enum("TNM_Typ/L", "TNML")
	TNMV           = enum("TNM_Typ/V", "TNMV")
	TNMPn          = enum("TNM_Typ/Pn", "TNMPn")
	TNMS           = enum("TNM_Typ/S", "TNMS")
	TNMUICCStadium = enum("UICC_Stadium", "UICCStadium")
)

// The closed lists of the modules.
var (
	FestN                   = &field.Type{Name: "N", Kind: field.Flag, List: "KeinKontakt", Fixed: "N"}
	FestU                   = flag("U", "Unbekannt")
	Menopausenstatus        = enum("Praetherapeutischer_Menopausenstatus", "Menopausenstatus")
	Hormonrezeptor          = enum("Hormonrezeptor_Typ", "Rezeptorstatus")
	Drahtmarkierung         = enum("PraeopDrahtmarkierung", "Drahtmarkierung")
	Praeparatkontrolle      = enum("IntraopPraeparatkontrolle", "Praeparatkontrolle")
	RektumQualitaetTME      = enum("RektumQualitaetTME_Typ", "QualitaetTME")
	ArtEingriff             = enum("ArtEingriff", "ArtEingriff")
	Stomaposition           = enum("RektumAnzeichnungStomaposition", "Stomaposition")
	Anastomoseninsuffizienz = enum("GradRektumAnastomoseninsuffizienz", "Anastomoseninsuffizienz")
	ASA                     = enum("ASA", "ASA")
	RASMutation             = enum("RASMutation_Typ", "RASMutation")
	GleasonGrad             = enum("GleasonGrad", "GleasonGrad")
	GleasonErgebnis         = enum("ScoreErgebnis", "GleasonErgebnis")
	AnlassGleasonScore      = enum("AnlassGleasonScore_Typ", "AnlassGleason")
	MeldungEWDKKR           = enum("Meldung_EW_DKKR", "EinwilligungDKKR")
	MeldungAustausch        = enum("Meldung_Austausch", "AustauschDKKR")
	GPOHUnbekanntNein       = enum("unbekannt_nein", "GPOHUnbekanntNein")
	DKKREinwilligung        = enum("DKKR_Einwilligung", "DKKREinwilligung")
)

// The closed lists of the report types.
var (
	MeldeanlassTherapie       = enum("ST_Typ/Meldeanlass", "MeldeanlassTherapie")
	MeldeanlassVerlauf        = enum("Verlauf_Typ/Meldeanlass", "MeldeanlassVerlauf")
	MeldeanlassTumorkonferenz = enum("Tumorkonferenz_Typ/Meldeanlass", "MeldeanlassTumorkonferenz")

	OPIntention         = enum("OP_Typ/Intention", "OPIntention")
	KomplikationNU      = enum("Komplikation_nein_oder_unbekannt", "KomplikationNU")
	KomplikationKuerzel = enum("Kuerzel", "Komplikation")

	STIntention               = enum("ST_Typ/Intention", "STIntention")
	STStellungOP              = enum("ST_Typ/Stellung_OP", "STStellungOP")
	STEndeGrund               = enum("ST_Typ/Ende_Grund", "STEndeGrund")
	Radiochemo                = enum("Radiochemo", "Radiochemo")
	Stereotaktisch            = flag("Stereotaktisch", "Stereotaktisch")
	Atemgetriggert            = flag("Atemgetriggert", "Atemgetriggert")
	Zielgebiet2021            = enum("oBDS_Zielgebiet2021_Typ", "Zielgebiet2021")
	Zielgebiet2014            = enum("oBDS_Zielgebiet2014_Typ", "Zielgebiet2014")
	SeiteZielgebiet           = enum("Seite_Zielgebiet_Typ", "Seitenlokalisation")
	Strahlenart               = enum("Strahlenart_Typ", "Strahlenart")
	StrahlenartKontakt        = without(enum("Strahlenart_Kontakt_Typ", "Strahlenart"), "NE", "PN", "SI", "RO", "Co-60")
	Nuklide                   = enum("Nuklide_Typ", "Nuklid")
	Boost                     = enum("Boost_Typ", "Boost")
	InterstitiellEndokavitaer = enum("Interstitiell_endokavitaer", "InterstitiellEndokavitaer")
	RateType                  = enum("Rate_Type", "Dosisrate")
	MetabolischTyp            = enum("Metabolisch_Typ", "MetabolischTyp")
	DosisEinheit              = enum("Strahlendosis_Typ/Einheit", "DosisEinheit")
	AktivitaetEinheit         = enum("Aktivitaets_Typ/Einheit", "AktivitaetEinheit")

	GradMaximal2         = enum("Grad_maximal2_oder_unbekannt", "NebenwirkungGradMaximal2")
	NebenwirkungGrad     = enum("Grad", "NebenwirkungGrad")
	NebenwirkungVersion  = enum("Nebenwirkung/Version", "CTCAEVersion")
	SYSTIntention        = enum("SYST_Typ/Intention", "SYSTIntention")
	SYSTStellungOP       = enum("SYST_Typ/Stellung_OP", "SYSTStellungOP")
	SYSTEndeGrund        = enum("SYST_Typ/Ende_Grund", "SYSTEndeGrund")
	Therapieart          = enum("Therapieart", "Therapieart")
	Protokoll            = &field.Type{Name: "Freitext255E_Typ", MinLen: 1, MaxLen: 255, Chars: "E", List: "Protokoll"}
	Substanzbezeichnung  = &field.Type{Name: "Freitext255E_Typ", MinLen: 1, MaxLen: 255, Chars: "E", List: "Substanz"}
	Gesamtbeurteilung    = enum("Gesamtbeurteilung_Tumorstatus", "Gesamtbeurteilung")
	LokalerTumorstatus   = enum("Verlauf_Lokaler_Tumorstatus", "LokalerTumorstatus")
	Lymphknotenstatus    = enum("Verlauf_Tumorstatus_Lymphknoten", "Lymphknotenstatus")
	Fernmetastasenstatus = enum("Verlauf_Tumorstatus_Fernmetastasen", "Fernmetastasenstatus")

	TumorkonferenzTyp     = enum("Tumorkonferenz_Typ/Typ", "TumorkonferenzTyp")
	TypTherapieempfehlung = enum("Typ_Therapieempfehlung", "Therapieempfehlung")
)

// The names of classifications, variants and side effects are free text with suggestions.
var (
	Klassifikationsname = &field.Type{Name: "Freitext255_Typ", MinLen: 1, MaxLen: 255, Chars: "C", Trim: true, List: "WeitereKlassifikation"}
	Variantenname       = &field.Type{Name: "Freitext255_Typ", MinLen: 1, MaxLen: 255, Chars: "C", Trim: true, List: "GenetischeVariante"}
	Nebenwirkungsname   = &field.Type{Name: "Adressstring255_Typ", MinLen: 1, MaxLen: 255, Chars: "B", Trim: true, List: "Nebenwirkung"}
)

// What no list can hold all of: who pays, and what a Land asks for beyond the schema.
var (
	Beihilfestelle   = examples("Beihilfe")
	Kostentraeger    = examples("Kostentraeger")
	Zusatzangabe     = examples("Zusatzangabe")
	Zusatzangabewert = examples("Zusatzwert")
)

func examples(list string) *field.Type {
	t := *F255
	t.List, t.Examples = list, true
	return &t
}

func zahlOderU(unit string) *field.Type {
	return &field.Type{Name: "Zahl_3stellig_Typ", Kind: field.Number, Pattern: `\d(\d)?(\d)?|U`,
		Form: "eine ganze Zahl von 0 bis 999, oder U", Number: &field.Range{Min: "0", Max: "999"}, Words: []string{"U"}, Unit: unit}
}

func code(name, list, pattern, form string) *field.Type {
	return &field.Type{Name: name, Kind: field.Code, List: list, Pattern: pattern, Form: form}
}

// kategorie is a category of TNM: a short text that begins in a known way.
func kategorie(name, list, pattern, form string) *field.Type {
	return &field.Type{Name: name, Kind: field.Code, List: list, MinLen: 1, MaxLen: 30, Chars: "C", Trim: true,
		Pattern: pattern, Form: form}
}

func enum(name, list string) *field.Type {
	return &field.Type{Name: name, Kind: field.Enum, List: list}
}

// flag is an enumeration of a single code: the element is there or not.
func flag(name, list string) *field.Type {
	return &field.Type{Name: name, Kind: field.Flag, List: list}
}

// without takes codes out of a list for a type that lacks them.
func without(t *field.Type, codes ...string) *field.Type {
	t.Without = codes
	return t
}
