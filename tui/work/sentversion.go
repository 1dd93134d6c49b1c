package work

import (
	"context"
	"errors"
	"slices"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/land"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/tui/wording"
)

// SentVersion is a delivery among the versions of its report: which one it is,
// what can be done with it, and why not.
type SentVersion struct {
	Desk     *Desk
	Delivery model.Delivery
	Related  record.Versions
	Report   *model.Report        // as it was sent, nil until it is read
	Lost     bool                 // nobody can read it
	Land     *land.Land           // whose registry it went to
	Answers  []model.Rueckmeldung // what the registry said after the receipt
	Tries    []model.Versuch      // to deliver it, the last ones
}

// ReadVersions reads a delivery as it is now, among the versions of its report. One
// that is not there is as it was.
func ReadVersions(ctx context.Context, desk *Desk, was model.Delivery) (now model.Delivery, related record.Versions, err error) {
	all, err := desk.Sent.Deliveries(ctx, was.CaseID)
	if i := slices.IndexFunc(all, func(d model.Delivery) bool { return d.Transaktionsnummer == was.Transaktionsnummer }); i >= 0 {
		was = all[i]
	}
	return was, record.VersionsOf(all, was), err
}

// Read reads the delivery as it is now, and what was sent.
func (s *SentVersion) Read(ctx context.Context) error {
	now, related, err := ReadVersions(ctx, s.Desk, s.Delivery)
	if err == nil {
		s.Delivery, s.Related = now, related
	}
	if answers, untold := ReadAnswers(ctx, s.Desk, &s.Delivery); untold == nil {
		s.Answers = answers
	} else {
		err = errors.Join(err, untold)
	}
	if tries, untold := ReadTries(ctx, s.Desk, &s.Delivery); untold == nil {
		s.Tries = tries
	} else {
		err = errors.Join(err, untold)
	}
	report, unread := s.Desk.Sent.Report(ctx, s.About())
	s.Take(report, unread)
	if s.Lost {
		unread = nil // that is told with the delivery
	}
	return errors.Join(err, unread)
}

// Take takes the report as it was sent, or that nobody can read it.
func (s *SentVersion) Take(report model.Report, err error) {
	s.Report, s.Lost = nil, wording.IsDamaged(err)
	if err != nil {
		return
	}
	if s.Masked() {
		report.Patient = report.Patient.Verdeckt()
	}
	s.Report = &report
}

// Masked reports that the identity in what was sent is not shown: the registry has it, and
// nobody here has opened it with a fresh code.
func (s *SentVersion) Masked() bool {
	has := s.Delivery.State == model.StateAccepted || s.Delivery.Art == model.SendungLoeschantrag
	return s.Desk != nil && s.Desk.Cover != nil && has && !s.Desk.Cover.Opened(s.About())
}

// ReadFormer reads the version before, masked as this one is.
func (s *SentVersion) ReadFormer(ctx context.Context) (model.Report, error) {
	before, err := s.Desk.Sent.Report(ctx, s.Delivery.Ersetzt)
	if s.Masked() {
		before.Patient = before.Patient.Verdeckt()
	}
	return before, err
}

// FreshAsked says why password and code are asked for once more.
const FreshAsked = "Gesendete Meldungen sind verdeckt. Ganz zu sehen sind sie mit Ihrem Passwort und einem frischen Code; jede Öffnung steht im Protokoll."

// openFull opens what was sent in full.
func (s *SentVersion) openFull() Act {
	number, now := s.About(), s.Delivery
	a := Act{Name: "aufdecken", Does: rights.Geoeffnet, Label: "Ganz öffnen", Help: "Zeigt die gesendete Meldung zehn Minuten lang mit allen Angaben zur Person; fragt nach Passwort und frischem Code und steht im Protokoll.", Asks: AskFresh,
		Do: func(ctx context.Context, g Given) (Done, error) {
			return Done{Said: "Die Meldung ist zehn Minuten lang ganz zu sehen; das steht im Protokoll.", Delivery: &now}, s.Desk.Cover.OpenFull(ctx, number, g.Password, g.Code)
		}}
	if !s.Masked() {
		a.Off, a.Quiet = "Die Meldung ist nicht verdeckt.", true
	}
	return a
}

