package vertrauen

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/database"
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
// person is is erased, of all reports and of those to come.
func (s *Stelle) Object(ctx context.Context, melder, patientID string) error {
	referenz, err := s.keys.References.Pseudonym(kindReferenz, melder, patientID)
	if err != nil {
		return err
	}
	if err := s.db.Write(ctx, func(tx *sql.Tx) error { return s.object(tx, referenz) }); err != nil {
		return err
	}
	s.erased.Store(false)
	return s.db.CutLog(ctx)
}

// erasing deletes all versions of a report, here and at the Auswertungsstelle.
func (s *Stelle) erasing(e *offices.Eingang) (func(*sql.Tx) error, error) {
	meldung, err := s.keys.References.Pseudonym(kindMeldung, e.Melder, e.MeldungID)
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
		_, err = tx.Exec("INSERT INTO geloescht (transaktion, at, grund) SELECT transaktion, CAST(?2 AS BIGINT), 'Antrag' FROM meldung WHERE meldung = ?1", meldung, database.Millis(s.now()))
		for _, text := range []string{ // of two that were compared the line of the other one stays
			"UPDATE einsicht SET transaktion = andere, andere = NULL WHERE andere IS NOT NULL AND transaktion IN (SELECT transaktion FROM meldung WHERE meldung = ?)",
			"UPDATE einsicht SET andere = NULL WHERE andere IN (SELECT transaktion FROM meldung WHERE meldung = ?)",
			"DELETE FROM einsicht WHERE transaktion IN (SELECT transaktion FROM meldung WHERE meldung = ?)",
			"DELETE FROM frage WHERE a IN (SELECT transaktion FROM meldung WHERE meldung = ?1) OR b IN (SELECT transaktion FROM meldung WHERE meldung = ?1)",
			"DELETE FROM meldung WHERE meldung = ?",
		} {
			if err == nil {
				_, err = tx.Exec(text, meldung)
			}
		}
		if err != nil {
			return err
		}
		s.erased.Store(true)
		return s.desk.Leave(tx, offices.Kontrollnummern, offices.Uebergabe{Art: offices.Loeschung, Transaktion: request, Meldung: meldung, Eingang: e.Eingang})
	}, nil
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
