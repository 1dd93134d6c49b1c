package interview

import (
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Opened says who has the report open already that is about to be written, and shows
// colleagues that it is; leave ends that.
func (z *Session) Opened(r *work.Report) (leave func()) {
	if z.beside = z.Desk.Presence.EditedBy(r.Id); z.beside != "" {
		z.Say("%s", wording.Sentences("Die Meldung "+wording.EditedBy(z.beside), "Was beide eingeben, bleibt"))
	}
	z.Desk.Presence.Editing(r.Id)
	z.open = r
	desk := z.Desk // left or locked, it is none any more
	return func() { z.open = nil; desk.Presence.Editing("") }
}

// SayBeside says once that a colleague has opened the report that is being written, too.
func (z *Session) SayBeside() {
	if z.open == nil {
		return
	}
	who := z.Desk.Presence.EditedBy(z.open.Id)
	if who != "" && who != z.beside {
		z.Say("%s", wording.JoinedBesides(who))
	}
	z.beside = who
}