// notWritten says why what was sent is not written to a file, "" when it is.
func (s *SentVersion) notWritten() string {
	if s.Masked() {
		return "Die gesendete Meldung ist verdeckt; {aufdecken} öffnet sie mit Passwort und frischem Code."
	}
	return s.notRead()
}

// Underway reports that the delivery may reach the registry any moment.
func (s *SentVersion) Underway() bool {
	return s.Delivery.Sperre == nil && (s.Delivery.State == model.StateQueued || s.Delivery.State == model.StateSending)
}

// Follow reads the delivery with all news while it is on its way and the session lasts, at
// the longest as its context. It returns what keeps it.
func (s *SentVersion) Follow(ctx context.Context, read func()) (kept error) {
	link := s.Desk.Station.Link
	for s.Underway() && !link().Ended && ctx.Err() == nil {
		s.Desk.Station.News(ctx) // its error is that the time is over
		read()
	}
	if s.Underway() {
		kept = link().Reason
	}
	return kept
}

// Acts are what can be done with what was sent. They are about
// the version as it is now: whoever looks at it may read another while a deed runs.
func (s SentVersion) Acts() []Act {
	return Allowed(s.Desk, slices.Concat([]Act{
		{Name: "akte", Label: "Akte", Help: "Zeigt die Akte der Person."},
		{Name: "folgemeldung", Does: rights.EntwurfBegonnen, Label: "Folgemeldung", Help: "Beginnt die nächste Meldung zum selben Tumor; der wahrscheinliche Anlass ist schon gewählt.", Off: s.notRead()},
		{Name: "naechste", Label: "Nächste Aufgabe", Help: "Öffnet, was auf der Arbeitsliste als Nächstes zu tun ist."},
		{Name: "inhalt", Label: "Inhalt", Help: "Zeigt alle Angaben der Meldung zum Lesen, als Text und als XML.", Off: s.notRead()},
		{Name: "senden", Label: "Senden", Help: "Versucht jetzt, die Meldung zu übermitteln.", Off: s.ended(), Do: s.send},
		{Name: "bearbeiten", Does: rights.NeuGeoeffnet, Label: "Als Entwurf öffnen", Help: "Öffnet die abgelehnte Meldung mit allen Angaben als neuen Entwurf.", Off: s.notRejected(), Do: s.toDraft(Reports.Reopen)},
		{Name: "korrigieren", Does: rights.KorrekturBegonnen, Label: "Korrektur", Help: "Öffnet eine Korrekturmeldung mit allen Angaben; sie ersetzt die gesendete Meldung ganz.", Off: s.NotCorrectable(), Do: s.toDraft(Reports.Correct)},
		s.reply(),
		{Name: "loeschantrag", Does: rights.LoeschungBeantragt, Label: "Löschantrag", Help: "Bittet das Register, die Meldung zu löschen.", Off: s.onlyLatest("gelöscht"), Asks: AskDeletion, Land: s.Land, Sure: &Sure{"Löschung beantragen?", wording.DeletionMeans, "Beantragen"}, Do: s.requestDeletion},
		{Name: "unterschied", Label: "Unterschied", Help: "Zeigt, was diese Fassung an der vorigen geändert hat.", Off: s.noFormer(), Quiet: s.Delivery.Ersetzt == ""},
		s.turn("fruehere", "Frühere Fassung", "Zeigt die vorige Fassung dieser Meldung.", -1),
		s.turn("spaetere", "Spätere Fassung", "Zeigt die nächste Fassung dieser Meldung.", 1),
		{Name: "fassungen", Label: "Alle Fassungen", Help: "Nennt die Fassungen dieser Meldung und öffnet eine, auch eine ältere.", Off: s.onlyOne(), Quiet: true},
		{Name: "xml", Does: rights.DateiGeschrieben, Label: "XML speichern", Help: "Schreibt das gesendete Dokument in eine Datei.", Off: s.notWritten(), Quiet: true, Asks: AskFile,
			Do: toFile(s.Desk, s.Delivery.CaseID, s.Report, func(ctx context.Context) ([]byte, error) {
				return s.Desk.Sent.Document(ctx, s.Delivery.Transaktionsnummer)
			})},
		s.openFull(),
		{Name: "aktualisieren", Label: "Aktualisieren", Help: "Liest den Stand neu.", Quiet: true, Do: s.again},
	}, s.aside().acts(), s.paper()))
}

