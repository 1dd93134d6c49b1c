// Package stage knows which UICC stage follows from T, N, M and what else an edition
// of TNM asks for at an organ: the age at the thyroid, the serum markers at the testis.
//
// The facts are data: a table per organ and edition in tables, in words of our own,
// each with its source. There is no table where a grouping is not certain (the
// seventh edition of melanoma, the cardia, the appendix), so that the room knows less
// than the books and says nothing wrong. Where a book asks for what no TNM holds, p16 or
// the grade, a row names the stages of both.
//
// Promised: Of names every stage the report leaves possible. Where it leaves one,
// Sure is the stage; where a category is missing or not fine enough, there are
// several; where no table is about the tumour, there are none and nothing is said.
// Recurrences, tumours after a treatment and autopsies have no stage here.
//
// Start with Of; table.go says how a table is written.
package stage

import (
	"slices"
	"strings"

	"example.org/meldeportal/model"
)

// Found is what the tables say of a tumour.
type Found struct {
	Possible []string // the stages the report leaves possible, in the order of the table
	Organ    string   // German, of the table
	Source   string
}

// Sure is the stage where the report leaves one, else "".
func (f Found) Sure() string {
	if len(f.Possible) != 1 {
		return ""
	}
	return f.Possible[0]
}

// Fits reports that a stage is one of the possible ones, or says less than one of
// them: II where it is IIA.
func (f Found) Fits(given string) bool {
	number, letter := split(given)
	return slices.ContainsFunc(f.Possible, func(stage string) bool {
		n, l := split(stage)
		return n == number && strings.HasPrefix(l, letter)
	})
}

// Overlaps is Fits for a scale with finer letters, as FIGO has: IC2 where it is IC.
func (f Found) Overlaps(given string) bool {
	number, letter := split(given)
	return slices.ContainsFunc(f.Possible, func(stage string) bool {
		n, l := split(stage)
		return n == number && (strings.HasPrefix(l, letter) || strings.HasPrefix(letter, l))
	})
}

// split parts the number of a stage from its letter; IS and okk are numbers of their own.
func split(stage string) (number, letter string) {
	for _, number := range []string{"okk", "IS", "IV", "III", "II", "I", "0"} {
		if letter, ok := strings.CutPrefix(stage, number); ok {
			return number, letter
		}
	}
	return stage, ""
}

// Of finds the stages a TNM of a report leaves possible.
func Of(r *model.Report, t *model.TNM) Found { return In(string(t.Version), r, t) }

// In is Of by an edition, for a TNM that names none yet.
func In(edition string, r *model.Report, t *model.TNM) Found {
	if t.YSymbol != "" || t.RSymbol != "" || t.ASymbol != "" {
		return Found{}
	}
	u := tumourOf(r, t)
	u.edition = edition
	return u.find()
}

// tumour is what the tables ask for.
type tumour struct {
	icd, morphology, edition string
	t, n, m, s               string
	prefixT, prefixN         string
	age                      int // at the diagnosis, -1 where it is not known
}

func tumourOf(r *model.Report, t *model.TNM) tumour {
	z := &r.Meldung.Tumorzuordnung
	all := tumour{icd: string(z.PrimaertumorICD.Code), morphology: morphology(r),
		t: category(t.T), n: category(t.N), m: category(t.M), s: strings.TrimPrefix(string(t.S), "S"),
		prefixT: string(t.PraefixT), prefixN: string(t.PraefixN), age: age(r.Patient.Stammdaten.Geburtsdatum, z.Diagnosedatum)}
	if all.m == "" {
		all.m = category(clinicalM(r, t))
	}
	return all
}

// category is a value without what stands behind it in brackets: 1a(sn), is(DCIS).
func category(value model.Code) string {
	head, _, _ := strings.Cut(string(value), "(")
	return strings.TrimSpace(head)
}

// clinicalM is the M of the cTNM beside a pTNM without one: distant metastases are
// looked for before the operation.
func clinicalM(r *model.Report, t *model.TNM) model.Code {
	for _, pair := range pairs(r) {
		if pair[0] != nil && pair[1] == t {
			return pair[0].M
		}
	}
	return ""
}

// pairs are the cTNM and pTNM of a report.
func pairs(r *model.Report) (all [][2]*model.TNM) {
	if d := r.Meldung.Diagnose; d != nil {
		all = append(all, [2]*model.TNM{d.CTNM, d.PTNM})
	}
	if p := r.Meldung.Pathologie; p != nil {
		all = append(all, [2]*model.TNM{p.CTNM, p.PTNM})
	}
	return all
}

// morphology is the code of the tumour, else of its histology.
func morphology(r *model.Report) string {
	if m := r.Meldung.Tumorzuordnung.MorphologieICDO; m != nil && m.Code != "" {
		return string(m.Code)
	}
	var h *model.Histologie
	switch m := &r.Meldung; {
	case m.Diagnose != nil:
		h = m.Diagnose.Histologie
	case m.Pathologie != nil:
		h = m.Pathologie.Histologie
	case m.OP != nil:
		h = m.OP.Histologie
	}
	if h == nil || len(h.MorphologieICDO) == 0 {
		return ""
	}
	return string(h.MorphologieICDO[0].Code)
}

// age is the age in years on a day, -1 where it is not certain.
func age(birth, day model.Datum) int {
	b, known := birth.Time()
	d, exact := day.Time()
	if !known || !exact {
		return -1
	}
	years := d.Year() - b.Year()
	if d.YearDay() < b.YearDay() && (d.Month() < b.Month() || d.Month() == b.Month() && d.Day() < b.Day()) {
		years--
	}
	return years
}

// answer says whether a condition holds; the report may not say enough.
type answer int

const (
	no answer = iota
	maybe
	yes
)

// find goes through the tables that are about the tumour. Of two that may be, clinical
// and pathological, both say what is possible.
func (u tumour) find() (f Found) {
	for i := range tables() {
		t := &tables()[i]
		if t.about(u) == no {
			continue
		}
		f.Organ, f.Source = t.organ, t.source
		for j := range t.rows {
			is := t.rows[j].holds(u)
			if is == no {
				continue
			}
			for _, stage := range t.rows[j].stages {
				if !slices.Contains(f.Possible, stage) {
					f.Possible = append(f.Possible, stage)
				}
			}
			if is == yes {
				break
			}
		}
	}
	return f
}
