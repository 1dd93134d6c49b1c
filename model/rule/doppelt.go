package rule

import (
	"reflect"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
)

// doppelt are the rules about what stands twice in one report, and about one id with
// two contents (P-490 to P-499).
var doppelt = []Rule{
	{ID: "P-490", Severity: Hinweis, Source: "LOG", For: nurOP,
		Text: "Der OPS-Code {ops} ist doppelt angegeben.",
		Find: onOP(func(_ *Case, op *model.OP, hit Hit) {
			var twice twice
			for i, o := range op.MengeOPS {
				twice.look(string(o.Code), item("OP.Menge_OPS", i), "ops", string(o.Code), hit)
			}
		})},
	{ID: "P-491", Severity: Hinweis, Source: "LOG",
		Text: "Die Morphologie {morph} ist doppelt angegeben; verschiedene Ausgaben der ICD-O machen aus einem Befund keine zwei.",
		Find: func(c *Case, hit Hit) {
			var twice twice
			for _, m := range c.histologieMorphologien() {
				twice.look(m.Code, m.ID, "morph", m.Code, hit)
			}
		}},
	{ID: "P-492", Severity: Hinweis, Source: "LOG", For: nurSYST,
		Text: "Die Substanz {s} steht einmal mit Namen und einmal mit ihrem ATC-Code.",
		Find: onSYST(func(_ *Case, s *model.SYST, hit Hit) {
			var twice twice
			for i, sub := range s.MengeSubstanz {
				name := substanzForm(sub)
				if sub.Bezeichnung != "" {
					twice.note(name, item(mengeSubstanz, i)+".Bezeichnung")
				}
			}
			for i, sub := range s.MengeSubstanz {
				if sub.Bezeichnung == "" {
					twice.hit(substanzForm(sub), item(mengeSubstanz, i)+".ATC", "s", catalog.ATCName(substanzName(sub)), hit)
				}
			}
		})},
	{ID: "P-493", Severity: Warnung, Source: "UL, LOG",
		Text: "Unter der TNM-ID {id} steht in dieser oder einer anderen Meldung ein anderes TNM. Eine ID gehört zu einem Befund.",
		Find: func(c *Case, hit Hit) {
			for i, t := range c.tnm() {
				if t.TNM.ID != "" && (differsFromAny(t, c.tnm()[:i]) || tnmElsewhere(c, t)) {
					hit(ids(t.ID+".ID"), "id", string(t.TNM.ID))
				}
			}
		}},
	{ID: "P-494", Severity: Warnung, Source: "UL, LOG",
		Text: "Unter der Histologie-ID {id} steht in einer anderen Meldung ein anderer Befund. Eine ID gehört zu einem Befund.",
		Find: onHistologie(func(c *Case, h *model.Histologie, id string, hit Hit) {
			for _, r := range otherReports(c) {
				if other, _ := histologieOf(r); h.HistologieID != "" && other != nil && other.HistologieID == h.HistologieID && otherFinding(h, other) {
					hit(ids(id+".Histologie_ID"), "id", string(h.HistologieID))
					return
				}
			}
		})},
	{ID: "P-495", Severity: Hinweis, Source: "LOG",
		Text: "Die genetische Variante {name} ist doppelt angegeben.",
		Find: func(c *Case, hit Hit) {
			var twice twice
			list, id := genetik(c.Report)
			for i, g := range list {
				key := catalog.Compact(string(g.Bezeichnung))
				if key != "" {
					key += string(exact(g.Datum)) + string(g.Auspraegung) + string(g.SonstigeAuspraegung)
				}
				twice.look(key, item(id, i)+".Bezeichnung", "name", string(g.Bezeichnung), hit)
			}
		}},
	{ID: "P-496", Severity: Hinweis, Source: "LOG", For: mitBefund,
		Text: "Die Klassifikation {name} ist mit demselben Datum doppelt angegeben.",
		Find: func(c *Case, hit Hit) {
			var twice twice
			list, id := weitereKlassifikationen(c.Report)
			for i, k := range list {
				key := catalog.Compact(string(k.Name))
				if key != "" {
					key += " " + string(exact(k.Datum))
				}
				twice.look(key, item(id, i)+".Name", "name", string(k.Name), hit)
			}
		}},
	{ID: "P-497", Severity: Hinweis, Source: "LOG", For: nurTod,
		Text: "Die Todesursache {icd} ist doppelt angegeben.",
		Find: onTod(func(_ *Case, t *model.Tod, hit Hit) {
			var twice twice
			for _, cause := range todesursachen(t) {
				twice.look(cause.Code, cause.ID, "icd", cause.Code, hit)
			}
		})},
	{ID: "P-498", Severity: Warnung, Source: "LOG", For: nurDiagnose,
		Text: "Die frühere Tumorerkrankung {icd} ist diese Erkrankung selbst (gleiche Diagnose, gleiches Jahr). Frühere Erkrankungen sind andere Tumoren.",
		Find: func(c *Case, hit Hit) {
			_, diagnosed, ok := diagnosedatum(c).Years()
			for i, f := range model.OrEmpty(c.Report.Meldung.Diagnose).MengeFruehereTumorerkrankung {
				code := string(model.OrEmpty(f.ICD).Code)
				year, known := jahr(f.Diagnosedatum)
				if ok && known && year == diagnosed && code != "" && code == icd(c.Report) {
					hit(ids(item(mengeFruehere, i)+".ICD", idICD), "icd", code)
				}
			}
		}},
	{ID: "P-499", Severity: Hinweis, Source: "LOG", For: nurDiagnose,
		Text: "Eine frühere Tumorerkrankung ohne Diagnose und ohne Text sagt nichts; bitte ergänzen oder löschen.",
		Find: func(c *Case, hit Hit) {
			for i, f := range model.OrEmpty(c.Report.Meldung.Diagnose).MengeFruehereTumorerkrankung {
				if model.OrEmpty(f.ICD).Code == "" && f.Freitext == "" {
					hit(ids(item(mengeFruehere, i)+".ICD", item(mengeFruehere, i)+".Freitext"))
				}
			}
		}},
}

