package worklist

import (
	"time"

	"example.org/meldeportal/model"
)

// Slot is what the place of a question in the list depends on, whatever day it is and
// whatever the configuration says. Questions of one slot are all in the list of a day or
// none of them is, and no question stands between them but one whose slot has the same
// place. The store counts the questions by it, so that a part of the list can be read
// without the rest.
type Slot struct {
	Frage     Frage
	Art       model.Sendung
	Ergebnis  model.Ergebnis // of an answer
	Tag       model.Datum    // of the event, of the therapy's beginning, or of the answer (UTC)
	Korrektur bool           // of a draft: no deadline runs
	Gesperrt  bool           // it is, or was, held back
	Gehalten  model.Datum    // until when, "" = until somebody lifts it
	Erledigt  model.Datum    // when somebody settled it (UTC)
	Wieder    model.Datum    // until when somebody put it off
	Fall      string         // the beginning of the case's id: what is on its way stands by that
}

// fallLetters is how much of a case's id parts what is on its way: a queue of 100,000 is
// not read at once, and a short one is not in a thousand pieces.
const fallLetters = 2

// Slot is the slot of a question about a case.
func (o *Offen) Slot(caseID string) Slot {
	s := Slot{Frage: o.Frage}
	switch o.Frage {
	case FrageEntwurf:
		if s.Korrektur = o.Ersetzt != ""; !s.Korrektur {
			s.Tag = o.Date
		}
	case FrageAbgelehnt, FrageAntwort:
		s.Art, s.Tag = o.Art, dayOf(o.Settled)
		if o.Frage == FrageAntwort {
			s.Ergebnis = o.Ergebnis
		}
	case FrageRueckfrage, FrageVermisst:
		s.Tag = dayOf(o.Rueckfrage.Gekommen)
	case FrageUnterwegs:
		s.Fall = caseID[:min(len(caseID), fallLetters)]
	case FrageEnde:
		s.Tag = o.Beginn
	case FrageTherapie:
		s.Tag = o.Date
	}
	if o.Sperre != nil && (o.Frage == FrageEntwurf || o.Frage == FrageUnterwegs) {
		s.Gesperrt, s.Gehalten = true, o.Sperre.Bis
	}
	switch e := o.Entscheid; {
	case e.Settled():
		s.Erledigt = dayOf(e.Am)
	case e != nil:
		s.Wieder = e.Bis
	}
	return s
}

// question is one that has nothing but what a slot says: the list makes of it what it
// makes of all of them.
func (s *Slot) question() Offen {
	o := Offen{Frage: s.Frage}
	o.Art, o.Ergebnis = s.Art, s.Ergebnis
	switch s.Frage {
	case FrageAbgelehnt, FrageAntwort:
		o.Settled = endOf(s.Tag)
	case FrageRueckfrage, FrageVermisst:
		o.Rueckfrage = &model.Rueckmeldung{Gekommen: endOf(s.Tag)}
	case FrageEnde:
		o.Beginn = s.Tag
	default:
		o.Date = s.Tag
	}
	if s.Korrektur {
		o.Ersetzt = "x"
	}
	if s.Gesperrt {
		o.Sperre = &model.Sperre{Bis: s.Gehalten}
	}
	switch {
	case s.Erledigt != "":
		o.Entscheid = &Entscheid{Am: endOf(s.Erledigt)}
	case s.Wieder != "":
		o.Entscheid = &Entscheid{Bis: s.Wieder}
	}
	return o
}

const dayForm = "2006-01-02"

func dayOf(t time.Time) model.Datum {
	if t.IsZero() {
		return ""
	}
	return model.Datum(t.UTC().Format(dayForm))
}

// After reports that all that stands in the slot of an answer is later than a moment.
func (s *Slot) After(t time.Time) bool {
	begin, err := time.Parse(dayForm, string(s.Tag))
	return err == nil && begin.After(t)
}

// endOf is the last moment of a day: an answer is over when all of its slot are.
func endOf(day model.Datum) time.Time {
	t, err := time.Parse(dayForm, string(day))
	if err != nil {
		return time.Time{}
	}
	return t.AddDate(0, 0, 1).Add(-time.Millisecond)
}
