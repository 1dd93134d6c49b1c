package work

import (
	"context"
	"errors"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/tui/wording"
)

// sentDouble knows one delivery.
type sentDouble struct {
	Sent
	note  string
	held  *model.Sperre
	fails error
}

func (s *sentDouble) Note(_ context.Context, _, text string) error {
	s.note = text
	return s.fails
}

func (s *sentDouble) Hold(_ context.Context, _ string, sperre *model.Sperre) error {
	s.held = sperre
	return s.fails
}

type reportsDouble struct{ Reports }

func (reportsDouble) Correct(_ context.Context, number string) (model.Draft, error) {
	return model.Draft{ID: "d", Ersetzt: number}, nil
}

func version(state model.State) (*SentVersion, *sentDouble) {
	sent := &sentDouble{}
	d := model.Delivery{Transaktionsnummer: "t1", State: state}
	return &SentVersion{Desk: &Desk{Sent: sent, Reports: reportsDouble{}}, Delivery: d, Related: []model.Delivery{d}}, sent
}

func TestActsOfASentReportFollowItsState(t *testing.T) {
	t.Parallel()
	for state, can := range map[model.State]map[string]bool{
		model.StateAccepted: {"korrigieren": true, "loeschantrag": true},
		model.StateQueued:   {"senden": true, "zurueckhalten": true},
		model.StateSending:  {"senden": true},
		model.StateRejected: {"bearbeiten": true},
	} {
		s, _ := version(state)
		for _, name := range []string{"senden", "bearbeiten", "korrigieren", "loeschantrag", "zurueckhalten", "aufheben", "papier", "loeschen", "fruehere", "spaetere"} {
			if off := ActNamed(s.Acts(), name).Off; (off == "") != can[name] {
				t.Errorf("%s, %s: off %q, want it to be possible: %v", state, name, off, can[name])
			}
		}
	}
}

func TestActsOfASentReportAreDone(t *testing.T) {
	t.Parallel()
	s, sent := version(model.StateQueued)
	done, err := ActNamed(s.Acts(), "notiz").Do(t.Context(), Given{Text: "Rückruf"})
	if err != nil || sent.note != "Rückruf" || done.Said != NoteKept {
		t.Errorf("note: %q, %+v, %v", sent.note, done, err)
	}
	if _, err := ActNamed(s.Acts(), "zurueckhalten").Do(t.Context(), Given{Sperre: &model.Sperre{Grund: "Befund fehlt"}}); err != nil || sent.held == nil {
		t.Errorf("held: %+v, %v", sent.held, err)
	}
	s, sent = version(model.StateAccepted)
	if done, err = ActNamed(s.Acts(), "korrigieren").Do(t.Context(), Given{}); err != nil || done.Draft == nil || done.Draft.Ersetzt != "t1" || done.Gone {
		t.Errorf("correction: %+v, %v", done, err)
	}
	sent.fails = errors.New("full")
	if _, err = ActNamed(s.Acts(), "notiz").Do(t.Context(), Given{}); err == nil {
		t.Error("a note that was not kept is told as kept")
	}
}

func TestTheRecordSaysWhyItStays(t *testing.T) {
	t.Parallel()
	c := &Record{Drafts: []model.Draft{{ID: "d"}}}
	by := func(name string) string { return "<" + name + ">" }
	if got := Told(ActNamed(c.Acts(0), "entfernen").Off, by); got != "Die Akte hat noch 1 Entwurf. Bitte erst mit <loeschen> löschen, dann die Akte." {
		t.Errorf("with a draft: %q", got)
	}
	if off := ActNamed(c.Acts(0), "loeschen").Off; off != "" {
		t.Errorf("the draft cannot be deleted: %q", off)
	}
	if off := ActNamed(c.Acts(0), "korrigieren").Off; off != "Korrigiert wird nur, was gesendet ist; ein Entwurf wird einfach weitergeschrieben." {
		t.Errorf("a draft can be corrected: %q", off)
	}
	if off := ActNamed((&Record{}).Acts(0), "entfernen").Off; off != "" {
		t.Errorf("an empty record cannot go: %q", off)
	}
}

// Everything about a person can be deleted once nothing is on its way; why is what is
// known of her.
func TestWhoIsUnderwayIsNotForgotten(t *testing.T) {
	t.Parallel()
	c := &Record{Person: model.Case{ID: "c1"}, Deliveries: []model.Delivery{{State: model.StateAccepted}, {State: model.StateQueued}}}
	if off := ActNamed(c.Acts(-1), "personloeschen").Off; off != wording.UnderwayText {
		t.Errorf("underway: %q", off)
	}
	c.Deliveries[1].State = model.StateRejected
	for objects, want := range map[bool]model.Loeschgrund{false: model.GrundAnordnung, true: model.GrundWiderspruch} {
		people := &forgetful{}
		c.Desk, c.Person.Widerspruch = &Desk{People: people}, objects
		act := ActNamed(c.Acts(-1), "personloeschen")
		done, err := act.Do(t.Context(), Given{})
		if act.Off != "" || act.Sure == nil || err != nil || !done.Gone || people.why != want {
			t.Errorf("off %q, %+v, %v, why %q, want %q", act.Off, done, err, people.why, want)
		}
	}
}

// forgetful notes why somebody is forgotten.
type forgetful struct {
	People
	why model.Loeschgrund
}

func (f *forgetful) Forget(_ context.Context, _ string, why model.Loeschgrund) error {
	f.why = why
	return nil
}

func TestWhatEndsADraftWantsItSaved(t *testing.T) {
	t.Parallel()
	r := &Report{Desk: &Desk{}, Draft: &model.Draft{ID: "d"}, Aside: &Aside{Notiz: "alt"}}
	for name, saved := range map[string]bool{"pruefen": true, "papier": true, "loeschen": true, "duplizieren": true, "vorschau": false, "notiz": false} {
		if got := ActNamed(r.Acts(), name).Saved != ""; got != saved {
			t.Errorf("%s: wants it saved: %v, want %v", name, got, saved)
		}
	}
	for _, name := range []string{"papier", "loeschen"} {
		if ActNamed(r.Acts(), name).Sure == nil {
			t.Errorf("%s is done without a question", name)
		}
	}
	if off := ActNamed(r.Acts(), "uebernehmen").Off; off == "" {
		t.Error("there is nothing to take over, and nobody says so")
	}
}

func TestActsWriteBesideTheReport(t *testing.T) {
	t.Parallel()
	r := &Report{Desk: &Desk{}, Draft: &model.Draft{ID: "d"}, Aside: &Aside{Notiz: "alt"}}
	if note := ActNamed(r.Acts(), "notiz"); note.Now.Text != "alt" || note.Write(Given{Text: "neu"}).Said != NoteKept || r.Aside.Notiz != "neu" {
		t.Errorf("note: %+v", r.Aside)
	}
	if ActNamed(r.Acts(), "aufheben").Off == "" {
		t.Error("a Sperre that is not there can be lifted")
	}
	ActNamed(r.Acts(), "zurueckhalten").Write(Given{Sperre: &model.Sperre{Grund: "Befund fehlt"}})
	if lift := ActNamed(r.Acts(), "aufheben"); r.Aside.Sperre == nil || lift.Off != "" {
		t.Errorf("held: %+v, lift off: %q", r.Aside.Sperre, lift.Off)
	}
	ActNamed(r.Acts(), "aufheben").Write(Given{})
	if r.Aside.Sperre != nil {
		t.Error("still held")
	}
}
