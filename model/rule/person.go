package rule

import (
	"strconv"
	"strings"

	"example.org/meldeportal/model"
)

// person are the rules about the person and the insurance (P-001 to P-016).
var person = []Rule{
	{ID: "P-001", Severity: Fehler, Source: "LOG, IARC",
		Text: "Das Geburtsdatum {geb} liegt nach dem Diagnosedatum {diag}.",
		Find: func(c *Case, hit Hit) {
			geb, diag := stamm(c).Geburtsdatum, c.Report.Meldung.Tumorzuordnung.Diagnosedatum
			if geb.CertainlyAfter(diag) {
				hit(ids(idGeburtsdatum, idDiagnosedatum), "geb", geb.German(), "diag", diag.German())
			}
		}},
	{ID: "P-002", Severity: Fehler, Source: "LOG",
		Text: "Das Geburtsdatum {geb} liegt in der Zukunft.",
		Find: func(c *Case, hit Hit) {
			if geb := stamm(c).Geburtsdatum; geb.CertainlyAfter(meldedatum(c)) {
				hit(ids(idGeburtsdatum), "geb", geb.German())
			}
		}},
	{ID: "P-003", Severity: Warnung, Source: "PRX",
		Text: "Das Alter bei Diagnose beträgt {alter} Jahre. Bitte Geburts- und Diagnosedatum prüfen.",
		Find: func(c *Case, hit Hit) {
			if age, ok := ageAtDiagnosis(c.Report); ok && age > 105 {
				hit(ids(idGeburtsdatum, idDiagnosedatum), "alter", strconv.Itoa(age))
			}
		}},
	{ID: "P-004", Severity: Warnung, Source: "X",
		Text: "Geschlecht „unbekannt“ ist nur im Ausnahmefall zulässig; die Versichertenkarte enthält das amtliche Geschlecht.",
		Find: func(c *Case, hit Hit) {
			if stamm(c).Geschlecht == "U" {
				hit(ids(idGeschlecht))
			}
		}},
	{ID: "P-005", Severity: Warnung, Source: "PRX",
		Text: "Die Prüfziffer der Versichertennummer {nr} stimmt nicht.",
		Find: func(c *Case, hit Hit) {
			if v := stamm(c).VersichertendatenGKV; v != nil && looksLikeKVNR(string(v.GKVVersichertennummer)) && !ValidKVNR(string(v.GKVVersichertennummer)) {
				hit(ids("Patient.Versichertendaten_GKV.GKV_Versichertennummer"), "nr", string(v.GKVVersichertennummer))
			}
		}},
	{ID: "P-006", Severity: Warnung, Source: "PRX",
		Text: "Die Prüfziffer des Institutionskennzeichens {ik} stimmt nicht.",
		Find: func(c *Case, hit Hit) {
			for _, ik := range iks(c.Report) {
				if nineDigits(ik.Code) && !ValidIK(ik.Code) {
					hit(ids(ik.ID), "ik", ik.Code)
				}
			}
		}},
	{ID: "P-007", Severity: Hinweis, Source: "PRX",
		Text: "Die Prüfziffer der Arztnummer {lanr} stimmt nicht.",
		Find: func(c *Case, hit Hit) {
			for _, n := range identNummern(c.Report) {
				// Numbers from 999 on stand for physicians without one.
				if lanr := string(n.LANR); nineDigits(lanr) && !strings.HasPrefix(lanr, "999") && !ValidLANR(lanr) {
					hit(ids(n.ID+".LANR"), "lanr", lanr)
				}
			}
		}},
	{ID: "P-008", Severity: Warnung, Source: "LKR",
		Text: "Eine deutsche Postleitzahl hat fünf Ziffern: {plz}.",
		Find: func(c *Case, hit Hit) {
			a := &stamm(c).Adresse
			if in(a.Land, "", "DE") && a.PLZ != "" && !(len(a.PLZ) == 5 && digits(string(a.PLZ))) {
				hit(ids(idPLZ), "plz", string(a.PLZ))
			}
		}},
	{ID: "P-009", Severity: Warnung, Source: "UL",
		Text: "Ohne {was} kann das Register den Wohnort nicht zuordnen.",
		Find: func(c *Case, hit Hit) {
			a := &stamm(c).Adresse
			if empty := missing(idPLZ, a.PLZ, idOrt, a.Ort); empty != nil {
				hit(empty, "was", lacking("Postleitzahl", a.PLZ, "Ort", a.Ort))
			}
		}},
	{ID: "P-010", Severity: Hinweis, Source: "PRX",
		Text: "{was}.",
		Find: func(c *Case, hit Hit) {
			a := &stamm(c).Adresse
			if empty := missing(idStrasse, a.Strasse, idHausnummer, a.Hausnummer); a.PLZ != "" && empty != nil {
				verb := " fehlt"
				if len(empty) > 1 {
					verb = " fehlen"
				}
				hit(empty, "was", lacking("Straße", a.Strasse, "Hausnummer", a.Hausnummer)+verb)
			}
		}},
	{ID: "P-011", Severity: Warnung, Source: "UL",
		Text: "Bitte einen Ersatzkode oder das Institutionskennzeichen des Kostenträgers angeben.",
		Find: func(c *Case, hit Hit) {
			if stamm(c).Versicherung == model.VersicherungSonstige && sonstigerTraeger(c).Ersatzkode == "" && sonstigerTraeger(c).IKNR == "" {
				hit(ids(idErsatzkode, "Patient.Versichertendaten_Sonstige.IKNR"))
			}
		}},
	{ID: "P-012", Severity: Hinweis, Source: "UL",
		Text: "Bitte den Namen der privaten Kasse ergänzen, soweit bekannt.",
		Find: func(c *Case, hit Hit) {
			if s := sonstigerTraeger(c); s.Ersatzkode == "970000022" && s.KrankenkassenName == "" {
				hit(ids("Patient.Versichertendaten_Sonstige.KrankenkassenName", idErsatzkode))
			}
		}},
	{ID: "P-013", Severity: Warnung, Source: "LKR",
		Text: "Akademische Titel gehören in das Feld Titel.",
		Find: func(c *Case, hit Hit) {
			if holdsTitle(stamm(c).Nachname) {
				hit(ids(idNachname))
			}
			if holdsTitle(stamm(c).Vornamen) {
				hit(ids("Patient.Vornamen"))
			}
		}},
	{ID: "P-014", Severity: Hinweis, Source: "PRX",
		Text: "Der Geburtsname ist gleich dem Nachnamen und kann entfallen.",
		Find: func(c *Case, hit Hit) {
			if s := stamm(c); s.Geburtsname != "" && s.Geburtsname == s.Nachname {
				hit(ids("Patient.Geburtsname"))
			}
		}},
	{ID: "P-015", Severity: Hinweis, Source: "HKR",
		Text: "Wohnsitz außerhalb Deutschlands: Meldepflicht {inland} setzt einen Hauptwohnsitz in Deutschland voraus.",
		Find: func(c *Case, hit Hit) {
			if !in(stamm(c).Adresse.Land, "", "DE") {
				hit(ids("Patient.Adresse.Land"))
			}
		}},
	{ID: "P-016", Severity: Hinweis, Source: "HKR",
		Text: "Mit Ersatzkode kann die Vergütung entfallen.",
		Find: func(c *Case, hit Hit) {
			if sonstigerTraeger(c).Ersatzkode != "" {
				hit(ids(idErsatzkode))
			}
		}},
}

