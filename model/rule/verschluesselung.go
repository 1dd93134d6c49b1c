package rule

import (
	"strconv"

	"example.org/meldeportal/model"
)

// verschluesselung are the rules about editions of classifications (P-045
// to P-047).
var verschluesselung = []Rule{
	{ID: "P-045", Severity: Warnung, Source: "UL",
		Text: "Es ist die im Diagnosejahr gültige ICD-10-Version anzugeben ({jahr}).",
		Find: func(c *Case, hit Hit) {
			t := &c.Report.Meldung.Tumorzuordnung
			version, german := icdJahr(t.PrimaertumorICD.Version)
			diagnosed, _, ok := t.Diagnosedatum.Years()
			if ok && german && version != diagnosed {
				hit(ids(idICD+".Version", idDiagnosedatum), "jahr", strconv.Itoa(diagnosed))
			}
		}},
	{ID: "P-046", Severity: Fehler, Source: "LOG",
		Text: "Die Version {version} existiert noch nicht.",
		Find: func(c *Case, hit Hit) {
			day, ok := meldedatum(c).Time()
			if !ok {
				return
			}
			eachVersion(c.Report, func(version model.Code, id func() string) {
				if year, ok := versionsjahr(version); ok && year > day.Year()+1 {
					hit(ids(id()), "version", string(version))
				}
			})
		}},
	{ID: "P-047", Severity: Hinweis, Source: "PRX",
		Text: "Bitte wenn möglich eine konkrete ICD-10-Version angeben.",
		Find: func(c *Case, hit Hit) {
			eachVersion(c.Report, func(version model.Code, id func() string) {
				if version == "Sonstige" {
					hit(ids(id()))
				}
			})
		}},
}

// icdJahr is the year of an ICD-10-GM edition ("10 2026 GM"); ok is false for others.
func icdJahr(version model.Code) (year int, ok bool) {
	if len(version) != len("10 2026 GM") || version[7:] != " GM" {
		return 0, false
	}
	return versionsjahr(version)
}

// versionsjahr is the year of an edition: "10 2026 GM", "10 2019 WHO" or "2026".
func versionsjahr(version model.Code) (year int, ok bool) {
	digits := string(version)
	if len(digits) >= len("10 2026") && digits[:3] == "10 " {
		digits = digits[3:7]
	}
	year, err := strconv.Atoi(digits)
	return year, err == nil && len(digits) == 4
}

// versionVisitor is told an edition and, on demand, the id of its field.
type versionVisitor func(version model.Code, id func() string)

// eachVersion visits every edition of ICD-10, OPS and ATC that the report names.
func eachVersion(r *model.Report, visit versionVisitor) {
	m := &r.Meldung
	visit(m.Tumorzuordnung.PrimaertumorICD.Version, func() string { return idICD + ".Version" })
	switch m.Typ {
	case model.TypDiagnose:
		for i, f := range model.OrEmpty(m.Diagnose).MengeFruehereTumorerkrankung {
			visit.item(model.OrEmpty(f.ICD).Version, mengeFruehere, i, ".ICD.Version")
		}
	case model.TypOP:
		visit.op(model.OrEmpty(m.OP))
	case model.TypSYST:
		for i, s := range model.OrEmpty(m.SYST).MengeSubstanz {
			visit.item(model.OrEmpty(s.ATC).Version, "SYST.Menge_Substanz", i, ".ATC.Version")
		}
	case model.TypTod:
		for i, u := range model.OrEmpty(m.Tod).MengeTodesursachen {
			visit.item(u.Version, mengeTodesursachen, i, ".Version")
		}
	}
}

func (visit versionVisitor) op(op *model.OP) {
	for i, o := range op.MengeOPS {
		visit.item(o.Version, "OP.Menge_OPS", i, ".Version")
	}
	for i, k := range op.Komplikationen.MengeKomplikation {
		visit.item(model.OrEmpty(k.ICD).Version, "OP.Komplikationen.Menge_Komplikation", i, ".ICD.Version")
	}
}

func (visit versionVisitor) item(version model.Code, list string, i int, step string) {
	visit(version, func() string { return item(list, i) + step })
}

const mengeFruehere = "Diagnose.Menge_Fruehere_Tumorerkrankung"
