package lines

import (
	"context"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/interview"
	"example.org/meldeportal/tui/lists"
	"example.org/meldeportal/tui/passage"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// answerWait is how long the line mode waits by itself for the registry's answer.
const answerWait = 15 * time.Second

// delivery reads out a completed report's state and receipt.
func (z *line) delivery(d model.Delivery) error {
	s := &work.SentVersion{Desk: z.Desk, Delivery: d, Land: z.Services.Config.In()}
	z.await(s)
	return z.StayAt(ask.Place{
		Tell:     func() error { z.readSent(s); z.sayDelivery(s); return nil },
		Question: "Enter geht zurück; :hilfe nennt die Befehle.",
		Commands: func() []ask.Command { return z.deliveryCommands(s) },
	})
}

func (z *line) readSent(s *work.SentVersion) {
	z.Fail(s.Read(z.During))
}

// await follows a delivery for a moment while it is on its way, and says what
// keeps it.
func (z *line) await(s *work.SentVersion) {
	if !s.Underway() {
		return
	}
	if !z.Desk.Station.Link().Ended {
		z.Say("Die Meldung ist abgeschlossen und wird übermittelt. Bitte warten.")
	}
	ctx, cancel := context.WithTimeout(z.During, answerWait)
	defer cancel()
	z.Fail(s.Follow(ctx, func() { z.readSent(s) }))
}

func (z *line) sayDelivery(s *work.SentVersion) {
	d := &s.Delivery
	if d.Damaged || s.Lost {
		z.Say("%s", wording.DamagedSentence("Meldung", d.Transaktionsnummer))
	}
	what := "Meldung"
	if d.Art == model.SendungLoeschantrag {
		what = "Löschantrag zur Meldung"
	}
	z.Say("%s %s %s, Stand: %s.", what, wording.Occasion(d.Typ, d.Meldeanlass), wording.DayOf(d.Date), wording.StateOf(d))
	if outcome := s.Outcome(); outcome != "" {
		z.Say("%s", interview.Named(outcome))
	}
	for _, f := range s.Facts(z.Services.Now()) {
		z.Say("%s", interview.Named(f.Sentence()))
	}
	if d.Notiz != "" {
		z.Say("Interne Notiz: %s. Wird nie übermittelt.", d.Notiz)
	}
	if d.Sperre != nil {
		z.Say("Zurückgehalten: %s.", wording.SperreText(d.Sperre))
	}
	if d.Reason != "" && d.State != model.StateAccepted {
		z.Say("Grund: %s", d.Reason)
	}
}

func (z *line) deliveryCommands(s *work.SentVersion) []ask.Command {
	return append(z.Commands(passage.ActsOn(s), z.sentDoing(s)), ask.Back("Zurück."))
}

// sentDoing is how what was sent is read out, and what comes of an act.
func (z *line) sentDoing(s *work.SentVersion) interview.Doing {
	return interview.Doing{
		Shows: map[string]func(string) error{
			"akte":         func(string) error { return z.record(s.Delivery.CaseID) },
			"folgemeldung": func(string) error { return z.follow(s) },
			"naechste":     func(string) error { return z.nextTask() },
			"inhalt":       func(string) error { z.read(s.Report); return nil },
			"unterschied":  func(string) error { z.readDifference(s); return nil },
			"fassungen":    func(string) error { return z.chooseVersion(s) },
			"stellen": func(string) error {
				lines, err := passage.Read(z.During, s)
				z.SayLines(lines...)
				return z.Failed(err, nil)
			},
		},
		After: func(done work.Done) error {
			switch {
			case done.Delivery != nil:
				s.Delivery = *done.Delivery
				z.readSent(s) // it may be shown otherwise by now
			case done.Draft != nil:
				if err := ask.Stay(z.editReport(*done.Draft)); err != nil || !done.Gone {
					return err
				}
				return ask.ErrBack
			}
			if done.Underway {
				z.readSent(s)
				z.await(s)
			}
			return nil
		}}
}

// follow begins the next report about the tumour.
func (z *line) follow(s *work.SentVersion) error {
	c, err := work.ReadRecord(z.During, z.Desk, s.Delivery.CaseID)
	if err != nil {
		return z.Failed(err, nil)
	}
	if tumour := record.Named(record.Tumours(c.Past), s.Report.Meldung.Tumorzuordnung.TumorID); tumour != nil {
		return z.newReportAbout(&c, tumour, "", "")
	}
	return z.newReport(&c)
}

// chooseVersion opens a version of the report, the oldest being the first.
func (z *line) chooseVersion(s *work.SentVersion) error {
	i, err := z.ChooseFrom("Welche Fassung? Nummer öffnet sie, Enter allein geht zurück.", s.VersionNames())
	if err != nil {
		return err
	}
	return z.delivery(s.Versions()[i])
}

// readDifference reads out what a correction has changed.
func (z *line) readDifference(s *work.SentVersion) {
	before, err := s.ReadFormer(z.During)
	if z.Fail(err) {
		return
	}
	changes := z.Services.Changes(&before, s.Report)
	z.sayChanges(changes)
	if len(changes) == 0 {
		z.Say("Kein Unterschied.")
	}
}

// openDelivery finds a delivery by its number and reads it out.
func (z *line) openDelivery(caseID, number string) error {
	d, _, err := work.ReadVersions(z.During, z.Desk, model.Delivery{CaseID: caseID, Transaktionsnummer: number})
	if z.Fail(err); d.State == "" {
		return z.record(caseID)
	}
	return z.delivery(d)
}

// transmissions lists the reports on their way to the registry, all or those of some numbers.
func (z *line) transmissions(only []string) error {
	list := lists.Sendings{Desk: z.Desk, Known: z.People, Now: z.Services.Now}
	if apart, err := z.Desk.Registry.Abgleich(z.During); !z.Fail(err) {
		z.SayLines(wording.ApartText(&apart)...)
	}
	looking, agenda := z.Looking(list), &work.Agenda{Desk: z.Desk, Now: z.Services.Now}
	looking.View.Only("nummer", only...)
	return looking.Through("Nummer öffnet", func() (interview.Shown, error) {
		parts, err := list.InParts(z.During, looking.View)
		if err != nil {
			return interview.Shown{}, err
		}
		return interview.Shown{
			Said:  "Übertragung, " + wording.Plural(parts.Total, "Meldung", "Meldungen") + ". " + wording.LinkText(z.Desk.Station.Link(), z.Services.Now()) + ".",
			N:     parts.Total,
			Words: func(i int) string { return parts.Words(z.During, i) },
			Commands: z.EntriesCommands(parts.Total, func(entries []int) []work.Act {
				return agenda.SentActsOn(parts.Some(z.During, entries), parts.Person)
			}, interview.Doing{After: func(done work.Done) error { agenda.Took(done); return nil }}),
			Holds: func(i int) ([]lists.Part, error) {
				d, _, err := parts.At(z.During, i)
				if err != nil || d == nil {
					return nil, err
				}
				return z.holding().Delivery(z.During, d)
			},
			Pick: func(i int) error {
				d, _, err := parts.At(z.During, i)
				if err != nil || d == nil {
					return z.Done(err, lists.SentGone)
				}
				return z.delivery(*d)
			}}, nil
	})
}
