package work

import (
	"context"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rights"
)

// aside is what a draft or a delivery keeps beside its report, and how it is kept.
type aside struct {
	does   [3]rights.Action // to note, to hold back, to let go
	notiz  string
	sperre *model.Sperre
	note   func(context.Context, string) error
	hold   func(context.Context, *model.Sperre) error // nil = it cannot be held back
	lifted string                                     // said of a Sperre that is gone
}

// inDraft is what is kept beside a draft: it is saved with it.
var inDraft = [3]rights.Action{rights.EntwurfBearbeitet, rights.EntwurfBearbeitet, rights.EntwurfBearbeitet}

const onlyDraft = "Das geht nur bei einem Entwurf."

// NoteKept is said of a note that is kept.
const NoteKept = "Interne Notiz behalten; sie wird nie übermittelt."

const heldBack = "Die Meldung wird zurückgehalten. {aufheben} hebt die Sperre auf."

// acts write the internal note, hold back and let go again.
func (a *aside) acts() []Act {
	noHold, noLift := "", "Sie wird nicht zurückgehalten."
	if a.hold == nil {
		noHold = "Zurückzuhalten sind nur Entwürfe und Meldungen, die noch warten."
	} else if a.sperre != nil {
		noLift = ""
	}
	return []Act{
		{Name: "notiz", Does: a.does[0], Label: "Interne Notiz", Help: "Für die eigene Einrichtung; wird nie übermittelt.", Menu: true, Asks: AskNote, Now: Given{Text: a.notiz},
			Do: func(ctx context.Context, g Given) (Done, error) {
				return Done{Said: NoteKept}, a.note(ctx, g.Text)
			}},
		{Name: "zurueckhalten", Does: a.does[1], Label: "Zurückhalten", Help: "Hält die Meldung mit Grund und Tag zurück.", Off: noHold, Menu: true, Asks: AskSperre, Now: Given{Sperre: a.sperre},
			Do: func(ctx context.Context, g Given) (Done, error) {
				return Done{Said: heldBack}, a.hold(ctx, g.Sperre)
			}},
		{Name: "aufheben", Does: a.does[2], Label: "Sperre aufheben", Help: "Die Meldung darf wieder gesendet werden.", Off: noLift, Menu: true,
			Do: func(ctx context.Context, _ Given) (Done, error) { return Done{Said: a.lifted}, a.hold(ctx, nil) }},
	}
}
