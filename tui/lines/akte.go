package lines

import (
	"fmt"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// record is the Akte of one person.
func (z *line) record(caseID string) error {
	var c work.Record
	return z.stayAt(lineStay{
		tell: func() (err error) {
			if c, err = work.ReadRecord(z.during, z.desk, caseID); err != nil {
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

func (z *line) openEntry(c *work.Record, answer string) error {
	i, ok := number(answer, len(c.Drafts)+len(c.Deliveries))
	switch {
	case !ok:
		z.say("Bitte eine der Nummern oder einen Befehl; :hilfe nennt die Befehle.")
		return errSaid
	case i < len(c.Drafts) && c.Drafts[i].Damaged:
		z.say("%s", wording.DamagedSentence("Entwurf", c.Drafts[i].ID))
		return errSaid
	case i < len(c.Drafts):
		d, err := z.desk.Drafts.Draft(z.during, c.Drafts[i].ID)
		if err != nil {
			z.fail(err)
			return nil
		}
		return z.editReport(d)
	}
	return z.delivery(c.Deliveries[i-len(c.Drafts)])
}

func (z *line) sayRecord(c *work.Record) {
	if c.Person.Damaged {
		z.say("%s", c.NotReadable())
	} else {
		s := &c.Person.Patient.Stammdaten
		z.say("Akte %s, geboren %s, Patienten-Nummer %s.", people.NameOf(s), s.Geburtsdatum.German(), c.Person.Patient.PatientID)
	}
	if damaged := c.DamagedRows(); damaged != "" {
		z.say("%s", damaged)
	}
	z.sayObjection(c.Person.Widerspruch)
	for i, t := range record.Tumours(c.Past) {
		z.say("%s.", wording.Numbered(i, &t, z.services.Lists))
	}
	for i := range c.Drafts {
		d := &c.Drafts[i]
		if d.Damaged {
			z.say("%d: Entwurf %s, Nr. %s.", i+1, people.DamagedWord, model.ShortID(d.ID))
			continue
		}
		z.say("%s", sentences(fmt.Sprintf("%d: Entwurf %s %s, zuletzt %s", i+1, wording.TypTitle(d.Report.Meldung.Typ), dateWords(rule.EventDate(&d.Report)), wording.Clock(d.Updated, z.services.Now())),
			d.Fassung))
	}
	for i := range c.Deliveries {
		d := &c.Deliveries[i]
		if d.Damaged {
			z.say("%d: Meldung %s, Nr. %s, %s.", len(c.Drafts)+i+1, people.DamagedWord, model.ShortID(d.Transaktionsnummer), wording.StateName(d.State))
			continue
		}
		z.say("%d: %s %s, %s. %s", len(c.Drafts)+i+1, wording.TypTitle(d.Typ), dateWords(d.Date), wording.StateName(d.State), wording.ReceiptText(d))
	}
	if len(c.Drafts)+len(c.Deliveries) == 0 {
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

func (z *line) recordCommands(c *work.Record) []command {
	return []command{
		{name: "neu", help: "Beginnt eine Meldung zu dieser Person.", off: c.NotReadable(), do: func(string) error { return stay(z.newReport(c)) }},
		{name: "stammdaten", help: "Zeigt und ändert die Stammdaten.", off: c.NotReadable(), do: func(string) error { return stay(z.editPerson(c.Person)) }},
		{name: "loeschen", arg: "NUMMER", help: "Löscht einen Entwurf nach Rückfrage.", do: func(arg string) error { return stay(z.deleteDraft(c, arg)) }},
		{name: "entfernen", help: "Entfernt eine Akte ohne Entwürfe und Meldungen nach Rückfrage.", off: c.NotRemovable(), do: func(string) error { return z.removeRecord(c) }},
		back("Zurück."),
	}
}

// removeRecord goes back once the record is gone.
func (z *line) removeRecord(c *work.Record) error {
	sure, err := z.sure(work.RemovalMeans + " Wirklich entfernen?")
	if err != nil || !sure {
		return stay(err)
	}
	if err := z.desk.People.DeleteCase(z.during, c.Person.ID); err != nil {
		z.fail(err)
		return nil
	}
	z.say("Die Akte ist entfernt.")
	return errBack
}

// newReport asks for tumour and occasion and begins the report.
func (z *line) newReport(c *work.Record) error {
	tumour, err := z.chooseTumour(record.Tumours(c.Past))
	if err != nil {
		return err
	}
	kinds := record.Anlaesse(z.services.Config.In(), c.Past, tumour)
	z.say("Neue Meldung. Welcher Anlass? Bereits auf Papier gemeldet? Dann bitte nicht erneut melden.")
	i, err := z.choose("Nummer wählt, Enter allein geht zurück.", len(kinds), func(i int) string { return kinds[i].Worte })
	if err != nil {
		return err
	}
	var about *model.Tumorzuordnung
	if tumour != nil {
		about = &tumour.Part
	}
	d, err := work.MakeDraft(z.during, z.desk, c.Person.ID, &kinds[i], about)
	if err != nil {
		z.fail(err)
		return nil
	}
	return z.editReport(d)
}

// chooseTumour asks about which tumour the report is; nil is a new one. The only
// tumour there could be needs no question.
func (z *line) chooseTumour(known []record.Tumour) (*record.Tumour, error) {
	if len(known) == 0 {
		return nil, nil
	}
	z.say("Zu welchem Tumor?")
	i, err := z.choose("Nummer wählt, Enter allein geht zurück.", len(known)+1, func(i int) string {
		if i == len(known) {
			return "neuer Tumor"
		}
		return wording.TumourName(&known[i], z.services.Lists)
	})
	if err != nil || i == len(known) {
		return nil, err
	}
	return &known[i], nil
}

func (z *line) deleteDraft(c *work.Record, arg string) error {
	i, ok := number(arg, len(c.Drafts))
	if !ok {
		z.say("Gelöscht werden können nur Entwürfe; bitte die Nummer dazuschreiben, zum Beispiel :loeschen 1.")
		return nil
	}
	_, err := z.removeDraft(c.Drafts[i].ID, c.Drafts[i].Rev)
	return err
}
