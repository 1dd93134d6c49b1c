// Package vertrauen is the Vertrauensstelle: it opens the part of a report that says who the
// person is, in memory, judges it, and hands on what stands for it: Kryptogramme and pseudonyms.
// It cannot open the other part.
//
// It promises: what it keeps of a person is the Identitäts-Chiffrat, which is for a custodian
// whose key is on no server, and nothing after a Widerspruch; every opening of an identity is
// noted with who, when and why; after a Löschung no file has the report any more.
//
// Start with Open and Stelle.Receive; what staff do is in staff.go, what they answer the
// Auswertungsstelle in question.go, and what others than sites give in supplied.go.
package vertrauen

import (
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"errors"
	"strconv"
	"sync/atomic"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/seal"
)

//go:embed migrations/*.sql postgres/*.sql
var tables embed.FS

// Keys are the keys of the office.
type Keys struct {
	Parts      []*seal.Pair // open identity parts; the oldest first
	First      *seal.FirstStage
	References *seal.References
	Data       *seal.Key // seals what waits
	Custodian  string    // public half; the other one is on no server
	Auswertung string    // public half of the Landesauswertungsstelle's
}

// Stelle is the office. It is safe for concurrent use.
type Stelle struct {
	db     *database.DB
	keys   Keys
	opener *envelope.Opener
	desk   *offices.Handover
	now    func() time.Time
	erased atomic.Bool // something is still in the log beside the database
}

// Open opens the office's database, see offices.OpenDatabase. envelope.ErrNoKey.
func Open(ctx context.Context, place, beside string, keys Keys, now func() time.Time) (*Stelle, error) {
	if len(keys.Parts) == 0 || keys.First == nil || keys.References == nil || keys.Data == nil || !seal.IsRecipient(keys.Custodian) || !seal.IsRecipient(keys.Auswertung) {
		return nil, envelope.ErrNoKey
	}
	db, err := offices.OpenDatabase(ctx, place, beside, tables)
	if err != nil {
		return nil, err
	}
	return &Stelle{db: db, keys: keys, now: now, opener: envelope.NewOpener(envelope.Identity, keys.Parts...),
		desk: offices.NewHandover(offices.Vertrauen, db, keys.Data, now)}, nil
}

// Close gives the database back.
func (s *Stelle) Close() error { return s.db.Close() }

// Desk is where it takes and leaves.
func (s *Stelle) Desk() *offices.Handover { return s.desk }

// Again takes what was laid aside once more and says how much of it could be used now.
func (s *Stelle) Again(ctx context.Context) (int, error) { return s.desk.Again(ctx, s.Work) }

// Receive takes messages, see offices.Handover.
func (s *Stelle) Receive(ctx context.Context, from offices.Office, messages []offices.Message) (taken int64, err error) {
	taken, err = s.desk.Receive(ctx, from, messages, s.Work)
	if err == nil && s.erased.Swap(false) {
		err = s.db.CutLog(ctx)
	}
	return taken, err
}

// Work is what it does with messages: of the Datenannahmestelle, and answers and questions of
// the Auswertungsstelle.
func (s *Stelle) Work(_ context.Context, from offices.Office, body []byte) (func(*sql.Tx) error, error) {
	switch from {
	case offices.Annahme:
		var e offices.Eingang
		if err := json.Unmarshal(body, &e); err != nil {
			return nil, &offices.Aside{Code: "form", Text: "Die Übergabe der Datenannahmestelle ist nicht lesbar. Bitte klären Sie mit ihr, welche Fassung des Programms sie benutzt."}
		}
		if e.Art == offices.Loeschung {
			return s.erasing(&e)
		}
		return s.arriving(&e)
	case offices.Auswertung:
		return s.told(body)
	}
	return nil, offices.ErrStranger
}