func (s *SentVersion) send(context.Context, Given) (Done, error) {
	return Done{Said: SyncSentence(s.Desk), Underway: true}, nil
}

func (s *SentVersion) again(ctx context.Context, _ Given) (Done, error) {
	now, _, err := ReadVersions(ctx, s.Desk, s.Delivery)
	return Done{Delivery: &now}, err
}

func (s *SentVersion) requestDeletion(ctx context.Context, g Given) (Done, error) {
	d, err := s.Desk.Sent.RequestDeletion(ctx, s.Delivery.Transaktionsnummer, g.Reason, g.Text)
	return Done{Delivery: &d, Underway: true}, err
}

// toDraft makes a draft of what was sent.
func (s *SentVersion) toDraft(of func(Reports, context.Context, string) (model.Draft, error)) func(context.Context, Given) (Done, error) {
	number := s.Delivery.Transaktionsnummer
	return func(ctx context.Context, _ Given) (Done, error) {
		d, err := of(s.Desk.Reports, ctx, number)
		return Done{Draft: &d}, err
	}
}

// turn goes to another version of the report.
func (s *SentVersion) turn(name, label, help string, by int) Act {
	a := Act{Name: name, Label: label, Help: help, Quiet: true}
	to, all := s.At()+by, s.Versions()
	if s.At() < 0 || to < 0 || to >= len(all) {
		a.Off = "Es gibt keine weitere Fassung."
		return a
	}
	a.Do = func(context.Context, Given) (Done, error) { return Done{Delivery: &all[to]}, nil }
	return a
}

func (s *SentVersion) aside() *aside {
	number := s.Delivery.Transaktionsnummer
	a := &aside{does: [3]rights.Action{rights.NotizGeschrieben, rights.Zurueckgehalten, rights.Freigegeben}, notiz: s.Delivery.Notiz, sperre: s.Delivery.Sperre, lifted: "Die Sperre ist aufgehoben.",
		note: func(ctx context.Context, text string) error { return s.Desk.Sent.Note(ctx, number, text) }}
	if s.Delivery.State == model.StateQueued {
		a.hold = func(ctx context.Context, sperre *model.Sperre) error { return s.Desk.Sent.Hold(ctx, number, sperre) }
	}
	return a
}

// paper takes the mark back that a report went on paper; a sent one is no draft
// any more.
func (s *SentVersion) paper() []Act {
	remove := Act{Name: "loeschen", Label: "Entwurf löschen", Help: "Legt einen Entwurf nach Rückfrage in den Papierkorb.", Menu: true, Off: onlyDraft}
	if !s.Delivery.Papier {
		paper := onPaper(nil)
		paper.Off = onlyDraft
		return []Act{paper, remove}
	}
	number := s.Delivery.Transaktionsnummer
	return []Act{{Name: "papier", Does: rights.PapierZurueck, Label: "Doch nicht auf Papier", Help: "Macht aus der Meldung wieder einen Entwurf, der gesendet werden kann.", Menu: true,
		Do: func(ctx context.Context, _ Given) (Done, error) {
			d, err := s.Desk.Reports.UnmarkPaper(ctx, number)
			return Done{Draft: &d, Gone: true}, err
		}}, remove}
}

// notRead says why there is nothing to be read, "" when there is.
func (s *SentVersion) notRead() string {
	switch {
	case s.Delivery.Damaged, s.Lost:
		return wording.DamagedSentence("Meldung", s.Delivery.Transaktionsnummer)
	case s.Report == nil:
		return "Die Meldung wird noch gelesen."
	}
	return ""
}

