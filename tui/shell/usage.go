package shell

import (
	"encoding/json"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/tui/work"
)

// usageMsg brings what was remembered.
type usageMsg struct {
	desk *work.Desk
	kept map[string][]byte
}

// usageKept says that the counts of a list are on the disk, or are not.
type usageKept struct {
	desk *work.Desk
	list string
	err  error
}

// readUsage fetches the counts. Without them the lists are in their own order,
// which is no reason to bother anybody.
func (sh *Shell) readUsage() tea.Cmd {
	ctx, desk := sh.During, sh.desk
	return func() tea.Msg {
		kept, err := desk.Memory.Recall(ctx, work.UsagePrefix)
		if err != nil {
			return nil
		}
		return usageMsg{desk, kept}
	}
}

// tookUsage adds what was remembered to what was counted meanwhile.
func (sh *Shell) tookUsage(msg usageMsg) {
	if msg.desk != sh.desk {
		return
	}
	sh.Usage.Recall(msg.kept)
}

// KeepUsage remembers the counts of one list that has news; the answer brings
// the next one.
func (sh *Shell) KeepUsage() tea.Cmd {
	u := sh.Usage
	if u.Busy || !u.Read || sh.desk == nil {
		return nil
	}
	for list := range u.Unkept {
		content, err := json.Marshal(u.Most(list))
		if err != nil {
			return nil
		}
		u.Busy = true
		delete(u.Unkept, list)
		ctx, desk := sh.During, sh.desk
		return func() tea.Msg {
			return usageKept{desk, list, desk.Memory.Remember(ctx, work.UsagePrefix+list, content)}
		}
	}
	return nil
}

// wasKept goes on with the next list. What could not be kept waits for the next
// use: a full disk is told by the draft that cannot be saved either.
func (sh *Shell) wasKept(msg usageKept) tea.Cmd {
	if msg.desk != sh.desk {
		return nil
	}
	sh.Usage.Busy = false
	if msg.err != nil {
		sh.Usage.Unkept[msg.list] = true
		return nil
	}
	return sh.KeepUsage()
}
