package forms

import (
	"cmp"
	"slices"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/field"
)

// Usage counts how often the signed-in person has used the codes of each list.
// Both methods belong to the form's goroutine and must not block.
type Usage interface {
	Count(list, code string) int
	Use(list, code string)
}

// rankedFrom is how long a list must be to be put in order: short ones keep the
// places people have learnt.
const rankedFrom = 13

// rankedUpTo is how many hits are put in order; a longer list is cut there.
const rankedUpTo = 1600

// ranked puts the hits of a list in the order of their likelihood: the very
// code first, then what the person uses most, then what goes with the rest of
// the report, then the others as they come.
type ranked struct {
	source
	list string
	form *Form
	at   field.Bound
}

// rankedSource is the list of a field, in order where that helps.
func (f *Form) rankedSource(b field.Bound) source {
	s := f.listSource(b.Row.Type)
	if s.size() < rankedFrom {
		return s
	}
	return ranked{s, b.Row.Type.List, f, b}
}

func (r ranked) search(q string, n int) []catalog.Entry {
	hits := r.source.search(q, max(n, min(r.size(), rankedUpTo)))
	weights, code := r.weights(), compactCode(q)
	order := make([]weighed, len(hits))
	for i, e := range hits {
		very := code != "" && len(e.Code) < len(code)+4 && compactCode(e.Code) == code
		order[i] = weighed{e, very, r.used(e.Code), weights(e.Code)}
	}
	slices.SortStableFunc(order, func(a, b weighed) int { return a.compare(&b) })
	hits = make([]catalog.Entry, min(n, len(order)))
	for i := range hits {
		hits[i] = order[i].entry
	}
	return hits
}

// weighed is a hit with what speaks for it.
type weighed struct {
	entry     catalog.Entry
	exact     bool
	used, fit int
}

func (w *weighed) compare(o *weighed) int {
	if w.exact != o.exact {
		if w.exact {
			return -1
		}
		return 1
	}
	return cmp.Or(o.used-w.used, o.fit-w.fit)
}

func (r ranked) used(code string) int {
	if r.form.env.Used == nil {
		return 0
	}
	return r.form.env.Used.Count(r.list, code)
}

// remark says beside a hit why it stands so high.
func (r ranked) remark(code string) string {
	switch {
	case r.used(code) > 0:
		return "oft benutzt"
	case r.weights()(code) > 0:
		return "passt"
	}
	return ""
}

// weights is how well the codes of the list go with what the report says
// already: 0 = nothing speaks for it.
func (r ranked) weights() func(code string) int {
	m := &r.form.report.Meldung
	diagnosis := string(m.Tumorzuordnung.PrimaertumorICD.Code)
	switch r.list {
	case "Topographie":
		return nearness(catalog.Site(diagnosis))
	case "Morphologie":
		return morphologyFits(cmp.Or(topographyOf(m), catalog.Site(diagnosis)), catalog.Behaviour(diagnosis))
	case "Zielgebiet2021":
		return yes(diagnosis, catalog.UsualTarget)
	case "OPS":
		return yes(diagnosis, catalog.UsualOperation)
	case "WeitereKlassifikation":
		return yes(diagnosis, classifies)
	case "Protokoll":
		return protocolFits(m)
	case "Substanz":
		return substanceFits(m)
	case "ATC":
		return atcFits(m)
	case "Nebenwirkung":
		return effectFits(m)
	case "Zusatzwert":
		return yes(r.form.Stored(strings.TrimSuffix(r.at.ID, "Wert")+"Art"), catalog.ValueOfExtra)
	}
	return func(string) int { return 0 }
}

func yes(diagnosis string, holds func(diagnosis, code string) bool) func(string) int {
	return func(code string) int {
		if diagnosis != "" && holds(diagnosis, code) {
			return 1
		}
		return 0
	}
}

// nearness prefers the very site, then those of its category.
func nearness(site string) func(string) int {
	return func(code string) int {
		switch {
		case len(site) < len("C50"):
			return 0
		case code == site:
			return 2
		case strings.HasPrefix(code, site[:len("C50")]):
			return 1
		}
		return 0
	}
}

