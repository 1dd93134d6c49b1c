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
	err = s.db.Reader.QueryRowContext(ctx, "SELECT count(*) FROM bericht WHERE registernummer = ? AND gilt = 1 AND art = 'meldung'", r.registernummer).Scan(&v.Reports)
	return v, err
}

// Tally is how far the work at the pairs has come.
type Tally struct {
	Open    int // that wait for a decision, those with an answer of the Vertrauensstelle too
	Later   int // that were put off, and wait for no answer: they are among the open
	Asked   int // about which the Vertrauensstelle was asked and has not answered
	Decided int // that somebody has decided, and not the program
	Zones   linkage.Zones
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
	var later, answered int
	count(&later, waiting, Spaeter)
	count(&t.Later, waiting+" AND NOT EXISTS (SELECT 1 FROM frage f WHERE f.paar = p.id AND f.befund = '')", Spaeter)
	count(&answered, "SELECT count(*) FROM paar p WHERE p.stand IN ('verbunden', 'getrennt') AND "+unread)
	count(&t.Decided, "SELECT count(*) FROM paar p WHERE p.stand IN ('verbunden', 'getrennt') AND EXISTS (SELECT 1 FROM entscheidung e WHERE e.paar = p.id AND e.aufgehoben IS NULL AND e.vorher <> e.nachher AND e.wer <> ?)", Programm)
	count(&t.Asked, "SELECT count(*) FROM frage WHERE befund = ''")
	var reports int
	count(&reports, "SELECT count(*) FROM bericht")
	if err != nil {
		return t, fmt.Errorf("count pairs: %w", err)
	}
	t.Open += later + answered
	t.Zones = linkage.Against(nil, linkage.Counts{N: reports}).Zones()
	return t, nil
}