// twice remembers what was seen, with the id where it was seen first.
type twice struct{ seen map[string]string }

func (t *twice) note(key, id string) {
	if t.seen == nil {
		t.seen = map[string]string{}
	}
	if _, known := t.seen[key]; !known {
		t.seen[key] = id
	}
}

// hit marks a field whose key was seen before.
func (t *twice) hit(key, id, name, value string, hit Hit) (was bool) {
	first, was := t.seen[key]
	if was {
		hit(ids(id, first), name, value)
	}
	return was
}

// look marks a field whose key was seen before, and remembers others. An empty key is
// no value.
func (t *twice) look(key, id, name, value string, hit Hit) {
	if key != "" && !t.hit(key, id, name, value, hit) {
		t.note(key, id)
	}
}

// tnmElsewhere reports whether another report of the tumour has a TNM of the same id
// with other categories.
func tnmElsewhere(c *Case, t tnmBlock) bool {
	for _, r := range otherReports(c) {
		if differsFromAny(t, tnmBlocks(r)) {
			return true
		}
	}
	return false
}

// differsFromAny reports whether one of some TNM has the id of another one and other
// categories.
func differsFromAny(t tnmBlock, others []tnmBlock) bool {
	for _, o := range others {
		if o.TNM.ID == t.TNM.ID && !reflect.DeepEqual(withoutDate(o.TNM), withoutDate(t.TNM)) {
			return true
		}
	}
	return false
}

func withoutDate(t *model.TNM) model.TNM {
	bare := *t
	bare.Datum = ""
	return bare
}

// otherFinding reports whether two findings name other morphologies or another day;
// what one of them leaves open is no difference.
func otherFinding(a, b *model.Histologie) bool {
	x, y := exact(a.TumorHistologiedatum), exact(b.TumorHistologiedatum)
	if x != "" && y != "" && x != y {
		return true
	}
	return len(a.MorphologieICDO) > 0 && len(b.MorphologieICDO) > 0 && !shareMorphology(a, b)
}

func shareMorphology(a, b *model.Histologie) bool {
	for _, m := range a.MorphologieICDO {
		for _, n := range b.MorphologieICDO {
			if m.Code == n.Code {
				return true
			}
		}
	}
	return false
}
