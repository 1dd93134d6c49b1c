package work

import (
	"context"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/model/worklist"
)

// handOver gives a task to a colleague with a word to her: it stands on her list then, with
// the word and from whom. off says why not, "" = it can be.
func handOver(desk *Desk, off string, decide func(context.Context, *worklist.Entscheid, string) (Done, error)) Act {
	a := Act{Name: "uebergeben", Does: rights.Uebergeben, Label: "Übergeben", Help: "Gibt die Aufgabe mit einem Satz an eine Kollegin oder einen Kollegen; sie steht dort in der Arbeitsliste.",
		Asks: AskHandover, Off: off}
	if a.To = colleagues(desk); off == "" && len(a.To) == 0 {
		a.Off = "Es hat hier sonst niemand Zugang, der Meldungen schreiben darf."
	}
	a.Do = func(ctx context.Context, g Given) (Done, error) {
		return decide(ctx, g.Entscheid, "An "+g.Entscheid.An+" übergeben.")
	}
	return Allowed(desk, []Act{a})[0]
}

func colleagues(desk *Desk) []string {
	if desk == nil || desk.Presence == nil { // nothing is read yet
		return nil
	}
	return desk.Presence.Colleagues()
}

// handOver gives a task on the list away.
func (t *Agenda) handOver(a *worklist.Aufgabe) Act {
	off := noTask(a)
	if a != nil {
		off = noDecision(a)
	}
	act := handOver(t.Desk, off, func(ctx context.Context, e *worklist.Entscheid, said string) (Done, error) {
		return t.decide(ctx, a, e, said+" {rueckgaengig} nimmt es zurück.")
	})
	act.Row, act.Quiet = true, true
	return act
}

// handDraft gives a draft away, as its task.
func handDraft(desk *Desk, d func() *model.Draft) Act {
	act := handOver(desk, "", func(ctx context.Context, e *worklist.Entscheid, said string) (Done, error) {
		if err := keep(ctx, desk, d()); err != nil {
			return Done{}, err
		}
		about := &worklist.Aufgabe{Frage: worklist.FrageEntwurf, Sache: d().ID, CaseID: d().PatientID}
		return Done{Said: said}, desk.Tasks.Decide(ctx, about, e)
	})
	act.Menu, act.Saved = true, firstSaved
	return act
}
