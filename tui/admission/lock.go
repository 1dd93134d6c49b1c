package admission

import (
	"errors"
	"time"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Renewal ends a face so that the program begins anew, with nothing of the person who
// worked with it left in memory. Locked is whose workplace waits, nil = nobody's.
type Renewal struct {
	Locked *answer.Locked
	Said   string // is to be said there
}

func (*Renewal) Error() string { return "begin anew" }

// LockActs are the way to lock the workplace, wherever one is.
func LockActs() []work.Act {
	return []work.Act{{Name: "sperren", Label: "Sperren", Quiet: true,
		Help: "Sichert alles und sperrt, bis Ihr Passwort wieder öffnet. Für den Weg zum Drucker; wer geht, meldet ab."}}
}

// NotLocked is said where the lock would lose what was typed.
func NotLocked(err error) string {
	return wording.Sentences("Nicht gesperrt, denn nicht alles ist gespeichert", wording.Sentence(err))
}

// Unlock is the sitting at a locked workplace.
type Unlock struct {
	Services *work.Services
	Locked   answer.Locked
}

// Text says whose workplace it is.
func (u *Unlock) Text() string {
	return wording.Sentences("Gesperrt seit "+wording.Clock(u.Locked.At, u.Services.Now())+". Das Passwort von "+u.Locked.Name+" öffnet wieder; alles ist gespeichert", u.Locked.Said)
}

// Password takes the password; wrong says what is missing.
func (u *Unlock) Password(password string) (wrong string, enter *Entering) {
	if password == "" {
		return "Bitte das Passwort eingeben.", nil
	}
	left := append([]byte{}, u.Locked.Sealed...) // a locked workplace, even one without a session
	return "", &Entering{services: u.Services, login: u.Locked.Login, password: password, alone: true, left: left}
}

// Entered takes what came of it.
func (u *Unlock) Entered(e *Entering) error {
	var f *answer.Failure
	if errors.As(e.Err, &f) && f.Kind == answer.FailStoreLocked {
		return &answer.Failure{Kind: answer.FailPassword}
	}
	if e.Err == nil {
		u.Services.Locked = nil
		u.Services.WritesIn(e.Desk.Edition)
	}
	return e.Err
}

// IdleSince is how long nobody has pressed a key: the clock that runs evenly stands still
// while the machine sleeps, the one on the wall can be set back.
func IdleSince(keyed, now time.Time) time.Duration {
	return max(now.Sub(keyed), now.Round(0).Sub(keyed.Round(0)))
}

// IdleLeft is how long nobody has to press a key any more, after a while without one, before the workplace locks, 0 =
// it locks now. ok is false where it never does by itself.
func IdleLeft(s *work.Services, idle time.Duration) (left time.Duration, ok bool) {
	return max(0, s.LockAfter-idle), s.LockAfter > 0
}

// Lock closes the workplace of a person whose work is saved; her password opens it again.
// said is what she is to read then of how it was saved.
func Lock(s *work.Services, desk *work.Desk, said string) error {
	locked, err := desk.Station.Lock()
	locked.Said = said
	if err == nil || locked.Login != "" {
		s.Locked = &locked
	}
	return err
}
