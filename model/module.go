package model

// ModulAllgemein holds contacts and study participation (Modul_Allgemein_Typ).
type ModulAllgemein struct {
	Sozialdienstkontakt    *DatumN
	Psychoonkologiekontakt *DatumN
	Studienteilnahme       *DatumNU
}

// DatumN is a date or the fixed answer N (Datum_N_Typ).
type DatumN struct {
	Datum Datum
	N     Code
}

// DatumNU is a date or one of N and U (Datum_NU_Typ).
type DatumNU struct {
	Datum Datum
	NU    Code
}

// ModulMamma holds breast cancer items; Pathologie allows a subset.
type ModulMamma struct {
	PraetherapeutischerMenopausenstatus Code
	HormonrezeptorStatusOestrogen       Code
	HormonrezeptorStatusProgesteron     Code
	Her2neuStatus                       Code
	PraeopDrahtmarkierung               Code
	IntraopPraeparatkontrolle           Code
	TumorgroesseInvasiv                 Zahl // mm or U
	TumorgroesseDCIS                    Zahl // mm or U
}

// ModulDarm holds bowel cancer items; Pathologie allows a subset.
type ModulDarm struct {
	RektumAbstandAnokutanlinie                   Zahl // cm or U
	RektumAbstandAboralerResektionsrand          Zahl // mm or U
	RektumAbstandCircResektionsebene             Zahl // mm or U
	RektumQualitaetTME                           Code
	RektumMRTDuennschichtAngabemesorektaleFaszie Code // mm, D, N or U
	ArtEingriff                                  Code
	RektumAnzeichnungStomaposition               Code
	GradRektumAnastomoseninsuffizienz            Code
	ASA                                          Code
	RASMutation                                  Code
}

// ModulProstata holds prostate cancer items; Pathologie allows a subset.
type ModulProstata struct {
	GleasonScore            *GleasonScore
	AnlassGleasonScore      Code
	DatumStanzen            Datum
	AnzahlStanzen           Zahl
	AnzahlPosStanzen        Zahl
	CaBefallStanze          *CaBefallStanze
	PSA                     Zahl // ng/ml
	DatumPSA                Datum
	KomplPostOPClavienDindo Code
}

// GleasonScore is the Gleason grading of a prostate cancer.
type GleasonScore struct {
	GradPrimaer, GradSekundaer, ScoreErgebnis Code
}

// CaBefallStanze is the share of the most affected core, in percent, or U.
type CaBefallStanze struct {
	Prozentzahl Zahl
	U           Code
}

// ModulMalignesMelanom holds melanoma items; Pathologie allows a subset.
type ModulMalignesMelanom struct {
	SicherheitsabstandPrimaertumor Zahl // mm, -1 = cannot be judged
	Tumordicke                     Zahl // mm
	LDH                            Zahl // U/l
	Ulzeration                     Code
}

// ModulDKKR holds items of the Deutsches Kinderkrebsregister.
type ModulDKKR struct {
	MeldungEWDKKR              Code
	MeldungAustausch           Code
	GPOHTherapiestudienpatient *GPOHTherapiestudienpatient
	MengeSyndrome              []Text
}

// ModulDKKRTumor holds what the Deutsches Kinderkrebsregister asks about a tumour
// (Modul_DKKR_Tumor_Typ, from 3.0.5 on).
type ModulDKKRTumor struct {
	HauptwohnsitzInDeutschland Code // at the first diagnosis of this tumour
	TeilnahmeTherapiestudien   DKKRTherapiestudien
}

// DKKRTherapiestudien says that there is no study, or which ones.
type DKKRTherapiestudien struct {
	UnbekanntNein Code
	MengeStudie   []Therapiestudie
}

// GPOHTherapiestudienpatient says whether the child is in a GPOH study, and in which.
type GPOHTherapiestudienpatient struct {
	UnbekanntNein            Code
	MengeGPOHTherapiestudien []Therapiestudie
}

// Therapiestudie is one study a child takes part in.
type Therapiestudie struct {
	Name   Text
	Nummer Text
}
