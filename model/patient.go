package model

// Patient is the person a report is about, seen from the reporting site.
type Patient struct {
	PatientID  Text // the site's pseudonymous key; says nothing about the person
	Stammdaten Stammdaten
	DKKR       *DKKRStammdaten
	Anmerkung  Text
}

// DKKRStammdaten are what the Deutsches Kinderkrebsregister asks about a person
// (DKKR_Patienten_Stammdaten_Melder_Typ, from 3.0.5 on).
type DKKRStammdaten struct {
	Einwilligung         Code
	WohnadresseBeiGeburt *Adresse
	OrtDerGeburt         *Geburtsort
	SyndromStatus        DKKRSyndromStatus
}

// Geburtsort is where a person was born (Patienten_Adresse_Ort_Melder_Typ).
type Geburtsort struct {
	Land     Code
	PLZ, Ort Text
}

// DKKRSyndromStatus says that no syndrome is known, or which ones.
type DKKRSyndromStatus struct {
	UnbekanntNein Code
	MengeSyndrom  []DKKRSyndrom
}

// DKKRSyndrom is a syndrome that predisposes to cancer, with its genes.
type DKKRSyndrom struct {
	Name     Text
	MengeGen []Text
}

// Stammdaten are the master data of a person (Patienten_Stammdaten_Melder_Typ).
type Stammdaten struct {
	Versicherung              Zweig // which of the three insurance branches is written
	VersichertendatenGKV      *VersichertendatenGKV
	VersichertendatenPKV      *VersichertendatenPKV
	VersichertendatenSonstige *VersichertendatenSonstige
	Nachname                  Text
	Titel                     Text
	Namenszusatz              Text
	Namensvorsatz             Text
	Vornamen                  Text
	Geburtsname               Text
	MengeFruehererName        []Text
	Geschlecht                Code
	Geburtsdatum              Datum
	Adresse                   Adresse // mandatory element, may be empty
}

// The insurance branches, values of Stammdaten.Versicherung.
const (
	VersicherungGKV      Zweig = "Versichertendaten_GKV"
	VersicherungPKV      Zweig = "Versichertendaten_PKV"
	VersicherungSonstige Zweig = "Versichertendaten_Sonstige"
)

// VersichertendatenGKV identify a member of a statutory insurer.
type VersichertendatenGKV struct {
	IKNR                  Code
	GKVVersichertennummer Code
}

// VersichertendatenPKV identify a privately insured person.
type VersichertendatenPKV struct {
	IKNR                  Code
	PKVVersichertennummer Text
	Beihilfetraeger       Text
}

// VersichertendatenSonstige name any other payer, by Ersatzkode or IK.
type VersichertendatenSonstige struct {
	Ersatzkode         Code
	IKNR               Code
	KrankenkassenName  Text
	Versichertennummer Text
}

// Adresse is the address at the time of the report (Patienten_Adresse_Melder_Typ).
type Adresse struct {
	Strasse, Hausnummer Text
	Land                Code
	PLZ, Ort            Text
}

// Versichertennummer is the insurance number of the written branch, "" where
// there is none.
func (s *Stammdaten) Versichertennummer() string {
	switch {
	case s.Versicherung == VersicherungGKV && s.VersichertendatenGKV != nil:
		return string(s.VersichertendatenGKV.GKVVersichertennummer)
	case s.Versicherung == VersicherungPKV && s.VersichertendatenPKV != nil:
		return string(s.VersichertendatenPKV.PKVVersichertennummer)
	case s.Versicherung == VersicherungSonstige && s.VersichertendatenSonstige != nil:
		return string(s.VersichertendatenSonstige.Versichertennummer)
	}
	return ""
}
