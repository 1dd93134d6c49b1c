package model

// Diagnose reports a tumour for the first time (Diagnose_Typ). The ICD code and
// the date of diagnosis stand in Tumorzuordnung.
type Diagnose struct {
	PrimaertumorDiagnosetext        Text
	PrimaertumorTopographieICDO     *ICDO
	PrimaertumorTopographieFreitext Text
	Diagnosesicherung               Code
	MengeFruehereTumorerkrankung    []FruehereTumorerkrankung
	Histologie                      *Histologie
	MengeFM                         []Fernmetastase
	CTNM                            *TNM
	PTNM                            *TNM
	MengeWeitereKlassifikation      []WeitereKlassifikation
	MengeGenetik                    []GenetischeVariante
	AllgemeinerLeistungszustand     Code
	ModulAllgemein                  *ModulAllgemein
	ModulMamma                      *ModulMamma
	ModulDarm                       *ModulDarm
	ModulProstata                   *ModulProstata
	ModulMalignesMelanom            *ModulMalignesMelanom
	ModulDKKR                       *ModulDKKR
	ModulDKKRTumor                  *ModulDKKRTumor
}

// FruehereTumorerkrankung is an earlier tumour of the same person.
type FruehereTumorerkrankung struct {
	Freitext      Text
	ICD           *ICD
	Diagnosedatum Jahr // the year only, in spite of the element's name
}
