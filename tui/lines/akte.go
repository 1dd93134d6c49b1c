package lines

import (
	"fmt"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/interview"
	"example.org/meldeportal/tui/lists"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// record is the Akte of one person.
func (z *line) record(caseID string) error {
	var c work.Record
	return z.StayAt(ask.Place{
		Tell: func() (err error) {
			last := c.Last
			if c, err = work.ReadRecord(z.During, z.Desk, caseID); err != nil {
				return z.Failed(err, ask.ErrBack)
			}
			c.Last = last
			z.sayRecord(&c)
			return nil
		},
		List:     func() (int, func(int) string) { return len(c.Rows()), func(i int) string { return z.rowWords(&c, i) } },
		Question: "Nummer öffnet, :neu beginnt eine Meldung, Enter allein geht zurück.",
		Commands: func() []ask.Command { return z.recordCommands(&c) },
		Pick:     func(i int) error { return z.openEntry(&c, i) },
	})
}

// openEntry opens a line of the record by its number.
func (z *line) openEntry(c *work.Record, i int) error {
	if i >= len(c.Drafts) {
		return z.delivery(c.Deliveries[i-len(c.Drafts)])
	}
	if c.Drafts[i].Damaged {
		z.Say("%s", wording.DamagedSentence("Entwurf", c.Drafts[i].ID))
		return ask.ErrSaid
	}
	return z.openDraft(c.Drafts[i].ID)
}

func (z *line) sayRecord(c *work.Record) {
	if c.Person.Damaged {
		z.Say("%s", c.NotReadable())
	} else {
		z.Say("Akte %s, Patienten-Nummer %s.", wording.NameAndBorn(&c.Person.Patient.Stammdaten), c.Person.Patient.PatientID)
	}
	if damaged := c.DamagedRows(); damaged != "" {
		z.Say("%s", damaged)
	}
	z.sayObjection(c.Person.Widerspruch)
	for i, t := range record.Tumours(c.Past) {
		z.Say("%s.", wording.Numbered(i, &t, z.Services.Lists))
	}
	if len(c.Rows()) == 0 {
		z.Say("Noch keine Meldung.")
	}
}

// sayCourse says of each tumour what was when.
func (z *line) sayCourse(c *work.Record) {
	for i, t := range record.Tumours(c.Past) {
		z.Say("%s.", wording.Numbered(i, &t, z.Services.Lists))
		for _, s := range record.Stations(c.Past, t.Part.TumorID) {
			z.Say("%s: %s.", wording.StationTime(&s), wording.StationWords(&s))
		}
	}
}

// rowWords is a line of the record: a draft or what was sent.
func (z *line) rowWords(c *work.Record, i int) string {
	t := c.Text(i, z.Services.Now())
	switch {
	case t.Damaged:
		return t.Noun + " " + t.State + ", " + t.Text + "."
	case i < len(c.Drafts):
		return wording.Sentences(t.Noun + " " + t.What.Whole() + " " + wording.DayOf(t.Date) + ", " + t.Text)
	}
	return fmt.Sprintf("%s %s, %s. %s", t.What.Whole(), wording.DayOf(t.Date), t.State, t.Text)
}

// recordCommands are the acts of the record. Those of a line want its number; what
// else a line can do is there where it is opened.
func (z *line) recordCommands(c *work.Record) []ask.Command {
	return append(z.EntryCommands(len(c.Rows()), c.Acts, func(i int) interview.Doing { return z.recordDoing(c, i) }),
		z.Look(len(c.Rows()), func(i int) ([]lists.Part, error) { return z.entryHolds(c, i) }), ask.Back("Zurück."))
}

// entryHolds is what a draft or what was sent says.
func (z *line) entryHolds(c *work.Record, i int) ([]lists.Part, error) {
	if _, read := z.holding().Entry(c, i); read != nil {
		return read(z.During)
	}
	return nil, nil
}

// recordDoing is how the acts of the record are done, or those of a line of it.
func (z *line) recordDoing(c *work.Record, i int) interview.Doing {
	return interview.Doing{
		Shows: map[string]func(string) error{
			"oeffnen":    func(string) error { return z.openEntry(c, i) },
			"neu":        func(string) error { return z.newReport(c) },
			"zeitleiste": func(string) error { z.sayCourse(c); return nil },
			"papierkorb": func(string) error { return z.basket() },
			"stammdaten": func(string) error { return z.editPerson(c.Person) }},
		After: func(done work.Done) error {
			if done.Gone && i < 0 {
				return ask.ErrBack
			}
			c.Last = done.Undo
			if done.Draft != nil {
				return ask.Stay(z.editReport(*done.Draft))
			}
			return nil
		}}
}

// newReport asks for tumour and occasion and begins the report.
func (z *line) newReport(c *work.Record) error {
	tumour, err := z.chooseTumour(record.Tumours(c.Past))
	if err != nil {
		return err
	}
	return z.newReportAbout(c, tumour, "", "")
}

// missing begins the report a task says is missing, at the record of its person.
func (z *line) missing(a *worklist.Aufgabe) error {
	c, err := work.ReadRecord(z.During, z.Desk, a.CaseID)
	if err != nil {
		return z.Failed(err, nil)
	}
	tumour := record.Named(record.Tumours(c.Past), a.TumorID)
	if tumour == nil {
		return nil
	}
	if off := work.ActNamed(c.Acts(-1), "neu").Off; off != "" {
		z.Say("%s", interview.Named(off))
		return nil
	}
	z.Say("Akte %s.", wording.NameAndBorn(&c.Person.Patient.Stammdaten))
	typ, sub := a.Fehlt()
	return ask.Stay(z.newReportAbout(&c, tumour, typ, sub))
}

// newReportAbout asks for the occasion, nil = of a new tumour; with a type that one is
// likely.
func (z *line) newReportAbout(c *work.Record, tumour *record.Tumour, typ model.Zweig, sub model.Code) error {
	kinds := record.Anlaesse(z.Services.Config.In(), c.Past, tumour)
	z.Say("Neue Meldung. Welcher Anlass? Bereits auf Papier gemeldet? Dann bitte nicht erneut melden.")
	if likely := record.Likely(kinds, c.Past, tumour, typ, sub); likely >= 0 {
		z.Say("Wahrscheinlich ist %d, %s.", likely+1, kinds[likely].Worte)
	}
	i, err := z.Choose("Nummer wählt, Enter allein geht zurück.", len(kinds), func(i int) string { return kinds[i].Worte })
	if err != nil {
		return err
	}
	d, err := work.MakeDraft(z.During, z.Desk, c.Person.ID, &kinds[i], tumour)
	if err != nil {
		return z.Failed(err, nil)
	}
	return z.editReport(d)
}

// chooseTumour asks about which tumour the report is; nil is a new one. The only
// tumour there could be needs no question.
func (z *line) chooseTumour(known []record.Tumour) (*record.Tumour, error) {
	if len(known) == 0 {
		return nil, nil
	}
	z.Say("Zu welchem Tumor?")
	i, err := z.Choose("Nummer wählt, Enter allein geht zurück.", len(known)+1, func(i int) string {
		return wording.TumourOrNew(known, i, z.Services.Lists)
	})
	if err != nil || i == len(known) {
		return nil, err
	}
	return &known[i], nil
}
