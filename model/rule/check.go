package rule

import (
	"slices"
	"sync"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// Check judges a report by everything there is to say about it: what is
// required, what has the wrong shape, what the content rules find. The findings
// come sorted: Fehler, Warnung, Hinweis, then in the order of the field table.
// A report without findings gives nil.
func Check(c Case, opts ...Option) []Finding {
	o := collect(opts)
	var found []Finding
	switch {
	case o.shapeJudged:
		found = beyondShape(c.Report, o.config)
	case !o.contentOnly:
		found = append(derived(c.Report, o.config), unread(&c, o.config.severity(idRest, Warnung))...)
	}
	c.config, c.edition = o.config, o.config.Target()
	said := ofSoundValues(content(&c, o.config), found)
	found = append(withoutEchoes(found, said), said...)
	sortFindings(found)
	return found
}

// ofSoundValues leaves out what content rules say of a value that the schema
// refuses: it is one fault, and what it would mean nobody knows.
func ofSoundValues(said, found []Finding) []Finding {
	refused := map[string]bool{}
	for i := range found {
		if found[i].Rule == idForm {
			refused[found[i].Fields[0]] = true
		}
	}
	if len(refused) == 0 {
		return said
	}
	return slices.DeleteFunc(said, func(f Finding) bool { return len(f.Fields) > 0 && refused[f.Fields[0]] })
}

// withoutEchoes leaves out what the Mindestanforderungen miss where a content
// rule speaks of the same field: it says why.
func withoutEchoes(found, said []Finding) []Finding {
	return slices.DeleteFunc(found, func(f Finding) bool {
		return f.Rule == idMinimum && slices.ContainsFunc(said, func(s Finding) bool { return slices.Contains(s.Fields, f.Fields[0]) })
	})
}

// Option changes how Check judges.
type Option func(*options)

type options struct {
	config      Config
	contentOnly bool
	shapeJudged bool
}

// With judges by a Config.
func With(config Config) Option { return func(o *options) { o.config = config } }

// ShapeJudged leaves out the demands of the schema (S-…), for documents whose shape
// was judged as they were read; what is demanded beyond it stays.
func ShapeJudged() Option { return func(o *options) { o.shapeJudged = true } }

// ContentOnly leaves out everything that is derived from the field table.
func ContentOnly() Option { return func(o *options) { o.contentOnly = true } }

func collect(opts []Option) options {
	var o options
	for _, opt := range opts {
		opt(&o)
	}
	return o
}

// content runs the content rules.
func content(c *Case, config Config) []Finding {
	run := run{c: c, found: make([]Finding, 0, usualFindings)}
	hit := run.hit
	event, land := EventDate(c.Report), config.In()
	for _, r := range rulesAbout(c.Report.Meldung.Typ) {
		if !r.validOn(event, land) {
			continue
		}
		run.rule, run.most = r, Fehler
		r.Find(c, hit)
		if r.FindWarnung != nil {
			run.most = Warnung
			r.FindWarnung(c, hit)
		}
	}
	return run.found
}

// usualFindings is how much is said of most reports.
const usualFindings = 8

// rulesAbout are the rules about a type of report.
func rulesAbout(typ model.Zweig) []*Rule {
	if rules, known := byType()[typ]; known {
		return rules
	}
	return byType()[""]
}

// byType holds the catalogue for each type of report, and under "" the rules about any.
var byType = sync.OnceValue(func() map[model.Zweig][]*Rule {
	types := map[model.Zweig][]*Rule{}
	for _, typ := range append(allBut(), "") {
		for i := range catalogue {
			if r := &catalogue[i]; len(r.For) == 0 || slices.Contains(r.For, typ) {
				types[typ] = append(types[typ], r)
			}
		}
	}
	return types
})

// run is the rule at work and what was found so far.
type run struct {
	c     *Case
	rule  *Rule
	most  Severity // the severest the rule may be now
	found []Finding
}

// hit is the Hit that all rules report to. Whether the rule is on is asked here: most
// rules find nothing in most reports.
func (r *run) hit(fields []string, args ...string) {
	severity := milder(r.c.config.SeverityOf(r.rule), r.most)
	if severity != Aus && allAsked(r.c, fields) {
		r.found = append(r.found, Finding{Rule: r.rule.ID, Severity: severity, Text: r.c.config.In().Say(sentence(r.rule.Text, args)), Fields: fields})
	}
}

// allAsked reports whether every marked field is there at all. What an earlier
// answer hides is not written, so it violates nothing.
func allAsked(c *Case, fields []string) bool {
	table := dataset.For(c.edition)
	for _, id := range fields {
		if !field.Asked(table, c.Report, id) {
			return false
		}
	}
	return true
}
