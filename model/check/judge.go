package check

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/model/rule"
)

// Finding is a finding with its place in the document.
type Finding struct {
	rule.Finding
	MeldungID string
	Path      string
	Line      int // 0 where it has none
	report    int // line its report begins at, or its own: findings are told by it
}

// Field is the field to jump to, "" where none is meant.
func (f *Finding) Field() string {
	if len(f.Fields) == 0 {
		return ""
	}
	return f.Fields[0]
}

func shapeFinding(p *obds.Problem) Finding {
	f := Finding{Finding: rule.Finding{Rule: p.ID, Severity: rule.Fehler, Text: p.Text},
		MeldungID: p.MeldungID, Path: p.Path, Line: p.Line, report: p.Line}
	if p.Field != "" {
		f.Fields = []string{p.Field}
	}
	return f
}

func noteFinding(n *obds.Note) Finding {
	return Finding{Finding: rule.Finding{Rule: n.ID, Severity: rule.Hinweis, Text: n.Text},
		MeldungID: n.MeldungID, Path: n.Path, Line: n.Line, report: n.Line}
}

func (j *Judge) work(r *reading) {
	w := worker{Judge: j, once: map[string]bool{}}
	for b := range r.work {
		w.judge(b)
		close(b.done)
	}
}

// worker judges batches. Its room serves one patient after the other.
type worker struct {
	*Judge
	reports []model.Report
	placed  []placed
	past    []rule.Past
	once    map[string]bool // findings about the person that were told
}

// usualFindings is how much is said of most reports.
const usualFindings = 4

// judge finds everything there is to say about a batch, in the order of the file.
func (w *worker) judge(b *batch) {
	b.found = make([]Finding, 0, len(b.problems)+len(b.notes)+usualFindings*b.reports)
	refused := map[string]bool{}
	for i := range b.problems {
		b.found = append(b.found, shapeFinding(&b.problems[i]))
		if id := b.problems[i].ID; id == obds.BadValue || id == obds.Missing {
			refused[b.problems[i].Path] = true
		}
	}
	for i := range b.notes {
		b.found = append(b.found, noteFinding(&b.notes[i]))
	}
	shape := len(b.found)
	for i := range b.groups {
		w.patient(b, &b.groups[i])
	}
	for i := range b.melder {
		w.melder(b, i)
	}
	b.found = b.found[:shape+len(soundly(b.found[shape:], refused))]
	b.sort()
}

// soundly leaves out what the rules say of a place where the shape was refused: an
// empty value is one fault, not a missing one too.
func soundly(found []Finding, refused map[string]bool) []Finding {
	return slices.DeleteFunc(found, func(f Finding) bool { return refused[f.Path] })
}

// patient judges the reports of a patient, each with the others as its history.
func (w *worker) patient(b *batch, g *group) {
	reports := w.ordered(b, g)
	rules := w.Config
	rules.Edition = b.edition
	past := w.past[:0]
	for _, r := range reports[1:] {
		past = append(past, rule.Past{Report: r.report, Sent: true})
	}
	w.past = past
	clear(w.once)
	for i, r := range reports {
		for _, f := range rule.Check(rule.Case{Report: r.report, History: past, Today: w.Today}, rule.With(rules), rule.ShapeJudged()) {
			if !elsewhere(&f) && !told(&f, w.once) {
				b.found = append(b.found, r.place(f))
			}
		}
		if i < len(past) {
			past[i].Report = r.report // from now on the next one is left out
		}
	}
}

// elsewhere are findings that others tell: the Melder stands at the document's end.
func elsewhere(f *rule.Finding) bool {
	return len(f.Fields) > 0 && strings.HasPrefix(f.Fields[0], "Melder.")
}

// told reports whether a finding about the person was told with an earlier report.
func told(f *rule.Finding, once map[string]bool) bool {
	for _, id := range f.Fields {
		if !strings.HasPrefix(id, "Patient.") {
			return false
		}
	}
	key := f.Rule + " " + strings.Join(f.Fields, " ")
	before := once[key]
	once[key] = true
	return before
}

