package lines

import (
	"context"
	"strings"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// answerWait is how long the line mode waits by itself for the registry's answer.
const answerWait = 15 * time.Second

// delivery reads out a completed report's state and receipt.
func (z *line) delivery(d model.Delivery) error {
	s := &work.SentVersion{Desk: z.desk, Delivery: z.await(d)}
	return z.StayAt(ask.Place{
		Tell:     func() error { z.readVersion(s); z.sayDelivery(s); return nil },
		Question: "Enter geht zurück; :hilfe nennt die Befehle.",
		Commands: func() []ask.Command { return z.deliveryCommands(s) },
	})
}

// readVersion reads what was sent and its other versions.
func (z *line) readVersion(s *work.SentVersion) {
	s.Related, s.Report, s.Lost = z.related(&s.Delivery), nil, false
	report, err := z.desk.Sent.Report(z.during, s.About())
	switch {
	case wording.IsDamaged(err):
		s.Lost = true
	case err != nil:
		z.Fail(err)
	default:
		s.Report = &report
	}
}

// await follows a delivery for a moment while it is on its way, and says what
// keeps it.
func (z *line) await(d model.Delivery) model.Delivery {
	if !underway(&d) {
		return d
	}
	if z.desk.Station.Link().Ended {
		z.Fail(z.desk.Station.Link().Reason)
		return d
	}
	z.Say("Die Meldung ist abgeschlossen und wird übermittelt. Bitte warten.")
	ctx, cancel := context.WithTimeout(z.during, answerWait)
	defer cancel()
	for underway(&d) && !z.desk.Station.Link().Ended && ctx.Err() == nil {
		z.desk.Station.News(ctx) // its error is that the time is over
		d = z.current(d)
	}
	if reason := z.desk.Station.Link().Reason; reason != nil && underway(&d) {
		z.Fail(reason)
	}
	return d
}

func underway(d *model.Delivery) bool {
	return d.Sperre == nil && (d.State == model.StateQueued || d.State == model.StateSending)
}

// current is a delivery as the store has it now.
func (z *line) current(d model.Delivery) model.Delivery {
	all, err := z.desk.Sent.Deliveries(z.during, d.CaseID)
	if err != nil {
		z.Fail(err)
		return d
	}
	for i := range all {
		if all[i].Transaktionsnummer == d.Transaktionsnummer {
			return all[i]
		}
	}
	return d
}

// related are the versions of a report and the requests to delete it.
func (z *line) related(d *model.Delivery) record.Versions {
	all, err := z.desk.Sent.Deliveries(z.during, d.CaseID)
	if err != nil {
		z.Fail(err)
		return nil
	}
	return record.VersionsOf(all, *d)
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
	z.Say("%s %s %s, Stand: %s.", what, wording.TypTitle(d.Typ), dateWords(d.Date), wording.StateName(d.State))
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
	if d.State == model.StateQueued && d.Attempts > 0 && !z.desk.Station.Link().Ended {
		z.Say("Versuche bisher: %d, nächster %s.", d.Attempts, wording.Clock(d.NextAt, z.services.Now()))
	}
	if d.Reason != "" && d.State != model.StateAccepted {
		z.Say("Grund: %s", d.Reason)
	}
}

func (z *line) deliveryCommands(s *work.SentVersion) []ask.Command {
	oneVersion := ""
	if len(s.Versions()) < 2 {
		oneVersion = "Von dieser Meldung gibt es nur eine Fassung."
	}
	return append(z.commandsOf(s.Acts(), z.sentDoing(s)),
		ask.Command{Name: "fassungen", Help: "Nennt die Fassungen dieser Meldung und öffnet eine, auch eine ältere.", Off: oneVersion, Do: func(string) error { return ask.Stay(z.chooseVersion(s)) }},
		ask.Command{Name: "xml", Arg: "DATEI", Help: "Schreibt das gesendete Dokument in eine Datei.", Do: func(path string) error { z.saveSent(s, path); return nil }},
		ask.Command{Name: "aktualisieren", Help: "Liest den Stand neu.", Do: func(string) error { s.Delivery = z.current(s.Delivery); return nil }},
		ask.Back("Zurück."))
}

// sentDoing is how what was sent is read out, and what comes of an act.
func (z *line) sentDoing(s *work.SentVersion) doing {
	return doing{
		shows: map[string]func(string) error{
			"akte":         func(string) error { return z.record(s.Delivery.CaseID) },
			"inhalt":       func(string) error { z.read(s.Report); return nil },
			"loeschantrag": func(string) error { return z.requestDeletion(s.Delivery.Transaktionsnummer) },
			"unterschied":  func(string) error { z.readDifference(s); return nil },
		},
		after: func(done work.Done) error {
			switch {
			case done.Delivery != nil:
				s.Delivery = *done.Delivery
			case done.Draft == nil:
				s.Delivery = z.current(s.Delivery)
			default:
				if err := ask.Stay(z.editReport(*done.Draft)); err != nil || !done.Gone {
					return err
				}
				return ask.ErrBack
			}
			if done.Underway {
				s.Delivery = z.await(s.Delivery)
			}
			return nil
		}}
}

// chooseVersion opens a version of the report, the oldest being the first.
func (z *line) chooseVersion(r *work.SentVersion) error {
	all := r.Versions()
	i, err := z.Choose("Welche Fassung? Nummer öffnet sie, Enter allein geht zurück.", len(all), func(i int) string {
		text := "abgeschlossen " + wording.Millis(all[i].Completed) + ", " + wording.StateName(all[i].State)
		if i == r.At() {
			text += ", wird gerade gezeigt"
		}
		return text
	})
	if err != nil {
		return err
	}
	return z.delivery(all[i])
}

// readDifference reads out what a correction has changed.
func (z *line) readDifference(s *work.SentVersion) {
	before, err := z.desk.Sent.Report(z.during, s.Delivery.Ersetzt)
	if err != nil {
		z.Fail(err)
		return
	}
	changes := z.services.Changes(&before, s.Report)
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

// requestDeletion asks the registry to delete a sent report.
func (z *line) requestDeletion(number string) error {
	z.Say("Löschantrag. %s", wording.DeletionMeans)
	where := z.services.Config.In()
	reasons := where.Loeschgruende
	i, err := z.Choose("Grund: Nummer wählt, Enter allein geht zurück.", len(reasons), func(i int) string { return reasons[i] })
	if err != nil {
		return err
	}
	text, err := z.deletionWords(where.NeedsText(reasons[i]))
	if err != nil {
		return err
	}
	if sure, err := z.Sure("Löschung wirklich beantragen?"); err != nil || !sure {
		return err
	}
	d, err := z.desk.Sent.RequestDeletion(z.during, number, reasons[i], text)
	if err != nil {
		z.Fail(err)
		return nil
	}
	return z.delivery(d)
}

// deletionWords explains the reason; another reason than the usual needs words.
func (z *line) deletionWords(needed bool) (string, error) {
	const help = "Keinen Antrag stellen."
	if needed {
		return z.Words("Grund in eigenen Worten, ohne Namen. Enter allein stellt keinen Antrag.", help)
	}
	text, err := z.Answer("Erläuterung ohne Namen; Enter allein: keine.", ask.Back(help))
	return strings.TrimSpace(text), err
}

func (z *line) saveSent(s *work.SentVersion, path string) {
	document, err := z.desk.Sent.Document(z.during, s.Delivery.Transaktionsnummer)
	if err != nil {
		z.Fail(err)
		return
	}
	if s.Report == nil {
		z.Say("%s", named(work.ActNamed(s.Acts(), "inhalt").Off))
		return
	}
	z.saveFile(s.Delivery.CaseID, path, s.Report, document)
}

// openDelivery finds a delivery by its number and reads it out.
func (z *line) openDelivery(caseID, number string) error {
	d := z.current(model.Delivery{CaseID: caseID, Transaktionsnummer: number})
	if d.State == "" {
		return z.record(caseID)
	}
	return z.delivery(d)
}

// transmissions lists every report on its way to the registry.
func (z *line) transmissions() error {
	for {
		list := &sentList{z: z}
		if err := list.read(0); err != nil {
			z.Fail(err)
			return ask.ErrBack
		}
		z.Say("Übertragung, %s. %s.", wording.Plural(list.total, "Meldung", "Meldungen"), wording.LinkText(z.desk.Station.Link(), z.services.Now()))
		i, err := z.Choose("Nummer öffnet, Enter allein geht zurück.", list.total, list.words)
		if err != nil {
			return err
		}
		d, _ := list.at(i)
		if d == nil {
			return ask.ErrBack
		}
		if err := ask.Stay(z.delivery(*d)); err != nil {
			return err
		}
	}
}

// sentPart is how many deliveries are read at once while the list is read out.
const sentPart = 100

// sentList is the list of all deliveries, read part by part. A part that was read
// stays as it is, so that a number leads to what was said.
type sentList struct {
	z     *line
	parts map[int]model.DeliveryPage
	total int
}

func (l *sentList) read(part int) error {
	page, err := l.z.desk.Sent.DeliveryPage(l.z.during, model.DeliverySpan{From: part * sentPart, N: sentPart})
	if err != nil {
		return err
	}
	if l.parts == nil {
		l.parts, l.total = map[int]model.DeliveryPage{}, page.Total()
	}
	l.parts[part] = page
	return nil
}

// at is a delivery and whom it is about, nil where it cannot be read; that is said.
func (l *sentList) at(i int) (*model.Delivery, model.Case) {
	part := i / sentPart
	if _, read := l.parts[part]; !read {
		if err := l.read(part); err != nil {
			l.z.Fail(err)
			return nil, model.Case{}
		}
	}
	page := l.parts[part]
	d := page.At(i)
	if d == nil {
		return nil, model.Case{}
	}
	return d, page.People[d.CaseID]
}

func (l *sentList) words(i int) string {
	d, who := l.at(i)
	if d == nil {
		return "gibt es nicht mehr"
	}
	if d.Damaged {
		return people.DamagedWord + ", Nr. " + model.ShortID(d.Transaktionsnummer) + ", " + wording.StateName(d.State) + ", " + people.Name(&who)
	}
	return wording.StateName(d.State) + ", " + people.Name(&who) + ", " + wording.TypTitle(d.Typ) + " " + dateWords(d.Date)
}
