package interview

import (
	"context"
	"encoding/json"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/work"
)

// Session is a conversation at a workplace.
type Session struct {
	*ask.Talk
	Services *work.Services
	During   context.Context // ends when the person signs out or goes
	Desk     *work.Desk      // nil before somebody has signed in
	Usage    *work.Usage     // of the signed-in person, nil = nobody counts
	Lost     bool            // something was left that could not be saved

	open   *work.Report // that is being written, nil = none
	beside string       // who has it open, too, as was said
}

// Env is what a form needs that is never drawn.
func (z *Session) Env() forms.Env {
	env := z.Services.Env()
	if z.Usage != nil {
		env.Used = z.Usage
	}
	return env
}

// ReadUsage reads what the person uses most. Without it the lists are in their
// own order, which is no reason to bother anybody.
func (z *Session) ReadUsage() {
	z.Usage = work.NewUsage()
	if kept, err := z.Desk.Memory.Recall(z.During, work.UsagePrefix); err == nil {
		z.Usage.Recall(kept)
	}
}

// keepUsage remembers what was counted. What cannot be kept waits for the next
// answer.
func (z *Session) keepUsage() {
	if z.Usage == nil || !z.Usage.Read {
		return
	}
	for list := range z.Usage.Unkept {
		content, err := json.Marshal(z.Usage.Most(list))
		if err == nil && z.Desk.Memory.Remember(z.During, work.UsagePrefix+list, content) == nil {
			delete(z.Usage.Unkept, list)
		}
	}
}
