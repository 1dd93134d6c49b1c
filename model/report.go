package model

// Report is one Meldung with everything that travels with it: the patient's
// Stammdaten as they stood when it was made, the reporting site and the sender.
// It is the unit of drafting, judging, correcting and delivering.
type Report struct {
	Absender   Absender
	Meldedatum Datum // the day the document is produced, set when it is completed
	Patient    Patient
	Meldung    Meldung
	Melder     Melder
}

// Meldung is one cancer report (oBDS 3.0.4, Menge_Meldung/Meldung).
type Meldung struct {
	MeldungID                       Text // unique per Melder for ever; kept by corrections
	MelderID                        Text
	Meldebegruendung                Code
	EinwilligungNichtMeldepflichtig Code
	Zertifizierung                  Code
	EigeneLeistung                  Code
	Tumorzuordnung                  Tumorzuordnung
	Typ                             Zweig // which of the eight report types below is written
	Diagnose                        *Diagnose
	Pathologie                      *Pathologie
	OP                              *OP
	ST                              *ST
	SYST                            *SYST
	Verlauf                         *Verlauf
	Tod                             *Tod
	Tumorkonferenz                  *Tumorkonferenz
	MengeZusatzitem                 []Zusatzitem
	Anmerkung                       Text
}

// The report types, named as their elements. They are the values of Meldung.Typ.
const (
	TypDiagnose       Zweig = "Diagnose"
	TypPathologie     Zweig = "Pathologie"
	TypOP             Zweig = "OP"
	TypST             Zweig = "ST"
	TypSYST           Zweig = "SYST"
	TypVerlauf        Zweig = "Verlauf"
	TypTod            Zweig = "Tod"
	TypTumorkonferenz Zweig = "Tumorkonferenz"
)

// Tumorzuordnung names the primary tumour a report is about (Tumorzuordnung_Typ).
type Tumorzuordnung struct {
	TumorID            Text
	PrimaertumorICD    ICD
	Diagnosedatum      Datum
	Seitenlokalisation Code
	MorphologieICDO    *ICDO
}

// Zusatzitem is an extra item a Land may ask for (Menge_Zusatzitem_Typ).
type Zusatzitem struct {
	Datum     Datum
	Art       Text
	Wert      Text
	Bemerkung Text
}
