package vertrauen

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/seal"
)

// Errors of staff.
var (
	ErrUnknown = errors.New("no report of that number")
	ErrNobody  = errors.New("identity was erased")
	ErrReason  = errors.New("opening without a name or a reason")
)

// Open opens who the person of a report is, with the custodian's key, and notes who wanted it
// and why before anything is shown (law.md 8: only where nothing else clears it up). ErrUnknown,
// ErrNobody, ErrReason, seal.ErrDamaged.
func (s *Stelle) Open(ctx context.Context, custodian *seal.Pair, melder, number, who, why string) (person model.Stammdaten, err error) {
	if who == "" || why == "" {
		return person, ErrReason
	}
	transaktion, err := s.keys.References.Pseudonym(kindTransaktion, melder, number)
	if err != nil {
		return person, err
	}
	var chiffrat []byte
	err = s.db.Write(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRow("SELECT chiffrat FROM meldung WHERE transaktion = ?", transaktion).Scan(&chiffrat)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return ErrUnknown
		case err != nil:
			return err
		case chiffrat == nil:
			return ErrNobody
		}
		return s.note(tx, who, why, transaktion, nil)
	})
	if err != nil {
		return person, err
	}
	text, err := custodian.OpenSealed(chiffrat)
	if err != nil {
		return person, err
	}
	return person, json.Unmarshal(text, &person)
}

// Einsicht is an opening of an identity.
type Einsicht struct {
	At    time.Time
	Wer   string
	Grund string
	Von   []Nummer // of the report that was opened, and of the one it was compared with
}

// Einsichten are all openings, the newest first.
func (s *Stelle) Einsichten(ctx context.Context, limit int) (all []Einsicht, err error) {
	rows, err := s.db.Reader.QueryContext(ctx, `SELECT e.at, e.wer, e.grund, e.transaktion, coalesce(a.melder, ''), e.andere, coalesce(b.melder, '')
		FROM einsicht e LEFT JOIN meldung a ON a.transaktion = e.transaktion LEFT JOIN meldung b ON b.transaktion = e.andere ORDER BY e.id DESC LIMIT ?`, limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var e Einsicht
		var at int64
		var one, other []byte
		var melder, otherMelder string
		if err := rows.Scan(&at, &e.Wer, &e.Grund, &one, &melder, &other, &otherMelder); err != nil {
			return nil, err
		}
		e.At, e.Von = database.FromMillis(at), []Nummer{s.number(melder, one)}
		if other != nil {
			e.Von = append(e.Von, s.number(otherMelder, other))
		}
		all = append(all, e)
	}
	return all, rows.Err()
}

// Object takes a Widerspruch of a patient that comes on another way than a report: who the
// person is is erased, of all reports, of which it says how many there are, and of those to come.
func (s *Stelle) Object(ctx context.Context, melder, patientID string) (reports int, err error) {
	referenz, err := s.keys.References.Pseudonym(kindReferenz, melder, patientID)
	if err != nil {
		return 0, err
	}
	err = s.db.Write(ctx, func(tx *sql.Tx) error {
		if err := tx.QueryRow("SELECT count(*) FROM meldung WHERE referenz = ?", referenz).Scan(&reports); err != nil {
			return err
		}
		return s.object(tx, referenz)
	})
	if err != nil {
		return 0, err
	}
	s.erased.Store(false)
	return reports, s.db.CutLog(ctx)
}

// erasing deletes all versions of a report, here and at the Auswertungsstelle.
func (s *Stelle) erasing(e *offices.Eingang) (func(*sql.Tx) error, error) {
	meldungID, err := s.wanted(e)
	if err != nil {
		return nil, err
	}
	meldung, err := s.keys.References.Pseudonym(kindMeldung, e.Melder, meldungID)
	if err != nil {
		return nil, err
	}
	request, err := s.keys.References.Pseudonym(kindTransaktion, e.Melder, e.Nummer)
	if err != nil {
		return nil, err
	}
	return func(tx *sql.Tx) error {
		gone, err := transaktionen(tx, meldung)
		if err != nil {
			return err
		}
		for _, transaktion := range gone { // the Datenannahmestelle has the envelope, and cannot know what it is of
			number, err := s.keys.References.Number(kindTransaktion, e.Melder, transaktion)
			if err == nil {
				err = s.desk.Leave(tx, offices.Annahme, offices.Bescheid{Melder: e.Melder, Nummer: number, Ergebnis: offices.Ergebnis{Ergebnis: string(model.ErgebnisGeloescht)}})
			}
			if err != nil {
				return err
			}
		}
		if err := s.erase(tx, "meldung", meldung, "Antrag"); err != nil {
			return err
		}
		return s.desk.Leave(tx, offices.Kontrollnummern, offices.Uebergabe{Art: offices.Loeschung, Transaktion: request, Meldung: meldung, Eingang: e.Eingang})
	}, nil
}

