package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/seal"
)

// What people's programs do for the one that sends while nobody is signed in (sender.go):
// they seal for it what it may send, and take over what it has heard.

// SetSender has a program send what waits: the one that has the key, by a site token that
// counts until ends. It takes the place of one before, whose token is returned, "" = none.
func (v *Vault) SetSender(ctx context.Context, id string, ends time.Time, key *seal.Key) (before string, err error) {
	err = v.act(ctx, func(tx *sql.Tx) (done deed, err error) {
		if before, err = v.dropSender(tx); err != nil {
			return done, err
		}
		sealed, err := seal.SealKey(v.key, key, tableSender, id)
		if err == nil {
			_, err = tx.Exec("INSERT INTO sender (id, ends, sealed) VALUES (?, ?, ?)", id, database.Millis(ends), sealed)
		}
		return deed{action: rights.SendenEingerichtet, object: id, detail: before}, err
	})
	if err != nil {
		return "", fmt.Errorf("set up sending: %w", err)
	}
	return before, v.Pack(ctx)
}

// EndSender ends it. ErrNoSender: there is none.
func (v *Vault) EndSender(ctx context.Context) (id string, err error) {
	err = v.act(ctx, func(tx *sql.Tx) (deed, error) {
		var err error
		if id, err = v.dropSender(tx); err == nil && id == "" {
			err = ErrNoSender
		}
		return deed{action: rights.SendenBeendet, object: id}, err
	})
	if err != nil {
		return "", fmt.Errorf("end sending: %w", err)
	}
	return id, nil
}

// dropSender takes away who sends, with what it could open; what it has heard is taken over
// before.
func (v *Vault) dropSender(tx *sql.Tx) (id string, err error) {
	if _, err := v.takeIn(tx, 1<<30); err != nil {
		return "", err
	}
	row, err := queryOne(context.Background(), tx, scanSender, selectSender)
	if errors.Is(err, ErrNotFound) {
		return "", nil
	}
	for _, table := range []string{tableOutgoing, "inbox", tableSender} {
		if err == nil {
			_, err = tx.Exec("DELETE FROM " + table)
		}
	}
	return row.id, err
}

// senderKey is the key of who sends. ErrNoSender: there is nobody.
func (v *Vault) senderKey(q querier) (*seal.Key, error) {
	row, err := queryOne(context.Background(), q, scanSender, selectSender)
	if errors.Is(err, ErrNotFound) {
		return nil, ErrNoSender
	}
	if err != nil {
		return nil, err
	}
	return seal.OpenSealedKey(v.key, row.sealed, tableSender, row.id)
}

// pack seals for who sends what may leave. A key that cannot be read keeps nobody from
// working: it is set up anew.
func (v *Vault) pack(tx *sql.Tx, tnr, digest string, document []byte) error {
	key, err := v.senderKey(tx)
	if errors.Is(err, ErrNoSender) || damaged(err) {
		return nil
	}
	if err != nil {
		return err
	}
	sealed, err := key.SealBody(document, outgoingPlace(tnr, digest)...)
	if err == nil {
		_, err = tx.Exec("INSERT INTO outgoing (tnr, body) VALUES (?1, ?2) ON CONFLICT (tnr) DO UPDATE SET body = ?2", tnr, sealed)
	}
	return err
}

const packStep = 100 // reports in a transaction: colleagues write in between

// Pack seals for who sends what waits and is not sealed for it yet: what was completed
// before it was set up, or has been let go since. It only reads where nothing is to be done.
func (v *Vault) Pack(ctx context.Context) error {
	for {
		due, err := queryAll(ctx, v.store.reader, scanText, unpacked, packStep)
		if err == nil && len(due) > 0 {
			_, err = v.senderKey(v.store.reader)
			if damaged(err) { // nobody can: it is set up anew
				return nil
			}
		}
		if err == nil && len(due) > 0 {
			err = v.packSome(ctx)
		}
		if err != nil {
			return fmt.Errorf("seal what waits: %w", translate(err))
		}
		if len(due) < packStep {
			return nil
		}
	}
}

