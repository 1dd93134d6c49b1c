package model

// Verlauf reports a follow-up (Verlauf_Typ).
type Verlauf struct {
	VerlaufID                        Text
	Meldeanlass                      Code
	UntersuchungsdatumVerlauf        Datum
	GesamtbeurteilungTumorstatus     Code
	VerlaufLokalerTumorstatus        Code
	VerlaufTumorstatusLymphknoten    Code
	VerlaufTumorstatusFernmetastasen Code
	MengeFM                          []Fernmetastase
	Histologie                       *Histologie
	TNM                              *TNM
	MengeWeitereKlassifikation       []WeitereKlassifikation
	MengeGenetik                     []GenetischeVariante
	AllgemeinerLeistungszustand      Code
	ModulAllgemein                   *ModulAllgemein
	ModulMamma                       *ModulMamma
	ModulDarm                        *ModulDarm
	ModulProstata                    *ModulProstata
	ModulMalignesMelanom             *ModulMalignesMelanom
	ModulDKKR                        *ModulDKKR
	ModulDKKRTumor                   *ModulDKKRTumor
}
