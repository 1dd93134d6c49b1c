package work

import (
	"context"
	"slices"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/model/rights"
)

// Acts are what can be done with the record and with a line of it; where the place
// is no line, those of lines are off. They are about the record as it is now: a face
// may read it anew while a deed runs.
func (c Record) Acts(at int) []Act {
	nothing := ""
	if len(c.Rows()) == 0 {
		nothing = "Es gibt noch keine Meldung; {neu} beginnt eine."
	}
	ofLine := c.LineActs(at)
	return Allowed(c.Desk, append([]Act{
		{Name: "oeffnen", Label: "Öffnen", Help: "Setzt den Entwurf fort oder zeigt die Quittung.", Off: nothing, Row: true},
		{Name: "neu", Does: rights.EntwurfBegonnen, Label: "Neue Meldung", Help: "Fragt nach Tumor und Meldeanlass und beginnt die Meldung.", Off: c.NotReadable()},
		lineAct(ofLine, Act{Name: "korrigieren", Does: rights.KorrekturBegonnen, Label: "Korrektur", Help: "Öffnet eine Korrekturmeldung zur ausgewählten gesendeten Meldung.", Quiet: c.delivery(at) == nil,
			Off: "Korrigiert wird nur, was gesendet ist; ein Entwurf wird einfach weitergeschrieben."}),
		{Name: "stammdaten", Does: rights.StammdatenGeaendert, Label: "Stammdaten", Help: "Zeigt und ändert die Stammdaten.", Off: c.NotReadable()},
		{Name: "zeitleiste", Label: "Zeitleiste", Help: "Zeigt zu jedem Tumor, was wann war: Diagnose, Operationen, Therapien mit Anfang und Ende, Verläufe.", Off: c.noCourse()},
		lineAct(ofLine, Act{Name: "loeschen", Does: rights.EntwurfGeloescht, Label: "Entwurf löschen", Help: "Löscht den ausgewählten Entwurf nach Rückfrage.", Off: "Gelöscht werden können nur Entwürfe."}),
		{Name: "entfernen", Does: rights.AkteEntfernt, Label: "Akte entfernen", Help: "Entfernt nach Rückfrage eine Akte ohne Entwürfe und Meldungen, etwa eine doppelt angelegte.", Off: c.NotRemovable(), Quiet: nothing == "",
			Sure: &Sure{"Akte entfernen: " + forms.Clean(people.NameOf(&c.Person.Patient.Stammdaten)) + "?", removalMeans, "Entfernen"}, Do: c.remove},
		{Name: "personloeschen", Does: rights.PersonGeloescht, Label: "Person löschen", Help: "Löscht nach Rückfrage alles zu dieser Person aus dem örtlichen Speicher, auch Gesendetes und Quittungen.", Off: c.staysKnown(), Quiet: true,
			Sure: &Sure{"Alles zu " + forms.Clean(people.NameOf(&c.Person.Patient.Stammdaten)) + " löschen?", forgettingMeans, "Löschen"}, Do: c.forget},
		c.takeBackLast(),
		{Name: "papierkorb", Label: "Papierkorb", Help: "Zeigt die gelöschten Entwürfe aller Personen und holt sie zurück.", Quiet: true},
	}, inMenu(ofLine)...))
}

// takeBackLast takes the last deletion back, as long as the record is looked at.
func (c *Record) takeBackLast() Act {
	a := Act{Name: "rueckgaengig", Does: rights.EntwurfZurueckgeholt, Label: "Rückgängig", Help: "Holt den Entwurf zurück, der hier zuletzt gelöscht wurde.", Quiet: true}
	if c.Last == nil {
		a.Off = "Hier wurde nichts gelöscht; {papierkorb} zeigt den Papierkorb."
		return a
	}
	last := *c.Last
	a.Do = func(ctx context.Context, _ Given) (Done, error) { return Done{Said: last.Said}, last.Do(ctx) }
	return a
}

// noCourse says why there is nothing to show over time, "" where there is.
func (c *Record) noCourse() string {
	if len(record.Tumours(c.Past)) == 0 {
		return "Noch kein Tumor dokumentiert."
	}
	return ""
}

func (c *Record) remove(ctx context.Context, _ Given) (Done, error) {
	return Done{Said: "Die Akte ist entfernt.", Gone: true}, c.Desk.People.DeleteCase(ctx, c.Person.ID)
}

// forget deletes everything about the person.
func (c *Record) forget(ctx context.Context, _ Given) (Done, error) {
	why := model.GrundAnordnung
	if c.Person.Widerspruch {
		why = model.GrundWiderspruch
	}
	return Done{Said: "Alles zu dieser Person ist hier gelöscht.", Gone: true}, c.Desk.People.Forget(ctx, c.Person.ID, why)
}

// LineActs are what can be done with a line of the record.
func (c *Record) LineActs(at int) []Act {
	if d := c.delivery(at); d != nil {
		return (&SentVersion{Desk: c.Desk, Delivery: *d, Related: record.VersionsOf(c.Deliveries, *d)}).Acts()
	}
	if at < 0 || at >= len(c.Drafts) {
		return nil
	}
	return (&Draft{Desk: c.Desk, Draft: c.Drafts[at]}).Acts()
}

// delivery is the one at a place, nil where there is none.
func (c *Record) delivery(at int) *model.Delivery {
	if i := at - len(c.Drafts); i >= 0 && i < len(c.Deliveries) {
		return &c.Deliveries[i]
	}
	return nil
}

// lineAct is an act of the record that does one of a line; without such a line, or
// where that one is never for it, its own reason stays.
func lineAct(ofLine []Act, a Act) Act {
	a.Row = true
	i := slices.IndexFunc(ofLine, func(l Act) bool { return l.Name == a.Name })
	if i < 0 || ofLine[i].Off == onlyDraft {
		return a
	}
	a.Off, a.Sure, a.Do = ofLine[i].Off, ofLine[i].Sure, ofLine[i].Do
	return a
}

// inMenu are the acts of a line that stand in its menu.
func inMenu(ofLine []Act) (list []Act) {
	for _, a := range ofLine {
		if a.Row = true; a.Menu {
			list = append(list, a)
		}
	}
	return list
}
