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

// openEntry opens a line of the record by its number.
func (z *line) openEntry(c *work.Record, answer string) error {
	i, ok := number(answer, len(c.Rows()))
	if !ok {
		z.say("Bitte eine der Nummern oder einen Befehl; :hilfe nennt die Befehle.")
		return errSaid
	}
	if i >= len(c.Drafts) {
		return z.delivery(c.Deliveries[i-len(c.Drafts)])
	}
	if c.Drafts[i].Damaged {
		z.say("%s", wording.DamagedSentence("Entwurf", c.Drafts[i].ID))
		return errSaid
	}
	d, err := z.desk.Drafts.Draft(z.during, c.Drafts[i].ID)
	if err != nil {
		z.fail(err)
		return nil
	}
	return z.editReport(d)
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

// recordCommands are the acts of the record. Those of a line want its number; what
// else a line can do is there where it is opened.
func (z *line) recordCommands(c *work.Record) []command {
	d := doing{
		shows: map[string]func(string) error{
			"neu":        func(string) error { return z.newReport(c) },
			"stammdaten": func(string) error { return z.editPerson(c.Person) }},
		after: func(done work.Done) error {
			if done.Draft != nil {
				return stay(z.editReport(*done.Draft))
			}
			return nil
		}}
	whole := d
	whole.after = func(done work.Done) error {
		if done.Gone {
			return errBack
		}
		return d.after(done)
	}
	var list []command
	for _, a := range c.Acts(-1) {
		own := z.commandsOf([]work.Act{a}, whole)[0]
		if a.Row {
			own.arg, own.off, own.do = "NUMMER", "", func(arg string) error { return z.lineAct(c, a.Name, arg, d) }
		}
		list = append(list, own)
	}
	return append(list, back("Zurück."))
}

// lineAct does an act with a line of the record.
func (z *line) lineAct(c *work.Record, name, arg string, d doing) error {
	i, ok := number(arg, len(c.Rows()))
	if !ok {
		z.say("Bitte die Nummer dazuschreiben, zum Beispiel :%s 1.", name)
		return errSaid
	}
	d.shows = map[string]func(string) error{"oeffnen": func(string) error { return z.openEntry(c, arg) }}
	a := work.ActNamed(c.Acts(i), name)
	if a.Off != "" {
		z.say("%s", named(a.Off))
		return errSaid
	}
	return z.act(a, arg, d)
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
