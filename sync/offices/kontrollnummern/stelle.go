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
	Stages []*seal.SecondStage // of generations 1, 2, …: a number is made by all of them, one after the other
	Data   *seal.Key           // seals what waits
}

// Stelle is the office. It is safe for concurrent use.
type Stelle struct {
	db   *database.DB
	keys Keys
	desk *offices.Handover
}

// Open opens the office's database, see offices.OpenDatabase. envelope.ErrNoKey.
func Open(ctx context.Context, place, beside string, keys Keys, now func() time.Time) (*Stelle, error) {
	if len(keys.Stages) == 0 || keys.Data == nil {
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

// Again takes what was laid aside once more and says how much of it could be used now.
func (s *Stelle) Again(ctx context.Context) (int, error) { return s.desk.Again(ctx, s.Work) }

// Receive takes messages of the Vertrauensstelle, and of the Auswertungsstelle whose numbers
// are to be of the newest generation; see offices.Handover.
func (s *Stelle) Receive(ctx context.Context, from offices.Office, messages []offices.Message) (taken int64, err error) {
	return s.desk.Receive(ctx, from, messages, s.Work)
}

// Work makes Kontrollnummern: of Kryptogrammen, and of numbers of older generations, which are
// encrypted over (law.md 7: after a leak both keys are needed to go back).
func (s *Stelle) Work(_ context.Context, from offices.Office, body []byte) (func(*sql.Tx) error, error) {
	var u offices.Uebergabe
	if from != offices.Vertrauen && from != offices.Auswertung {
		return nil, offices.ErrStranger
	}
	if err := json.Unmarshal(body, &u); err != nil || (u.Generation != 0) != (from == offices.Auswertung) {
		return nil, &offices.Aside{Code: "form", Text: "Eine Übergabe ist nicht lesbar. Bitte klären Sie mit der Stelle, von der sie kam, welche Fassung des Programms sie benutzt."}
	}
	newest := uint32(len(s.keys.Stages))
	if u.Generation >= newest {
		return nil, &offices.Aside{Code: "generation", Text: "Die Landesauswertungsstelle stellt auf einen Schlüssel um, den diese Stelle nicht hat. Bitte legen Sie ihn in die Ablage und nehmen Sie das Beiseitegelegte noch einmal vor."}
	}
	for _, werte := range append([][]offices.Wert{u.Werte}, of(u.Bestand)...) {
		for i := range werte {
			for _, stage := range s.keys.Stages[u.Generation:] {
				number, err := stage.Kontrollnummer(werte[i].Wert)
				if err != nil {
					return nil, fmt.Errorf("make Kontrollnummer: %w", err)
				}
				werte[i].Wert = number
			}
		}
	}
	u.Generation = newest
	return func(tx *sql.Tx) error { return s.desk.Leave(tx, offices.Auswertung, u) }, nil
}

func of(all []offices.Bestand) (werte [][]offices.Wert) {
	for _, b := range all {
		werte = append(werte, b.Werte)
	}
	return werte
}
