package worklist

import (
	"slices"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/record"
)

// Stand is what there is to do about a case, or will be: all that the work list and
// the follow-ups need of it, on the day it was found and on every later one. It is
// kept instead of the history, which grows; which day it is, and what the
// configuration says, is asked afterwards, by List.Put and Nachsorge.Due.
type Stand struct {
	CaseID      string
	Person      string // "Müller, Anna"
	Widerspruch bool   // she has objected
	Offen       []Offen
	Nachsorgen  []Nachsorge
}

// Offen is a question about one draft or delivery that is not answered yet.
type Offen struct {
	Frage
	model.Vorgang                     // as far as the question needs it
	Rueckfrage    *model.Rueckmeldung // that is asked by the registry, or says what it lacks
	Entscheid     *Entscheid          // what somebody decided about it, nil = nothing
}

// Frage says what is asked.
type Frage string

// The questions.
const (
	FrageLesbar     Frage = "lesbar"     // nobody can read it
	FrageEntwurf    Frage = "entwurf"    // when is it due?
	FrageAbgelehnt  Frage = "abgelehnt"  // who takes it up?
	FrageRueckfrage Frage = "rueckfrage" // what is answered to the registry?
	FrageVermisst   Frage = "vermisst"   // what is reported, or answered, of what the registry lacks?
	FrageUnterwegs  Frage = "unterwegs"  // when does it leave?
	FrageAntwort    Frage = "antwort"    // has anybody seen it?
	FrageEnde       Frage = "ende"       // did the therapy end?
	FrageTherapie   Frage = "therapie"   // what became of the tumour?
)

// StandOf derives the Stand of a case from its history: its deliveries in the order
// they were completed, its drafts behind them. Nothing else does.
func StandOf(c *model.Case, fall []model.Vorgang, now time.Time) Stand {
	s := Stand{CaseID: c.ID, Person: people.Name(c), Widerspruch: c.Widerspruch && !c.Damaged, Nachsorgen: Nachsorgen(fall)}
	damaged := anyDamaged(fall)
	for i := range fall {
		s.ask(fall, i, now)
		s.askBack(fall, i)
		if !damaged && fall[i].State != model.StateDraft && standing(fall, i) {
			s.askCounterpart(fall, i, now)
		}
	}
	return s
}

// Empty reports that there is nothing to do and nothing to come.
func (s *Stand) Empty() bool { return len(s.Offen) == 0 && len(s.Nachsorgen) == 0 }

// Ends is when the last of the questions is over by itself; ok is false while one of
// them waits for somebody, or there is none.
func (s *Stand) Ends() (at time.Time, ok bool) {
	for i := range s.Offen {
		end, ok := s.Offen[i].ends()
		if !ok {
			return at, false
		}
		if end.After(at) {
			at = end
		}
	}
	return at, len(s.Offen) > 0
}

// ends is when a question is over by itself, ok is false for one that waits for somebody.
func (o *Offen) ends() (at time.Time, ok bool) {
	switch {
	case o.Frage == FrageAntwort:
		return o.Settled.Add(antwortDauer), true
	case o.Entscheid.Settled():
		return o.Entscheid.ends(), true
	}
	return at, false
}

const antwortDauer = AntwortTage * 24 * time.Hour

func (s *Stand) ask(fall []model.Vorgang, i int, now time.Time) {
	switch v := &fall[i]; {
	case v.Damaged:
		s.add(FrageLesbar, v)
	case v.State == model.StateDraft:
		s.add(FrageEntwurf, v)
	case v.State == model.StateRejected:
		if v.Art == model.SendungLoeschantrag || !takenUp(fall, i) {
			s.add(FrageAbgelehnt, v)
		}
	case v.State == model.StateQueued, v.State == model.StateSending:
		s.add(FrageUnterwegs, v)
	case v.State == model.StateAccepted:
		// An answer that a later version followed was looked at.
		place := record.PlaceOf(fall, i, record.OfVorgang)
		if !answerOver(v, now) && (place == record.Counts || v.Ergebnis == model.ErgebnisGeloescht && !granted(fall, i)) {
			s.add(FrageAntwort, v)
		}
	}
}

// askBack asks what the registry asks about a report, until a later version answers it.
func (s *Stand) askBack(fall []model.Vorgang, i int) {
	for _, r := range fall[i].Rueckfragen {
		asks := FrageRueckfrage
		switch {
		case record.PlaceOf(fall, i, record.OfVorgang) == record.Gone:
			continue
		case r.Art == model.RueckVermisst:
			if ended(fall, &fall[i]) {
				continue
			}
			asks = FrageVermisst
		case correctedSince(fall, i, r.Gekommen):
			continue
		}
		s.add(asks, &fall[i])
		s.Offen[len(s.Offen)-1].Rueckfrage = &r
	}
}

// correctedSince reports that a later version of a report was completed after a moment.
func correctedSince(fall []model.Vorgang, i int, t time.Time) bool {
	return slices.ContainsFunc(fall[i+1:], func(o model.Vorgang) bool {
		return o.Art == model.SendungMeldung && o.MeldungID == fall[i].MeldungID && o.State != model.StateDraft && o.State != model.StateRejected && o.Completed.After(t)
	})
}

// add keeps of a draft or a delivery what tasks tell of it.
func (s *Stand) add(f Frage, v *model.Vorgang) {
	o := *v
	o.Merkmale = model.Merkmale{Typ: v.Typ, Meldeanlass: v.Meldeanlass, Date: v.Date, TumorID: v.TumorID, Beginn: v.Beginn, MeldungID: v.MeldungID}
	o.CaseID, o.Papier, o.Rueckfragen, o.Completed = "", false, nil, time.Time{}
	s.Offen = append(s.Offen, Offen{Frage: f, Vorgang: o})
}

// granted reports that the registry deleted a report because this house asked it to.
func granted(fall []model.Vorgang, i int) bool {
	id := fall[i].MeldungID
	return slices.ContainsFunc(fall[i+1:], func(o model.Vorgang) bool { return o.MeldungID == id && o.Ergebnis == model.ErgebnisGewaehrt })
}

// takenUp reports that something was done about a refused report.
func takenUp(fall []model.Vorgang, i int) bool {
	id := fall[i].MeldungID
	return id != "" && slices.ContainsFunc(fall[i+1:], func(o model.Vorgang) bool { return o.MeldungID == id })
}

// answerOver reports that an answer is on no work list, now or later.
func answerOver(v *model.Vorgang, now time.Time) bool {
	return v.Settled.IsZero() || now.Sub(v.Settled) > antwortDauer
}

func anyDamaged(fall []model.Vorgang) bool {
	return slices.ContainsFunc(fall, func(v model.Vorgang) bool { return v.Damaged })
}

// standing reports whether a delivery stands for what the registry has, or will
// have: the version of its report that counts, no request to delete it.
func standing(fall []model.Vorgang, i int) bool {
	return fall[i].Art != model.SendungLoeschantrag && record.PlaceOf(fall, i, record.OfVorgang) == record.Counts
}
