package model

// ICD is an ICD-10 code with the edition it was taken from.
type ICD struct {
	Code    Code
	Version Code // "10 2026 GM"
}

// ICDO is an ICD-O-3 code (topography or morphology) with its edition.
type ICDO struct {
	Code    Code
	Version Code // "31", "32", "33", morphology also "bb"
}

// Histologie is one histological finding (Histologie_Typ).
type Histologie struct {
	HistologieID         Text
	TumorHistologiedatum Datum
	HistologieEinsendeNr Text
	MorphologieICDO      []ICDO // up to five
	MorphologieFreitext  Text
	Grading              Code
	LKUntersucht         Zahl
	LKBefallen           Zahl
	SentinelLKUntersucht Zahl
	SentinelLKBefallen   Zahl
}

// TNM is one TNM classification (TNM_Typ).
type TNM struct {
	ID                        Text
	Datum                     Datum
	Version                   Code
	YSymbol, RSymbol, ASymbol Code
	PraefixT                  Code
	T                         Code
	MSymbol                   Code
	PraefixN                  Code
	N                         Code
	PraefixM                  Code
	M                         Code
	L, V, Pn, S               Code
	UICCStadium               Code
}

// Fernmetastase is one distant metastasis (Menge_FM_Typ).
type Fernmetastase struct {
	Diagnosedatum Datum
	Lokalisation  Code
}

// WeitereKlassifikation is a stage outside TNM, such as Ann Arbor or FIGO.
type WeitereKlassifikation struct {
	Datum   Datum
	Name    Text
	Stadium Text
}

// GenetischeVariante is one molecular finding; the two values exclude each other.
type GenetischeVariante struct {
	Datum               Datum
	Bezeichnung         Text
	Auspraegung         Code
	SonstigeAuspraegung Text
}

// Residualstatus is the R classification after an operation (Residualstatus_Typ).
type Residualstatus struct {
	LokaleBeurteilung Code
	Gesamtbeurteilung Code
}

// Nebenwirkungen are the side effects of a therapy (Nebenwirkung_Typ): one
// highest grade up to 2, or the list of those from grade 3.
type Nebenwirkungen struct {
	GradMaximal2OderUnbekannt Code
	MengeNebenwirkung         []Nebenwirkung
}

// Nebenwirkung is one side effect of grade 3 to 5.
type Nebenwirkung struct {
	Art     NebenwirkungArt
	Grad    Code
	Version Code
}

// NebenwirkungArt names a side effect in words or as MedDRA code.
type NebenwirkungArt struct {
	Bezeichnung Text
	MedDRACode  Code
}
