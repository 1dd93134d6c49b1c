package model

// ST reports begin or end of a radiotherapy (ST_Typ).
type ST struct {
	STID             Text
	Meldeanlass      Code
	Intention        Code
	StellungOP       Code
	MengeBestrahlung []Bestrahlung
	EndeGrund        Code
	Nebenwirkungen   Nebenwirkungen
	ModulAllgemein   *ModulAllgemein
}

// Bestrahlung is one irradiated target with its method.
type Bestrahlung struct {
	Beginn, Ende    Datum
	Applikationsart Applikationsart
}

// Applikationsart is the method of an irradiation, one of four.
type Applikationsart struct {
	Art         Zweig // which of the four branches is written
	Perkutan    *Perkutan
	Kontakt     *Kontakt
	Metabolisch *Metabolisch
	Sonstige    *SonstigeApplikation
}

// Perkutan is external beam radiotherapy.
type Perkutan struct {
	Radiochemo, Stereotaktisch, Atemgetriggert Code
	Zielgebiet                                 Zielgebiet
	SeiteZielgebiet                            Code
	Strahlenart                                Code
	Gesamtdosis, Einzeldosis                   *Dosis
	Boost                                      Code
}

// Kontakt is brachytherapy.
type Kontakt struct {
	InterstitiellEndokavitaer Code
	RateType                  Code
	Zielgebiet                Zielgebiet
	SeiteZielgebiet           Code
	Strahlenart               Code
	Gesamtdosis, Einzeldosis  *Dosis
	Boost                     Code
}

// Metabolisch is therapy with radionuclides; its doses are activities.
type Metabolisch struct {
	MetabolischTyp           Code
	Zielgebiet               *Zielgebiet
	SeiteZielgebiet          Code
	Strahlenart              Code
	Gesamtdosis, Einzeldosis *Dosis
}

// SonstigeApplikation is any other method; it may be empty.
type SonstigeApplikation struct {
	Zielgebiet               *Zielgebiet
	SeiteZielgebiet          Code
	Gesamtdosis, Einzeldosis *Dosis
}

// Zielgebiet is the irradiated target by the key of 2021 or of 2014.
type Zielgebiet struct {
	CodeVersion2021 Code
	CodeVersion2014 Code
}

// Dosis is a dose (Gy) or an activity (GBq, MBq, kBq).
type Dosis struct {
	Dosis   Zahl
	Einheit Code
}
