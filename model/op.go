package model

// OP reports one operation (OP_Typ).
type OP struct {
	OPID                       Text
	Intention                  Code
	Datum                      Datum
	MengeOPS                   []OPS
	Histologie                 *Histologie
	TNM                        *TNM
	Residualstatus             *Residualstatus
	MengeWeitereKlassifikation []WeitereKlassifikation
	MengeGenetik               []GenetischeVariante
	Komplikationen             Komplikationen
	MengeOperateur             []Operateur
	ModulAllgemein             *ModulAllgemein
	ModulMamma                 *ModulMamma
	ModulDarm                  *ModulDarm
	ModulProstata              *ModulProstata
	ModulMalignesMelanom       *ModulMalignesMelanom
}

// OPS is a procedure code with the year of its edition.
type OPS struct {
	Code    Code
	Version Code
}

// Komplikationen is either N or U, or the list of complications.
type Komplikationen struct {
	NeinOderUnbekannt Code
	MengeKomplikation []Komplikation
}

// Komplikation is one complication, by Kürzel or ICD code.
type Komplikation struct {
	Kuerzel Code
	ICD     *ICD
}

// Operateur is one surgeon.
type Operateur struct {
	Nachname, Vornamen Text
	Hauptoperateur     Code
}
