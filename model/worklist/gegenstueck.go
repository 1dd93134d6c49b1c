package worklist

import (
	"slices"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/model/rule"
)

// counterpart looks for what should follow a report that stands at the registry:
// the end of a therapy, something done about a tumour that was diagnosed. A
// draft of it is enough: that is on the work list itself.
func (l *List) counterpart(fall []model.Vorgang, i int) {
	switch v := &fall[i]; v.Typ {
	case model.TypST, model.TypSYST:
		l.therapyEnd(fall, v)
	case model.TypDiagnose:
		l.therapy(fall, i)
	}
}

// therapyEnd asks for the end of a therapy that began more than a year ago (P-346).
func (l *List) therapyEnd(fall []model.Vorgang, v *model.Vorgang) {
	if v.Meldeanlass != model.Behandlungsbeginn || l.config.SeverityOf(&rule.OffeneTherapie) == rule.Aus || !olderThanAYear(v.Beginn, l.today) {
		return
	}
	for j := range fall {
		end := &fall[j]
		if record.Ends(&v.Merkmale, &end.Merkmale) && counts(fall, j) {
			return
		}
	}
	l.put(v, AufgabeGegenstueck, string(v.Beginn), "Ende fehlt. "+rule.OffeneTherapie.Sentence("datum", v.Beginn.German()), "")
}

// counts reports whether something is a draft or stands at the registry.
func counts(fall []model.Vorgang, i int) bool {
	return fall[i].State == model.StateDraft || standing(fall, i)
}

func olderThanAYear(begin, today model.Datum) bool {
	_, last, ok := begin.Span()
	now, known := today.Time()
	return ok && known && last.AddDate(1, 0, 0).Before(now)
}

// therapy asks what became of a tumour whose deadline for the first treatment
// report has passed since its diagnosis. After two years it is asked no more.
func (l *List) therapy(fall []model.Vorgang, i int) {
	v := &fall[i]
	days, ok := v.Date.SureDaysBefore(l.today)
	if !ok || days <= l.config.Days() || days > gegenstueckLang || !l.config.In().Runs(v.Date) {
		return
	}
	for j := range fall {
		o := &fall[j]
		if o.TumorID == v.TumorID && (follows(o.Typ) || o.Typ == model.TypDiagnose && j < i) && counts(fall, j) {
			return
		}
	}
	l.put(v, AufgabeGegenstueck, string(v.Date), "Therapie fehlt. Zur Diagnose vom "+v.Date.German()+" ist keine Therapie und kein Verlauf gemeldet.", "")
}

// follows reports whether a report of this type tells how it went on after the
// diagnosis.
func follows(typ model.Zweig) bool {
	return slices.Contains([]model.Zweig{model.TypOP, model.TypST, model.TypSYST, model.TypTumorkonferenz, model.TypVerlauf, model.TypTod}, typ)
}