// told is what the Auswertungsstelle says; an Antwort has no kind.
func (s *Stelle) told(body []byte) (func(*sql.Tx) error, error) {
	var kind struct{ Art offices.Art }
	err := json.Unmarshal(body, &kind)
	read := func(into any) {
		if err == nil {
			err = json.Unmarshal(body, into)
		}
	}
	var write func(*sql.Tx) error
	switch kind.Art {
	case "":
		var a offices.Antwort
		read(&a)
		write = func(tx *sql.Tx) error { return s.answer(tx, &a) }
	case offices.Frage, offices.Ruecknahme:
		var a offices.Anfrage
		read(&a)
		write = func(tx *sql.Tx) error { return s.asked(tx, &a) }
	case offices.Frist:
		var a offices.Ablauf
		read(&a)
		write = func(tx *sql.Tx) error { return s.expired(tx, &a) }
	default:
		return nil, &offices.Aside{Code: "form", Text: "Diese Art von Übergabe kennt das Programm nicht. Bitte spielen Sie die neuere Fassung ein."}
	}
	if err != nil {
		return nil, &offices.Aside{Code: "form", Text: "Was die Landesauswertungsstelle übergibt, ist nicht lesbar. Bitte klären Sie mit ihr, welche Fassung des Programms sie benutzt."}
	}
	return write, nil
}

// opened is a report in the hands of the office, in memory only.
type opened struct {
	*offices.Eingang
	report  *model.Report
	verdict offices.Verdict
	whole   []byte
	before  []byte        // pseudonym of the number it takes the place of, nil = of none
	part    envelope.Part // medical
	content []byte        // blind index of the identity part
	numbers
}

// numbers are pseudonyms.
type numbers struct{ transaktion, referenz, meldung []byte }

// arriving opens a report, judges it and makes of it what is handed on.
func (s *Stelle) arriving(e *offices.Eingang) (func(*sql.Tx) error, error) {
	o, refused, err := s.open(e)
	if err != nil {
		return nil, err
	}
	if refused == nil && len(o.verdict.Findings) > 0 {
		refused = &offices.Ergebnis{Text: "Die Meldung enthält Fehler.", Befunde: o.verdict.Findings}
	}
	var values []offices.Wert
	var open offices.Beilage
	if refused == nil {
		if values, open = s.kryptogramme(identityOf(&o.report.Patient.Stammdaten)); !usable(values) {
			refused = &offices.Ergebnis{Text: "Aus den Angaben zur Person lässt sich keine Kontrollnummer bilden: Name und Geburtstag fehlen oder sind Platzhalter. Bitte ergänzen Sie sie und senden Sie die Meldung neu."}
		}
	}
	if refused != nil {
		return func(tx *sql.Tx) error { return s.refuse(tx, o, *refused) }, nil
	}
	chiffrat, err := s.chiffrat(o.report)
	if err != nil {
		return nil, err
	}
	open.Schluessel, open.Empfaenger, open.Medizin, open.Ganz, open.Hinweise = e.Schluessel, o.part.Recipient, o.part.Data, o.whole, o.verdict.Remarks
	return func(tx *sql.Tx) error {
		other, err := otherReport(tx, o)
		if err != nil {
			return err
		}
		if other {
			return s.refuse(tx, o, offices.Ergebnis{Text: "Die Meldung soll eine Fassung ersetzen, die zu einer anderen Meldung gehört. Bitte senden Sie sie neu; nichts davon wurde verarbeitet."})
		}
		return s.handOn(tx, o, values, open, chiffrat)
	}, nil
}

// refuse keeps that a report was refused, and says why.
func (s *Stelle) refuse(tx *sql.Tx, o *opened, why offices.Ergebnis) error {
	why.Ergebnis = string(model.ErgebnisAbgelehnt)
	if err := s.keep(tx, o, "abgelehnt", nil); err != nil {
		return err
	}
	return s.desk.Leave(tx, offices.Annahme, offices.Bescheid{Melder: o.Melder, Nummer: o.Nummer, Ergebnis: why})
}

// otherReport reports that a report says it takes the place of one that has another Meldung_ID.
// One that is unknown here was refused before, or deleted.
func otherReport(tx *sql.Tx, o *opened) (is bool, err error) {
	err = tx.QueryRow("SELECT EXISTS (SELECT 1 FROM meldung WHERE transaktion = ? AND meldung <> ? AND stand <> 'abgelehnt')", some(o.before), some(o.meldung)).Scan(&is)
	return is, err
}

