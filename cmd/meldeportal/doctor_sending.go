package main

import (
	"context"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/tui/wording"
)

// lookAtSending looks whether reports leave while nobody is signed in, and whether store and
// portal know the same.
func lookAtSending(ctx context.Context, x *examination) (state, string) {
	if x.look(ctx) != nil {
		return fine, "noch nichts zu senden"
	}
	l, err := x.ours().LookAtSending(ctx)
	if err != nil {
		return wrong, wording.Sentence(err)
	}
	is, text := fine, "gesendet wird, solange jemand angemeldet ist; „meldeportal sync einrichten“ erlaubt es auch ohne"
	switch now := time.Now(); {
	case l.Fault != nil:
		is, text = wrong, wording.Sentence(l.Fault)
	case l.Set && !l.Ends.After(now):
		is, text = wrong, wording.TokenEnds(l.Ends)
	case l.Set && l.Ends.Sub(now) < desk.TokenMind:
		is, text = mind, wording.TokenEnds(l.Ends)
	case l.Set:
		text = "„meldeportal sync“ sendet ohne Anmeldung bis " + l.Ends.Local().Format("02.01.2006")
	}
	for _, said := range wording.ApartText(&model.Abgleich{Dort: l.There, Hier: l.Here, Bruch: l.Broken}) {
		text += "\n" + said
		if is == fine {
			is = mind
		}
	}
	if l.Checked > 0 {
		text += "\n" + counted(l.Checked, "Quittung geprüft", "Quittungen geprüft")
	}
	if len(l.False) > 0 {
		text += "\n" + wording.FalseText(l.False)
	}
	if len(l.Here)+len(l.False) > 0 || l.Broken != 0 {
		is = wrong
	}
	return is, text
}
