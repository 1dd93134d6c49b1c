package evaluation

import (
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/tumour"
)

// Case is a tumour as it is counted.
type Case struct {
	Person     int64 // Registernummer
	ICD        string
	Sex        string // M, W, D, X; U = not known
	Age        int    // in years at the diagnosis, -1 = not known
	Day        model.Datum
	Place      string // Gemeindeschlüssel of 8 digits, Kreisschlüssel of 5, "" = not known
	Confirmed  bool   // by microscope
	DCO        bool   // only a death certificate tells of it
	Incident   bool   // counts as a new case by the international rules
	Waited     int    // days from the diagnosis to the first report of it, -1 = not known
	Tumour     *tumour.Tumour
	Died       model.Datum
	DeathCause bool // a death certificate names it: a death of it (mortality)
	Interval   bool // an Intervallkarzinom (LKRG NRW § 2 (10))
}

// CaseOf is a tumour of a person, with what her death certificates and her rounds of screening
// say.
func CaseOf(person int64, t *tumour.Tumour, deaths []tumour.Death, rounds []tumour.Screening, places *Places) Case {
	c := Case{Person: person, ICD: t.Get(tumour.ICD), Sex: known(t.Get(tumour.Geschlecht)), Day: model.Datum(t.Get(tumour.Diagnosedatum)), Age: age(t.Get(tumour.Geburt), t.Get(tumour.Diagnosedatum)),
		Place: places.Of(t.Get(tumour.PLZ), t.Get(tumour.Ort)), Confirmed: tumour.Confirmed(t.Get(tumour.Diagnosesicherung)), Incident: t.Incident, Tumour: t,
		Waited: -1, Died: model.Datum(t.Get(tumour.Sterbedatum))}
	for _, s := range t.Sources {
		if days, ok := c.Day.DaysTo(s.Received); ok && days >= 0 && (c.Waited < 0 || days < c.Waited) {
			c.Waited = days
		}
	}
	for _, d := range deaths {
		for _, cause := range d.Causes {
			c.DeathCause = c.DeathCause || GroupOf(cause) == GroupOf(c.ICD)
		}
	}
	_, c.Interval = tumour.IntervalCancer(c.ICD, c.Day, t.Screened(), rounds)
	return c
}

// CaseOfDeath is a case of which only a death certificate tells. Its day is that of the
// death, as is usual.
func CaseOfDeath(person int64, d tumour.DCO, places *Places) Case {
	day := model.NewDatum(d.Death.Month+"-15", model.TagGeschaetzt)
	return Case{Person: person, ICD: d.ICD, Sex: known(d.Death.Deceased), Day: day, Age: age(d.Death.Birth, string(day)), Place: places.Of(d.Death.PLZ, d.Death.Town),
		DCO: true, Incident: true, Waited: -1, Died: day, DeathCause: true}
}

func known(sex string) string {
	if sex == "" {
		return "U"
	}
	return sex
}

// age is the age in years between a month of birth ("1961-08") and a day.
func age(birth, day string) int {
	b, known := model.Datum(birth + "-01").Time()
	d, ok := model.Datum(day).Time()
	if !known || !ok || d.Before(b) {
		return -1
	}
	years := d.Year() - b.Year()
	if d.Month() < b.Month() {
		years--
	}
	return years
}

// Group is a group of diagnoses as registries publish them.
type Group struct{ Codes, Name string }

// groups are those of "Krebs in Deutschland" (RKI and GEKID), in the order of the codes; a
// row is a first and a last category of three characters.
var groups = []struct{ from, to, name string }{
	{"C00", "C14", "Mundhöhle und Rachen"}, {"C15", "C15", "Speiseröhre"}, {"C16", "C16", "Magen"}, {"C17", "C17", "Dünndarm"}, {"C18", "C20", "Darm"}, {"C21", "C21", "Anus"},
	{"C22", "C22", "Leber"}, {"C23", "C24", "Gallenblase und -wege"}, {"C25", "C25", "Bauchspeicheldrüse"}, {"C32", "C32", "Kehlkopf"}, {"C33", "C34", "Lunge"},
	{"C43", "C43", "Malignes Melanom"}, {"C44", "C44", "Haut, ohne Melanom"}, {"C45", "C45", "Mesotheliom"}, {"C46", "C49", "Weichteile"}, {"C50", "C50", "Brust"}, {"C51", "C51", "Vulva"},
	{"C53", "C53", "Gebärmutterhals"}, {"C54", "C55", "Gebärmutterkörper"}, {"C56", "C56", "Eierstock"}, {"C61", "C61", "Prostata"}, {"C62", "C62", "Hoden"}, {"C64", "C64", "Niere"},
	{"C67", "C67", "Harnblase"}, {"C70", "C72", "Zentrales Nervensystem"}, {"C73", "C73", "Schilddrüse"}, {"C80", "C80", "Primärtumor unbekannt"}, {"C81", "C81", "Hodgkin-Lymphom"},
	{"C82", "C88", "Non-Hodgkin-Lymphom"}, {"C90", "C90", "Plasmozytom"}, {"C91", "C95", "Leukämie"}, {"C00", "C97", "übrige bösartige"},
	{"D00", "D09", "in situ"}, {"D32", "D33", "ZNS, gutartig"}, {"D35", "D35", "ZNS, gutartig"}, {"D37", "D48", "unsicheres Verhalten"},
}

// GroupOf is the group of a diagnosis.
func GroupOf(icd string) Group {
	icd = strings.ToUpper(icd)
	if len(icd) < 3 {
		return Group{"–", "ohne Diagnose"}
	}
	for _, g := range groups {
		if g.from <= icd[:3] && icd[:3] <= g.to {
			codes := g.from + "–" + g.to
			switch {
			case g.from == g.to:
				codes = g.from
			case g.name == "übrige bösartige":
				codes = "C…"
			}
			return Group{codes, g.name}
		}
	}
	return Group{"–", "übrige"}
}

// Year is the year of the diagnosis, "" = not known.
func (c *Case) Year() string { return c.Day.Day()[:min(4, len(c.Day.Day()))] }

// Cancer reports whether a case counts as "cancer altogether": malignant, and not the skin
// but for melanoma, which registries leave out.
func (c *Case) Cancer() bool {
	return len(c.ICD) >= 3 && c.ICD[0] == 'C' && c.ICD[:3] != "C44" && c.Incident
}
