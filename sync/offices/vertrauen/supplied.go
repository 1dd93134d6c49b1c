package vertrauen

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"example.org/meldeportal/model/supply"
	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/seal"
)

// Deaths and rounds of screening come from others than sites, as files. Of who somebody is this
// office keeps nothing of them, no Chiffrat either: only that an entry is known, and a blind
// index of what it says, so that the same file twice changes nothing.

// Supplied is what became of a file.
type Supplied struct{ New, Changed, Known int }

// ErrMeanwhile: somebody else takes in the same file.
var ErrMeanwhile = errors.New("entry was taken in meanwhile")

// TakeDeaths takes a file of deaths in, all of it or nothing. ErrMeanwhile.
func (s *Stelle) TakeDeaths(ctx context.Context, all []supply.Record[supply.Sterbefall]) (Supplied, error) {
	return take(ctx, s, offices.Sterbefall, all)
}

// TakeRounds takes a file of rounds of screening in, all of it or nothing. ErrMeanwhile.
func (s *Stelle) TakeRounds(ctx context.Context, all []supply.Record[supply.Runde]) (Supplied, error) {
	return take(ctx, s, offices.Screening, all)
}

// entry is one that goes on.
type entry struct {
	offices.Uebergabe
	version int
	content []byte
}

func take[T any](ctx context.Context, s *Stelle, art offices.Art, all []supply.Record[T]) (n Supplied, err error) {
	var entries []entry
	for i := range all { // sealing takes long, and keeps nobody waiting here
		e, err := entryOf(ctx, s, art, &all[i])
		if err != nil {
			return n, err
		}
		switch {
		case e == nil:
			n.Known++
			continue
		case e.version == 1:
			n.New++
		default:
			n.Changed++
		}
		entries = append(entries, *e)
	}
	err = s.db.Write(ctx, func(tx *sql.Tx) error {
		for i := range entries {
			if err := s.handOnEntry(tx, &entries[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return Supplied{}, err
	}
	s.desk.Wake()
	return n, nil
}

// entryOf is what goes on of a line, nil where it is known.
func entryOf[T any](ctx context.Context, s *Stelle, art offices.Art, r *supply.Record[T]) (*entry, error) {
	said, err := json.Marshal(r.Says)
	if err != nil {
		return nil, err
	}
	who, err := json.Marshal(r.Person)
	if err != nil {
		return nil, err
	}
	e := &entry{Uebergabe: offices.Uebergabe{Art: art, Eingang: s.now()}, content: s.keys.Data.Index("angaben\x00" + string(said) + "\x00" + string(who))}
	if e.Meldung, err = s.keys.References.Pseudonym(string(art), r.House, r.Number); err != nil {
		return nil, err
	}
	e.Referenz = e.Meldung
	var last []byte
	err = s.db.Reader.QueryRowContext(ctx, "SELECT fassung, inhalt FROM zulieferung WHERE nummer = ?", e.Meldung).Scan(&e.version, &last)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	if string(last) == string(e.content) {
		return nil, nil
	}
	e.version++
	if e.Transaktion, err = s.keys.References.Pseudonym(string(art), r.House, fassung(r.Number, e.version)); err != nil {
		return nil, err
	}
	values, open := s.kryptogramme(r.Person)
	open.Angaben = said
	text, err := json.Marshal(open)
	if err != nil {
		return nil, err
	}
	e.Werte = values
	e.Beilage, err = seal.SealFor(s.keys.Auswertung, text)
	return e, err
}

func (s *Stelle) handOnEntry(tx *sql.Tx, e *entry) error {
	result, err := tx.Exec("INSERT INTO zulieferung (nummer, art, at, fassung, inhalt) VALUES (?, ?, ?, ?, ?) ON CONFLICT (nummer) DO UPDATE SET at = excluded.at, fassung = excluded.fassung, inhalt = excluded.inhalt WHERE zulieferung.fassung < excluded.fassung",
		e.Meldung, e.Art, database.Millis(e.Eingang), e.version, e.content)
	if err != nil {
		return err
	}
	if hit, err := result.RowsAffected(); err != nil || hit != 1 {
		return errors.Join(err, ErrMeanwhile)
	}
	return s.desk.Leave(tx, offices.Kontrollnummern, e.Uebergabe)
}
