package lines

import (
	"context"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/listing"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/interview"
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
	if err := s.Read(z.During); err != nil {
		z.Fail(err)
	}
}

// await follows a delivery for a moment while it is on its way, and says what
// keeps it.
func (z *line) await(s *work.SentVersion) {
	link := z.Desk.Station.Link
	switch {
	case !s.Underway():
		return
	case link().Ended:
		z.Fail(link().Reason)
		return
	}
	z.Say("Die Meldung ist abgeschlossen und wird übermittelt. Bitte warten.")
	ctx, cancel := context.WithTimeout(z.During, answerWait)
	defer cancel()
	for s.Underway() && !link().Ended && ctx.Err() == nil {
		z.Desk.Station.News(ctx) // its error is that the time is over
		z.readSent(s)
	}
	if reason := link().Reason; reason != nil && s.Underway() {
		z.Fail(reason)
	}
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
	z.Say("%s %s %s, Stand: %s.", what, wording.Occasion(d.Typ, d.Meldeanlass), dateWords(d.Date), wording.StateOf(d))
	z.Say("Transaktionsnummer %s.", d.Transaktionsnummer)
	z.Say("Abgeschlossen %s.", wording.Millis(d.Completed))
	if d.Receipt != nil {
		z.Say("Quittung: Eingang beim Register %s, Prüfsumme beginnt mit %s, Eintrag %d.", wording.Millis(d.Receipt.ReceivedAt), wording.Short(d.Receipt.Digest), d.Receipt.LogIndex)
	}
	z.sayVersions(s)
	if d.Notiz != "" {
		z.Say("Interne Notiz: %s. Wird nie übermittelt.", d.Notiz)
	}
	if d.Sperre != nil {
		z.Say("Zurückgehalten: %s.", wording.SperreText(d.Sperre))
	}
	if d.State == model.StateQueued && d.Attempts > 0 && !z.Desk.Station.Link().Ended {
		z.Say("Versuche bisher: %d, nächster %s.", d.Attempts, wording.Clock(d.NextAt, z.Services.Now()))
	}
	if d.Reason != "" && d.State != model.StateAccepted {
		z.Say("Grund: %s", d.Reason)
	}
}

