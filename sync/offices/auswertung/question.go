package auswertung

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/offices"
)

// Where what stands here does not say whether two reports are of one person, the Vertrauensstelle
// is asked, by pseudonyms, and answers with one word. What that means for the pair somebody
// decides here.

// ErrAsked: the Vertrauensstelle has not answered yet what it was asked about the pair.
var ErrAsked = errors.New("question about the pair waits for its answer")

// question is what the reason of a decision begins with that puts a pair off until the answer.
const question = "Frage an die Vertrauensstelle: "

// Ask asks the Vertrauensstelle about a pair. One nobody has decided is put off until then; one
// that is decided stays so. ErrPair, ErrReason, ErrAsked.
func (s *Stelle) Ask(ctx context.Context, pair int64, by, reason string) error {
	if by == "" || reason == "" {
		return ErrReason
	}
	err := s.db.Write(ctx, func(tx *sql.Tx) error {
		before, a, b, err := standing(tx, pair)
		if err != nil {
			return err
		}
		ask := offices.Anfrage{Art: offices.Frage, Verdacht: offices.Synonym, Grund: reason}
		var waiting int
		var one, other int64
		err = tx.QueryRow("SELECT (SELECT count(*) FROM frage WHERE paar = ?1 AND befund = ''), a.transaktion, a.registernummer, b.transaktion, b.registernummer FROM bericht a JOIN bericht b ON b.id = ?3 WHERE a.id = ?2",
			pair, a, b).Scan(&waiting, &ask.A, &one, &ask.B, &other)
		if err == nil && waiting > 0 {
			err = ErrAsked
		}
		if err != nil {
			return err
		}
		if one == other {
			ask.Verdacht = offices.Homonym
		}
		if ask.Nummer, err = next(tx, "frage"); err != nil {
			return err
		}
		after := before
		if before == Offen {
			after = Spaeter
		}
		at := database.Millis(s.now())
		decision, err := decide(tx, pair, before, after, at, by, question+reason)
		if err != nil {
			return err
		}
		if _, err := tx.Exec("INSERT INTO frage (id, paar, entscheidung, at, befund, beantwortet, nach) VALUES (?, ?, ?, ?, '', 0, 0)", ask.Nummer, pair, decision, at); err != nil {
			return err
		}
		if err := s.desk.Leave(tx, offices.Vertrauen, ask); err != nil {
			return err
		}
		return turn(tx, pair, after, a, b)
	})
	if err == nil {
		s.desk.Wake()
	}
	return err
}

// takeBack takes the question back that was asked with a decision, if nobody has answered it.
func (s *Stelle) takeBack(tx *sql.Tx, decision int64) error {
	var id int64
	err := tx.QueryRow("DELETE FROM frage WHERE entscheidung = ? AND befund = '' RETURNING id", decision).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return s.desk.Leave(tx, offices.Vertrauen, offices.Anfrage{Art: offices.Ruecknahme, Nummer: id})
}

// hear notes an answer; of a pair that is gone meanwhile nobody waits for it.
func (s *Stelle) hear(tx *sql.Tx, a *offices.Auskunft) error {
	_, err := tx.Exec("UPDATE frage SET befund = ?, beantwortet = ?, nach = coalesce((SELECT wert FROM zaehler WHERE name = 'entscheidung'), 0) WHERE id = ? AND befund = ''",
		a.Befund, database.Millis(s.now()), a.Nummer)
	return err
}

// Asked is what the Vertrauensstelle was asked about a pair.
type Asked struct {
	At       time.Time
	Befund   offices.Befund // "" = it has not answered
	Answered time.Time
}

// Asked is the last question about a pair; found is false where there is none.
func (s *Stelle) Asked(ctx context.Context, pair int64) (q Asked, found bool, err error) {
	var at, answered int64
	err = s.db.Reader.QueryRowContext(ctx, "SELECT at, befund, beantwortet FROM frage WHERE paar = ? ORDER BY id DESC LIMIT 1", pair).Scan(&at, &q.Befund, &answered)
	if errors.Is(err, sql.ErrNoRows) {
		return q, false, nil
	}
	q.At, q.Answered = database.FromMillis(at), database.FromMillis(answered)
	return q, err == nil, err
}

// unread are pairs about which the Vertrauensstelle has answered and nobody has decided since.
const unread = `EXISTS (SELECT 1 FROM frage f WHERE f.paar = p.id AND f.befund <> ''
	AND NOT EXISTS (SELECT 1 FROM entscheidung e WHERE e.paar = p.id AND e.aufgehoben IS NULL AND e.id > f.nach))`

// Answered are pairs about which the Vertrauensstelle has answered and nobody has decided since,
// the heaviest first.
func (s *Stelle) Answered(ctx context.Context, limit int) ([]Pair, error) {
	return s.pairsWhere(ctx, unread+" ORDER BY p.gewicht DESC, p.id LIMIT ?", limit)
}

// LinksOf are the pairs that hold a person together, the lightest first: where somebody looks who
// suspects that it is two.
func (s *Stelle) LinksOf(ctx context.Context, registernummer int64, limit int) ([]Pair, error) {
	return s.pairsWhere(ctx, "p.stand = 'verbunden' AND a.registernummer = ? AND b.registernummer = a.registernummer ORDER BY p.gewicht, p.id LIMIT ?", registernummer, limit)
}
