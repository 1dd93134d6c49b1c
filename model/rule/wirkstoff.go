package rule

import (
	"slices"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
)

// wirkstoff are the rules about drugs against markers, protocols and tumours (P-460
// to P-464).
var wirkstoff = []Rule{
	{ID: "P-460", Severity: Warnung, Source: "PRX", For: nurSYST,
		Text: "{s} setzt {marker} voraus; gemeldet: {befund}. Bitte Substanz und Befund prüfen.",
		Find: onSYST(findGegenMarker)},
	{ID: "P-461", Severity: Warnung, Source: "PRX", For: nurSYST,
		Text: "Keine der Substanzen gehört zum Protokoll {p} ({liste}). Bitte Protokoll und Substanzen prüfen.",
		Find: onProtokoll(func(s *model.SYST, p *catalog.ProtocolFacts, of []substanzVon, hit Hit) {
			if len(of) > 0 && !slices.ContainsFunc(of, func(v substanzVon) bool { return v.imProtokoll }) {
				hit(ids("SYST.Protokoll", of[0].id), "p", string(s.Protokoll), "liste", strings.Join(p.Substanzen, ", "))
			}
		})},
	{ID: "P-462", Severity: Hinweis, Source: "PRX", For: nurSYST,
		Text: "{s} gehört nicht zum Protokoll {p} ({liste}), und dessen Substanzen sind nicht alle genannt. Bitte prüfen.",
		Find: onProtokoll(func(s *model.SYST, p *catalog.ProtocolFacts, of []substanzVon, hit Hit) {
			named := 0
			for _, v := range of {
				if v.imProtokoll {
					named++
				}
			}
			for _, v := range of {
				if named > 0 && named < chemotherapeutic(p.Substanzen) && !v.imProtokoll && v.art == "CH" {
					hit(ids(v.id, "SYST.Protokoll"), "s", v.name, "p", string(s.Protokoll), "liste", strings.Join(p.Substanzen, ", "))
				}
			}
		})},
	{ID: "P-463", Severity: Hinweis, Source: "PRX", For: nurSYST,
		Text: "Das Protokoll {p} ist eine Therapie der Art {soll}, angegeben ist {art}.",
		Find: onProtokoll(func(s *model.SYST, p *catalog.ProtocolFacts, _ []substanzVon, hit Hit) {
			wanted, given := bestandteileVon(model.Code(p.Therapieart)), bestandteileVon(s.Therapieart)
			meets := slices.ContainsFunc(wanted, func(w model.Code) bool { return slices.Contains(given, w) })
			if p.Therapieart != "" && s.Therapieart != "" && s.Therapieart != "SZ" && !meets {
				hit(ids("SYST.Protokoll", "SYST.Therapieart"), "p", string(s.Protokoll), "soll", p.Therapieart, "art", string(s.Therapieart))
			}
		})},
	{ID: "P-464", Severity: Hinweis, Source: "PRX", For: nurSYST,
		Text: "{s} ist bei der Diagnose {icd} nicht üblich. Bitte Substanz und Tumorzuordnung prüfen.",
		Find: onSYST(func(c *Case, s *model.SYST, hit Hit) {
			code := icd(c.Report)
			for i, sub := range s.MengeSubstanz {
				for _, row := range substanzNurBei {
					if code != "" && !row.bei.has(code) && !eingriffBeiAllem.has(code) && in(substanzForm(sub), row.namen...) {
						hit(ids(item(mengeSubstanz, i)+".Bezeichnung", idICD), "s", substanzName(sub), "icd", code)
					}
				}
			}
		})},
}

// substanzForm is the name of a substance without case, blanks and signs; an ATC code
// stands for its listed name.
func substanzForm(sub model.Substanz) string {
	if sub.Bezeichnung == "" {
		return catalog.Compact(catalog.ATCName(string(model.OrEmpty(sub.ATC).Code)))
	}
	return catalog.Compact(string(sub.Bezeichnung))
}

// markerRegel is what drugs want of a marker of a tumour.
type markerRegel struct {
	namen  []string // compact
	bei    codeSet
	marker string // in words
	gegen  func(m module) string
}

// markerRegeln are the drugs that work on a marker (S3 guidelines breast, colorectal
// cancer). Trastuzumab deruxtecan is not among them: HER2-low is reported as negative.
var markerRegeln = []markerRegel{
	{words("tamoxifen toremifen anastrozol letrozol exemestan fulvestrant elacestrant palbociclib ribociclib abemaciclib alpelisib capivasertib"),
		codes("C50"), "einen positiven Hormonrezeptor", func(m module) string {
			mamma := model.OrEmpty(m.Mamma)
			if mamma.HormonrezeptorStatusOestrogen == "N" && mamma.HormonrezeptorStatusProgesteron == "N" {
				return "Östrogen- und Progesteronrezeptor negativ"
			}
			return ""
		}},
	{words("trastuzumab pertuzumab lapatinib neratinib tucatinib trastuzumabemtansin margetuximab"),
		codes("C50"), "einen positiven HER2-Status", func(m module) string {
			if model.OrEmpty(m.Mamma).Her2neuStatus == "N" {
				return "HER2 negativ"
			}
			return ""
		}},
	{words("cetuximab panitumumab"),
		codes("C18–C20"), "RAS-Wildtyp", func(m module) string {
			if model.OrEmpty(m.Darm).RASMutation == "M" {
				return "RAS mutiert"
			}
			return ""
		}},
}

