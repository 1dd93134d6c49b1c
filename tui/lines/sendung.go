package lines

import (
	"context"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// answerWait is how long the line mode waits by itself for the registry's answer.
const answerWait = 15 * time.Second

// delivery reads out a completed report's state and receipt.
func (z *line) delivery(d model.Delivery) error {
	d = z.await(d)
	return z.stayAt(lineStay{
		tell:     func() error { z.sayDelivery(&d); return nil },
		question: "Enter geht zurück; :hilfe nennt die Befehle.",
		commands: func() []command { return z.deliveryCommands(&d) },
		take: func(string) error {
			z.say("Hier gibt es nichts einzugeben; Befehle beginnen mit einem Doppelpunkt.")
			return errSaid
		},
	})
}

// await follows a delivery for a moment while it is on its way, and says what
// keeps it.
func (z *line) await(d model.Delivery) model.Delivery {
	if !underway(&d) {
		return d
	}
	if z.desk.Station.Link().Ended {
		z.fail(z.desk.Station.Link().Reason)
		return d
	}
	z.say("Die Meldung ist abgeschlossen und wird übermittelt. Bitte warten.")
	ctx, cancel := context.WithTimeout(z.during, answerWait)
	defer cancel()
	for underway(&d) && !z.desk.Station.Link().Ended && ctx.Err() == nil {
		z.desk.Station.News(ctx) // its error is that the time is over
		d = z.current(d)
	}
	if reason := z.desk.Station.Link().Reason; reason != nil && underway(&d) {
		z.fail(reason)
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
		z.fail(err)
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
		z.fail(err)
		return nil
	}
	return record.VersionsOf(all, *d)
}

func (z *line) sayDelivery(d *model.Delivery) {
	if d.Damaged {
		z.say("%s", wording.DamagedSentence("Meldung", d.Transaktionsnummer))
	}
	what := "Meldung"
	if d.Art == model.SendungLoeschantrag {
		what = "Löschantrag zur Meldung"
	}
	z.say("%s %s %s, Stand: %s.", what, wording.TypTitle(d.Typ), dateWords(d.Date), wording.StateName(d.State))
	z.say("Transaktionsnummer %s.", d.Transaktionsnummer)
	z.say("Abgeschlossen %s.", wording.Millis(d.Completed))
	if d.Receipt != nil {
		z.say("Quittung: Eingang beim Register %s, Prüfsumme beginnt mit %s, Eintrag %d.", wording.Millis(d.Receipt.ReceivedAt), wording.Short(d.Receipt.Digest), d.Receipt.LogIndex)
	}
	z.sayVersions(&work.SentVersion{Delivery: *d, Related: z.related(d)})
	if d.Notiz != "" {
		z.say("Interne Notiz: %s. Wird nie übermittelt.", d.Notiz)
	}
	if d.Sperre != nil {
		z.say("Zurückgehalten: %s.", wording.SperreText(d.Sperre))
	}
	if d.State == model.StateQueued && d.Attempts > 0 && !z.desk.Station.Link().Ended {
		z.say("Versuche bisher: %d, nächster %s.", d.Attempts, wording.Clock(d.NextAt, z.services.Now()))
	}
	if d.Reason != "" && d.State != model.StateAccepted {
		z.say("Grund: %s", d.Reason)
	}
}

func (z *line) deliveryCommands(d *model.Delivery) []command {
	notRejected := "Nur eine abgelehnte Meldung wird neu bearbeitet."
	if d.State == model.StateRejected {
		notRejected = ""
	}
	if d.Damaged {
		notRejected = wording.DamagedSentence("Meldung", d.Transaktionsnummer)
	}
	versions := &work.SentVersion{Delivery: *d, Related: z.related(d)}
	number := d.Transaktionsnummer
	return append([]command{
		{name: "fassungen", help: "Nennt die Fassungen dieser Meldung und öffnet eine, auch eine ältere.", off: oneVersion(versions), do: func(string) error { return stay(z.chooseVersion(versions)) }},
		{name: "unterschied", help: "Liest vor, was gegenüber der vorigen Fassung anders ist.", off: noDifference(d), do: func(string) error { z.readDifference(d); return nil }},
		{name: "inhalt", help: "Liest vor, was gesendet wurde.", do: func(string) error { z.readSent(number); return nil }},
		{name: "xml", arg: "DATEI", help: "Schreibt das gesendete Dokument in eine Datei.", do: func(path string) error { z.saveSent(d, path); return nil }},
		{name: "aktualisieren", help: "Liest den Stand neu.", do: func(string) error { *d = z.current(*d); return nil }},
		{name: "senden", help: "Versucht jetzt, die Meldung zu übermitteln.", do: func(string) error { z.desk.Station.SyncNow(); *d = z.await(*d); return nil }},
		{name: "bearbeiten", help: "Öffnet die abgelehnte Meldung als neuen Entwurf.", off: notRejected, do: func(string) error { return z.fromSent(z.desk.Reports.Reopen, number) }},
		{name: "korrigieren", help: "Beginnt die Korrektur dieser Meldung.", off: versions.NotCorrectable(), do: func(string) error { return z.fromSent(z.desk.Reports.Correct, number) }},
		{name: "loeschantrag", help: "Bittet das Register, die Meldung zu löschen.", off: versions.NotDeletable(), do: func(string) error { return stay(z.requestDeletion(number)) }},
		{name: "akte", help: "Öffnet die Akte der Person.", do: func(string) error { return stay(z.record(d.CaseID)) }},
		back("Zurück."),
	}, z.asideCommands(d)...)
}

func oneVersion(r *work.SentVersion) string {
	if len(r.Versions()) < 2 {
		return "Von dieser Meldung gibt es nur eine Fassung."
	}
	return ""
}

func noDifference(d *model.Delivery) string {
	if d.Ersetzt == "" || d.Art == model.SendungLoeschantrag {
		return "Es gibt keine frühere Fassung."
	}
	return ""
}

// chooseVersion opens a version of the report, the oldest being the first.
func (z *line) chooseVersion(r *work.SentVersion) error {
	all := r.Versions()
	i, err := z.choose("Welche Fassung? Nummer öffnet sie, Enter allein geht zurück.", len(all), func(i int) string {
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
func (z *line) readDifference(d *model.Delivery) {
	before, err := z.desk.Sent.Report(z.during, d.Ersetzt)
	if err != nil {
		z.fail(err)
		return
	}
	after, err := z.desk.Sent.Report(z.during, d.Transaktionsnummer)
	if err != nil {
		z.fail(err)
		return
	}
	if !z.sayDifference(&before, &after) {
		z.say("Kein Unterschied.")
	}
}

// sayVersions tells of the other versions and of a request to delete them.
func (z *line) sayVersions(r *work.SentVersion) {
	if all := r.Versions(); len(all) > 1 && r.At() >= 0 {
		z.say("Fassung %d von %d; :fassungen zeigt die anderen.", r.At()+1, len(all))
	}
	if next, ok := r.Related.ReplacedBy(r.About()); ok {
		z.say("Ersetzt durch die Fassung vom %s, %s.", wording.Millis(next.Completed), wording.StateName(next.State))
	}
	if d, ok := r.Related.Deletion(); ok && d.Transaktionsnummer != r.Delivery.Transaktionsnummer {
		z.say("Löschantrag gestellt %s, %s.", wording.Millis(d.Completed), wording.StateName(d.State))
	}
}

// fromSent makes a draft of a sent report and opens it.
func (z *line) fromSent(open func(context.Context, string) (model.Draft, error), number string) error {
	draft, err := open(z.during, number)
	if err != nil {
		z.fail(err)
		return nil
	}
	return stay(z.editReport(draft))
}

func (z *line) readSent(number string) {
	report, err := z.desk.Sent.Report(z.during, number)
	if err != nil {
		z.fail(err)
		return
	}
	z.read(&report)
}

func (z *line) saveSent(d *model.Delivery, path string) {
	document, err := z.desk.Sent.Document(z.during, d.Transaktionsnummer)
	if err != nil {
		z.fail(err)
		return
	}
	report, err := z.desk.Sent.Report(z.during, d.Transaktionsnummer)
	if err != nil {
		z.fail(err)
		return
	}
	z.saveFile(d.CaseID, path, &report, document)
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
			z.fail(err)
			return errBack
		}
		z.say("Übertragung, %s. %s.", wording.Plural(list.total, "Meldung", "Meldungen"), wording.LinkText(z.desk.Station.Link(), z.services.Now()))
		i, err := z.choose("Nummer öffnet, Enter allein geht zurück.", list.total, list.words)
		if err != nil {
			return err
		}
		d, _ := list.at(i)
		if d == nil {
			return errBack
		}
		if err := stay(z.delivery(*d)); err != nil {
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
	page, err := l.z.desk.Sent.DeliveryPage(l.z.during, part*sentPart, sentPart)
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
			l.z.fail(err)
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
