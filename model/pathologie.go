package model

// Pathologie reports a histological or cytological finding (Pathologie_Typ).
type Pathologie struct {
	BefundID                        Text
	PrimaertumorDiagnosetext        Text
	PrimaertumorTopographieICDO     *ICDO
	PrimaertumorTopographieFreitext Text
	Diagnosesicherung               Code
	Histologie                      *Histologie
	MengeFM                         []Fernmetastase
	CTNM                            *TNM
	PTNM                            *TNM
	LokaleBeurteilungResidualstatus Code
	MengeWeitereKlassifikation      []WeitereKlassifikation
	MengeGenetik                    []GenetischeVariante
	Einsender                       Einsender
	Befundtext                      Text
	ModulMamma                      *ModulMamma
	ModulDarm                       *ModulDarm
	ModulProstata                   *ModulProstata
	ModulMalignesMelanom            *ModulMalignesMelanom
	ModulDKKR                       *ModulDKKR
}

// Einsender is who sent the specimen, structured or as address lines.
type Einsender struct {
	Form           Zweig // which of the two branches is written
	Strukturiert   *EinsenderStrukturiert
	Unstrukturiert *EinsenderUnstrukturiert
	IdentNummern   *IdentNummern
}

// EinsenderStrukturiert names the sender of a specimen field by field.
type EinsenderStrukturiert struct {
	Titel, Vornamen, Nachname Text
	Einrichtung, Abteilung    Text
	Strasse, Hausnummer       Text
	Land                      Code
	PLZ, Ort                  Text
}

// EinsenderUnstrukturiert names the sender of a specimen in one to six lines.
type EinsenderUnstrukturiert struct {
	Adresse1, Adresse2, Adresse3, Adresse4, Adresse5, Adresse6 Text
}
