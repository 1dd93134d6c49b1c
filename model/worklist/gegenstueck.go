package worklist

import (
	"slices"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/model/rule"
)

// askCounterpart looks for what should follow a report that stands at the registry:
// the end of a therapy, something done about a tumour that was diagnosed. A
// draft of it is enough: that is on the work list itself. Nothing is asked while
// something of the case cannot be read: that may be it.
func (s *Stand) askCounterpart(fall []model.Vorgang, i int, now time.Time) {
	switch v := &fall[i]; {
	case v.Typ == model.TypST || v.Typ == model.TypSYST:
		if v.Meldeanlass == model.Behandlungsbeginn && !ended(fall, v) && !s.missed(v) {
			s.add(FrageEnde, v)
		}
	case v.Typ == model.TypDiagnose:
		if days, ok := v.Date.SureDaysBefore(model.DatumOf(now)); ok && days <= gegenstueckLang && !followed(fall, i) {
			s.add(FrageTherapie, v)
		}
	}
}

// ended reports whether the end of a therapy is told or being written.
func ended(fall []model.Vorgang, begin *model.Vorgang) bool {
	for j := range fall {
		if record.Ends(&begin.Merkmale, &fall[j].Merkmale) && counts(fall, j) {
			return true
		}
	}
	return false
}

// followed reports whether something tells how it went on after a Diagnose.
func followed(fall []model.Vorgang, i int) bool {
	for j := range fall {
		o := &fall[j]
		if o.TumorID == fall[i].TumorID && (follows(o.Typ) || o.Typ == model.TypDiagnose && j < i) && counts(fall, j) {
			return true
		}
	}
	return false
}

// counts reports whether something is a draft or stands at the registry.
func counts(fall []model.Vorgang, i int) bool {
	return fall[i].State == model.StateDraft || standing(fall, i)
}

// follows reports whether a report of this type tells how it went on after the
// diagnosis.
func follows(typ model.Zweig) bool {
	return slices.Contains([]model.Zweig{model.TypOP, model.TypST, model.TypSYST, model.TypTumorkonferenz, model.TypVerlauf, model.TypTod}, typ)
}

// therapyEnd asks for the end of a therapy that began more than a year ago (P-346).
func (l *List) therapyEnd(v *model.Vorgang) {
	if l.config.SeverityOf(&rule.OffeneTherapie) != rule.Aus && olderThanAYear(v.Beginn, l.today) {
		l.add(v, AufgabeGegenstueck, string(v.Beginn), "Ende fehlt. "+rule.OffeneTherapie.Sentence("datum", v.Beginn.German()), "")
	}
}

func olderThanAYear(begin, today model.Datum) bool {
	_, last, ok := begin.Span()
	now, known := today.Time()
	return ok && known && last.AddDate(1, 0, 0).Before(now)
}

// therapy asks what became of a tumour whose deadline for the first treatment
// report has passed since its diagnosis. After two years it is asked no more.
func (l *List) therapy(v *model.Vorgang) {
	days, ok := v.Date.SureDaysBefore(l.today)
	if !ok || days <= l.config.Days() || days > gegenstueckLang || !l.config.In().Runs(v.Date) {
		return
	}
	l.add(v, AufgabeGegenstueck, string(v.Date), "Therapie fehlt. Zur Diagnose vom "+v.Date.German()+" ist keine Therapie und kein Verlauf gemeldet.", "")
}