const unpacked = "SELECT tnr FROM delivery WHERE state = 'queued' AND art = 'meldung' AND hold IS NULL AND EXISTS (SELECT 1 FROM sender) AND tnr NOT IN (SELECT tnr FROM outgoing) ORDER BY seq LIMIT ?"

func (v *Vault) packSome(ctx context.Context) error {
	return v.write(ctx, func(tx *sql.Tx) error {
		due, err := queryAll(context.Background(), tx, scanText, unpacked, packStep)
		for _, tnr := range due {
			if err == nil {
				err = v.packOne(tx, tnr)
			}
		}
		return err
	})
}

// packOne seals a report, unless its row is not as it was signed: it may have been held back.
func (v *Vault) packOne(tx *sql.Tx, tnr string) error {
	row, err := deliveryRow(tx, tnr)
	if err != nil {
		return err
	}
	document := []byte{} // nobody can send it
	if v.deliveryStands(&row) {
		document, err = v.frozen(context.Background(), tx, tnr, "document", placeDocument)
		document, _ = apart(document)
		if damaged(err) {
			document, err = []byte{}, nil
		}
	}
	if err != nil {
		return err
	}
	return v.pack(tx, tnr, row.digest, document)
}

// TakeIn takes over the receipts that came while nobody was signed in, and names whose. It only
// reads where there is none.
func (v *Vault) TakeIn(ctx context.Context) (moved []model.Delivery, err error) {
	for {
		there, err := queryAll(ctx, v.store.reader, scanText, "SELECT tnr FROM inbox JOIN delivery USING (tnr) WHERE inbox.receipt IS NOT NULL LIMIT 1")
		var some []model.Delivery
		if err == nil && len(there) > 0 {
			err = v.write(ctx, func(tx *sql.Tx) (err error) {
				some, err = v.takeIn(tx, packStep)
				return err
			})
		}
		if err != nil {
			return moved, fmt.Errorf("take receipts over: %w", translate(err))
		}
		if len(there) == 0 {
			return moved, nil
		}
		moved = append(moved, some...)
	}
}

type inboxRow struct {
	model.Delivery
	at      int64
	code    string
	receipt string
	mac     []byte
}

func scanInbox(rows *sql.Rows) (r inboxRow, err error) {
	return r, rows.Scan(&r.Transaktionsnummer, &r.CaseID, &r.Art, &r.at, &r.code, &r.receipt, &r.mac)
}

// takeIn accepts what has a receipt that its sender has proven. What has one that it has not,
// or that does not fit, is sent again: the portal gives the same receipt once more.
func (v *Vault) takeIn(tx *sql.Tx, n int) (moved []model.Delivery, err error) {
	rows, err := queryAll(context.Background(), tx, scanInbox, "SELECT tnr, case_id, art, at, inbox.code, inbox.receipt, inbox.mac FROM inbox JOIN delivery USING (tnr) WHERE inbox.receipt IS NOT NULL ORDER BY at, tnr LIMIT ?", n)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	key, err := v.senderKey(tx)
	if err != nil && !errors.Is(err, ErrNoSender) && !damaged(err) {
		return nil, err
	}
	for i := range rows {
		r := &rows[i]
		var receipt model.Receipt
		if key != nil && key.Proves(r.mac, inboxParts(r.Transaktionsnummer, r.at, r.code, r.receipt)...) && json.Unmarshal([]byte(r.receipt), &receipt) == nil {
			err := v.settle(tx, r.Transaktionsnummer, func(row *plainDelivery) error {
				return v.accept(tx, row, receipt, model.Versuch{Am: database.FromMillis(r.at)})
			})
			if err == nil {
				r.State = model.StateAccepted
				moved = append(moved, r.Delivery)
			} else if !errors.Is(err, ErrReceipt) {
				return nil, err
			}
		}
		if _, err := tx.Exec("DELETE FROM inbox WHERE tnr = ?", r.Transaktionsnummer); err != nil {
			return nil, err
		}
	}
	return moved, nil
}