// substanzNurBei are drugs for one kind of tumour.
var substanzNurBei = []struct {
	namen []string
	bei   codeSet
}{
	{words("abirateron enzalutamid apalutamid darolutamid degarelix relugolix bicalutamid flutamid"), codes("C61", "C07–C08", "D07.5", "C67–C68")},
	{words("tamoxifen toremifen fulvestrant anastrozol letrozol exemestan"), codes("C50", "C51–C58", "D05", "C48", "C22")},
	{words("palbociclib ribociclib abemaciclib"), codes("C50", "C48", "C49", "C56")},
	{words("mitotan"), codes("C74")},
	{words("tebentafusp"), codes("C69", "C43")},
	{words("vismodegib sonidegib"), codes("C44", "C71")},
	{words("osimertinib gefitinib afatinib dacomitinib alectinib brigatinib lorlatinib sotorasib"), codes("C34", "C33", "C45", "C18–C20", "C25")},
	{words("imatinib"), codes("C15–C26", "C44", "C48–C49", "C71")},
	{words("venetoclax azacitidin midostaurin gilteritinib ibrutinib acalabrutinib zanubrutinib"), codes("C69–C72")},
}

// findGegenMarker looks for drugs whose marker the tumour lacks by the latest report
// that tells it.
func findGegenMarker(c *Case, s *model.SYST, hit Hit) {
	code := icd(c.Report)
	for i, sub := range s.MengeSubstanz {
		name := substanzForm(sub)
		for j := range markerRegeln {
			r := &markerRegeln[j]
			if !r.bei.has(code) || !in(name, r.namen...) {
				continue
			}
			if found := toldOfMarker(c, r); found != "" {
				hit(ids(item(mengeSubstanz, i)+".Bezeichnung"), "s", substanzName(sub), "marker", r.marker, "befund", found)
			}
		}
	}
}

// toldOfMarker is what speaks against a drug in the reports on the tumour: a later
// finding outweighs an earlier one.
func toldOfMarker(c *Case, r *markerRegel) (against string) {
	for _, p := range ofTumour(c) {
		if m := moduleOf(p.Report); m.Mamma != nil || m.Darm != nil {
			against = r.gegen(m)
		}
	}
	return against
}

// substanzVon is a listed substance of a report beside its protocol.
type substanzVon struct {
	id, name, art string
	imProtokoll   bool
}

// onProtokoll hands a therapy with a listed protocol to find, with those of its
// substances that are no accompanying ones.
func onProtokoll(find func(s *model.SYST, p *catalog.ProtocolFacts, of []substanzVon, hit Hit)) func(*Case, Hit) {
	return onSYST(func(c *Case, s *model.SYST, hit Hit) {
		if s.Protokoll == "" {
			return
		}
		p, listed := protokoll(string(s.Protokoll))
		if !listed || len(p.Substanzen) == 0 {
			return
		}
		var of []substanzVon
		for i, sub := range s.MengeSubstanz {
			id := item(mengeSubstanz, i) + ".Bezeichnung"
			art, _, known := substanzArt(c.config.Lists, sub, item(mengeSubstanz, i))
			if known && art != "SO" {
				of = append(of, substanzVon{id, substanzName(sub), string(art), inProtocol(sub, p.Substanzen)})
			}
		}
		find(s, &p, of, hit)
	})
}

// protokoll finds a protocol by its name or by the one that all its variants begin
// with: FOLFOX is FOLFOX4 and FOLFOX-6.
func protokoll(name string) (catalog.ProtocolFacts, bool) {
	if p, ok := catalog.Protocol(name); ok {
		return p, true
	}
	return catalog.ProtocolFamily(name)
}

func inProtocol(sub model.Substanz, of []string) bool {
	name := substanzForm(sub)
	return slices.ContainsFunc(of, func(s string) bool {
		listed := catalog.Compact(s)
		return listed == name || len(listed) > 5 && (strings.Contains(name, listed) || len(name) > 5 && strings.Contains(listed, name))
	})
}

// chemotherapeutic counts those of some substances that do not merely accompany.
func chemotherapeutic(names []string) (n int) {
	for _, name := range names {
		if art, listed := catalog.SubstanzArt(name); listed && art != "SO" {
			n++
		}
	}
	return n
}

// bestandteileVon are the single kinds of a therapy.
func bestandteileVon(art model.Code) []model.Code {
	if parts, combined := bestandteile[art]; combined {
		return parts
	}
	return []model.Code{art}
}
