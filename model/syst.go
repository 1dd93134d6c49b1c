package model

// SYST reports begin or end of a systemic therapy (SYST_Typ).
type SYST struct {
	SYSTID         Text
	Meldeanlass    Code
	Intention      Code
	StellungOP     Code
	Therapieart    Code
	Protokoll      Text
	Beginn         Datum
	MengeSubstanz  []Substanz
	EndeGrund      Code
	Ende           Datum
	Nebenwirkungen Nebenwirkungen
	ModulAllgemein *ModulAllgemein
}

// Substanz is one substance, by name or by ATC code.
type Substanz struct {
	Bezeichnung Text
	ATC         *ATC
}

// ATC is an ATC code with the year of its edition.
type ATC struct {
	Code    Code
	Version Code
}