// topographyOf is the site as the report itself says it.
func topographyOf(m *model.Meldung) string {
	switch {
	case m.Typ == model.TypDiagnose && m.Diagnose != nil && m.Diagnose.PrimaertumorTopographieICDO != nil:
		return string(m.Diagnose.PrimaertumorTopographieICDO.Code)
	case m.Typ == model.TypPathologie && m.Pathologie != nil && m.Pathologie.PrimaertumorTopographieICDO != nil:
		return string(m.Pathologie.PrimaertumorTopographieICDO.Code)
	}
	return ""
}

// morphologyFits prefers what is bound to the site and behaves as the diagnosis
// says.
func morphologyFits(site, behaviour string) func(string) int {
	return func(code string) int {
		facts, ok := catalog.Morphology(code)
		if !ok || len(site) < len("C50") || behaviour != "" && !strings.HasSuffix(code, "/"+behaviour) {
			return 0
		}
		if digits, _, _ := strings.Cut(code, "/"); len(facts.Sites) == 0 { // the list binds the invasive form alone
			facts, _ = catalog.Morphology(digits + "/3")
		}
		for _, s := range facts.Sites {
			if strings.HasPrefix(site, s) || strings.HasPrefix(s, site) {
				return 1
			}
		}
		return 0
	}
}

func classifies(diagnosis, name string) bool {
	facts, ok := catalog.Classification(name)
	return ok && slices.ContainsFunc(facts.Tumoren, func(code string) bool { return strings.HasPrefix(diagnosis, code) })
}

// protocolFits prefers the protocols of the kind of therapy that was chosen.
func protocolFits(m *model.Meldung) func(string) int {
	if m.SYST == nil || m.SYST.Therapieart == "" {
		return func(string) int { return 0 }
	}
	return func(name string) int {
		if p, ok := catalog.Protocol(name); ok && p.Therapieart == string(m.SYST.Therapieart) {
			return 1
		}
		return 0
	}
}

// substanceKinds are the kinds of substances of each kind of therapy.
var substanceKinds = map[model.Code][]string{
	"CH": {"CH"}, "HO": {"HO"}, "IM": {"IM"}, "ZS": {"ZS"}, "SZ": {"SZ"}, "SO": {"SO"},
	"CI": {"CH", "IM"}, "CZ": {"CH", "ZS"}, "CIZ": {"CH", "IM", "ZS"}, "IZ": {"IM", "ZS"},
}

// substanceFits prefers the substances of the protocol, then those of the kind
// of therapy; what is listed in the report already does not come first again.
func substanceFits(m *model.Meldung) func(string) int {
	if m.SYST == nil {
		return func(string) int { return 0 }
	}
	protocol, _ := catalog.Protocol(string(m.SYST.Protokoll))
	kinds := substanceKinds[m.SYST.Therapieart]
	return func(name string) int {
		art, _ := catalog.SubstanzArt(name)
		switch {
		case slices.ContainsFunc(m.SYST.MengeSubstanz, func(s model.Substanz) bool { return string(s.Bezeichnung) == name }):
			return 0
		case slices.Contains(protocol.Substanzen, name):
			return 2
		case slices.Contains(kinds, art):
			return 1
		}
		return 0
	}
}

// atcFits prefers the substances of the kind of therapy by their code.
func atcFits(m *model.Meldung) func(string) int {
	return func(code string) int {
		if art, ok := catalog.ATCArt(code); ok && m.SYST != nil && slices.Contains(substanceKinds[m.SYST.Therapieart], art) {
			return 1
		}
		return 0
	}
}

// effectFits prefers the side effects that the therapy is known for.
func effectFits(m *model.Meldung) func(string) int {
	given := []string{string(model.TypST)}
	if m.SYST != nil {
		given = substanceKinds[m.SYST.Therapieart]
	}
	return func(effect string) int {
		if slices.ContainsFunc(catalog.CausesOf(effect), func(cause string) bool { return slices.Contains(given, cause) }) {
			return 1
		}
		return 0
	}
}

// use counts a code somebody has confirmed.
func (f *Form) use(b field.Bound, code string) {
	if f.env.Used == nil || code == "" || b.Row.Type.List == "" {
		return
	}
	if s := f.listSource(b.Row.Type); s.size() >= rankedFrom {
		if e, ok := s.entry(code); ok && e.Code == code {
			f.env.Used.Use(b.Row.Type.List, code)
		}
	}
}