func (z *line) deliveryCommands(s *work.SentVersion) []ask.Command {
	return append(z.Commands(s.Acts(), z.sentDoing(s)), ask.Back("Zurück."))
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
			"xml": func(path string) error {
				document, err := z.Desk.Sent.Document(z.During, s.Delivery.Transaktionsnummer)
				return z.saveFile(s.Delivery.CaseID, path, s.Report, document, err)
			},
		},
		Args: map[string]string{"xml": "DATEI"},
		After: func(done work.Done) error {
			switch {
			case done.Delivery != nil:
				s.Delivery = *done.Delivery
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
		z.Fail(err)
		return nil
	}
	all := record.Tumours(c.Past)
	for i := range all {
		if all[i].Part.TumorID == s.Report.Meldung.Tumorzuordnung.TumorID {
			return z.newReportAbout(&c, &all[i])
		}
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
	before, err := z.Desk.Sent.Report(z.During, s.Delivery.Ersetzt)
	if err != nil {
		z.Fail(err)
		return
	}
	changes := z.Services.Changes(&before, s.Report)
	z.sayChanges(changes)
	if len(changes) == 0 {
		z.Say("Kein Unterschied.")
	}
}

// sayVersions tells of the other versions and of a request to delete them.
func (z *line) sayVersions(r *work.SentVersion) {
	if all := r.Versions(); len(all) > 1 && r.At() >= 0 {
		z.Say("Fassung %d von %d; :fassungen zeigt die anderen.", r.At()+1, len(all))
	}
	if next, ok := r.Related.ReplacedBy(r.About()); ok {
		z.Say("Ersetzt durch die Fassung vom %s, %s.", wording.Millis(next.Completed), wording.StateName(next.State))
	}
	if d, ok := r.Related.Deletion(); ok && d.Transaktionsnummer != r.Delivery.Transaktionsnummer {
		z.Say("Löschantrag gestellt %s, %s.", wording.Millis(d.Completed), wording.StateName(d.State))
	}
}

// openDelivery finds a delivery by its number and reads it out.
func (z *line) openDelivery(caseID, number string) error {
	d, _, err := work.ReadVersions(z.During, z.Desk, model.Delivery{CaseID: caseID, Transaktionsnummer: number})
	if err != nil {
		z.Fail(err)
	}
	if d.State == "" {
		return z.record(caseID)
	}
	return z.delivery(d)
}

// transmissions lists every report on its way to the registry.
func (z *line) transmissions() error {
	all := z.look(z.sendings())
	var list *sentList
	return z.StayAt(ask.Place{
		Tell: func() (err error) {
			if list, err = z.sentList(all.view); err != nil {
				z.Fail(err)
				return ask.ErrBack
			}
			z.Say("Übertragung, %s. %s.%s", wording.Plural(list.total, "Meldung", "Meldungen"), wording.LinkText(z.Desk.Station.Link(), z.Services.Now()), all.said())
			return nil
		},
		List:     func() (int, func(int) string) { return list.total, list.words },
		Question: "Nummer öffnet, ein Wort sucht, :filter und :sortieren ordnen, Enter allein geht zurück.",
		Commands: func() []ask.Command { return append(all.commands(), ask.Back("Nichts wählen.")) },
		Take:     func(words string) error { all.view.Words = words; return nil },
		Pick: func(i int) error {
			if page := list.page(i); page != nil && page.At(i) != nil {
				return z.delivery(*page.At(i))
			}
			return nil
		}})
}

// sendings is the list of deliveries for whoever walks through it.
func (z *line) sendings() work.Sendings {
	return work.Sendings{Desk: z.Desk, Known: z.people, Now: z.Services.Now}
}

// sentPart is how many deliveries are read at once while the list is read out.
const sentPart = 100

// sentList is the list of all deliveries, or of those of a view, read part by part. A
// part that was read stays as it is, so that a number leads to what was said.
type sentList struct {
	z     *line
	parts map[int]model.DeliveryPage
	total int
	plain bool
	found []int64 // of a view
}

func (z *line) sentList(v listing.View) (l *sentList, err error) {
	l = &sentList{z: z, parts: map[int]model.DeliveryPage{}, plain: v.Plain()}
	if !l.plain {
		l.found, err = z.sendings().Sift(z.During, v, func([]int64) {})
		l.total = len(l.found)
		return l, err
	}
	first, err := l.read(0)
	if err == nil {
		l.parts[0], l.total = first, first.Total()
	}
	return l, err
}

func (l *sentList) read(part int) (model.DeliveryPage, error) {
	from := part * sentPart
	if l.plain {
		return l.z.Desk.Sent.DeliveryPage(l.z.During, model.DeliverySpan{From: from, N: sentPart})
	}
	page, err := l.z.Desk.Walks.DeliveriesAt(l.z.During, l.found[from:min(len(l.found), from+sentPart)])
	page.From = from
	return page, err
}

// page is the part with a delivery, nil where it cannot be read; that is said.
func (l *sentList) page(i int) *model.DeliveryPage {
	part := i / sentPart
	page, read := l.parts[part]
	if !read {
		var err error
		if page, err = l.read(part); err != nil {
			l.z.Fail(err)
			return nil
		}
		l.parts[part] = page
	}
	return &page
}

func (l *sentList) words(i int) string {
	page := l.page(i)
	if page == nil || page.At(i) == nil {
		return "gibt es nicht mehr"
	}
	d := page.At(i)
	who := page.People[d.CaseID]
	what := wording.SendingOf(d).Whole() + " " + dateWords(d.Date)
	if d.Damaged {
		what = people.DamagedWord + ", Nr. " + model.ShortID(d.Transaktionsnummer)
	}
	return wording.JoinedBy(", ", wording.StateOf(d), people.Name(&who), what)
}
