package shell

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/tui/admission"
	"example.org/meldeportal/tui/kit"
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
	sh.StopNews()
	if err := admission.Lock(sh.services, sh.desk); err != nil {
		sh.Fail(err)
	}
	sh.leaveDesk()
	return sh.anew()
}

// idleMsg asks whether anybody has pressed a key meanwhile.
type idleMsg struct{ desk *work.Desk }

// idleAgain is how long a lock that did not succeed is left alone.
const idleAgain = 20 * time.Second

// watchIdle looks again when the desk might have been left for long enough.
func (sh *Shell) watchIdle() tea.Cmd {
	left, locks := admission.IdleLeft(sh.services, sh.clock().Now().Sub(sh.keyed))
	if !locks {
		return nil
	}
	return sh.later(max(left, idleAgain), idleMsg{sh.desk})
}

func (sh *Shell) idle(msg idleMsg) tea.Cmd {
	if msg.desk != sh.desk || sh.desk == nil {
		return nil
	}
	if left, _ := admission.IdleLeft(sh.services, sh.clock().Now().Sub(sh.keyed)); left > 0 {
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
