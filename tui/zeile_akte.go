package tui

import (
	"context"
	"fmt"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/model/rule"
)

// record is the Akte of one person.
func (z *zeile) record(caseID string) error {
	var c caseContent
	return z.stayAt(lineStay{
		tell: func() (err error) {
			if c, err = readCase(z.desk, caseID); err != nil {
				z.fail(err)
				return errBack
			}
			z.sayRecord(&c)
			return nil
		},
		question: "Nummer öffnet, :neu beginnt eine Meldung, Enter allein geht zurück.",
		commands: func() []command { return z.recordCommands(&c) },
		take:     func(answer string) error { return z.openEntry(&c, answer) },
	})
}

func (z *zeile) openEntry(c *caseContent, answer string) error {
	i, ok := number(answer, len(c.drafts)+len(c.deliveries))
	switch {
	case !ok:
		z.say("Bitte eine der Nummern oder einen Befehl; :hilfe nennt die Befehle.")
		return errSaid
	case i < len(c.drafts) && c.drafts[i].Damaged:
		z.say("%s", damagedSentence("Entwurf", c.drafts[i].ID))
		return errSaid
	case i < len(c.drafts):
		d, err := z.desk.Drafts.Draft(context.Background(), c.drafts[i].ID)
		if err != nil {
			z.fail(err)
			return nil
		}
		return z.editReport(d)
	}
	return z.delivery(c.deliveries[i-len(c.drafts)])
}

func (z *zeile) sayRecord(c *caseContent) {
	if c.person.Damaged {
		z.say("%s", c.notReadable())
	} else {
		s := &c.person.Patient.Stammdaten
		z.say("Akte %s, geboren %s, Patienten-Nummer %s.", people.NameOf(s), s.Geburtsdatum.German(), c.person.Patient.PatientID)
	}
	if damaged := c.damagedRows(); damaged != "" {
		z.say("%s", damaged)
	}
	z.sayObjection(c.person.Widerspruch)
	for i, t := range record.Tumours(c.past) {
		z.say("%s.", numbered(i, &t, z.services.Lists))
	}
	for i := range c.drafts {
		d := &c.drafts[i]
		if d.Damaged {
			z.say("%d: Entwurf %s, Nr. %s.", i+1, people.DamagedWord, model.ShortID(d.ID))
			continue
		}
		z.say("%s", sentences(fmt.Sprintf("%d: Entwurf %s %s, zuletzt %s", i+1, typTitle(d.Report.Meldung.Typ), dateWords(rule.EventDate(&d.Report)), clock(d.Updated, z.services.Now())),
			d.Fassung))
	}
	for i := range c.deliveries {
		d := &c.deliveries[i]
		if d.Damaged {
			z.say("%d: Meldung %s, Nr. %s, %s.", len(c.drafts)+i+1, people.DamagedWord, model.ShortID(d.Transaktionsnummer), stateName(d.State))
			continue
		}
		z.say("%d: %s %s, %s. %s", len(c.drafts)+i+1, typTitle(d.Typ), dateWords(d.Date), stateName(d.State), receiptText(d))
	}
	if len(c.drafts)+len(c.deliveries) == 0 {
		z.say("Noch keine Meldung.")
	}
}

// dateWords is a date, or that there is none yet.
func dateWords(d model.Datum) string {
	if d == "" {
		return "noch ohne Datum"
	}
	return "vom " + d.German()
}

func (z *zeile) recordCommands(c *caseContent) []command {
	return []command{
		{name: "neu", help: "Beginnt eine Meldung zu dieser Person.", off: c.notReadable(), do: func(string) error { return stay(z.newReport(c)) }},
		{name: "stammdaten", help: "Zeigt und ändert die Stammdaten.", off: c.notReadable(), do: func(string) error { return stay(z.editPerson(c.person)) }},
		{name: "loeschen", arg: "NUMMER", help: "Löscht einen Entwurf nach Rückfrage.", do: func(arg string) error { return stay(z.deleteDraft(c, arg)) }},
		{name: "entfernen", help: "Entfernt eine Akte ohne Entwürfe und Meldungen nach Rückfrage.", off: c.notRemovable(), do: func(string) error { return z.removeRecord(c) }},
		back("Zurück."),
	}
}

// removeRecord goes back once the record is gone.
func (z *zeile) removeRecord(c *caseContent) error {
	sure, err := z.sure(removalMeans + " Wirklich entfernen?")
	if err != nil || !sure {
		return stay(err)
	}
	if err := z.desk.People.DeleteCase(context.Background(), c.person.ID); err != nil {
		z.fail(err)
		return nil
	}
	z.say("Die Akte ist entfernt.")
	return errBack
}

// newReport asks for tumour and occasion and begins the report.
func (z *zeile) newReport(c *caseContent) error {
	tumour, err := z.chooseTumour(record.Tumours(c.past))
	if err != nil {
		return err
	}
	kinds := record.Anlaesse(z.services.Config.In(), c.past, tumour)
	z.say("Neue Meldung. Welcher Anlass? Bereits auf Papier gemeldet? Dann bitte nicht erneut melden.")
	i, err := z.choose("Nummer wählt, Enter allein geht zurück.", len(kinds), func(i int) string { return kinds[i].Worte })
	if err != nil {
		return err
	}
	var about *model.Tumorzuordnung
	if tumour != nil {
		about = &tumour.Part
	}
	d, err := makeDraft(z.desk, c.person.ID, &kinds[i], about)
	if err != nil {
		z.fail(err)
		return nil
	}
	return z.editReport(d)
}

// chooseTumour asks about which tumour the report is; nil is a new one. The only
// tumour there could be needs no question.
func (z *zeile) chooseTumour(known []record.Tumour) (*record.Tumour, error) {
	if len(known) == 0 {
		return nil, nil
	}
	z.say("Zu welchem Tumor?")
	i, err := z.choose("Nummer wählt, Enter allein geht zurück.", len(known)+1, func(i int) string {
		if i == len(known) {
			return "neuer Tumor"
		}
		return tumourName(&known[i], z.services.Lists)
	})
	if err != nil || i == len(known) {
		return nil, err
	}
	return &known[i], nil
}

func (z *zeile) deleteDraft(c *caseContent, arg string) error {
	i, ok := number(arg, len(c.drafts))
	if !ok {
		z.say("Gelöscht werden können nur Entwürfe; bitte die Nummer dazuschreiben, zum Beispiel :loeschen 1.")
		return nil
	}
	_, err := z.removeDraft(c.drafts[i].ID, c.drafts[i].Rev)
	return err
}
