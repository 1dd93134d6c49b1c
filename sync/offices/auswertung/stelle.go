// Package auswertung is the Landesauswertungsstelle: it has Kontrollnummern and the medical
// part of reports, and finds out which are of one person without ever learning who that is.
//
// It promises: a report that was taken is of exactly one person, whose Registernummer is a
// running number that says nothing; each link has its weight vector, can be undone, and is never
// made by the program where somebody has decided otherwise; after a Löschung no file has the
// report any more.
//
// Start with Open and Stelle.Receive. What staff do about pairs that the program does not decide
// is in review.go, what they ask the Vertrauensstelle in question.go, how the whole register is linked anew in relink.go; what they do after a leak of the key of Kontrollnummern in change.go; Stelle.Cases is for whoever evaluates.
package auswertung

import (
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/seal"
)

//go:embed migrations/*.sql postgres/*.sql
var tables embed.FS

// Keys are the keys of the office.
type Keys struct {
	Parts []*seal.Pair // open medical parts and what comes with them; the oldest first
	Data  *seal.Key    // seals what it keeps
}

// Stelle is the office. It is safe for concurrent use.
type Stelle struct {
	db     *database.DB
	key    *seal.Key
	pairs  map[string]*seal.Pair // by fingerprint
	opener *envelope.Opener
	desk   *offices.Handover
	now    func() time.Time
	erased atomic.Bool // something is still in the log beside the database
}

