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

// The Auswertungsstelle asks whether two reports are of one person. Mostly the site can say, by
// its numbers; only where nothing else clears it up the Chiffrate are opened (LKRG NRW § 11).

// Errors of those who answer.
var (
	ErrNoQuestion = errors.New("no such question")
	ErrAnswered   = errors.New("question is answered already")
	ErrBefund     = errors.New("no such answer")
)

// Nummer is a Transaktionsnummer with the site that gave it.
type Nummer struct {
	Melder string
	Nummer string // "" = the report was deleted
}

// Question is one the Auswertungsstelle has asked.
type Question struct {
	Nummer   int64
	At       time.Time
	Verdacht offices.Verdacht
	Grund    string
	A, B     Nummer
	Erased   bool // of neither there is a Chiffrat any more
	Befund   offices.Befund
	Wer      string
}

// number is a pseudonym's number.
func (s *Stelle) number(melder string, transaktion []byte) Nummer {
	number, err := s.keys.References.Number(kindTransaktion, melder, transaktion)
	if err != nil {
		return Nummer{}
	}
	return Nummer{melder, number}
}

// asked notes a question, or forgets one nobody has answered. Of a report that was deleted
// meanwhile nobody has to find anything out: the Auswertungsstelle hears of it.
func (s *Stelle) asked(tx *sql.Tx, a *offices.Anfrage) error {
	if a.Art == offices.Ruecknahme {
		_, err := tx.Exec("DELETE FROM frage WHERE nummer = ? AND befund = ''", a.Nummer)
		return err
	}
	var used, known int
	err := tx.QueryRow("SELECT (SELECT count(*) FROM frage WHERE nummer = ?1), (SELECT count(*) FROM meldung WHERE transaktion IN (?2, ?3))", a.Nummer, a.A, a.B).Scan(&used, &known)
	switch {
	case err != nil:
		return err
	case used > 0:
		return &offices.Aside{Code: "nummer", Text: "Unter der Nummer dieser Frage liegt hier schon eine. Bitte klären Sie mit der Landesauswertungsstelle, welche gilt."}
	case known < 2:
		return nil
	}
	_, err = tx.Exec("INSERT INTO frage (nummer, at, verdacht, grund, a, b, befund, wer) VALUES (?, ?, ?, ?, ?, ?, '', '')",
		a.Nummer, database.Millis(s.now()), a.Verdacht, a.Grund, a.A, a.B)
	return err
}

// Questions are those that wait for an answer, the oldest first; answered: those that have one.
func (s *Stelle) Questions(ctx context.Context, answered bool) (all []Question, err error) {
	which := "f.befund = ''"
	if answered {
		which = "f.befund <> ''"
	}
	rows, err := s.db.Reader.QueryContext(ctx, `SELECT f.nummer, f.at, f.verdacht, f.grund, f.befund, f.wer, f.a, a.melder, f.b, b.melder, a.chiffrat IS NULL AND b.chiffrat IS NULL
		FROM frage f JOIN meldung a ON a.transaktion = f.a JOIN meldung b ON b.transaktion = f.b WHERE `+which+" ORDER BY f.nummer")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var q Question
		var at int64
		var a, b []byte
		if err := rows.Scan(&q.Nummer, &at, &q.Verdacht, &q.Grund, &q.Befund, &q.Wer, &a, &q.A.Melder, &b, &q.B.Melder, &q.Erased); err != nil {
			return nil, err
		}
		q.At, q.A, q.B = database.FromMillis(at), s.number(q.A.Melder, a), s.number(q.B.Melder, b)
		all = append(all, q)
	}
	return all, rows.Err()
}

// Compare opens who both persons of a question are, with the custodian's key, and notes who
// wanted it and why, with both numbers, before anything is shown. One whose identity was erased
// is nil. ErrNoQuestion, ErrAnswered, ErrNobody, ErrReason, seal.ErrDamaged.
func (s *Stelle) Compare(ctx context.Context, custodian *seal.Pair, question int64, who, why string) (a, b *model.Stammdaten, err error) {
	if who == "" || why == "" {
		return nil, nil, ErrReason
	}
	var sealed [2][]byte
	err = s.db.Write(ctx, func(tx *sql.Tx) error {
		if err := waits(tx, question); err != nil {
			return err
		}
		var numbers [2][]byte
		err := tx.QueryRow("SELECT f.a, a.chiffrat, f.b, b.chiffrat FROM frage f JOIN meldung a ON a.transaktion = f.a JOIN meldung b ON b.transaktion = f.b WHERE f.nummer = ?", question).
			Scan(&numbers[0], &sealed[0], &numbers[1], &sealed[1])
		if err != nil {
			return err
		}
		if sealed[0] == nil && sealed[1] == nil {
			return ErrNobody
		}
		return s.note(tx, who, why, numbers[0], numbers[1])
	})
	if err != nil {
		return nil, nil, err
	}
	var people [2]*model.Stammdaten
	for i, chiffrat := range sealed {
		if chiffrat == nil {
			continue
		}
		text, err := custodian.OpenSealed(chiffrat)
		if err != nil {
			return nil, nil, err
		}
		people[i] = &model.Stammdaten{}
		if err := json.Unmarshal(text, people[i]); err != nil {
			return nil, nil, err
		}
	}
	return people[0], people[1], nil
}

// waits is nil where a question waits for an answer.
func waits(tx *sql.Tx, question int64) error {
	var befund offices.Befund
	err := tx.QueryRow("SELECT befund FROM frage WHERE nummer = ?", question).Scan(&befund)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return ErrNoQuestion
	case err == nil && befund != "":
		return ErrAnswered
	}
	return err
}

// Answer answers a question, once. ErrNoQuestion, ErrAnswered, ErrBefund, ErrReason: nobody says
// who answers.
func (s *Stelle) Answer(ctx context.Context, question int64, befund offices.Befund, who string) error {
	switch {
	case befund != offices.Gleich && befund != offices.Verschieden && befund != offices.Unklar:
		return ErrBefund
	case who == "":
		return ErrReason
	}
	err := s.db.Write(ctx, func(tx *sql.Tx) error {
		if err := waits(tx, question); err != nil {
			return err
		}
		if _, err := tx.Exec("UPDATE frage SET befund = ?, wer = ? WHERE nummer = ?", befund, who, question); err != nil {
			return err
		}
		return s.desk.Leave(tx, offices.Auswertung, offices.Auskunft{Nummer: question, Befund: befund})
	})
	if err == nil {
		s.desk.Wake()
	}
	return err
}
