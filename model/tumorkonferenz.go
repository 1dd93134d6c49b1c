package model

// Tumorkonferenz reports a tumour board and what it recommended (Tumorkonferenz_Typ).
type Tumorkonferenz struct {
	TumorkonferenzID   Text
	Meldeanlass        Code
	Datum              Datum
	Typ                Code
	Therapieempfehlung *Therapieempfehlung
}

// Therapieempfehlung is the recommendation of a tumour board.
type Therapieempfehlung struct {
	MengeTypTherapieempfehlung []Code
	AbweichungPatientenwunsch  Code
}
