package auswertung

import (
	"context"
	"errors"
	"fmt"

	"example.org/meldeportal/model/linkage"
)

// Sight is what stands in clear of a report of a pair, for who decides.
type Sight struct {
	Open    linkage.Open
	Reports int // that the person has
}

// Sight is that of a report. ErrPair: there is no such report any more.
func (s *Stelle) Sight(ctx context.Context, report int64) (v Sight, err error) {
	rows, err := s.db.Reader.QueryContext(ctx, "SELECT "+rowColumns+" FROM bericht WHERE id = ?", report)
	if err != nil {
		return v, fmt.Errorf("look at report: %w", err)
	}
	defer rows.Close()
	if !rows.Next() {
		return v, errors.Join(ErrPair, rows.Err())
	}
	r, err := scanRow(rows)
	if err != nil {
		return v, fmt.Errorf("look at report: %w", err)
	}
	v.Open = r.open()
	err = s.db.Reader.QueryRowContext(ctx, "SELECT count(*) FROM bericht WHERE registernummer = ? AND gilt = 1", r.registernummer).Scan(&v.Reports)
	return v, err
}

// Question is what the reason of a pair begins with that was put off until the
// Vertrauensstelle has been asked.
const Question = "Frage an die Vertrauensstelle: "

// Tally is how far the work at the pairs has come.
type Tally struct {
	Open, Later, Asked int // Later and Asked are among the open
	Decided            int // that somebody has decided, and not the program
	Zones              linkage.Zones
}

// Tally counts the pairs.
func (s *Stelle) Tally(ctx context.Context) (t Tally, err error) {
	count := func(to *int, which string, args ...any) {
		if err == nil {
			err = s.db.Reader.QueryRowContext(ctx, which, args...).Scan(to)
		}
	}
	const waiting = "SELECT count(*) FROM paar p JOIN bericht a ON a.id = p.a JOIN bericht b ON b.id = p.b WHERE a.registernummer <> b.registernummer AND p.stand = ?"
	count(&t.Open, waiting, Offen)
	count(&t.Later, waiting, Spaeter)
	count(&t.Decided, "SELECT count(*) FROM paar p WHERE p.stand IN ('verbunden', 'getrennt') AND EXISTS (SELECT 1 FROM entscheidung e WHERE e.paar = p.id AND e.aufgehoben IS NULL AND e.wer <> ?)", Programm)
	count(&t.Asked, waiting+" AND EXISTS (SELECT 1 FROM entscheidung e WHERE e.paar = p.id AND e.aufgehoben IS NULL AND e.grund LIKE ?)", Spaeter, Question+"%")
	var reports int
	count(&reports, "SELECT count(*) FROM bericht")
	if err != nil {
		return t, fmt.Errorf("count pairs: %w", err)
	}
	t.Open, t.Later = t.Open+t.Later, t.Later-t.Asked
	t.Zones = linkage.Against(nil, linkage.Counts{N: reports}).Zones()
	return t, nil
}
