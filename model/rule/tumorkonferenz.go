package rule

import (
	"slices"

	"example.org/meldeportal/model"
)

// tumorkonferenz are the rules about tumour boards (P-290 to P-298).
var tumorkonferenz = []Rule{
	{ID: "P-290", Severity: Fehler, Source: "LOG", For: nurTumorkonferenz,
		Text: "„Keine weitere Therapie“ schließt andere Empfehlungen aus.",
		Find: onTumorkonferenz(func(_ *Case, k *model.Tumorkonferenz, hit Hit) {
			list := empfehlungen(k)
			other := func(e coded) bool { return e.Code != keineWeitere }
			if i := slices.IndexFunc(list, func(e coded) bool { return e.Code == keineWeitere }); i >= 0 && slices.ContainsFunc(list, other) {
				hit(ids(list[i].ID))
			}
		})},
	{ID: "P-291", Severity: Hinweis, Source: "LOG", For: nurTumorkonferenz,
		Text: "Empfehlung {e} ist doppelt angegeben.",
		Find: onTumorkonferenz(func(_ *Case, k *model.Tumorkonferenz, hit Hit) {
			seen := map[string]string{}
			for _, e := range empfehlungen(k) {
				if first, twice := seen[e.Code]; twice {
					hit(ids(e.ID, first), "e", e.Code)
					continue
				}
				seen[e.Code] = e.ID
			}
		})},
	{ID: "P-292", Severity: Warnung, Source: "PRX", For: nurTumorkonferenz,
		Text: "Die Tumorkonferenz liegt deutlich vor der Diagnose.",
		Find: onTumorkonferenz(func(c *Case, k *model.Tumorkonferenz, hit Hit) {
			if days, ok := k.Datum.SureDaysBefore(diagnosedatum(c)); ok && days > 30 {
				hit(ids(idKonferenz, idDiagnosedatum))
			}
		})},
	{ID: "P-293", Severity: Hinweis, Source: "LOG", For: nurTumorkonferenz,
		Text: "Postoperative Konferenz ohne bekannte Operation.",
		Find: onTumorkonferenz(func(c *Case, k *model.Tumorkonferenz, hit Hit) {
			if k.Typ == "postop" && len(bekannteOPs(c, k.Datum)) == 0 {
				hit(ids("Tumorkonferenz.Typ"))
			}
		})},
	{ID: "P-294", Severity: Hinweis, Source: "LOG", For: nurTumorkonferenz,
		Text: "Prätherapeutische Konferenz nach Therapiebeginn.",
		Find: onTumorkonferenz(func(c *Case, k *model.Tumorkonferenz, hit Hit) {
			if k.Typ == "praeth" && treatedBefore(c, k.Datum) {
				hit(ids("Tumorkonferenz.Typ", idKonferenz))
			}
		})},
	{ID: "P-295", Severity: Fehler, Source: "LOG", For: nurTumorkonferenz,
		Text: "Die Tumorkonferenz liegt nach dem Tod.",
		Find: onTumorkonferenz(func(c *Case, k *model.Tumorkonferenz, hit Hit) {
			if k.Datum.CertainlyAfter(sterbedatum(c)) {
				hit(ids(idKonferenz))
			}
		})},
	{ID: "P-296", Severity: Hinweis, Source: "UL", For: nurTumorkonferenz,
		Text: "Bitte die Therapieempfehlung angeben.",
		Find: onTumorkonferenz(func(_ *Case, k *model.Tumorkonferenz, hit Hit) {
			if k.Therapieempfehlung == nil {
				hit(ids(mengeEmpfehlung))
			}
		})},
	{ID: "P-297", Severity: Hinweis, Source: "PRX", For: nurTumorkonferenz,
		Text: "Abwartende Strategie neben aktiver Therapie: bitte prüfen.",
		Find: onTumorkonferenz(func(_ *Case, k *model.Tumorkonferenz, hit Hit) {
			list := empfehlungen(k)
			active := func(e coded) bool { return in(e.Code, "OP", "ST", "CH", "CI", "CZ", "CIZ") }
			for _, e := range list {
				if abwartend(model.Code(e.Code)) && slices.ContainsFunc(list, active) {
					hit(ids(e.ID))
				}
			}
		})},
	{ID: "P-298", Severity: Hinweis, Source: "LOG", For: nurTumorkonferenz,
		Text: "Kombination und Einzeltherapie zugleich angegeben.",
		Find: onTumorkonferenz(func(_ *Case, k *model.Tumorkonferenz, hit Hit) {
			list := empfehlungen(k)
			for _, e := range list {
				isPart := func(o coded) bool { return slices.Contains(bestandteile[model.Code(e.Code)], model.Code(o.Code)) }
				if i := slices.IndexFunc(list, isPart); i >= 0 {
					hit(ids(list[i].ID, e.ID))
				}
			}
		})},
}

var nurTumorkonferenz = []model.Zweig{model.TypTumorkonferenz}

const (
	idKonferenz     = "Tumorkonferenz.Datum"
	mengeEmpfehlung = "Tumorkonferenz.Therapieempfehlung.Menge_Typ_Therapieempfehlung"
	keineWeitere    = "KW"
)

// onTumorkonferenz hands the tumour board of the report to find; an absent one
// counts as empty.
func onTumorkonferenz(find func(*Case, *model.Tumorkonferenz, Hit)) func(*Case, Hit) {
	return func(c *Case, hit Hit) { find(c, model.OrEmpty(c.Report.Meldung.Tumorkonferenz), hit) }
}

// empfehlungen are the recommendations that are filled in.
func empfehlungen(k *model.Tumorkonferenz) []coded {
	var list []coded
	for i, code := range model.OrEmpty(k.Therapieempfehlung).MengeTypTherapieempfehlung {
		if code != "" {
			list = append(list, coded{item(mengeEmpfehlung, i), string(code)})
		}
	}
	return list
}

// treatedBefore reports whether an operation of the tumour (not a biopsy) or
// the beginning of a therapy is known that certainly lies before a date.
func treatedBefore(c *Case, date model.Datum) bool {
	for _, op := range tumorOPs(c, date) {
		if date.CertainlyAfter(op.Datum) {
			return true
		}
	}
	for _, t := range slices.Concat(bekannteTherapien(c, model.TypST), bekannteTherapien(c, model.TypSYST)) {
		if date.CertainlyAfter(t.Beginn) {
			return true
		}
	}
	return false
}
