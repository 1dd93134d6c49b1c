package work

import (
	"context"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/wording"
)

// NameOfDraft names a draft among those of all people: "Diagnose vom 14.05.2026, Müller, Anna".
func NameOfDraft(d *model.Draft) string {
	if d.Damaged {
		return "Entwurf " + model.ShortID(d.ID) + ", nicht lesbar"
	}
	name := wording.TypTitle(d.Report.Meldung.Typ)
	if day := rule.EventDate(&d.Report); day != "" {
		name += " vom " + day.German()
	}
	return wording.JoinedBy(", ", name, people.NameOf(&d.Report.Patient.Stammdaten))
}

// throwAway is the act that deletes a draft, named by report and person; found gives the draft as it is
// when it is done: it may have been saved since.
func throwAway(desk *Desk, now *model.Draft, found func() (id string, rev int)) Act {
	name := NameOfDraft(now)
	return Act{Name: "loeschen", Does: rights.EntwurfGeloescht, Label: "Entwurf löschen", Help: "Legt den Entwurf nach Rückfrage in den Papierkorb.", Menu: true,
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
