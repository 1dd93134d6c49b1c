package auswertung

import (
	"cmp"
	"database/sql"
	"slices"

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
		beside, err := linkedTo(tx, r.id)
		if err != nil {
			return err
		}
		if err := s.eraseOne(tx, &r, numbers[i], "Antrag"); err != nil {
			return err
		}
		if err := s.hold(tx, beside); err != nil {
			return err
		}
	}
	if _, err := tx.Exec("DELETE FROM haeufigkeit WHERE anzahl <= 0"); err != nil {
		return err
	}
	s.erased.Store(true)
	return regroup(tx, people)
}

// eraseOne deletes a report with all that refers to it.
func (s *Stelle) eraseOne(tx *sql.Tx, r *row, number []byte, reason string) error {
	if err := leave(tx, r); err != nil {
		return err
	}
	for _, text := range []string{ // those that refer to it go with it, where the database says so, and here
		"DELETE FROM medizin WHERE bericht = ?",
		"UPDATE antrag SET bericht = NULL WHERE bericht = ?",
		"DELETE FROM neu WHERE a = ?1 OR b = ?1",
		"DELETE FROM frage WHERE paar IN (SELECT id FROM paar WHERE a = ?1 OR b = ?1)",
		"DELETE FROM entscheidung WHERE paar IN (SELECT id FROM paar WHERE a = ?1 OR b = ?1)", "DELETE FROM paar WHERE a = ?1 OR b = ?1", "DELETE FROM bericht WHERE id = ?",
	} {
		if _, err := tx.Exec(text, r.id); err != nil {
			return err
		}
	}
	_, err := tx.Exec("INSERT INTO geloescht (transaktion, at, grund) VALUES (?, ?, ?)", number, database.Millis(s.now()), reason)
	return err
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

// hold has reports that were linked through one that is gone be linked to the oldest of them,
// where what they say is enough; where it is not somebody has to look.
func (s *Stelle) hold(tx *sql.Tx, beside []int64) error {
	var all []row
	for _, id := range beside {
		found, err := rowsWhere(tx, "id = ?", id)
		if err != nil {
			return err
		}
		all = append(all, found...)
	}
	if len(all) < 2 {
		return nil
	}
	slices.SortFunc(all, func(a, b row) int { return cmp.Compare(a.id, b.id) })
	oldest := &all[0]
	pairs, zones, err := compare(tx, oldest, oldest.record(), all[1:], false)
	if err != nil {
		return err
	}
	var fresh []pair
	for _, p := range pairs {
		var known int
		if err := tx.QueryRow("SELECT count(*) FROM paar WHERE a = ? AND b = ?", p.a, p.b).Scan(&known); err != nil {
			return err
		}
		if p.linked = p.weight >= zones.Link; known == 0 {
			fresh = append(fresh, p)
		}
	}
	return s.note(tx, fresh)
}
