package worklist

import (
	"fmt"
	"slices"
	"time"

	"example.org/meldeportal/model"
)

// Entscheid is what somebody decided about a task: that nothing is to be done any
// more, or not before a day (Wiedervorlage), or that somebody else goes on with it. It is about a question, not about a line
// of the list: the line may be called otherwise tomorrow.
type Entscheid struct {
	Frage Frage
	Sache string // what is asked about, see Offen.Sache
	Grund string
	Bis   model.Datum `json:",omitempty"` // the day it comes up again, "" = it is settled
	An    string      `json:",omitempty"` // login name of whom it was handed to, with Grund as a word to her; "" = to nobody
	Von   string      // who decided
	Am    time.Time
}

// ErledigtTage is how many days a settled task can still be looked up and taken back.
const ErledigtTage = 30

const erledigtDauer = ErledigtTage * 24 * time.Hour

// Settled reports that nothing is to be done any more.
func (e *Entscheid) Settled() bool { return e != nil && e.Bis == "" && e.An == "" }

// Handed reports that it is somebody else's task by now.
func (e *Entscheid) Handed() bool { return e != nil && e.An != "" }

// PutOff reports that a day has not come yet.
func (e *Entscheid) PutOff(today model.Datum) bool { return e != nil && e.Bis > today }

// ends is when nobody looks a settled task up any more.
func (e *Entscheid) ends() time.Time { return e.Am.Add(erledigtDauer) }

// Decidable reports whether a person can decide about a question. What nobody can
// read stays in sight, what is on its way ends by itself, an answer is looked at, and what the
// registry lacks is reported or answered.
func (f Frage) Decidable() bool {
	return slices.Contains([]Frage{FrageEntwurf, FrageAbgelehnt, FrageRueckfrage, FrageEnde, FrageTherapie}, f)
}

// Sache is what a question is about, whichever version of a report it is asked of: a
// correction of the Diagnose does not ask anew what became of the tumour.
func (o *Offen) Sache() string {
	switch {
	case o.Frage == FrageRueckfrage || o.Frage == FrageVermisst:
		return fmt.Sprintf("%s#%d", o.Transaktionsnummer, o.Rueckfrage.Nummer)
	case (o.Frage == FrageEnde || o.Frage == FrageTherapie) && o.MeldungID != "":
		return string(o.MeldungID)
	case o.DraftID != "":
		return o.DraftID
	}
	return o.Transaktionsnummer
}

// Decide adds to the questions what was decided about them, and leaves out those that
// were settled so long ago that nobody looks them up.
func (s *Stand) Decide(all []Entscheid, now time.Time) {
	for i := range s.Offen {
		s.Offen[i].decide(all)
	}
	s.Offen = slices.DeleteFunc(s.Offen, func(o Offen) bool { return o.Entscheid.Settled() && now.After(o.Entscheid.ends()) })
}

func (o *Offen) decide(all []Entscheid) {
	i := slices.IndexFunc(all, func(e Entscheid) bool { return e.Frage == o.Frage && e.Sache == o.Sache() })
	if i < 0 || !o.Decidable() {
		return
	}
	if e := all[i]; !e.Settled() || !o.Updated.After(e.Am) { // who goes on writing has not settled it
		o.Entscheid = &e
	}
}

// Asks is the question about a thing, nil where it is not asked.
func (s *Stand) Asks(frage Frage, sache string) *Offen {
	for i := range s.Offen {
		if o := &s.Offen[i]; o.Frage == frage && o.Sache() == sache {
			return o
		}
	}
	return nil
}
