package account

import (
	"context"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Sessions is the sitting in front of one's own sessions at the portal.
type Sessions struct {
	Desk *work.Desk
	All  []answer.OpenSession
}

// ReadSessions asks the portal which there are.
func ReadSessions(ctx context.Context, desk *work.Desk) (s Sessions, err error) {
	s.Desk = desk
	s.All, err = desk.Account.OwnSessions(ctx)
	return s, err
}

// Acts are what can be done with one of them, and with all.
func (s *Sessions) Acts(at int) []work.Act {
	end := work.Act{Name: "beenden", Does: rights.SitzungBeendet, Label: "Sitzung beenden", Help: "Beendet die Sitzung am Portal.", Row: true}
	switch {
	case at < 0 || at >= len(s.All):
		end.Off = "Es ist keine Sitzung gewählt."
	case s.All[at].Eigene:
		end.Off = "Das ist die Sitzung, in der Sie gerade arbeiten. Abmelden beendet sie."
	default:
		it := s.All[at]
		end.Sure = &work.Sure{Title: "Sitzung beenden?", Text: wording.SessionText(&it) + ". " + wording.SessionEnds, Verb: "Beenden"}
		end.Do = func(ctx context.Context, _ work.Given) (work.Done, error) { return s.end(ctx, []string{it.ID}) }
	}
	return []work.Act{end, s.all()}
}

// all ends every session but the one she works in.
func (s *Sessions) all() work.Act {
	a := work.Act{Name: "allebeenden", Does: rights.SitzungBeendet, Label: "Alle anderen beenden", Help: "Beendet alle Ihre Sitzungen am Portal außer dieser, etwa nachdem ein Passwort bekannt wurde."}
	var others []string
	for i := range s.All {
		if !s.All[i].Eigene {
			others = append(others, s.All[i].ID)
		}
	}
	if len(others) == 0 {
		a.Off = wording.NoOtherSession
		return a
	}
	a.Sure = &work.Sure{Title: "Alle anderen Sitzungen beenden?", Text: wording.SessionEnds, Verb: "Beenden"}
	a.Do = func(ctx context.Context, _ work.Given) (work.Done, error) { return s.end(ctx, others) }
	return a
}

func (s *Sessions) end(ctx context.Context, ids []string) (work.Done, error) {
	for _, id := range ids {
		if err := s.Desk.Account.EndSession(ctx, id); err != nil {
			return work.Done{}, err
		}
	}
	return work.Done{Said: wording.SessionsEnded(len(ids))}, nil
}
