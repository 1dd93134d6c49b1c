package evaluation

import (
	"fmt"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/tumour"
)

// What goes to the Zentrum für Krebsregisterdaten (BKRG § 5), in the columns of its
// published data scheme (Robert Koch-Institut: Bundesweiter klinischer
// Krebsregisterdatensatz, oBDS_RKI 3.0.0.8a, tables patient and tumor). The federal
// centre takes them as XML; a register's delivery program makes that of the tables. Days
// are told by month: the fifteenth, with the precision T.

// FederalColumn is a column of the delivery, and why it is empty where it always is.
type FederalColumn struct {
	Name    string
	Missing string // German, "" = filled where it is known
	of      func(c *Case, id, person string) string
}

const notKept = "steht in der Meldung; die Zusammenfassung je Tumor führt es nicht"

// FederalTumours are the columns of the table of tumours.
var FederalTumours = []FederalColumn{
	{"oBDS_RKIPatientTumorId", "", func(_ *Case, id, _ string) string { return id }},
	{"oBDS_RKIPatientId", "", func(_ *Case, _, person string) string { return person }},
	{"Diagnosejahr", "", func(c *Case, _, _ string) string { return c.Day.Day()[:min(4, len(c.Day.Day()))] }},
	{"Diagnosedatum", "", func(c *Case, _, _ string) string { return monthly(c.Day) }},
	{"Diagnosedatum_Genauigkeit", "", func(c *Case, _, _ string) string { return precision(c.Day) }},
	{"Diagnosealter", "", func(c *Case, _, _ string) string {
		if c.Age < 0 {
			return ""
		}
		return fmt.Sprint(c.Age)
	}},
	{"Agrp05", "", func(c *Case, _, _ string) string { return federalAge(c.Age) }},
	{"Inzidenzort", "", func(c *Case, _, _ string) string { return c.Place[:min(5, len(c.Place))] }},
	{"Inzidenzort_BL", "", func(c *Case, _, _ string) string { return c.Place[:min(2, len(c.Place))] }},
	{"Diagnose_ICD10_Code", "", func(c *Case, _, _ string) string { return c.ICD }},
	{"Diagnose_ICD10_Version", notKept, nil},
	{"Morphologie_Code", "", best(tumour.Morphologie)},
	{"Morphologie_Version", notKept, nil},
	{"Topographie_Code", "", best(tumour.Topographie)},
	{"Topographie_Version", notKept, nil},
	{"Diagnosesicherung", "", func(c *Case, id, person string) string {
		if c.DCO {
			return "0"
		}
		return best(tumour.Diagnosesicherung)(c, id, person)
	}},
	{"Grading", "", best(tumour.Grading)},
	{"Seitenlokalisation", "", best(tumour.Seite)},
	{"T_c", "", part(tumour.CTNM, "T")}, {"N_c", "", part(tumour.CTNM, "N")}, {"M_c", "", part(tumour.CTNM, "M")},
	{"T_p", "", part(tumour.PTNM, "T")}, {"N_p", "", part(tumour.PTNM, "N")}, {"M_p", "", part(tumour.PTNM, "M")},
	{"TNM_Auflage_c", notKept, nil}, {"UICC_Stadium_c", notKept, nil}, {"TNM_Auflage_p", notKept, nil}, {"UICC_Stadium_p", notKept, nil},
	{"LK_befallen", notKept, nil}, {"LK_untersucht", notKept, nil},
	{"Anzahl_Tage_Diagnose_Tod", "", func(c *Case, _, _ string) string {
		if days, ok := c.Day.DaysTo(c.Died); ok && days >= 0 && !c.DCO {
			return fmt.Sprint(days)
		}
		return ""
	}},
	{"DCN", "", func(c *Case, _, _ string) string { return map[bool]string{true: "J", false: "N"}[c.DCO] }},
}

// FederalPatients are the columns of the table of persons.
var FederalPatients = []FederalColumn{
	{"PatientId", "", func(_ *Case, _, person string) string { return person }},
	{"Geschlecht", "", func(c *Case, _, _ string) string { return c.Sex }},
	{"Verstorben", "", func(c *Case, _, _ string) string { return map[bool]string{true: "J", false: "N"}[c.Died != ""] }},
	{"Datum_Vitalstatus", "", func(c *Case, _, _ string) string { return monthly(c.Died) }},
	{"Datum_Vitalstatus_Genauigkeit", "", func(c *Case, _, _ string) string { return precision(c.Died) }},
}

// FederalLeftOut are tables of the scheme that are not delivered yet.
const FederalLeftOut = "op, ops, st, bestrahlung, applikationsart, syst, substanz, protokoll, folgeereignis, fm, weitere_klassifikation, todesursache"

// Federal is the delivery as two tables in CSV. name says what a person is called in it:
// never the Registernummer.
func Federal(cases []Case, name func(person int64) string) (patients, tumours string) {
	heads := func(columns []FederalColumn) (line []string) {
		for _, c := range columns {
			line = append(line, c.Name)
		}
		return line
	}
	row := func(columns []FederalColumn, c *Case, id, person string) (line []string) {
		for _, column := range columns {
			value := ""
			if column.of != nil {
				value = column.of(c, id, person)
			}
			line = append(line, value)
		}
		return line
	}
	people, all, seen, nth := [][]string{heads(FederalPatients)}, [][]string{heads(FederalTumours)}, map[int64]int{}, map[int64]int{}
	for i := range cases {
		c := &cases[i]
		person := name(c.Person)
		nth[c.Person]++
		at, known := seen[c.Person]
		if !known {
			at = len(people)
			people, seen[c.Person] = append(people, nil), at
		}
		if !known || c.Died != "" { // any of her tumours may know of the death
			people[at] = row(FederalPatients, c, "", person)
		}
		all = append(all, row(FederalTumours, c, fmt.Sprintf("%s-%d", person, nth[c.Person]), person))
	}
	return csvText(people), csvText(all)
}

// Missing are the columns that are always empty, with the reason.
func Missing() (lines []string) {
	for _, c := range FederalTumours {
		if c.Missing != "" {
			lines = append(lines, c.Name+": "+c.Missing)
		}
	}
	return append(lines, "nicht geliefert: "+FederalLeftOut)
}

func best(field string) func(c *Case, _, _ string) string {
	return func(c *Case, _, _ string) string {
		if c.Tumour == nil {
			return ""
		}
		return c.Tumour.Get(field)
	}
}

// part is a category of a classification in one line, "T2 N1a MX".
func part(field, letter string) func(c *Case, _, _ string) string {
	return func(c *Case, id, person string) string {
		for _, text := range strings.Fields(best(field)(c, id, person)) {
			if rest, is := strings.CutPrefix(text, letter); is {
				return rest
			}
		}
		return ""
	}
}

// monthly is a day as it is delivered: the middle of its month.
func monthly(d model.Datum) string {
	if d.Day() == "" {
		return ""
	}
	return d.Day()[:len("JJJJ-MM")] + "-15"
}

func precision(d model.Datum) string {
	if d.Day() == "" {
		return ""
	}
	switch _, g := d.Split(); g {
	case model.MonatGeschaetzt, model.VollGeschaetzt:
		return string(g)
	}
	return string(model.TagGeschaetzt)
}

func federalAge(age int) string {
	switch {
	case age < 0:
		return ""
	case age >= 85:
		return "a85plus"
	}
	return fmt.Sprintf("a%02db%02d", age/5*5, age/5*5+4)
}
