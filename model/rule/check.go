package rule

import (
	"slices"

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
	if !o.contentOnly {
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
}

// With judges by a Config.
func With(config Config) Option { return func(o *options) { o.config = config } }

// ContentOnly leaves out what is derived from the schema, for documents whose
// shape was judged already.
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
	run := run{c: c}
	hit := run.hit
	event, land := EventDate(c.Report), config.In()
	for i := range catalogue {
		r := &catalogue[i]
		if !r.concerns(c) || !r.validOn(event, land) {
			continue
		}
		severity := config.SeverityOf(r)
		if run.take(r, severity) {
			r.Find(c, hit)
		}
		if r.FindWarnung != nil && run.take(r, milder(severity, Warnung)) {
			r.FindWarnung(c, hit)
		}
	}
	return run.found
}

// run is the rule at work and what was found so far.
type run struct {
	c        *Case
	rule     *Rule
	severity Severity
	found    []Finding
}

func (r *run) take(rule *Rule, severity Severity) (on bool) {
	r.rule, r.severity = rule, severity
	return severity != Aus
}

// hit is the Hit that all rules report to.
func (r *run) hit(fields []string, args ...string) {
	if allAsked(r.c, fields) {
		r.found = append(r.found, Finding{Rule: r.rule.ID, Severity: r.severity, Text: r.c.config.In().Say(sentence(r.rule.Text, args)), Fields: fields})
	}
}

// allAsked reports whether every marked field is there at all. What an earlier
// answer hides is not written, so it violates nothing.
func allAsked(c *Case, fields []string) bool {
	table := dataset.For(c.edition)
	for _, id := range fields {
		if b, ok := field.Lookup(table, c.Report, id); ok && !b.Asked() {
			return false
		}
	}
	return true
}
