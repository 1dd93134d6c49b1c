package rule

import (
	"strings"
	"sync"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// The ids of what is derived from the field table, and from what was typed.
const (
	idPflicht = "S-Pflicht" // the schema demands the field
	idMinimum = "M-Pflicht" // the Mindestanforderungen demand or want it
	idForm    = "S-Form"    // the schema refuses the value
	idListe   = "E-Liste"   // a text of one's own where the field suggests a list
	idFassung = "S-Fassung" // the edition has no place for it
	idRest    = "E-Rest"    // a part of a TNM line that went into no field
)

// OnlyMinimum reports whether a finding only misses what the Mindestanforderungen want.
func (f *Finding) OnlyMinimum() bool { return f.Rule == idMinimum }

// derived walks the report once and finds what is missing and what has the
// wrong shape. Fields that are not asked are not looked at, nor what is inside
// an absent container, unless something in there is demanded beyond the schema.
func derived(r *model.Report, config Config) []Finding {
	d := derivation{minimum: config.severity(idMinimum, Warnung), unlisted: config.severity(idListe, Warnung)}
	field.Walk(dataset.For(config.Target()), r, d.visit)
	d.choices()
	d.stage(r)
	d.beyond(r, config.Target())
	return d.found
}

// beyondShape finds what derived finds beside the demands of the schema (S-…), in a
// report whose shape was judged: it looks at those rows alone that can have more.
func beyondShape(r *model.Report, config Config) []Finding {
	d := derivation{minimum: config.severity(idMinimum, Warnung), unlisted: config.severity(idListe, Warnung), shaped: true}
	sayingMore(dataset.For(config.Target())).Walk(r, d.visit)
	d.choices()
	d.stage(r)
	return d.found
}

type derivation struct {
	found    []Finding
	minimum  Severity // of idMinimum
	unlisted Severity // of idListe
	count    *count   // what is demanded, nil when nobody wants to know
	open     []choice // the choices without a selector, in walking order
	shaped   bool     // the shape was judged
}

func (d *derivation) visit(b field.Bound) (inside bool) {
	if !b.AskedHere() {
		return false
	}
	if b.Row.Choice != "" && !hasSelector(&b) {
		d.branch(&b)
		if !b.Present() {
			return false
		}
	}
	switch {
	case b.Row.Leaf():
		d.leaf(&b)
		return false
	case b.Row.List():
		d.list(&b)
		return true
	}
	return !b.Row.Optional() || b.Present() || b.Row.Required || b.Row.Choice != "" || wantsInside(b.Row.Part)
}

// leaf looks at one value. One the schema refuses fulfils nothing.
func (d *derivation) leaf(b *field.Bound) {
	switch text := b.Get(); {
	case text == "":
		d.absent(b, "")
	case d.shaped || d.shape(b, text):
		d.count.met(b)
		d.ownText(b, text)
	default:
		d.count.lacks(b.Demanded(), b.ID)
	}
}

// beyond notes what the edition of the document has no place for.
func (d *derivation) beyond(r *model.Report, e field.Edition) {
	for _, b := range dataset.Beyond(r, e) {
		d.add(idFassung, Fehler, b.Row.Label+": Das gibt es in der Fassung "+dataset.Version(e)+" nicht, in der gesendet wird. Bitte leeren.", b.ID)
	}
}

// list looks at the number of items.
func (d *derivation) list(b *field.Bound) {
	n := b.Len()
	if n == 0 {
		d.absent(b, ": Mindestens ein Eintrag")
	} else {
		d.count.met(b)
	}
	if b.Row.Max > 0 && n > b.Row.Max {
		d.tooMany(b)
	}
}

// absent notes an empty field that may not stay empty; most may.
func (d *derivation) absent(b *field.Bound, what string) {
	switch by := b.Demanded(); {
	case by == field.NotDemanded, by == field.BySchema && d.shaped:
		d.count.lacks(by, b.ID)
	default:
		d.missing(by, labelOf(b)+what, b.ID)
	}
}

// missing notes that what a label names is not there, by who demands it.
func (d *derivation) missing(by field.Demand, label string, fields ...string) {
	d.count.lacks(by, fields[0])
	switch by {
	case field.BySchema:
		d.add(idPflicht, Fehler, label+" fehlt.", fields...)
	case field.ByMinimum:
		d.add(idMinimum, d.minimum, label+" fehlt (Mindestanforderung).", fields...)
	case field.Wanted:
		d.add(idMinimum, weaker(d.minimum), label+": Eine Angabe wäre hilfreich.", fields...)
	}
}

func (d *derivation) add(id string, s Severity, text string, fields ...string) {
	if s != Aus && !(d.shaped && ofSchema(id)) {
		d.found = append(d.found, Finding{Rule: id, Severity: s, Text: text, Fields: fields})
	}
}

// ofSchema reports whether a finding tells of a demand of the schema.
func ofSchema(id string) bool { return strings.HasPrefix(id, "S-") }

// sayingMore are the rows of a table that can have a finding beside the demands of the
// schema: they are demanded beyond it, suggest a list, or are branches of a choice.
func sayingMore(table *field.Part) *field.Selection {
	if known, ok := sayers.Load(table); ok {
		return known.(*field.Selection)
	}
	known, _ := sayers.LoadOrStore(table, field.Only(table, func(r *field.Row) bool {
		return r.RequiredIf != nil || r.Choice != "" || r.Leaf() && r.Type.Kind == field.Text && r.Type.List != "" && !r.Type.Examples
	}))
	return known.(*field.Selection)
}

var sayers sync.Map // *field.Part → *field.Selection

// weaker is the severity of what is wanted but no minimum.
func weaker(minimum Severity) Severity {
	if minimum == Aus {
		return Aus
	}
	return Hinweis
}

// wantsInside reports whether a part has a row anywhere inside that is demanded
// beyond the schema: such rows are looked at even where the part is absent.
func wantsInside(part *field.Part) bool {
	if known, ok := wanting.Load(part); ok {
		return known.(bool)
	}
	wants := false
	for i := range part.Rows {
		r := &part.Rows[i]
		wants = wants || r.RequiredIf != nil || r.Part != nil && !r.List() && wantsInside(r.Part)
	}
	wanting.Store(part, wants)
	return wants
}

var wanting sync.Map // *field.Part → bool
