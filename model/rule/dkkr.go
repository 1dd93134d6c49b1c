package rule

import (
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
)

const (
	idDKKR             = "Patient.DKKR_Patienten_Stammdaten"
	idDKKREinwilligung = idDKKR + ".DKKR_Einwilligung"
)

// dkkr are the rules about what goes to the Deutsches Kinderkrebsregister (P-305,
// P-325 to P-329). That it is for people under 18 is our reading: the schema does
// not say so.
var dkkr = []Rule{
	{ID: "P-305", Severity: Warnung, Source: "PRX",
		Text: "Das Modul Kinderkrebsregister gilt nur für Kinder und Jugendliche.",
		Find: onModule(func(c *Case, m module, hit Hit) {
			if age, ok := ageAtDiagnosis(c.Report); !ok || age < 18 {
				return
			}
			if m.DKKR != nil {
				hit(ids(m.ID + ".Modul_DKKR"))
			}
			if m.DKKRTumor != nil {
				hit(ids(m.ID + ".Modul_DKKR_Tumor"))
			}
		})},
	{ID: "P-325", Severity: Warnung, Source: "PRX",
		Text: "Die Angaben zum Kinderkrebsregister gelten nur für Kinder und Jugendliche.",
		Find: func(c *Case, hit Hit) {
			if c.Report.Patient.DKKR != nil && adultAtEveryDiagnosis(c) {
				hit(ids(idDKKR))
			}
		}},
	{ID: "P-326", Severity: Hinweis, Source: "PRX",
		Text: "Einwilligung zum Kinderkrebsregister fehlt.",
		Find: onModule(func(c *Case, m module, hit Hit) {
			if m.DKKRTumor != nil && c.Report.Patient.DKKR == nil {
				hit(ids(idDKKREinwilligung))
			}
		})},
	{ID: "P-327", Severity: Hinweis, Source: "X",
		Text: "Dieses Modul ist abgelöst; bitte in die neuen Felder zum Kinderkrebsregister übernehmen.",
		Find: onModule(func(c *Case, m module, hit Hit) {
			if m.DKKR != nil && c.edition >= dataset.V305 {
				hit(ids(m.ID + ".Modul_DKKR"))
			}
		})},
	{ID: "P-328", Severity: Warnung, Source: "X",
		Text: "Einwilligung {neu} passt nicht zu {alt} im abgelösten Modul.",
		Find: onModule(func(c *Case, m module, hit Hit) {
			stated, old := model.OrEmpty(c.Report.Patient.DKKR).Einwilligung, model.OrEmpty(m.DKKR).MeldungEWDKKR
			if stated != "" && einwilligungNeu[old] != "" && einwilligungNeu[old] != stated {
				hit(ids(idDKKREinwilligung, m.ID+".Modul_DKKR.Meldung_EW_DKKR"), "neu", string(stated), "alt", string(old))
			}
		})},
	{ID: "P-329", Severity: Warnung, Source: "PRX",
		Text: "Die Einwilligung wurde abgelehnt; Angaben zum Kinderkrebsregister wirklich senden?",
		Find: onModule(func(c *Case, m module, hit Hit) {
			d := model.OrEmpty(c.Report.Patient.DKKR)
			told := d.WohnadresseBeiGeburt != nil || d.OrtDerGeburt != nil || len(d.SyndromStatus.MengeSyndrom) > 0 ||
				len(model.OrEmpty(m.DKKRTumor).TeilnahmeTherapiestudien.MengeStudie) > 0
			if d.Einwilligung == "2" && told {
				hit(ids(idDKKREinwilligung))
			}
		})},
}

// einwilligungNeu are the codes of DKKR_Einwilligung by those of Meldung_EW_DKKR,
// as the schema's explanations fit together. The old code 1 may mean either.
var einwilligungNeu = map[model.Code]model.Code{"2": "2", "3": "3", "5": "5", "6": "1", "7": "4"}

// adultAtEveryDiagnosis reports whether the person was of age at each diagnosis
// that is known.
func adultAtEveryDiagnosis(c *Case) bool {
	age, ok := ageAtDiagnosis(c.Report)
	if !ok || age < 18 {
		return false
	}
	for _, p := range c.History {
		if age, ok := ageAtDiagnosis(p.Report); ok && age < 18 {
			return false
		}
	}
	return true
}