// Open opens the office's database, see offices.OpenDatabase. envelope.ErrNoKey.
func Open(ctx context.Context, place, beside string, keys Keys, now func() time.Time) (*Stelle, error) {
	if len(keys.Parts) == 0 || keys.Data == nil {
		return nil, envelope.ErrNoKey
	}
	db, err := offices.OpenDatabase(ctx, place, beside, tables)
	if err != nil {
		return nil, err
	}
	s := &Stelle{db: db, key: keys.Data, now: now, pairs: map[string]*seal.Pair{},
		opener: envelope.NewOpener(envelope.Medical, keys.Parts...), desk: offices.NewHandover(offices.Auswertung, db, keys.Data, now)}
	for _, p := range keys.Parts {
		s.pairs[seal.Fingerprint(p.Recipient())] = p
	}
	return s, nil
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

// Work is what it does with messages of the Kontrollnummernstelle, and with answers of the
// Vertrauensstelle.
func (s *Stelle) Work(ctx context.Context, from offices.Office, body []byte) (func(*sql.Tx) error, error) {
	var u offices.Uebergabe
	switch from {
	case offices.Kontrollnummern:
	case offices.Vertrauen:
		var a offices.Auskunft
		if err := json.Unmarshal(body, &a); err != nil {
			return nil, &offices.Aside{Code: "form", Text: "Die Auskunft der Vertrauensstelle ist nicht lesbar. Bitte klären Sie mit ihr, welche Fassung des Programms sie benutzt."}
		}
		return func(tx *sql.Tx) error { return s.hear(tx, &a) }, nil
	default:
		return nil, offices.ErrStranger
	}
	if err := json.Unmarshal(body, &u); err != nil {
		return nil, &offices.Aside{Code: "form", Text: "Die Übergabe der Kontrollnummernstelle ist nicht lesbar. Bitte klären Sie mit ihr, welche Fassung des Programms sie benutzt."}
	}
	switch u.Art {
	case offices.Loeschung:
		return func(tx *sql.Tx) error { return s.erase(tx, &u) }, nil
	case offices.Meldung, offices.Sterbefall, offices.Screening:
		n, err := s.look(&u)
		if err != nil {
			return nil, err
		}
		return func(tx *sql.Tx) error { return s.takeIn(tx, n) }, nil
	case offices.Antrag:
		n, err := s.look(&u)
		if err != nil {
			return nil, err
		}
		return func(tx *sql.Tx) error { return s.request(tx, n) }, nil
	case offices.Umstellung:
		return func(tx *sql.Tx) error { return s.change(tx, &u) }, nil
	}
	return nil, &offices.Aside{Code: "form", Text: "Diese Art von Übergabe kennt das Programm nicht. Bitte spielen Sie die neuere Fassung ein."}
}

// arrived is a report on its way in.
type arrived struct {
	*offices.Uebergabe
	beilage offices.Beilage
	payload []byte // medical part
	birth   string
	verdict offices.Verdict
}

// look opens a report and judges it.
func (s *Stelle) look(u *offices.Uebergabe) (*arrived, error) {
	n := &arrived{Uebergabe: u}
	var plain []byte
	err := error(seal.ErrDamaged)
	for _, p := range s.pairs {
		if plain, err = p.OpenSealed(u.Beilage); err == nil {
			break
		}
	}
	if err != nil {
		return nil, &offices.Aside{Code: "schluessel", Text: "Eine Meldung ist für einen Schlüssel verschlüsselt, den diese Stelle nicht hat. Bitte legen Sie den Schlüssel in die Ablage und nehmen Sie das Beiseitegelegte noch einmal vor."}
	}
	if err := json.Unmarshal(plain, &n.beilage); err != nil {
		return nil, &offices.Aside{Code: "form", Text: "Die Beilage einer Meldung ist nicht lesbar. Bitte klären Sie mit der Vertrauensstelle, welche Fassung des Programms sie benutzt."}
	}
	b := &n.beilage
	if u.Art != offices.Meldung {
		n.payload = b.Angaben
		return n, nil
	}
	opened, err := s.opener.OpenPart(envelope.Part{Role: envelope.Medical, Recipient: b.Empfaenger, Data: b.Medizin}, b.Schluessel)
	switch {
	case errors.Is(err, envelope.ErrRecipient):
		return nil, &offices.Aside{Code: "schluessel", Text: "Der medizinische Teil einer Meldung ist für einen Schlüssel verschlüsselt, den diese Stelle nicht hat. Bitte legen Sie den Schlüssel in die Ablage und nehmen Sie das Beiseitegelegte noch einmal vor."}
	case err != nil || !sameWhole(opened.Whole, b.Ganz):
		n.verdict.Findings = []portal.Finding{{Rule: ruleSealed, Text: "Der medizinische Teil der Meldung ist beschädigt oder gehört nicht zu ihr. Bitte senden Sie die Meldung neu."}}
		return n, nil
	}
	n.payload, n.birth = opened.Payload, opened.Birth
	report, badly, err := offices.ReadPart(opened.Payload, opened.Birth)
	if err != nil {
		n.verdict.Findings = []portal.Finding{{Rule: ruleSealed, Text: "Der medizinische Teil der Meldung ist kein Teil eines oBDS-Dokuments."}}
		return n, nil
	}
	n.verdict = offices.Judge(report, obds.ShareMedical, badly, model.DatumOf(s.now()))
	n.verdict.Told(opened.Judged)
	return n, nil
}

// ruleSealed is the finding about a part that does not open.
const ruleSealed = "S-Umschlag"

// takeIn keeps a report, finds its person and answers.
func (s *Stelle) takeIn(tx *sql.Tx, n *arrived) error {
	var used int
	if err := tx.QueryRow("SELECT (SELECT count(*) FROM bericht WHERE transaktion = ?1) + (SELECT count(*) FROM geloescht WHERE transaktion = ?1)", n.Transaktion).Scan(&used); err != nil {
		return err
	}
	if used > 0 {
		return &offices.Aside{Code: "nummer", Text: "Unter der Nummer dieser Meldung liegt hier schon eine. Bitte klären Sie mit der Vertrauensstelle, welche gilt."}
	}
	answer := offices.Antwort{Transaktion: n.Transaktion}
	switch {
	case len(n.verdict.Findings) > 0:
		answer.Ergebnis = offices.Ergebnis{Ergebnis: string(model.ErgebnisAbgelehnt), Befunde: n.verdict.Findings, Text: "Die Meldung enthält Fehler."}
		return s.desk.Leave(tx, offices.Vertrauen, answer)
	case len(n.Werte) == 0:
		return &offices.Aside{Code: "ohne-nummer", Text: "Eine Meldung kam ohne Kontrollnummern. Bitte klären Sie mit der Vertrauensstelle, zu wem sie gehört."}
	}
	content := s.key.Index("inhalt\x00" + string(n.payload))
	if n.Art != offices.Meldung { // the Vertrauensstelle knows which of them are new
		return s.keep(tx, n, content)
	}
	last, err := lastVersion(tx, n.Meldung)
	if err != nil {
		return err
	}
	if last != nil && n.beilage.Gleich && string(last) == string(content) {
		answer.Ergebnis = offices.Ergebnis{Ergebnis: string(model.ErgebnisDoppelmeldung), Text: "Die Meldung sagt, was die vorige Fassung schon sagt."}
		return s.desk.Leave(tx, offices.Vertrauen, answer)
	}
	if err := s.keep(tx, n, content); err != nil {
		return err
	}
	answer.Ergebnis = offices.Ergebnis{Ergebnis: string(model.ErgebnisAngenommen)}
	if remarks := append(n.beilage.Hinweise, n.verdict.Remarks...); len(remarks) > 0 {
		answer.Ergebnis = offices.Ergebnis{Ergebnis: string(model.ErgebnisHinweis), Befunde: remarks[:min(len(remarks), portal.MaxFindings)]}
	}
	return s.desk.Leave(tx, offices.Vertrauen, answer)
}

// lastVersion is what the version of a report says that counts now, nil without one.
func lastVersion(tx *sql.Tx, meldung []byte) (content []byte, err error) {
	err = tx.QueryRow("SELECT inhalt FROM bericht WHERE meldung = ? AND gilt = 1", meldung).Scan(&content)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return content, err
}

// next is the next number of those that are given once.
func next(tx *sql.Tx, name string) (n int64, err error) {
	err = tx.QueryRow("INSERT INTO zaehler (name, wert) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET wert = zaehler.wert + 1 RETURNING wert", name).Scan(&n)
	return n, err
}

// keep keeps a report and finds its person.
func (s *Stelle) keep(tx *sql.Tx, n *arrived, content []byte) error {
	id, err := next(tx, "bericht")
	if err != nil {
		return err
	}
	nummern, err := packNumbers(n.Werte)
	if err != nil {
		return err
	}
	b := &n.beilage
	row := row{id: id, generation: n.Generation, nummern: nummern, jahr: b.Jahr, monat: b.Monat, geschlecht: b.Geschlecht, plz: b.PLZ, ort: b.Ort}
	person, pairs, err := s.find(tx, &row)
	if err != nil {
		return fmt.Errorf("find person: %w", err)
	}
	if _, err := tx.Exec("UPDATE bericht SET gilt = 0 WHERE meldung = ? AND gilt = 1", n.Meldung); err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO bericht (id, transaktion, referenz, meldung, eingang, registernummer, erste, gilt, generation, kam, nummern, jahr, monat, geschlecht, plz, ort, inhalt, art)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, 1, ?7, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)`, id, n.Transaktion, n.Referenz, n.Meldung, database.Millis(n.Eingang), person,
		int64(n.Generation), nummern, b.Jahr, b.Monat, b.Geschlecht, b.PLZ, b.Ort, content, n.Art)
	if err != nil {
		return err
	}
	text, err := json.Marshal(medical{n.birth, n.payload})
	if err != nil {
		return err
	}
	sealed, err := s.key.SealBody(text, medicalPlace(id)...)
	if err != nil {
		return err
	}
	if _, err := tx.Exec("INSERT INTO medizin (bericht, sealed) VALUES (?, ?)", id, sealed); err != nil {
		return err
	}
	row.registernummer = person
	if err := enter(tx, &row, row.record()); err != nil {
		return err
	}
	return s.note(tx, pairs)
}

// medical is what is kept of a report besides its numbers.
type medical struct {
	Birth   string `json:"birth"`   // "1961-03"
	Payload []byte `json:"payload"` // of a report its medical part, else Beilage.Angaben
}
