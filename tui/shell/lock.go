package shell

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/tui/admission"
	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// A desk that was left locks by itself; her key locks it at once.

// lockActions are the way to do so, and to hide what a passer-by would read; nil while
// nobody is signed in.
func (sh *Shell) lockActions() []kit.Action {
	if sh.desk == nil {
		return nil
	}
	return append(sh.Keyed(admission.LockActs(), Doing{Shows: map[string]func() tea.Cmd{"sperren": sh.Lock}}),
		kit.Action{Keys: []string{"alt+."}, Label: "Ausblenden", Help: "Blendet die Maske aus, solange jemand mitliest; jede Taste zeigt sie wieder.", Quiet: true, Do: sh.hide})
}

// Lock saves, closes the workplace and asks for the password. What cannot be saved is not
// given up: then nothing is locked.
func (sh *Shell) Lock() tea.Cmd {
	if err := sh.FlushDrafts(); err != nil {
		sh.Say(admission.NotLocked(err))
		return sh.watchIdle()
	}
	said := sh.apart()
	sh.StopNews()
	if err := admission.Lock(sh.services, sh.desk, said); err != nil {
		sh.Fail(err)
	}
	sh.leaveDesk()
	return sh.anew()
}

// apart tells where the last save went that nobody has read about: it may have met what a
// colleague did while the machine slept.
func (sh *Shell) apart() string {
	for _, s := range sh.Stack {
		if a, ok := s.(interface{ Apart() *answer.Moved }); ok {
			if moved := a.Apart(); moved != nil {
				return wording.Sentence(moved)
			}
		}
	}
	return ""
}

// idleMsg asks whether anybody has pressed a key meanwhile.
type idleMsg struct{ desk *work.Desk }

// idleAgain is how often it is looked whether the desk was left, and how long a lock that did
// not succeed is left alone.
const idleAgain = 20 * time.Second

// watchIdle looks again in a while: a machine that sleeps does not wake for it, and one that
// woke must not wait for the rest.
func (sh *Shell) watchIdle() tea.Cmd {
	if _, locks := sh.idleLeft(); !locks {
		return nil
	}
	return sh.later(idleAgain, idleMsg{sh.desk})
}

func (sh *Shell) idleLeft() (left time.Duration, locks bool) {
	return admission.IdleLeft(sh.services, admission.IdleSince(sh.keyed, sh.clock().Now()))
}

// woken locks in the place of a key that comes when the workplace should have been locked:
// nobody could lock it while the machine slept.
func (sh *Shell) woken() (cmd tea.Cmd, locks bool) {
	if sh.desk == nil {
		return nil, false
	}
	left, locks := sh.idleLeft()
	sh.keyed = sh.clock().Now()
	if !locks || left > 0 {
		return nil, false
	}
	return sh.Lock(), true
}

func (sh *Shell) idle(msg idleMsg) tea.Cmd {
	if msg.desk != sh.desk || sh.desk == nil {
		return nil
	}
	if left, _ := sh.idleLeft(); left > 0 {
		return sh.watchIdle()
	}
	return sh.Lock()
}

// Forget goes to the sign-in from a workplace that is locked.
func (sh *Shell) Forget() tea.Cmd {
	sh.services.Locked = nil
	sh.Stack = []kit.Screen{sh.Screen(sh.first())}
	return tea.Batch(sh.Top().Start(), sh.askAid(0))
}
