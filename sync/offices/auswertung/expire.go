package auswertung

import (
	"context"
	"database/sql"
	"time"

	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/offices"
)

// How long something is kept is told by the last report of a person, of whatever site. What is
// deleted here is deleted at the other offices, by a message in the same transaction. A round of
// screening of whom no case is known is of somebody who is healthy, and is kept for less.

// Limits are since when nothing has come of what is to be deleted.
type Limits struct {
	Report time.Time // the last report, or death, of a person
	Round  time.Time // the last round of somebody of whom there is neither
}

// Expired is what a time limit is over for.
type Expired struct {
	Persons, Reports int // Reports: with deaths and rounds
	Rounds           int // of somebody of whom there is nothing else, among the Reports
}

// expiring are the persons, by ?1 and ?2 the limits; alone: of a person there are only rounds.
const expiring = `SELECT registernummer, max(CASE WHEN art = 'screening' THEN 0 ELSE 1 END) = 0 AS alone, count(*) AS reports FROM bericht GROUP BY registernummer
	HAVING max(CASE WHEN art = 'screening' THEN 0 ELSE 1 END) = 1 AND max(CASE WHEN art = 'screening' THEN 0 ELSE eingang END) < ?1
		OR max(CASE WHEN art = 'screening' THEN 0 ELSE 1 END) = 0 AND max(eingang) < ?2`

// Expiring says what would be deleted.
func (s *Stelle) Expiring(ctx context.Context, l Limits) (e Expired, err error) {
	err = s.db.Reader.QueryRowContext(ctx, "SELECT count(*), coalesce(sum(reports), 0), coalesce(sum(CASE WHEN alone THEN reports ELSE 0 END), 0) FROM ("+expiring+") x",
		database.Millis(l.Report), database.Millis(l.Round)).Scan(&e.Persons, &e.Reports, &e.Rounds)
	return e, err
}

// expireAtOnce is how many persons are deleted in a transaction.
const expireAtOnce = 20

// Expire deletes the next of what is to be deleted and says of how many persons; 0 = all is.
func (s *Stelle) Expire(ctx context.Context, l Limits) (persons int, err error) {
	err = s.db.Write(ctx, func(tx *sql.Tx) error {
		numbers, err := expiringNext(tx, l)
		if persons = len(numbers); err != nil || persons == 0 {
			return err
		}
		gone := offices.Ablauf{Art: offices.Frist}
		for _, number := range numbers {
			if err := s.expire(tx, number, &gone); err != nil {
				return err
			}
		}
		if _, err := tx.Exec("DELETE FROM haeufigkeit WHERE anzahl <= 0"); err != nil {
			return err
		}
		return s.desk.Leave(tx, offices.Vertrauen, gone)
	})
	if err != nil || persons == 0 {
		return 0, err
	}
	s.desk.Wake()
	return persons, s.db.CutLog(ctx)
}

func expiringNext(tx *sql.Tx, l Limits) (numbers []int64, err error) {
	rows, err := tx.Query("SELECT registernummer FROM ("+expiring+") x ORDER BY registernummer LIMIT ?3", database.Millis(l.Report), database.Millis(l.Round), expireAtOnce)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var number int64
		if err := rows.Scan(&number); err != nil {
			return nil, err
		}
		numbers = append(numbers, number)
	}
	return numbers, rows.Err()
}

// expire deletes all that is known of a person.
func (s *Stelle) expire(tx *sql.Tx, registernummer int64, gone *offices.Ablauf) error {
	all, err := rowsWhere(tx, "registernummer = ? ORDER BY id", registernummer)
	if err != nil {
		return err
	}
	for i := range all {
		var transaktion, meldung []byte
		var art offices.Art
		if err := tx.QueryRow("SELECT transaktion, meldung, art FROM bericht WHERE id = ?", all[i].id).Scan(&transaktion, &meldung, &art); err != nil {
			return err
		}
		if art == offices.Meldung {
			gone.Transaktionen = append(gone.Transaktionen, transaktion)
		} else {
			gone.Zulieferungen = append(gone.Zulieferungen, meldung)
		}
		if err := s.eraseOne(tx, &all[i], transaktion, "Frist"); err != nil {
			return err
		}
	}
	return nil
}
