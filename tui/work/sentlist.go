package work

import (
	"context"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/wording"
)

// A delivery of the list of all is what it would be on the work list: it is held back,
// let go and seen there as here, and what was done last is taken back as there.

// SentActs are what can be done with a delivery of the list beside opening it, nil where
// there is none.
func (t *Agenda) SentActs(d *model.Delivery, person string) []Act {
	if d == nil {
		return []Act{t.seen(nil), holdAct(noSent), liftAct(noSent), t.undo()}
	}
	a := taskOfSent(d, person)
	acts := t.reportActs(a)
	return []Act{t.seen(a), acts[0], acts[1], t.undo()}
}

// SentActsOn are what can be done with several deliveries at once, or without any with none.
func (t *Agenda) SentActsOn(lines []*model.Delivery, person func(*model.Delivery) string) []Act {
	if len(lines) == 0 {
		return t.SentActs(nil, "")
	}
	of := make([][]Act, len(lines))
	for i, d := range lines {
		if of[i] = t.SentActs(d, ""); d != nil {
			of[i] = t.SentActs(d, person(d))
		}
	}
	return ActsOn(of, func(n int) string { return wording.Plural(n, "Meldung", "Meldungen") })
}

const noSent = "Es ist keine Übertragung in Sicht."

// seen marks a good answer of the registry as seen; what was refused stays a task.
func (t *Agenda) seen(a *worklist.Aufgabe) Act {
	act := Act{Name: "erledigen", Label: "Gesehen", Row: true, Quiet: true, Help: "Merkt, dass die Antwort des Registers gesehen ist; sie zählt dann nicht mehr auf der Arbeitsliste."}
	switch {
	case a == nil:
		act.Off = noSent
	case a.Art != worklist.AufgabeAntwort:
		act.Off = "Zu sehen sind angenommene Meldungen; Abgelehntes bleibt, bis es neu gesendet oder auf der Arbeitsliste erledigt ist."
	default:
		act.Do = func(ctx context.Context, _ Given) (Done, error) { return t.see(ctx, a) }
	}
	return act
}

// taskOfSent is the task a delivery would be.
func taskOfSent(d *model.Delivery, person string) *worklist.Aufgabe {
	a := &worklist.Aufgabe{CaseID: d.CaseID, Person: person, Transaktionsnummer: d.Transaktionsnummer, Typ: d.Typ, Sperre: d.Sperre}
	switch {
	case d.Damaged:
		a.Art = worklist.AufgabeBeschaedigt
	case d.State == model.StateAccepted:
		a.Art = worklist.AufgabeAntwort
	case d.State == model.StateQueued:
		a.Art = worklist.AufgabeWartet
	}
	return a
}
