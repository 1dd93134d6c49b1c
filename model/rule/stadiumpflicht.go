package rule

import (
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// A Diagnose has a stage where one is defined for its tumour: a TNM or another
// classification is among the Mindestanforderungen (hessen.md 6, "soweit zutreffend").

// mitTNM are diagnoses of which TNM has a chapter, beside those of mitAndererStufe. The
// brain, tumours without a known primary and those of uncertain behaviour have none.
var mitTNM = codes("C00–C25", "C30–C34", "C37", "C40", "C41", "C43–C45", "C48–C54", "C56", "C57.0", "C60–C69", "C73", "C74.0")

// stageKnown reports whether a report gives a stage, where its tumour has one; where
// says at which field it belongs.
func stageKnown(r *model.Report) (wanted, given bool, where string) {
	d, code := r.Meldung.Diagnose, icd(r)
	if r.Meldung.Typ != model.TypDiagnose || d == nil {
		return false, false, ""
	}
	switch morph, _, _ := splitMorph(anyMorphology(r)); {
	case mitAndererStufe.has(code):
		wanted, where = d.PrimaertumorTopographieICDO == nil || !hirn.has(string(d.PrimaertumorTopographieICDO.Code)), "Diagnose.Menge_Weitere_Klassifikation"
	case mitTNM.has(code):
		wanted, where = morph < 9590 && !dataset.Minderjaehrig(r), "Diagnose.cTNM.T" // lymphomas of an organ; children have staging of their own
	}
	return wanted, len(d.MengeWeitereKlassifikation) > 0 || staged(d.CTNM) || staged(d.PTNM), where
}

// staged reports whether a TNM says anything of the stage.
func staged(t *model.TNM) bool {
	return t != nil && (t.T != "" || t.N != "" || t.M != "" || t.UICCStadium != "")
}

// anyMorphology is the code of the tumour, else of its histology, "" where there is none.
func anyMorphology(r *model.Report) string {
	if m := r.Meldung.Tumorzuordnung.MorphologieICDO; m != nil {
		return string(m.Code)
	}
	if h, _ := histologieOf(r); h != nil && len(h.MorphologieICDO) > 0 {
		return string(h.MorphologieICDO[0].Code)
	}
	return ""
}

// stage notes a stage that is not there.
func (d *derivation) stage(r *model.Report) {
	switch wanted, given, where := stageKnown(r); {
	case !wanted:
	case given && d.count != nil:
		d.count.done++
	case !given:
		d.missing(field.ByMinimum, "Stadium (TNM oder eine weitere Klassifikation)", where)
	}
}
