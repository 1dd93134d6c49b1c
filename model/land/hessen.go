package land

import "example.org/meldeportal/model"

// Default is the Land of an installation that names none.
var Default = &Hessen

// Hessen is what the Hessisches Krebsregister demands (its act and guides; hessen.md).
var Hessen = Land{
	Name: "Hessen", In: "in Hessen", Register: "das Hessische Krebsregister", Kuerzel: "HE",
	Meldepflicht: "2014-10-25",
	Hautkrebs:    "2023-01-01",
	FristTage:    84, FristSeit: "2023-08-15", // twelve weeks
	Anlaesse: hessenAnlaesse,
	Saetze:   hessenSaetze,
	Strenge:  hessenStrenge,
	Hilfe: map[string]string{
		"Pathologie.Einsender":       "In Hessen ist das seit Dezember 2019 Pflicht.",
		"Tumorkonferenz.Meldeanlass": "Die Tumorkonferenz ist in Hessen kein eigener Meldeanlass und wird nicht vergütet.",
	},
	Loeschgruende: hessenLoeschgruende,
	Vermerk:       "Korrekturmeldung", // by the portal's rules (hessen.md 9)
}

// hessenStrenge are the rules the registry holds to more strictly than the standard
// (hessen.md 14, by its numbers there): what it would send back. P-13, a histology
// without its code, stays to be confirmed: the code may still be on its way.
var hessenStrenge = map[string]string{
	"P-048": "F", "P-050": "F", // P-10: the side of a paired organ
	"P-133": "F", "P-134": "F", // P-14: M and the distant metastases
	"P-162": "F", // P-16: the edition of the OPS, by more than a year
	"P-360": "F", // P-23: an Einsender nobody can find
	"P-025": "F", // P-24: deceased, and no day of it
	"P-037": "F", // 8: not informed, and no reason
}

// hessenAnlaesse stand in the order in which they come up in the course of an
// illness. The registry's Meldeanlaesse stand in hessen.md 2.
var hessenAnlaesse = []Anlass{
	{Ziffer: "1", Worte: "Diagnose", Typ: model.TypDiagnose},
	{Ziffer: "2", Worte: "Pathologie (Histologie)", Typ: model.TypPathologie, Suche: "befund zytologie"},
	{Ziffer: "3", Worte: "OP", Typ: model.TypOP, Suche: "operation"},
	{Ziffer: "4", Worte: "Strahlentherapie Beginn", Typ: model.TypST, Sub: model.Behandlungsbeginn, Suche: "st bestrahlung radiatio"},
	{Ziffer: "5", Worte: "Strahlentherapie Ende", Typ: model.TypST, Sub: model.Behandlungsende, Suche: "st bestrahlung radiatio"},
	{Ziffer: "6", Worte: "Systemtherapie Beginn", Typ: model.TypSYST, Sub: model.Behandlungsbeginn, Suche: "syst chemotherapie systemische"},
	{Ziffer: "7", Worte: "Systemtherapie Ende", Typ: model.TypSYST, Sub: model.Behandlungsende, Suche: "syst chemotherapie systemische"},
	{Ziffer: "8", Worte: "Verlauf Statusmeldung (Nachsorge)", Typ: model.TypVerlauf, Sub: "statusmeldung"},
	{Ziffer: "9", Worte: "Verlauf Statusänderung (Rezidiv, Progress)", Typ: model.TypVerlauf, Sub: "statusaenderung", Suche: "metastase remission"},
	{Ziffer: "0", Worte: "Tod", Typ: model.TypTod, Suche: "abschluss verstorben"},
	{Worte: "Konferenz zur Diagnose", Typ: model.TypTumorkonferenz, Sub: "diagnose", Suche: "tumorkonferenz"},
	{Worte: "Konferenz zum Behandlungsbeginn", Typ: model.TypTumorkonferenz, Sub: model.Behandlungsbeginn, Suche: "tumorkonferenz"},
	{Worte: "Konferenz zum Behandlungsende", Typ: model.TypTumorkonferenz, Sub: model.Behandlungsende, Suche: "tumorkonferenz"},
	{Worte: "Konferenz zur Statusänderung", Typ: model.TypTumorkonferenz, Sub: "statusaenderung", Suche: "tumorkonferenz"},
}

// The amounts by day of service, the latest first (hessen.md 13: the nationwide
// agreement, raised on 01.02.2024).
var (
	satzDiagnose   = []Satz{{"2024-02-01", 1950}, {"", 1800}}
	satzVerlauf    = []Satz{{"2024-02-01", 900}, {"", 800}}
	satzTherapie   = []Satz{{"2024-02-01", 900}, {"", 500}}
	satzHistologie = []Satz{{"2024-02-01", 450}, {"", 400}}

	hessenSaetze = map[model.Zweig][]Satz{
		model.TypDiagnose: satzDiagnose, model.TypPathologie: satzHistologie, model.TypOP: satzTherapie, model.TypST: satzTherapie,
		model.TypSYST: satzTherapie, model.TypVerlauf: satzVerlauf, model.TypTod: satzVerlauf,
	}
)

// hessenLoeschgruende are the reasons to ask the registry for a deletion (hessen.md 9).
var hessenLoeschgruende = []string{
	"Dieselbe Person unter zwei Patienten-IDs",
	"Diagnose nicht bestätigt",
	"Unter der falschen Person gemeldet",
	"Kein eigener Meldeanlass",
	"Anderer Grund",
}
