package rule

import (
	"slices"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/land"
)

func TestAStageIsAmongTheMindestanforderungenOfADiagnose(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, icd string
		change    func(*model.Report)
		lacking   string // "" = nothing is
		counted   bool
	}{
		{"colon without", "C18.7", func(*model.Report) {}, "Diagnose.cTNM.T", true},
		{"colon with a pTNM", "C18.7", func(r *model.Report) { r.Meldung.Diagnose.PTNM = &model.TNM{N: "0"} }, "", true},
		{"colon with an empty TNM", "C18.7", func(r *model.Report) { r.Meldung.Diagnose.CTNM = &model.TNM{Version: "8"} }, "Diagnose.cTNM.T", true},
		{"cervix with FIGO", "C53.9", func(r *model.Report) {
			r.Meldung.Diagnose.MengeWeitereKlassifikation = []model.WeitereKlassifikation{{Name: "FIGO", Stadium: "IIB"}}
		}, "", true},
		{"lymphoma without", "C83.3", func(*model.Report) {}, "Diagnose.Menge_Weitere_Klassifikation", true},
		{"lymphoma of the brain", "C83.3", func(r *model.Report) { r.Meldung.Diagnose.PrimaertumorTopographieICDO = &model.ICDO{Code: "C71.9"} }, "", false},
		{"brain", "C71.1", func(*model.Report) {}, "", false},
		{"unknown primary", "C80.0", func(*model.Report) {}, "", false},
		{"lymphoma coded by its organ", "C16.9", func(r *model.Report) { r.Meldung.Tumorzuordnung.MorphologieICDO = &model.ICDO{Code: "9699/3"} }, "", false},
		{"a child", "C64", func(r *model.Report) { r.Patient.Stammdaten.Geburtsdatum = "2021-05-01" }, "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := &model.Report{Meldung: model.Meldung{Typ: model.TypDiagnose, Diagnose: &model.Diagnose{}}}
			r.Meldung.Tumorzuordnung.PrimaertumorICD.Code, r.Meldung.Tumorzuordnung.Diagnosedatum = model.Code(c.icd), "2026-03-02"
			r.Patient.Stammdaten.Geburtsdatum = "1950-01-01"
			c.change(r)
			_, _, lacking := Vollstaendigkeit(Case{Report: r, Today: "2026-04-01"})
			got := ""
			for _, id := range []string{"Diagnose.cTNM.T", "Diagnose.Menge_Weitere_Klassifikation"} {
				if slices.Contains(lacking, id) {
					got = id
				}
			}
			if wanted, _, _ := stageKnown(r); got != c.lacking || wanted != c.counted {
				t.Errorf("lacking %q, counted %v; want %q, %v", got, wanted, c.lacking, c.counted)
			}
		})
	}
}

// What hessen.md 14 calls F blocks there, and is what the catalogue says elsewhere.
func TestHessenIsAsStrictAsItsRegistry(t *testing.T) {
	t.Parallel()
	of := func(found []Finding, id string) []Finding {
		return slices.DeleteFunc(found, func(f Finding) bool { return f.Rule != id })
	}
	diagnose := func(change func(*model.Report)) *model.Report {
		r := &model.Report{Meldung: model.Meldung{Typ: model.TypDiagnose, Meldebegruendung: "I", Diagnose: &model.Diagnose{Diagnosesicherung: "1"}}}
		r.Meldung.Tumorzuordnung = model.Tumorzuordnung{PrimaertumorICD: model.ICD{Code: "C50.4"}, Diagnosedatum: "2026-03-02", Seitenlokalisation: "L"}
		change(r)
		return r
	}
	for id, one := range map[string]*model.Report{
		"P-037": diagnose(func(r *model.Report) { r.Meldung.Meldebegruendung = "A" }),
		"P-025": diagnose(func(r *model.Report) { r.Meldung.Meldebegruendung = "V" }),
		"P-048": diagnose(func(r *model.Report) { r.Meldung.Tumorzuordnung.Seitenlokalisation = "" }),
		"P-133": diagnose(func(r *model.Report) { r.Meldung.Diagnose.CTNM = &model.TNM{Version: "8", T: "2", N: "0", M: "1"} }),
		"P-162": {Meldung: model.Meldung{Typ: model.TypOP, OP: &model.OP{Datum: "2026-03-02", MengeOPS: []model.OPS{{Code: "5-870.a1", Version: "2023"}}}}},
		"P-360": {Meldung: model.Meldung{Typ: model.TypPathologie, Pathologie: &model.Pathologie{Einsender: model.Einsender{Form: einsenderStrukturiert}}}},
	} {
		for _, c := range []struct {
			land   *land.Land
			blocks bool
		}{{&land.Hessen, true}, {&land.Land{}, false}} {
			found := of(Check(Case{Report: one, Today: "2026-04-01"}, With(Config{Land: c.land})), id)
			if len(found) != 1 || (found[0].Severity == Fehler) != c.blocks {
				t.Errorf("%s in %q: got %v, want one that blocks: %v", id, c.land.Name, found, c.blocks)
			}
		}
	}
	for id, mild := range map[string]*model.Report{
		"P-048": diagnose(func(r *model.Report) { r.Meldung.Tumorzuordnung.Seitenlokalisation = "U" }),
		"P-162": {Meldung: model.Meldung{Typ: model.TypOP, OP: &model.OP{Datum: "2026-01-02", MengeOPS: []model.OPS{{Code: "5-870.a1", Version: "2025"}}}}},
	} {
		if found := of(Check(Case{Report: mild, Today: "2026-04-01"}), id); len(found) != 1 || found[0].Severity != Warnung {
			t.Errorf("%s where it may be right: got %v, want a Warnung", id, found)
		}
	}
}
