package work

import (
	"context"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/worklist"
)

// The report of a task can be held back, let go again and, while it is a draft, deleted
// from the work list, too: whoever clears it up has many of them.

// reportActs are what can be done with the report of a task.
func (t *Agenda) reportActs(a *worklist.Aufgabe) []Act {
	hold, lift := holdAct(noTask(a)), liftAct(noTask(a))
	remove := Act{Name: "loeschen", Label: "Entwurf löschen", Help: "Legt den Entwurf der Aufgabe nach Rückfrage in den Papierkorb.", Row: true, Quiet: true, Off: noTask(a)}
	if a == nil {
		return []Act{hold, lift, remove}
	}
	hold.Now = Given{Sperre: a.Sperre}
	hold.Do = func(ctx context.Context, g Given) (Done, error) {
		return t.hold(ctx, a, HoldFor(a.Sperre, g.Sperre.Grund, g.Sperre.Bis, t.Now()), "Zurückgehalten: "+g.Sperre.Grund+".")
	}
	lift.Do = func(ctx context.Context, _ Given) (Done, error) {
		return t.hold(ctx, a, nil, "Die Sperre ist aufgehoben.")
	}
	switch {
	case a.Art == worklist.AufgabeBeschaedigt:
		hold.Off, lift.Off = "Was nicht lesbar ist, bleibt, wie es ist; bitte die Betreuung rufen.", "Sie wird nicht zurückgehalten."
	case !waits(a):
		hold.Off, lift.Off = "Zurückzuhalten sind nur Entwürfe und Meldungen, die noch warten.", "Sie wird nicht zurückgehalten."
	case a.Sperre == nil:
		lift.Off = "Sie wird nicht zurückgehalten."
	}
	if remove.Off = hold.Off; a.DraftID == "" {
		remove.Off = "Gelöscht werden können nur Entwürfe."
	}
	remove.Sure = &Sure{"Entwurf löschen?", a.Person + ". Der Papierkorb behält den Entwurf 30 Tage ({papierkorb}). Gesendete Meldungen bleiben.", "Löschen"}
	remove.Do = func(ctx context.Context, g Given) (Done, error) { return t.remove(ctx, a.DraftID, g) }
	return []Act{hold, lift, remove}
}

func holdAct(off string) Act {
	return Act{Name: "zurueckhalten", Label: "Zurückhalten", Help: "Hält die Meldung mit Grund und Tag zurück.", Row: true, Quiet: true, Asks: AskSperre, Off: off}
}

func liftAct(off string) Act {
	return Act{Name: "aufheben", Label: "Sperre aufheben", Help: "Die Meldung darf wieder gesendet werden.", Row: true, Quiet: true, Off: off}
}

// waits reports that a task is about a draft or a delivery that has not left.
func waits(a *worklist.Aufgabe) bool {
	return a.DraftID != "" || a.Transaktionsnummer != "" && (a.Art == worklist.AufgabeWartet || a.Art == worklist.AufgabeGesperrt)
}

// hold holds the report of a task back, or lets it go with nil.
func (t *Agenda) hold(ctx context.Context, a *worklist.Aufgabe, s *model.Sperre, said string) (Done, error) {
	about := *a
	set := func(ctx context.Context, s *model.Sperre) error { return t.setHold(ctx, &about, s) }
	return Done{Said: said + " {rueckgaengig} nimmt es zurück.", Undo: &Undo{"Zurückgenommen: " + about.Person + ".",
		func(ctx context.Context) error { return set(ctx, about.Sperre) }}}, set(ctx, s)
}

func (t *Agenda) setHold(ctx context.Context, a *worklist.Aufgabe, s *model.Sperre) error {
	if a.DraftID == "" {
		return t.Desk.Sent.Hold(ctx, a.Transaktionsnummer, s)
	}
	d, err := t.Desk.Drafts.Draft(ctx, a.DraftID)
	if err != nil {
		return err
	}
	d.Sperre = s
	return t.Desk.Drafts.SaveDraft(ctx, &d)
}

// remove puts a draft into the paper basket as it is now.
func (t *Agenda) remove(ctx context.Context, id string, g Given) (Done, error) {
	d, err := t.Desk.Drafts.Draft(ctx, id)
	if err != nil {
		return Done{}, err
	}
	return throwAway(t.Desk, &d, func() (string, int) { return d.ID, d.Rev }).Do(ctx, g)
}
