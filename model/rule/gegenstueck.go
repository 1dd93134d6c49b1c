package rule

import (
	"example.org/meldeportal/model"
)

// counterpart looks for what should follow a report that stands at the registry:
// the end of a therapy, something done about a tumour that was diagnosed. A
// draft of it is enough: that is on the work list itself.
func (l *Arbeitsliste) counterpart(fall []model.Vorgang, i int) {
	switch v := &fall[i]; v.Typ {
	case model.TypST, model.TypSYST:
		l.therapyEnd(fall, v)
	case model.TypDiagnose:
		l.therapy(fall, i)
	}
}

// therapyEnd asks for the end of a therapy that began more than a year ago (P-346).
func (l *Arbeitsliste) therapyEnd(fall []model.Vorgang, v *model.Vorgang) {
	r := &arbeitsliste[0]
	if v.Meldeanlass != behandlungsbeginn || l.config.severity(r.ID, r.Severity) == Aus || !olderThanAYear(v.Beginn, l.today) {
		return
	}
	t := therapieIn(&v.Merkmale)
	for j := range fall {
		end := &fall[j]
		if end.Meldeanlass == behandlungsende && t.endedBy(therapieIn(&end.Merkmale)) && counts(fall, j) {
			return
		}
	}
	l.put(v, AufgabeGegenstueck, string(v.Beginn), "Ende fehlt. "+sentence(r.Text, []string{"datum", v.Beginn.German()}), "")
}

// counts reports whether something is a draft or stands at the registry.
func counts(fall []model.Vorgang, i int) bool {
	return fall[i].State == model.StateDraft || standing(fall, i)
}

// therapieIn is the therapy a report is about, as far as its Merkmale tell.
func therapieIn(m *model.Merkmale) therapie {
	return therapie{Typ: m.Typ, ID: m.TherapieID, TumorID: m.TumorID, Meldeanlass: m.Meldeanlass, Beginn: m.Beginn}
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

// therapy asks what became of a tumour whose deadline for the first treatment
// report has passed since its diagnosis. After two years it is asked no more.
func (l *Arbeitsliste) therapy(fall []model.Vorgang, i int) {
	v := &fall[i]
	days, ok := sureDaysBefore(v.Date, l.today)
	if !ok || days <= l.config.Frist || days > gegenstueckLang || beginnFrist.CertainlyAfter(v.Date) {
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
	return in(typ, model.TypOP, model.TypST, model.TypSYST, model.TypTumorkonferenz, model.TypVerlauf, model.TypTod)
}