// ended says why there is nothing to be sent, "" when there is.
func (s *SentVersion) ended() string {
	if s.Delivery.State == model.StateQueued || s.Delivery.State == model.StateSending {
		return ""
	}
	return "Die Übertragung ist beendet."
}

func (s *SentVersion) notRejected() string {
	switch {
	case s.Delivery.Damaged:
		return wording.DamagedSentence("Meldung", s.Delivery.Transaktionsnummer)
	case s.Delivery.State == model.StateRejected && s.Delivery.Art != model.SendungLoeschantrag:
		return ""
	}
	return "Nur eine abgelehnte Meldung wird neu bearbeitet."
}

// noFormer says why there is no difference to show, "" when there is one.
func (s *SentVersion) noFormer() string {
	switch {
	case s.Delivery.Ersetzt == "" || s.Delivery.Art == model.SendungLoeschantrag:
		return "Es gibt keine frühere Fassung."
	case s.Report == nil:
		return "Die Meldung wird noch gelesen."
	}
	return ""
}

// About is the delivery whose report is shown: of a Löschantrag, the one it is about.
func (s *SentVersion) About() string {
	if s.Delivery.Art == model.SendungLoeschantrag {
		return s.Delivery.Ersetzt
	}
	return s.Delivery.Transaktionsnummer
}

// Versions are the reports among the related deliveries.
func (s *SentVersion) Versions() []model.Delivery { return s.Related.Reports() }

// VersionNames tell them apart.
func (s *SentVersion) VersionNames() (names []string) {
	for i, d := range s.Versions() {
		name := "abgeschlossen " + wording.Millis(d.Completed) + ", " + wording.StateOf(&d)
		if i == s.At() {
			name += ", wird gerade gezeigt"
		}
		names = append(names, name)
	}
	return names
}

// onlyOne says why there is no other version to open, "" when there is.
func (s *SentVersion) onlyOne() string {
	if len(s.Versions()) < 2 {
		return "Von dieser Meldung gibt es nur eine Fassung."
	}
	return ""
}

// At is the place of the shown report among its versions.
func (s *SentVersion) At() int {
	return slices.IndexFunc(s.Versions(), func(d model.Delivery) bool { return d.Transaktionsnummer == s.About() })
}

// NotCorrectable says why there can be no correction now, "" when there can.
func (s *SentVersion) NotCorrectable() string {
	return s.onlyLatest("korrigiert")
}

// onlyLatest says why something cannot be done with this version, which only
// the latest one is for.
func (s *SentVersion) onlyLatest(done string) string {
	if _, replaced := s.Related.ReplacedBy(s.About()); replaced {
		return "Diese Fassung ist schon ersetzt; " + done + " wird die neueste ({spaetere})."
	}
	return s.closed(done)
}

// closed says why a delivery is nothing the registry could change; done is what
// somebody wants of it.
func (s *SentVersion) closed(done string) string {
	place := s.Related.PlaceOf(s.About())
	switch d := &s.Delivery; {
	case d.Damaged:
		return wording.DamagedSentence("Meldung", d.Transaktionsnummer)
	case d.Art == model.SendungLoeschantrag:
		return "Ein Löschantrag selbst wird nicht " + done + "."
	case d.Ergebnis == model.ErgebnisGeloescht, place == record.Gone:
		return "Das Register hat die Meldung gelöscht."
	case place == record.Asked:
		return "Zu dieser Meldung ist ein Löschantrag gestellt."
	case d.Papier:
		return "Auf Papier gemeldet; dort wird auch auf Papier " + done + "."
	case d.State == model.StateRejected:
		return "Das Register hat sie nicht angenommen; {bearbeiten} öffnet sie als neuen Entwurf."
	case d.State == model.StateQueued, d.State == model.StateSending:
		return "Die Meldung ist noch unterwegs; erst nach der Quittung wird sie " + done + "."
	}
	return ""
}
