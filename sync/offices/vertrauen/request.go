package vertrauen

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"

	"example.org/meldeportal/model/supply"
	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/seal"
)

// What somebody gets who asks are two sheets with one sign: this office writes who it is about and keeps
// nothing of it, the Auswertungsstelle what there is, and learns no name.

// signRunes is the length of a sign, four groups of four.
const signRunes = 16

// Request hands a request on and gives the sign by which it is answered. ErrReason:
// nobody says who takes it.
func (s *Stelle) Request(ctx context.Context, r *supply.Record[supply.Antrag], who string) (sign string, err error) {
	if who == "" {
		return "", ErrReason
	}
	sign = rand.Text()[:signRunes]
	values, open := s.kryptogramme(r.Person)
	text, err := json.Marshal(open)
	if err != nil {
		return "", err
	}
	beilage, err := seal.SealFor(s.keys.Auswertung, text)
	if err != nil {
		return "", err
	}
	now := s.now()
	err = s.db.Write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.Exec("INSERT INTO antrag (kennzeichen, at, wer, beziehung) VALUES (?, ?, ?, ?)", sign, database.Millis(now), who, r.Says.Beziehung); err != nil {
			return err
		}
		return s.desk.Leave(tx, offices.Kontrollnummern, offices.Uebergabe{Art: offices.Antrag, Transaktion: []byte(sign), Meldung: []byte(sign), Eingang: now, Werte: values, Beilage: beilage})
	})
	if err == nil {
		s.desk.Wake()
	}
	return sign, err
}
