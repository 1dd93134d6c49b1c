package forms

import (
	"slices"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
)

func TestThreeLettersLeadToMostFields(t *testing.T) {
	t.Parallel()
	for _, typ := range allTypes {
		r := newReport(typ)
		r.Meldung.Tumorzuordnung.PrimaertumorICD.Code = "C50.4"
		fillLists(r)
		all := drive(t, r, Pages(typ)).f.Targets()
		var lost []string
		for i := range all {
			if !reached(all, all[i]) {
				lost = append(lost, all[i].Where+" / "+all[i].Label)
			}
		}
		if share := 100 - 100*len(lost)/len(all); share < 80 {
			t.Errorf("%s: three letters lead to %d %% of %d fields; not to\n%s", typ, share, len(all), strings.Join(lost, "\n"))
		} else {
			t.Logf("%s: three letters lead to %d %% of %d fields", typ, share, len(all))
		}
	}
}

// reached reports that two or three letters people may think of find a target
// first: the beginning of a word of its name or of the part around it, or of
// one word and a letter of another.
func reached(all []Target, t Target) bool {
	words := strings.Fields(catalog.Fold(t.Label + " " + t.Where))
	for i, w := range words {
		for n := 2; n <= 3 && n <= len(w); n++ {
			if hits := Find(all, w[:n]); len(hits) > 0 && hits[0].ID == t.ID {
				return true
			}
		}
		for _, other := range words[:i] {
			for n := 1; n <= 2 && n <= len(other); n++ {
				if hits := Find(all, other[:n]+" "+w[:1]); len(hits) > 0 && hits[0].ID == t.ID {
					return true
				}
			}
		}
		for at := 1; at+2 <= len(w); at++ {
			if hits := Find(all, w[:1]+w[at:at+2]); len(hits) > 0 && hits[0].ID == t.ID {
				return true
			}
		}
	}
	return Find(all, t.Label)[0].ID == t.ID && len(catalog.Fold(t.Label)) <= 3
}

func TestFieldIsFoundByItsNameFirst(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t)
	d.r.Meldung.Tumorzuordnung.PrimaertumorICD.Code = "C50.4"
	d.r.Meldung.Diagnose = &model.Diagnose{MengeFM: []model.Fernmetastase{{Lokalisation: "HEP"}, {Lokalisation: "OSS"}}}
	all := d.f.Targets()
	for query, want := range map[string]string{
		"sei": "Tumorzuordnung.Seitenlokalisation", "dsi": "Diagnose.Diagnosesicherung", "dia": "Tumorzuordnung.Diagnosedatum",
		"icd": "Tumorzuordnung.Primaertumor_ICD", "grad": "Diagnose.Histologie.Grading", "ptnm n": "Diagnose.pTNM.N",
		"östr": "Diagnose.Modul_Mamma.HormonrezeptorStatus_Oestrogen", "gen": "Diagnose.Menge_Genetik", "fern ort": "Diagnose.Menge_FM[0].Lokalisation",
		"metastasen 2 ort": "Diagnose.Menge_FM[1].Lokalisation", "fernmetastasen neu": "Diagnose.Menge_FM",
		"anmerk": "Anmerkung", "anmerkung zur": "Patient.Anmerkung", "nachname": "Patient.Nachname", // shown only, unless it fits best
		"tumorid": "Tumorzuordnung.Tumor_ID", "tumor-id": "Tumorzuordnung.Tumor_ID",
		"ecog": "Diagnose.Allgemeiner_Leistungszustand", // a word of its hint
	} {
		if hits := Find(all, query); len(hits) == 0 || hits[0].ID != want {
			t.Errorf("%q: got %v, want %s first", query, firstIDs(hits), want)
		}
	}
}

// A word that is the name of something optional does not hide what the report has to
// have and what ends in it: the date of the operation is a date.
func TestWhatHasToBeFilledInIsFoundBeforeWhatMayBe(t *testing.T) {
	t.Parallel()
	for _, typ := range allTypes {
		all := drive(t, newReport(typ), Pages(typ)).f.Targets()
		hits := Called(all, "Datum")
		for i := range all {
			if name := catalog.Fold(all[i].Label); all[i].wanted && strings.HasSuffix(name, "datum") && name != "geburtsdatum" && len(hits[0].name) > len(" datum") {
				if at := slices.IndexFunc(hits, func(h Target) bool { return h.ID == all[i].ID }); at < 0 || at > 1 {
					t.Errorf("%s: %s is no. %d of %v", typ, all[i].ID, at, firstIDs(hits))
				}
			}
		}
	}
	if hits := Called(drive(t, newReport(model.TypTumorkonferenz), Pages(model.TypTumorkonferenz)).f.Targets(), "Datum"); len(hits) != 1 || hits[0].ID != "Tumorkonferenz.Datum" {
		t.Errorf("called so and demanded: %v", firstIDs(hits))
	}
}

func firstIDs(hits []Target) (ids []string) {
	for _, h := range hits[:min(4, len(hits))] {
		ids = append(ids, h.ID)
	}
	return ids
}

func TestJumpOpensTheElementAround(t *testing.T) {
	t.Parallel()
	d := driveDiagnose(t)
	d.r.Meldung.Diagnose = &model.Diagnose{MengeFM: []model.Fernmetastase{{Lokalisation: "HEP"}}}
	d.f.Goto(Find(d.f.Targets(), "metastasen 1 ort")[0].ID)
	d.cursor("Diagnose.Menge_FM[0].Lokalisation").sees("HEP")
}

func TestAPlaceIsNotNamedTwice(t *testing.T) {
	t.Parallel()
	for _, target := range driveDiagnose(t).f.Targets() {
		if page, part, _ := strings.Cut(target.Where, " · "); page == part {
			t.Errorf("%s stands in %q", target.Label, target.Where)
		}
	}
}
