package rule

import "example.org/meldeportal/model"

// arbeitsliste are the rules that speak in the work list and not at a report:
// they judge what was sent, not what is being written. Check does not run them.
var arbeitsliste = []Rule{
	{ID: idOffeneTherapie, Severity: Hinweis, Source: "PRX", For: therapien,
		Text: "Das Ende der am {datum} begonnenen Therapie ist noch nicht gemeldet.",
		Find: findOffeneTherapie},
}

const idOffeneTherapie = "P-346"

// OpenTherapy is a therapy whose begin was sent more than a year ago and whose
// end was not.
type OpenTherapy struct {
	Begin   *model.Report // the report that told its begin
	Finding Finding       // P-346, its fields are those of Begin
}

// OpenTherapies finds the open therapies among the reports of one patient, in
// their order (P-346). It is for the work list; nil when there are none.
func OpenTherapies(reports []Past, today model.Datum, opts ...Option) []OpenTherapy {
	var open []OpenTherapy
	r := arbeitsliste[0]
	severity := collect(opts).config.severity(r.ID, r.Severity)
	for _, p := range reports {
		if !p.Sent || severity == Aus {
			continue
		}
		c := Case{Report: p.Report, History: reports, Today: today}
		r.Find(&c, func(fields []string, args ...string) {
			open = append(open, OpenTherapy{p.Report, Finding{Rule: r.ID, Severity: severity, Text: sentence(r.Text, args), Fields: fields}})
		})
	}
	return open
}

// findOffeneTherapie judges a sent report that tells the begin of a therapy.
func findOffeneTherapie(c *Case, hit Hit) {
	t, ok := therapieOf(c.Report)
	if !ok || t.Meldeanlass != behandlungsbeginn || !olderThanAYear(t.Beginn, c.Today) {
		return
	}
	for _, p := range c.History {
		end, ok := therapieOf(p.Report)
		if ok && p.Sent && end.Meldeanlass == behandlungsende && t.endedBy(end) {
			return
		}
	}
	hit(ids(t.beginnField()), "datum", t.Beginn.German())
}

// endedBy reports whether another report tells the end of this therapy: by its
// id, or by its begin where the begin report had no id.
func (t therapie) endedBy(end therapie) bool {
	if end.Typ != t.Typ || end.TumorID != t.TumorID {
		return false
	}
	if t.ID == "" {
		return day(end.Beginn) == day(t.Beginn)
	}
	return end.ID == t.ID
}

func olderThanAYear(begin, today model.Datum) bool {
	_, last, ok := begin.Span()
	now, known := today.Time()
	return ok && known && last.AddDate(1, 0, 0).Before(now)
}
