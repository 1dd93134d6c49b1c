// Package kontrollnummern is the Kontrollnummernstelle: Kryptogramme come in, Kontrollnummern go
// out, and nothing stays but how far it has come and what the next office has not taken yet.
//
// It promises: no Kryptogramm is ever written; what waits is sealed. Start with Open and
// Stelle.Receive.
package kontrollnummern

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/seal"
)

// Keys are the keys of the office.
type Keys struct {
	Second     *seal.SecondStage
	Generation uint32    // of Second, counted from 1
	Data       *seal.Key // seals what waits
}

// Stelle is the office. It is safe for concurrent use.
type Stelle struct {
	db   *database.DB
	keys Keys
	desk *offices.Handover
}

// Open opens the office's database, see offices.OpenDatabase. envelope.ErrNoKey.
func Open(ctx context.Context, place, beside string, keys Keys, now func() time.Time) (*Stelle, error) {
	if keys.Second == nil || keys.Generation == 0 || keys.Data == nil {
		return nil, envelope.ErrNoKey
	}
	db, err := offices.OpenDatabase(ctx, place, beside, nil)
	if err != nil {
		return nil, err
	}
	return &Stelle{db, keys, offices.NewHandover(offices.Kontrollnummern, db, keys.Data, now)}, nil
}

// Close gives the database back.
func (s *Stelle) Close() error { return s.db.Close() }

// Desk is where it takes and leaves.
func (s *Stelle) Desk() *offices.Handover { return s.desk }

// Receive takes messages of the Vertrauensstelle, see offices.Handover.
func (s *Stelle) Receive(ctx context.Context, from offices.Office, messages []offices.Message) (taken int64, err error) {
	return s.desk.Receive(ctx, from, messages, s.Work)
}

// Work makes Kontrollnummern of the Kryptogramme of a message.
func (s *Stelle) Work(_ context.Context, from offices.Office, body []byte) (func(*sql.Tx) error, error) {
	var u offices.Uebergabe
	if from != offices.Vertrauen {
		return nil, offices.ErrStranger
	}
	if err := json.Unmarshal(body, &u); err != nil || u.Generation != 0 {
		return nil, &offices.Aside{Code: "form", Text: "Die Übergabe der Vertrauensstelle ist nicht lesbar. Bitte klären Sie mit ihr, welche Fassung des Programms sie benutzt."}
	}
	for i := range u.Werte {
		number, err := s.keys.Second.Kontrollnummer(u.Werte[i].Wert)
		if err != nil {
			return nil, fmt.Errorf("make Kontrollnummer: %w", err)
		}
		u.Werte[i].Wert = number
	}
	u.Generation = s.keys.Generation
	return func(tx *sql.Tx) error { return s.desk.Leave(tx, offices.Auswertung, u) }, nil
}