// open opens the identity part; refused is why there is nothing to judge.
func (s *Stelle) open(e *offices.Eingang) (o *opened, refused *offices.Ergebnis, err error) {
	o = &opened{Eingang: e}
	if o.transaktion, err = s.keys.References.Pseudonym(kindTransaktion, e.Melder, e.Nummer); err != nil {
		return nil, nil, err
	}
	refuse := func(text string) (*opened, *offices.Ergebnis, error) {
		return o, &offices.Ergebnis{Text: text + " Bitte senden Sie sie neu; nichts davon wurde verarbeitet."}, nil
	}
	sealed, err := envelope.Read(e.Umschlag)
	if err != nil {
		return refuse("Der Umschlag der Meldung ist beschädigt.")
	}
	if sealed.Site != e.Melder || sealed.Tnr != e.Nummer {
		return refuse("Der Umschlag der Meldung gehört zu einer anderen Nummer.")
	}
	part, err := s.opener.Open(sealed, e.Schluessel)
	switch {
	case errors.Is(err, envelope.ErrRecipient):
		return nil, nil, &offices.Aside{Code: "schluessel", Text: "Eine Meldung ist für einen Schlüssel verschlüsselt, den diese Stelle nicht hat. Bitte legen Sie den Schlüssel in die Ablage und nehmen Sie das Beiseitegelegte noch einmal vor."}
	case errors.Is(err, envelope.ErrManifest):
		return refuse("Die Teile der Meldung gehören nicht zusammen.")
	case err != nil:
		return refuse("Die Meldung lässt sich nicht öffnen.")
	}
	for _, p := range sealed.Parts {
		if p.Role == envelope.Medical {
			o.part = p
		}
	}
	o.whole, o.content = part.Whole, s.keys.Data.Index("inhalt\x00"+e.Melder+"\x00"+string(contentOf(part.Payload)))
	report, badly, err := offices.ReadPart(part.Payload, "")
	if err != nil {
		return refuse("Die Meldung ist kein oBDS-Dokument einer Meldung.")
	}
	if string(report.Meldung.MelderID) != e.Melder {
		return refuse("Die Meldung trägt die Melder-ID einer anderen Einrichtung.")
	}
	if o.referenz, err = s.keys.References.Pseudonym(kindReferenz, e.Melder, string(report.Patient.PatientID)); err != nil {
		return nil, nil, err
	}
	if o.meldung, err = s.keys.References.Pseudonym(kindMeldung, e.Melder, string(report.Meldung.MeldungID)); err != nil {
		return nil, nil, err
	}
	if sealed.Replaces != "" {
		if o.before, err = s.keys.References.Pseudonym(kindTransaktion, e.Melder, sealed.Replaces); err != nil {
			return nil, nil, err
		}
	}
	o.report, o.verdict = report, offices.Judge(report, obds.ShareIdentity, badly, model.DatumOf(s.now()))
	return o, nil, nil
}

// The kinds of numbers that a site gives.
const (
	kindTransaktion = "transaktion"
	kindReferenz    = "referenz"
	kindMeldung     = "meldung"
)

// fassung is the number of a later version of what others than sites give.
func fassung(number string, n int) string { return number + "\x00" + strconv.Itoa(n) }

// handOn keeps a report and leaves it for the Kontrollnummernstelle.
func (s *Stelle) handOn(tx *sql.Tx, o *opened, values []offices.Wert, open offices.Beilage, chiffrat []byte) error {
	var last []byte
	err := tx.QueryRow("SELECT inhalt FROM meldung WHERE meldung = ? AND stand <> 'abgelehnt' ORDER BY log_index DESC LIMIT 1", o.meldung).Scan(&last)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	open.Gleich = string(last) == string(o.content)
	objected, err := s.objected(tx, o)
	if err != nil {
		return err
	}
	if objected {
		chiffrat = nil
	}
	if err := s.keep(tx, o, "weitergegeben", chiffrat); err != nil {
		return err
	}
	text, err := json.Marshal(open)
	if err != nil {
		return err
	}
	beilage, err := seal.SealFor(s.keys.Auswertung, text)
	if err != nil {
		return err
	}
	return s.desk.Leave(tx, offices.Kontrollnummern, offices.Uebergabe{Art: offices.Meldung, Transaktion: o.transaktion, Referenz: o.referenz, Meldung: o.meldung,
		Eingang: o.Eingang.Eingang, Werte: values, Beilage: beilage})
}

