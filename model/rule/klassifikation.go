package rule

import (
	"strings"

	"example.org/meldeportal/model/catalog"
)

// klassifikation are the rules about the stages of other classifications (P-420 and
// P-421); stages and tumours are facts of model/catalog.
var klassifikation = []Rule{
	{ID: "P-420", Severity: Warnung, Source: "PRX", For: mitBefund,
		Text: "Das Stadium „{stadium}“ gibt es in der Klassifikation {name} nicht.",
		Find: onKlassifikation(func(_ *Case, f *catalog.ClassificationFacts, name, stage coded, hit Hit) {
			if stage.Code != "" && !f.Has(stage.Code) {
				hit(ids(stage.ID, name.ID), "stadium", stage.Code, "name", name.Code)
			}
		})},
	{ID: "P-421", Severity: Warnung, Source: "PRX", For: mitBefund,
		Text: "Die Klassifikation {name} gilt nicht für die Diagnose {icd}. Bitte Klassifikation und Diagnose prüfen.",
		Find: onKlassifikation(func(c *Case, f *catalog.ClassificationFacts, name, _ coded, hit Hit) {
			if code := icd(c.Report); code != "" && len(f.Tumoren) > 0 && !hasAnyPrefix(code, f.Tumoren) {
				hit(ids(name.ID, idICD), "name", name.Code, "icd", code)
			}
		})},
}

// onKlassifikation hands every other classification that is listed to find, with its
// name and stage.
func onKlassifikation(find func(c *Case, f *catalog.ClassificationFacts, name, stage coded, hit Hit)) func(*Case, Hit) {
	return func(c *Case, hit Hit) {
		list, id := weitereKlassifikationen(c.Report)
		for i := range list {
			name := coded{item(id, i) + ".Name", strings.TrimSpace(string(list[i].Name))}
			if f, listed := catalog.Classification(name.Code); listed {
				find(c, &f, name, coded{item(id, i) + ".Stadium", string(list[i].Stadium)}, hit)
			}
		}
	}
}
