package work

import (
	"context"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/wording"
)

// PaperBasket is the sitting in front of the paper basket: the deleted drafts of the
// store.
type PaperBasket struct {
	Desk *Desk
	All  []model.Thrown
}

// ReadBasket reads what was deleted.
func ReadBasket(ctx context.Context, desk *Desk) (PaperBasket, error) {
	all, err := desk.Basket.Basket(ctx)
	return PaperBasket{desk, all}, err
}

// Acts are what can be done with a line of it.
func (b *PaperBasket) Acts(at int) []Act {
	back := Act{Name: "zurueckholen", Label: "Zurückholen", Help: "Macht aus dem gelöschten Entwurf wieder einen.", Row: true}
	switch {
	case len(b.All) == 0:
		back.Off = "Der Papierkorb ist leer."
	case at < 0 || at >= len(b.All):
		back.Off = "Es ist keine Zeile gewählt."
	case b.All[at].Draft.Damaged:
		back.Off = wording.DamagedSentence("Entwurf", b.All[at].Draft.ID)
	default:
		d := b.All[at].Draft
		back.Do = takeBack(b.Desk, d.ID, nameOfDraft(&d))
	}
	return []Act{back}
}

// takeBack makes a deleted draft one again.
func takeBack(desk *Desk, id, name string) func(context.Context, Given) (Done, error) {
	return func(ctx context.Context, _ Given) (Done, error) {
		_, err := desk.Basket.TakeBack(ctx, id)
		return Done{Said: "Zurückgeholt: " + name + "."}, err
	}
}

// nameOfDraft names a draft among those of all people: "Diagnose vom 14.05.2026, Müller, Anna".
func nameOfDraft(d *model.Draft) string {
	if d.Damaged {
		return "Entwurf " + model.ShortID(d.ID) + ", nicht lesbar"
	}
	name := wording.TypTitle(d.Report.Meldung.Typ)
	if day := rule.EventDate(&d.Report); day != "" {
		name += " vom " + day.German()
	}
	return wording.JoinedBy(", ", name, people.NameOf(&d.Report.Patient.Stammdaten))
}

// ThrownWords is a line of the basket read out.
func ThrownWords(t *model.Thrown) string {
	return wording.Sentences(nameOfDraft(&t.Draft), "Gelöscht am "+wording.Day(t.At)+", endgültig am "+wording.Day(t.Until()))
}

// throwAway is the act that deletes a draft, named by report and person; found gives the draft as it is
// when it is done: it may have been saved since.
func throwAway(desk *Desk, now *model.Draft, found func() (id string, rev int)) Act {
	name := nameOfDraft(now)
	return Act{Name: "loeschen", Label: "Entwurf löschen", Help: "Legt den Entwurf nach Rückfrage in den Papierkorb.", Menu: true,
		Sure: &Sure{"Entwurf löschen?", strings.TrimSuffix(name, ".") + ". Der Papierkorb behält den Entwurf 30 Tage ({papierkorb}). Gesendete Meldungen bleiben.", "Löschen"},
		Do: func(ctx context.Context, _ Given) (Done, error) {
			id, rev := found()
			err := desk.Drafts.DeleteDraft(ctx, id, rev)
			return Done{Said: "Gelöscht: " + name + ". {papierkorb} holt zurück.", Gone: true,
				Undo: &Undo{"Zurückgeholt: " + name + ".", func(ctx context.Context) error {
					_, err := desk.Basket.TakeBack(ctx, id)
					return err
				}}}, err
		}}
}
