package model

// Merkmale are what lists and the work list know of a report without opening it.
type Merkmale struct {
	Typ         Zweig
	Date        Datum // the date the report is about
	ICD         Code  // diagnosis of its tumour
	MeldungID   Text
	TumorID     Text
	Meldeanlass Code  // of a therapy, a Verlauf, a Tumorkonferenz
	TherapieID  Text  // ST_ID or SYST_ID
	Beginn      Datum // of the therapy
	Widerspruch bool  // it tells that the person has objected
}