// objected reports whether a person has objected: with this report, whose earlier Chiffrate go
// too, or before.
func (s *Stelle) objected(tx *sql.Tx, o *opened) (bool, error) {
	if rule.Objects(o.report) {
		return true, s.object(tx, o.referenz)
	}
	var n int
	err := tx.QueryRow("SELECT count(*) FROM widerspruch WHERE referenz = ?", o.referenz).Scan(&n)
	return n > 0, err
}

// object erases the Chiffrate of a patient.
func (s *Stelle) object(tx *sql.Tx, referenz []byte) error {
	if _, err := tx.Exec("INSERT OR IGNORE INTO widerspruch (referenz, at) VALUES (?, ?)", referenz, database.Millis(s.now())); err != nil {
		return err
	}
	_, err := tx.Exec("UPDATE meldung SET chiffrat = NULL WHERE referenz = ?", referenz)
	s.erased.Store(true)
	return err
}

// keep keeps a report and notes that it was opened.
func (s *Stelle) keep(tx *sql.Tx, o *opened, state string, chiffrat []byte) error {
	var used int
	if err := tx.QueryRow("SELECT (SELECT count(*) FROM meldung WHERE transaktion = ?1) + (SELECT count(*) FROM geloescht WHERE transaktion = ?1)", o.transaktion).Scan(&used); err != nil {
		return err
	}
	if used > 0 {
		return &offices.Aside{Code: "nummer", Text: "Unter der Nummer dieser Meldung liegt hier schon eine. Bitte klären Sie mit der Datenannahmestelle, welche gilt."}
	}
	_, err := tx.Exec("INSERT INTO meldung (transaktion, referenz, meldung, melder, log_index, eingang, inhalt, stand, chiffrat) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		o.transaktion, some(o.referenz), some(o.meldung), o.Melder, o.LogIndex, database.Millis(o.Eingang.Eingang), some(o.content), state, chiffrat)
	if err != nil {
		return err
	}
	return s.note(tx, "Programm", "Eingang", o.transaktion, nil)
}

// some is never NULL.
func some(b []byte) []byte { return append([]byte{}, b...) }

// note notes that an identity was opened; other is that of the report it was compared with, nil
// without one.
func (s *Stelle) note(tx *sql.Tx, who, why string, transaktion, other []byte) error {
	_, err := tx.Exec("INSERT INTO einsicht (id, at, wer, grund, transaktion, andere) SELECT coalesce(max(id), 0) + 1, CAST(? AS BIGINT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS BLOB), CAST(? AS BLOB) FROM einsicht",
		database.Millis(s.now()), who, why, transaktion, other)
	return err
}

// answer sends on to the site's office what became of a report; of one that was deleted
// meanwhile nobody waits for it.
func (s *Stelle) answer(tx *sql.Tx, a *offices.Antwort) error {
	var melder string
	err := tx.QueryRow("SELECT melder FROM meldung WHERE transaktion = ?", a.Transaktion).Scan(&melder)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	number, err := s.keys.References.Number(kindTransaktion, melder, a.Transaktion)
	if err != nil {
		return &offices.Aside{Code: "nummer", Text: "Die Antwort der Landesauswertungsstelle nennt eine Nummer, die diese Stelle nicht vergeben hat."}
	}
	state := "beantwortet"
	if a.Ergebnis.Ergebnis == string(model.ErgebnisAbgelehnt) { // it is in no register: nothing is kept of who it was about
		state = "abgelehnt"
	}
	if _, err := tx.Exec("UPDATE meldung SET stand = ?1, chiffrat = CASE WHEN ?1 = 'abgelehnt' THEN NULL ELSE chiffrat END WHERE transaktion = ?2", state, a.Transaktion); err != nil {
		return err
	}
	return s.desk.Leave(tx, offices.Annahme, offices.Bescheid{Melder: melder, Nummer: number, Ergebnis: a.Ergebnis})
}
