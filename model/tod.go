package model

// Tod reports the death of the patient (Tod_Typ).
type Tod struct {
	AbschlussID        Text
	Sterbedatum        Datum
	TodTumorbedingt    Code
	MengeTodesursachen []ICD
	ModulDKKR          *ModulDKKR
	ModulDKKRTumor     *ModulDKKRTumor
}
