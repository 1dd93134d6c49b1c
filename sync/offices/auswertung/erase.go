package auswertung

import (
	"database/sql"

	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/offices"
)

// erase deletes all versions of a report; its number, the time and the reason stay.
func (s *Stelle) erase(tx *sql.Tx, u *offices.Uebergabe) error {
	all, numbers, err := versionsOf(tx, u.Meldung)
	if err != nil {
		return err
	}
	people := map[int64]bool{}
	for i, r := range all {
		people[r.registernummer] = true
		if err := count(tx, r.record(), -1); err != nil {
			return err
		}
		for _, text := range []string{ // those that refer to it go with it, where the database says so, and here
			"DELETE FROM block WHERE bericht = ?", "DELETE FROM medizin WHERE bericht = ?",
			"DELETE FROM entscheidung WHERE paar IN (SELECT id FROM paar WHERE a = ?1 OR b = ?1)", "DELETE FROM paar WHERE a = ?1 OR b = ?1", "DELETE FROM bericht WHERE id = ?",
		} {
			if _, err := tx.Exec(text, r.id); err != nil {
				return err
			}
		}
		if _, err := tx.Exec("INSERT INTO geloescht (transaktion, at, grund) VALUES (?, ?, ?)", numbers[i], database.Millis(s.now()), "Antrag"); err != nil {
			return err
		}
	}
	if _, err := tx.Exec("DELETE FROM haeufigkeit WHERE anzahl <= 0"); err != nil {
		return err
	}
	s.erased.Store(true)
	return regroup(tx, people)
}

func versionsOf(tx *sql.Tx, meldung []byte) (all []row, numbers [][]byte, err error) {
	rows, err := tx.Query("SELECT transaktion, "+rowColumns+" FROM bericht WHERE meldung = ?", meldung)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var r row
		var number []byte
		if err := rows.Scan(&number, &r.id, &r.registernummer, &r.generation, &r.kam, &r.nummern, &r.jahr, &r.monat, &r.geschlecht, &r.plz, &r.ort); err != nil {
			return nil, nil, err
		}
		all, numbers = append(all, r), append(numbers, number)
	}
	return all, numbers, rows.Err()
}