// wanted is the Meldung_ID of what is to be deleted, opened where the request came sealed.
func (s *Stelle) wanted(e *offices.Eingang) (string, error) {
	if e.Umschlag == nil {
		return e.MeldungID, nil
	}
	sealed, err := envelope.ReadRequest(e.Umschlag)
	var part *envelope.Opened
	if err == nil {
		part, err = s.opener.Open(sealed, e.Schluessel)
	}
	if errors.Is(err, envelope.ErrRecipient) {
		return "", &offices.Aside{Code: "schluessel", Text: "Ein Löschantrag ist für einen Schlüssel verschlüsselt, den diese Stelle nicht hat. Bitte legen Sie den Schlüssel in die Ablage und nehmen Sie das Beiseitegelegte noch einmal vor."}
	}
	var meldungID string
	if err == nil && sealed.Site == e.Melder && sealed.Tnr == e.Nummer {
		meldungID = offices.ReadDeletion(part.Payload)
	}
	if meldungID == "" {
		return "", &offices.Aside{Code: "form", Text: "Ein Löschantrag lässt sich nicht öffnen oder gehört zu einer anderen Nummer. Bitte klären Sie mit der Datenannahmestelle und der Einrichtung, was gelöscht werden soll."}
	}
	return meldungID, nil
}

// erase deletes the reports that have a pseudonym of a column, and what stands here about them;
// their numbers, the time and the reason stay.
func (s *Stelle) erase(tx *sql.Tx, column string, pseudonym []byte, reason string) error {
	gone := "(SELECT transaktion FROM meldung WHERE " + column + " = ?1)"
	if _, err := tx.Exec("INSERT INTO geloescht (transaktion, at, grund) SELECT transaktion, CAST(?2 AS BIGINT), CAST(?3 AS TEXT) FROM meldung WHERE "+column+" = ?1", pseudonym, database.Millis(s.now()), reason); err != nil {
		return err
	}
	for _, text := range []string{ // of two that were compared the line of the other one stays
		"UPDATE einsicht SET transaktion = andere, andere = NULL WHERE andere IS NOT NULL AND transaktion IN " + gone,
		"UPDATE einsicht SET andere = NULL WHERE andere IN " + gone,
		"DELETE FROM einsicht WHERE transaktion IN " + gone,
		"DELETE FROM frage WHERE a IN " + gone + " OR b IN " + gone,
		"DELETE FROM meldung WHERE " + column + " = ?1",
	} {
		if _, err := tx.Exec(text, pseudonym); err != nil {
			return err
		}
	}
	s.erased.Store(true)
	return nil
}

// expired deletes what the Auswertungsstelle has deleted because its time is over, and has the
// Datenannahmestelle delete it.
func (s *Stelle) expired(tx *sql.Tx, a *offices.Ablauf) error {
	for _, transaktion := range a.Transaktionen {
		var melder string
		err := tx.QueryRow("SELECT melder FROM meldung WHERE transaktion = ?", transaktion).Scan(&melder)
		if errors.Is(err, sql.ErrNoRows) {
			continue // it was deleted on request meanwhile
		}
		if err != nil {
			return err
		}
		number := s.number(melder, transaktion)
		if err := s.desk.Leave(tx, offices.Annahme, offices.Bescheid{Melder: melder, Nummer: number.Nummer, Ergebnis: offices.Ergebnis{Ergebnis: string(model.ErgebnisGeloescht)}}); err != nil {
			return err
		}
		if err := s.erase(tx, "transaktion", transaktion, "Frist"); err != nil {
			return err
		}
	}
	for _, nummer := range a.Zulieferungen {
		if _, err := tx.Exec("DELETE FROM zulieferung WHERE nummer = ?", nummer); err != nil {
			return err
		}
	}
	s.erased.Store(true)
	return nil
}

// transaktionen are the pseudonyms of all versions of a report.
func transaktionen(tx *sql.Tx, meldung []byte) (all [][]byte, err error) {
	rows, err := tx.Query("SELECT transaktion FROM meldung WHERE meldung = ? ORDER BY log_index", meldung)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var one []byte
		if err := rows.Scan(&one); err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}