const (
	idNachname   = "Patient.Nachname"
	idStrasse    = "Patient.Adresse.Strasse"
	idHausnummer = "Patient.Adresse.Hausnummer"
	idPLZ        = "Patient.Adresse.PLZ"
	idOrt        = "Patient.Adresse.Ort"
	idErsatzkode = "Patient.Versichertendaten_Sonstige.Ersatzkode"
)

func stamm(c *Case) *model.Stammdaten { return &c.Report.Patient.Stammdaten }

// sonstigerTraeger is the payer of the branch Sonstige, empty where there is none.
func sonstigerTraeger(c *Case) model.VersichertendatenSonstige {
	if s := stamm(c); s.Versicherung == model.VersicherungSonstige && s.VersichertendatenSonstige != nil {
		return *s.VersichertendatenSonstige
	}
	return model.VersichertendatenSonstige{}
}

// missing are the ids of those of two fields that are empty, nil when neither is.
func missing(id1 string, text1 model.Text, id2 string, text2 model.Text) []string {
	var empty []string
	if text1 == "" {
		empty = append(empty, id1)
	}
	if text2 == "" {
		empty = append(empty, id2)
	}
	return empty
}

// lacking names which of two parts of an address is missing.
func lacking(name1 string, text1 model.Text, name2 string, text2 model.Text) string {
	return strings.Join(missing(name1, text1, name2, text2), " und ")
}

// holdsTitle reports whether a name contains the abbreviation of a title.
func holdsTitle(name model.Text) bool {
	for word := range strings.FieldsSeq(string(name)) {
		if word == "PD" {
			return true
		}
		for _, title := range []string{"Dr.", "Prof.", "Dipl."} {
			if len(word) >= len(title) && strings.EqualFold(word[:len(title)], title) {
				return true
			}
		}
	}
	return false
}

func looksLikeKVNR(nr string) bool {
	return len(nr) == 10 && 'A' <= nr[0] && nr[0] <= 'Z' && digits(nr[1:])
}

func nineDigits(nr string) bool { return len(nr) == 9 && digits(nr) }

// iks are the Institutionskennzeichen of the written insurance branch and of
// the reporting and sending sites.
func iks(r *model.Report) []coded {
	var all []coded
	s := &r.Patient.Stammdaten
	switch {
	case s.Versicherung == model.VersicherungGKV && s.VersichertendatenGKV != nil:
		all = append(all, coded{"Patient.Versichertendaten_GKV.IKNR", string(s.VersichertendatenGKV.IKNR)})
	case s.Versicherung == model.VersicherungPKV && s.VersichertendatenPKV != nil:
		all = append(all, coded{"Patient.Versichertendaten_PKV.IKNR", string(s.VersichertendatenPKV.IKNR)})
	case s.Versicherung == model.VersicherungSonstige && s.VersichertendatenSonstige != nil:
		all = append(all, coded{"Patient.Versichertendaten_Sonstige.IKNR", string(s.VersichertendatenSonstige.IKNR)})
	}
	for _, n := range identNummern(r) {
		all = append(all, coded{n.ID + ".IKNR", string(n.IKNR)})
	}
	return all
}

// numbers are the official numbers of a site with their id.
type numbers struct {
	*model.IdentNummern
	ID string
}

// identNummern are the official numbers of the reporting site and of who sent
// a specimen, as far as they are there.
func identNummern(r *model.Report) []numbers {
	var all []numbers
	if n := r.Melder.IdentNummern; n != nil {
		all = append(all, numbers{n, "Melder.Ident_Nummern"})
	}
	if p := r.Meldung.Pathologie; p != nil && p.Einsender.IdentNummern != nil {
		all = append(all, numbers{p.Einsender.IdentNummern, "Pathologie.Einsender.Ident_Nummern"})
	}
	return all
}
