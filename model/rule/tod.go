package rule

import (
	"slices"
	"strings"

	"example.org/meldeportal/model"
)

// tod are the rules about death (P-270 to P-277).
var tod = []Rule{
	{ID: "P-270", Severity: Fehler, Source: "LOG", For: nurTod,
		Text: "Das Sterbedatum {tod} liegt vor Geburt oder Diagnose.",
		Find: onTod(findTodVorLebenOderDiagnose)},
	{ID: "P-271", Severity: Fehler, Source: "LOG", For: nurTod,
		Text: "Es gibt Ereignisse nach dem Sterbedatum: {liste}.",
		Find: onTod(findEreignisseNachTod)},
	{ID: "P-272", Severity: Warnung, Source: "PRX", For: nurTod,
		Text: "Tod tumorbedingt, aber keine Tumordiagnose unter den Todesursachen.",
		Find: onTod(func(_ *Case, t *model.Tod, hit Hit) {
			causes := todesursachen(t)
			isTumour := func(c coded) bool { return tumorursachen.has(c.Code) }
			if t.TodTumorbedingt == "J" && len(causes) > 0 && !slices.ContainsFunc(causes, isTumour) {
				hit(ids(idTumorbedingt, causes[0].ID))
			}
		})},
	{ID: "P-273", Severity: Warnung, Source: "LOG", For: nurTod,
		Text: "Tumor als Todesursache, aber „nicht tumorbedingt“.",
		Find: onTod(func(c *Case, t *model.Tod, hit Hit) {
			primary := icd(c.Report)
			for _, cause := range todesursachen(t) {
				if t.TodTumorbedingt == "N" && primary != "" && three(cause.Code) == three(primary) {
					hit(ids(idTumorbedingt, cause.ID))
				}
			}
		})},
	{ID: "P-274", Severity: Hinweis, Source: "UL", For: nurTod,
		Text: "Bitte die Todesursache angeben, soweit bekannt.",
		Find: onTod(func(_ *Case, t *model.Tod, hit Hit) {
			if in(t.TodTumorbedingt, "J", "N") && len(t.MengeTodesursachen) == 0 {
				hit(ids(mengeTodesursachen))
			}
		})},
	{ID: "P-275", Severity: Warnung, Source: "LOG", For: nurTod,
		Text: "Es gibt bereits eine Todesmeldung mit anderem Sterbedatum.",
		Find: onTod(func(c *Case, t *model.Tod, hit Hit) {
			for _, r := range otherReports(c) {
				if other := todOf(r); other != nil && other.Sterbedatum.Day() != "" && t.Sterbedatum.Day() != "" && other.Sterbedatum.Day() != t.Sterbedatum.Day() {
					hit(ids(idSterbedatum))
					return
				}
			}
		})},
	{ID: "P-276", Severity: Hinweis, Source: "PRX", For: nurTod,
		Text: "Unspezifische Todesursache {icd}.",
		Find: onTod(func(_ *Case, t *model.Tod, hit Hit) {
			for _, cause := range todesursachen(t) {
				if unspezifisch.has(cause.Code) {
					hit(ids(cause.ID), "icd", cause.Code)
				}
			}
		})},
	{ID: "P-277", Severity: Warnung, Source: "IARC", For: nurTod,
		Text: "Todesursache {icd} passt nicht zum Geschlecht.",
		Find: onTod(func(c *Case, t *model.Tod, hit Hit) {
			wrong := nurBeiAnderemGeschlecht[c.Report.Patient.Stammdaten.Geschlecht]
			for _, cause := range todesursachen(t) {
				if wrong.has(cause.Code) {
					hit(ids(cause.ID, idGeschlecht), "icd", cause.Code)
				}
			}
		})},
}

var nurTod = []model.Zweig{model.TypTod}

const (
	idSterbedatum      = "Tod.Sterbedatum"
	idTumorbedingt     = "Tod.Tod_tumorbedingt"
	mengeTodesursachen = "Tod.Menge_Todesursachen"
)

var (
	tumorursachen = codes("C00–C96", "D00–D48")
	unspezifisch  = codes("R96–R99")
)

// nurBeiAnderemGeschlecht are the diagnoses that contradict a sex, as in P-052 and P-053.
var nurBeiAnderemGeschlecht = map[model.Code]codeSet{
	"M": weiblich,
	"W": maennlich,
}

// onTod hands the death of the report to find; an absent one counts as empty.
func onTod(find func(*Case, *model.Tod, Hit)) func(*Case, Hit) {
	return func(c *Case, hit Hit) { find(c, model.OrEmpty(c.Report.Meldung.Tod), hit) }
}

// todesursachen are the causes of death that are filled in.
func todesursachen(t *model.Tod) []coded {
	var causes []coded
	for i, cause := range t.MengeTodesursachen {
		if cause.Code != "" {
			causes = append(causes, coded{item(mengeTodesursachen, i), string(cause.Code)})
		}
	}
	return causes
}

func findTodVorLebenOderDiagnose(c *Case, t *model.Tod, hit Hit) {
	if c.Report.Patient.Stammdaten.Geburtsdatum.CertainlyAfter(t.Sterbedatum) {
		hit(ids(idSterbedatum, idGeburtsdatum), "tod", t.Sterbedatum.German())
	} else if diagnosedatum(c).CertainlyAfter(t.Sterbedatum) && !autopsy(c) {
		hit(ids(idSterbedatum, idDiagnosedatum), "tod", t.Sterbedatum.German())
	}
}

// autopsy reports whether the tumour is known to be found by autopsy.
func autopsy(c *Case) bool {
	return slices.ContainsFunc(ofTumour(c), func(p Past) bool {
		how, _ := diagnosesicherung(p.Report)
		return how == "7.3"
	})
}

// findEreignisseNachTod passes over what is found out after death, pathology
// and the date of a histology, and over another date of death (P-275).
func findEreignisseNachTod(c *Case, t *model.Tod, hit Hit) {
	var after []string
	for _, r := range otherReports(c) {
		if in(r.Meldung.Typ, model.TypPathologie, model.TypTod) {
			continue
		}
		eachEventDate(r, func(at spot, d model.Datum) {
			if !d.CertainlyAfter(t.Sterbedatum) || at.step == ".Tumor_Histologiedatum" {
				return
			}
			if found := string(r.Meldung.Typ) + " " + d.German(); !slices.Contains(after, found) {
				after = append(after, found)
			}
		})
	}
	if len(after) > 0 {
		hit(ids(idSterbedatum), "liste", strings.Join(after, ", "))
	}
}
