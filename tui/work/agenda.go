package work

import (
	"context"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/wording"
)

// Agenda is the sitting in front of the work list: what can be done with a line of it
// beside opening it, and how the last of that is taken back.
type Agenda struct {
	Desk *Desk
	Now  func() time.Time
	last *Undo // of what was done last, nil = nothing
}

// Took takes what came of an act: it is what can be taken back next.
func (t *Agenda) Took(done Done) { t.last = done.Undo }

// Acts are what can be done with a line, nil where there is none.
func (t *Agenda) Acts(a *worklist.Aufgabe) []Act {
	return append([]Act{t.settle(a), t.putOff(a), t.handOver(a), t.takeUp(a), t.undo()}, t.reportActs(a)...)
}

// ActsOn are what can be done with several lines at once, or without any with none.
func (t *Agenda) ActsOn(lines []*worklist.Aufgabe) []Act {
	if len(lines) == 0 {
		return t.Acts(nil)
	}
	of := make([][]Act, len(lines))
	for i := range lines {
		of[i] = t.Acts(lines[i])
	}
	return ActsOn(of, func(n int) string { return wording.Plural(n, "Aufgabe", "Aufgaben") })
}

// settle ends a task: an answer was seen, anything else wants a reason.
func (t *Agenda) settle(a *worklist.Aufgabe) Act {
	act := Act{Name: "erledigen", Label: "Erledigt", Row: true, Help: "Nimmt die Aufgabe mit einem Grund von der Liste; eine Antwort des Registers gilt als gesehen.", Off: noTask(a)}
	switch {
	case a == nil:
	case a.Art == worklist.AufgabeAngenommen, a.Art == worklist.AufgabeAntwort:
		act.Label = "Gesehen"
		act.Do = func(ctx context.Context, _ Given) (Done, error) { return t.see(ctx, a) }
	case a.Art == worklist.AufgabeErledigt:
		act.Off = "Die Aufgabe ist schon erledigt; {wiederaufnehmen} nimmt sie wieder auf."
	default:
		act.Off, act.Asks = noDecision(a), AskSettled
		act.Do = func(ctx context.Context, g Given) (Done, error) {
			return t.decide(ctx, a, g.Entscheid, "Erledigt: "+g.Entscheid.Grund+". {rueckgaengig} nimmt es zurück.")
		}
	}
	return act
}

func (t *Agenda) putOff(a *worklist.Aufgabe) Act {
	act := Act{Name: "wiedervorlage", Label: "Wiedervorlage", Row: true, Quiet: true, Asks: AskUpAgain, Off: noTask(a),
		Help: "Schiebt die Aufgabe mit einem Grund auf einen Tag auf; dann steht sie wieder da."}
	if a == nil {
		return act
	}
	if act.Off = noDecision(a); a.Entscheid != nil {
		act.Now = Given{Entscheid: a.Entscheid}
	}
	act.Do = func(ctx context.Context, g Given) (Done, error) {
		return t.decide(ctx, a, g.Entscheid, "Wiedervorlage am "+g.Entscheid.Bis.German()+". {rueckgaengig} nimmt es zurück.")
	}
	return act
}

// takeUp opens a task again that was settled or put off.
func (t *Agenda) takeUp(a *worklist.Aufgabe) Act {
	act := Act{Name: "wiederaufnehmen", Label: "Wieder aufnehmen", Row: true, Quiet: true, Off: noTask(a),
		Help: "Macht eine erledigte oder aufgeschobene Aufgabe wieder zu einer offenen und nimmt eine übergebene zurück."}
	switch {
	case a == nil:
	case a.Entscheid == nil:
		act.Off = "Die Aufgabe ist offen; wieder aufzunehmen sind erledigte, aufgeschobene und übergebene."
	default:
		act.Do = func(ctx context.Context, _ Given) (Done, error) {
			said := "Die Aufgabe ist wieder offen."
			if a.Entscheid.Handed() {
				said = "Nicht mehr an " + a.Entscheid.An + " übergeben."
			}
			return t.decide(ctx, a, nil, said)
		}
	}
	return act
}

func (t *Agenda) undo() Act {
	act := Act{Name: "rueckgaengig", Label: "Rückgängig", Help: "Nimmt die letzte Entscheidung über eine Aufgabe zurück.", Quiet: true}
	if t.last == nil {
		act.Off = "Hier ist nichts zurückzunehmen."
		return act
	}
	last := *t.last
	act.Do = func(ctx context.Context, _ Given) (Done, error) { return Done{Said: last.Said}, last.Do(ctx) }
	return act
}

// decide keeps what somebody decides, and how it was before.
func (t *Agenda) decide(ctx context.Context, a *worklist.Aufgabe, e *worklist.Entscheid, said string) (Done, error) {
	about, was := *a, a.Entscheid
	if err := t.Desk.Tasks.Decide(ctx, &about, e); err != nil {
		return Done{}, err
	}
	return Done{Said: said, Undo: &Undo{"Zurückgenommen: " + about.Person + ", " + wording.TaskWords[about.Art] + ".",
		func(ctx context.Context) error { return t.Desk.Tasks.Decide(ctx, &about, was) }}}, nil
}

// see remembers that answers were looked at.
func (t *Agenda) see(ctx context.Context, a *worklist.Aufgabe) (Done, error) {
	was, err := See(ctx, t.Desk, model.DatumOf(t.Now()), a)
	if err != nil {
		return Done{}, err
	}
	return Done{Said: "Gesehen. {rueckgaengig} nimmt es zurück.", Undo: &Undo{"Wieder ungelesen.", func(ctx context.Context) error {
		return t.Desk.Memory.Remember(ctx, worklist.MerkGesehen, was)
	}}}, nil
}

// See remembers that an answer, or all good ones, were looked at; was is what was
// remembered before.
func See(ctx context.Context, desk *Desk, today model.Datum, a *worklist.Aufgabe) (was []byte, err error) {
	memory, err := desk.Memory.Recall(ctx, worklist.MerkGesehen)
	if err != nil {
		return nil, err
	}
	was = memory[worklist.MerkGesehen]
	g := worklist.LiesGesehen(was)
	if a.Angenommen != nil {
		g.Bis = a.Angenommen.Bis
		g.Mark(today)
	} else {
		g.Mark(today, a.Transaktionsnummer)
	}
	return was, desk.Memory.Remember(ctx, worklist.MerkGesehen, g.Bytes())
}

func noTask(a *worklist.Aufgabe) string {
	if a == nil {
		return "Es gibt nichts zu erledigen."
	}
	return ""
}

// noDecision says why nobody can decide about a task, "" when somebody can.
func noDecision(a *worklist.Aufgabe) string {
	switch {
	case a.Art == worklist.AufgabeBeschaedigt:
		return "Was nicht lesbar ist, bleibt auf der Liste; bitte die Betreuung rufen."
	case a.Art == worklist.AufgabeAngenommen || a.Art == worklist.AufgabeAntwort:
		return "Eine Antwort des Registers wird gesehen: {erledigen}."
	case !a.Frage.Decidable():
		return "Die Meldung ist unterwegs; die Aufgabe endet von selbst."
	}
	return ""
}