// placed is a report with where it stands.
type placed struct {
	report *model.Report
	item   *obds.Item
	head   *obds.Places
	date   model.Datum
}

// ordered are the patient's reports as the rules want them, oldest first, until the
// next patient's.
func (w *worker) ordered(b *batch, g *group) []placed {
	w.reports, w.placed = slices.Grow(w.reports[:0], len(g.items)), w.placed[:0]
	for _, item := range g.items {
		w.reports = append(w.reports, model.Report{Absender: b.absender, Meldedatum: b.meldedatum, Patient: g.patient,
			Meldung: *item.Meldung, Melder: model.Melder{ID: item.Meldung.MelderID}})
		r := &w.reports[len(w.reports)-1]
		w.placed = append(w.placed, placed{report: r, item: item, head: b.head, date: rule.EventDate(r)})
	}
	slices.SortStableFunc(w.placed, func(a, b placed) int { return cmp.Compare(a.date, b.date) })
	return w.placed
}

func (p *placed) place(f rule.Finding) Finding {
	c := Finding{Finding: f, MeldungID: string(p.item.Meldung.MeldungID), report: p.item.Line}
	places := p.item.Places
	if ofHead(c.Field()) {
		places = p.head
	}
	c.Path, c.Line = placeIn(places, c.Field())
	return c
}

// placeIn is the path and the line of a field; of one that is not there, the
// line of what is around it.
func placeIn(places *obds.Places, id string) (path string, line int) {
	path, line = places.Of(id)
	return path + missing(path, obds.FieldPath(id)), line
}

// missing is what a field's path has below the innermost element that is there. Only
// the path of what is there has counts ("[1]").
func missing(there, whole string) string {
	for there != "" {
		step, rest, counted := strings.Cut(there, "[")
		below, found := strings.CutPrefix(whole, step)
		if !found {
			return ""
		}
		if whole, there = below, ""; counted {
			_, there, _ = strings.Cut(rest, "]")
		}
	}
	if !strings.HasPrefix(whole, "/") {
		return ""
	}
	return whole
}

// ofHead reports whether a field stands in the head of the document.
func ofHead(id string) bool { return id == "Meldedatum" || strings.HasPrefix(id, "Absender.") }

// melder judges a reporting site by the rules about it.
func (j *Judge) melder(b *batch, i int) {
	r := &model.Report{Absender: b.absender, Meldedatum: b.meldedatum, Melder: b.melder[i]}
	for _, f := range rule.Check(rule.Case{Report: r, Today: j.Today}, rule.With(j.Config), rule.ShapeJudged()) {
		if len(f.Fields) > 0 && strings.HasPrefix(f.Fields[0], "Melder.") {
			path, line := placeIn(b.sites[i], f.Fields[0])
			b.found = append(b.found, Finding{Finding: f, Path: path, Line: line, report: lastLine})
		}
	}
}

// lastLine puts findings about the Melder behind all others.
const lastLine = int(^uint(0) >> 1)

// sort puts a batch's findings in order: report by report, then by line.
func (b *batch) sort() {
	starts := make([]int, 0, b.reports)
	for _, g := range b.groups {
		for _, item := range g.items {
			starts = append(starts, item.Line)
		}
	}
	for i := range len(b.problems) + len(b.notes) {
		f := &b.found[i] // the document's own findings stand first
		if at := sort.SearchInts(starts, f.Line+1); f.MeldungID != "" && at > 0 {
			f.report = starts[at-1]
		}
	}
	slices.SortStableFunc(b.found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.report, b.report), cmp.Compare(a.Line, b.Line))
	})
}

// firstOfFile leaves out findings about the document's head that were told
// with an earlier report.
func firstOfFile(found []Finding, once map[string]bool) []Finding {
	return slices.DeleteFunc(found, func(f Finding) bool {
		if !ofHead(f.Field()) || strings.HasPrefix(f.Rule, "S-") {
			return false
		}
		key := f.Rule + " " + f.Field()
		before := once[key]
		once[key] = true
		return before
	})
}
