package tui

import (
	"context"
	"encoding/json"

	tea "github.com/charmbracelet/bubbletea"
)

// usageMsg brings what was remembered.
type usageMsg struct {
	desk *Desk
	kept map[string][]byte
}

// usageKept says that the counts of a list are on the disk, or are not.
type usageKept struct {
	desk *Desk
	list string
	err  error
}

// readUsage fetches the counts. Without them the lists are in their own order,
// which is no reason to bother anybody.
func (sh *Shell) readUsage() tea.Cmd {
	desk := sh.desk
	return func() tea.Msg {
		kept, err := desk.Memory.Recall(context.Background(), usagePrefix)
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
	sh.usage.recall(msg.kept)
}

// keepUsage remembers the counts of one list that has news; the answer brings
// the next one.
func (sh *Shell) keepUsage() tea.Cmd {
	u := sh.usage
	if u.busy || !u.read || sh.desk == nil {
		return nil
	}
	for list := range u.unkept {
		content, err := json.Marshal(u.most(list))
		if err != nil {
			return nil
		}
		u.busy = true
		delete(u.unkept, list)
		desk := sh.desk
		return func() tea.Msg {
			return usageKept{desk, list, desk.Memory.Remember(context.Background(), usagePrefix+list, content)}
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
	sh.usage.busy = false
	if msg.err != nil {
		sh.usage.unkept[msg.list] = true
		return nil
	}
	return sh.keepUsage()
}
