package evaluation

import (
	"fmt"
	"slices"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/tumour"
)

// What goes to the Zentrum für Krebsregisterdaten (BKRG § 5), in the columns of its
// published data scheme (Robert Koch-Institut: Bundesweiter klinischer
// Krebsregisterdatensatz, oBDS_RKI 3.0.0.8a, tables patient and tumor). The federal
// centre takes them as XML; a register's delivery program makes that of the tables. Days
// are told by month: the fifteenth, with the precision T.

// FederalColumn is a column of the delivery; what is not known is empty.
type FederalColumn struct {
	Name string
	of   func(c *Case, id, person string) string
}

// FederalTumours are the columns of the table of tumours, in its order.
var FederalTumours = slices.Concat([]FederalColumn{
	{"oBDS_RKIPatientTumorId", func(_ *Case, id, _ string) string { return id }},
	{"oBDS_RKIPatientId", func(_ *Case, _, person string) string { return person }},
	{"Diagnosejahr", func(c *Case, _, _ string) string { return c.Year() }},
	{"Diagnosedatum", func(c *Case, _, _ string) string { return monthly(c.Day) }},
	{"Diagnosedatum_Genauigkeit", func(c *Case, _, _ string) string { return precision(c.Day) }},
	{"Diagnosealter", func(c *Case, _, _ string) string {
		if c.Age < 0 {
			return ""
		}
		return fmt.Sprint(c.Age)
	}},
	{"Agrp05", func(c *Case, _, _ string) string { return federalAge(c.Age) }},
	{"Inzidenzort", func(c *Case, _, _ string) string { return c.Place[:min(5, len(c.Place))] }},
	{"Inzidenzort_BL", func(c *Case, _, _ string) string { return c.Place[:min(2, len(c.Place))] }},
	{"Diagnose_ICD10_Code", func(c *Case, _, _ string) string { return c.ICD }},
	{"Diagnose_ICD10_Version", chosen(tumour.ICD, func(r *model.Report) model.Code { return r.Meldung.Tumorzuordnung.PrimaertumorICD.Version })},
	{"Morphologie_Code", best(tumour.Morphologie)},
	{"Morphologie_Version", histology(func(h *model.Histologie) string {
		if len(h.MorphologieICDO) == 0 {
			return ""
		}
		return string(h.MorphologieICDO[0].Version)
	})},
	{"Topographie_Code", best(tumour.Topographie)},
	{"Topographie_Version", chosen(tumour.Topographie, topographyVersion)},
	{"Diagnosesicherung", func(c *Case, id, person string) string {
		if c.DCO {
			return "0"
		}
		return best(tumour.Diagnosesicherung)(c, id, person)
	}},
	{"Grading", best(tumour.Grading)},
	{"Seitenlokalisation", best(tumour.Seite)},
}, stagings("c", false), stagings("p", true), []FederalColumn{
	{"LK_befallen", histology(func(h *model.Histologie) string { return string(h.LKBefallen) })},
	{"LK_untersucht", histology(func(h *model.Histologie) string { return string(h.LKUntersucht) })},
	{"Anzahl_Tage_Diagnose_Tod", func(c *Case, _, _ string) string {
		if days, ok := c.Day.DaysTo(c.Died); ok && days >= 0 && !c.DCO {
			return fmt.Sprint(days)
		}
		return ""
	}},
	{"DCN", func(c *Case, _, _ string) string { return map[bool]string{true: "J", false: "N"}[c.DCO] }},
})

// stagings are the columns of a classification, clinical or of the specimen.
func stagings(suffix string, specimen bool) (all []FederalColumn) {
	for _, part := range []struct {
		name string
		of   func(t *model.TNM) model.Code
	}{
		{"TNM_Auflage", func(t *model.TNM) model.Code { return t.Version }}, {"y_Symbol", func(t *model.TNM) model.Code { return t.YSymbol }},
		{"r_Symbol", func(t *model.TNM) model.Code { return t.RSymbol }}, {"a_Symbol", func(t *model.TNM) model.Code { return t.ASymbol }},
		{"m_Symbol", func(t *model.TNM) model.Code { return t.MSymbol }}, {"c_p_u_Praefix_T", func(t *model.TNM) model.Code { return t.PraefixT }},
		{"T", func(t *model.TNM) model.Code { return t.T }}, {"c_p_u_Praefix_N", func(t *model.TNM) model.Code { return t.PraefixN }},
		{"N", func(t *model.TNM) model.Code { return t.N }}, {"c_p_u_Praefix_M", func(t *model.TNM) model.Code { return t.PraefixM }},
		{"M", func(t *model.TNM) model.Code { return t.M }}, {"L", func(t *model.TNM) model.Code { return t.L }}, {"V", func(t *model.TNM) model.Code { return t.V }},
		{"Pn", func(t *model.TNM) model.Code { return t.Pn }}, {"S", func(t *model.TNM) model.Code { return t.S }}, {"UICC_Stadium", func(t *model.TNM) model.Code { return t.UICCStadium }},
	} {
		all = append(all, FederalColumn{part.name + "_" + suffix, func(c *Case, _, _ string) string {
			if c.Tumour == nil {
				return ""
			}
			if t := c.Tumour.Staging(specimen); t != nil {
				return string(part.of(t))
			}
			return ""
		}})
	}
	return all
}

// chosen is what the report says that a field was chosen from.
func chosen(field string, of func(r *model.Report) model.Code) func(c *Case, _, _ string) string {
	return func(c *Case, _, _ string) string {
		if c.Tumour == nil {
			return ""
		}
		if r := c.Tumour.Chosen(field); r != nil {
			return string(of(r))
		}
		return ""
	}
}

func histology(of func(h *model.Histologie) string) func(c *Case, _, _ string) string {
	return func(c *Case, _, _ string) string {
		if c.Tumour == nil {
			return ""
		}
		if h := c.Tumour.Histology(); h != nil {
			return of(h)
		}
		return ""
	}
}

func topographyVersion(r *model.Report) model.Code {
	if d := r.Meldung.Diagnose; d != nil && d.PrimaertumorTopographieICDO != nil {
		return d.PrimaertumorTopographieICDO.Version
	}
	if p := r.Meldung.Pathologie; p != nil && p.PrimaertumorTopographieICDO != nil {
		return p.PrimaertumorTopographieICDO.Version
	}
	return ""
}

// FederalPatients are the columns of the table of persons.
var FederalPatients = []FederalColumn{
	{"PatientId", func(_ *Case, _, person string) string { return person }},
	{"Geschlecht", func(c *Case, _, _ string) string { return c.Sex }},
	{"Verstorben", func(c *Case, _, _ string) string { return map[bool]string{true: "J", false: "N"}[c.Died != ""] }},
	{"Datum_Vitalstatus", func(c *Case, _, _ string) string { return monthly(c.Died) }},
	{"Datum_Vitalstatus_Genauigkeit", func(c *Case, _, _ string) string { return precision(c.Died) }},
}

// FederalLeftOut are tables of the scheme that are not delivered yet: what is reported of
// therapies and of the course is not put together by tumour.
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
			line = append(line, column.of(c, id, person))
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

func best(field string) func(c *Case, _, _ string) string {
	return func(c *Case, _, _ string) string {
		if c.Tumour == nil {
			return ""
		}
		return c.Tumour.Get(field)
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
