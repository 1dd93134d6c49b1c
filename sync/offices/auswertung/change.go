package auswertung

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"example.org/meldeportal/sync/offices"
)

// After a leak the Kontrollnummernstelle encrypts the numbers of the register over with a new
// key. They go there and come back some at a time; what was asked for is noted in the transaction
// in which it is left, so that the job can be killed and goes on where it was. Meanwhile reports
// of both generations are here: a report that came with the newer one is compared with an older
// one when that has come back.

// changeAtOnce is for how many reports a message asks.
const changeAtOnce = 200

// Change asks for the numbers of the next reports of a generation to be made anew and says of
// how many; 0 = all are asked for.
func (s *Stelle) Change(ctx context.Context, generation uint32) (asked int, err error) {
	marker := fmt.Sprintf("umstellung-%d", generation)
	err = s.db.Write(ctx, func(tx *sql.Tx) error {
		var after int64
		err := tx.QueryRow("SELECT wert FROM zaehler WHERE name = ?", marker).Scan(&after)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		all, err := rowsWhere(tx, "generation = ? AND id > ? ORDER BY id LIMIT ?", int64(generation), after, changeAtOnce)
		if asked = len(all); err != nil || asked == 0 {
			return err
		}
		u := offices.Uebergabe{Art: offices.Umstellung, Generation: generation}
		for _, r := range all {
			u.Bestand = append(u.Bestand, offices.Bestand{Bericht: r.id, Werte: unpackNumbers(r.nummern)})
		}
		if err := s.desk.Leave(tx, offices.Kontrollnummern, u); err != nil {
			return err
		}
		_, err = tx.Exec("INSERT INTO zaehler (name, wert) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET wert = excluded.wert", marker, all[asked-1].id)
		return err
	})
	if err == nil {
		s.desk.Wake()
	}
	return asked, err
}

// Generations are how many reports have Kontrollnummern of which generation.
func (s *Stelle) Generations(ctx context.Context) (map[uint32]int, error) {
	rows, err := s.db.Reader.QueryContext(ctx, "SELECT generation, count(*) FROM bericht GROUP BY generation")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[uint32]int{}
	for rows.Next() {
		var generation uint32
		var n int
		if err := rows.Scan(&generation, &n); err != nil {
			return nil, err
		}
		all[generation] = n
	}
	return all, rows.Err()
}

// change gives reports their numbers of a newer generation; those that were deleted meanwhile,
// and those that have them, are left alone.
func (s *Stelle) change(tx *sql.Tx, u *offices.Uebergabe) error {
	for _, b := range u.Bestand {
		olds, err := rowsWhere(tx, "id = ?", b.Bericht)
		if err != nil {
			return err
		}
		if len(olds) == 0 || olds[0].generation >= u.Generation {
			continue
		}
		if err := s.changeOne(tx, olds[0], u.Generation, b.Werte); err != nil {
			return err
		}
	}
	s.erased.Store(true)
	_, err := tx.Exec("DELETE FROM haeufigkeit WHERE anzahl <= 0")
	return err
}

func (s *Stelle) changeOne(tx *sql.Tx, r row, generation uint32, werte []offices.Wert) error {
	nummern, err := packNumbers(werte)
	if err != nil {
		return err
	}
	if err := leave(tx, &r); err != nil {
		return err
	}
	r.generation, r.nummern = generation, nummern
	if _, err := tx.Exec("UPDATE bericht SET generation = ?, nummern = ? WHERE id = ?", int64(generation), nummern, r.id); err != nil {
		return err
	}
	record := r.record()
	others, err := candidates(tx, record, r.id, generation)
	if err != nil {
		return err
	}
	if err := enter(tx, &r, record); err != nil {
		return err
	}
	missed := others[:0]
	for _, o := range others {
		if o.kam > r.kam { // they came meanwhile and have not been compared
			missed = append(missed, o)
		}
	}
	pairs, zones, err := weigh(tx, &r, record, missed, false)
	if err != nil || len(pairs) == 0 {
		return err
	}
	people := map[int64]bool{r.registernummer: true}
	for i := range pairs {
		if pairs[i].weight >= zones.Link {
			pairs[i].linked = true
			people[pairs[i].person] = true
		}
	}
	if err := s.note(tx, pairs); err != nil {
		return err
	}
	return regroup(tx, people)
}
