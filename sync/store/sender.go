package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/seal"
)

// Sender is the store for a program that sends while nobody is signed in. It has no key of
// the store, but one of its own, with which people's programs seal what it may send
// (takein.go), and with which it proves what the portal answered. Its key lies nowhere beside
// the store: the portal keeps it for whoever has the site token, sealed so that the portal cannot
// open it. A stolen disk opens nothing once the token has ended.
//
// It hands out reports by the rules of Vault.Claim; of requests to delete, of what was ever
// held back and of what comes back it knows nothing. Receipts it leaves in a table of their own:
// a delivery is accepted when somebody inside has taken its receipt over, and until then it
// is sent no second time.
type Sender struct {
	store *Store
	key   *seal.Key
	lock  database.Lock
}

// Names of files beside the database.
const (
	senderSuffix     = ".senden"      // the site token
	senderLockSuffix = ".senden.lock" // held by the one program that sends by it
)

const (
	tableSender   = "sender"
	tableOutgoing = "outgoing"
	senderOwner   = "sync/" // begins the owner of its leases
)

// SenderFile is where the site token of a store is kept.
func (s *Store) SenderFile() string { return s.beside.path + senderSuffix }

// SenderFile is that of its store.
func (v *Vault) SenderFile() string { return v.store.SenderFile() }

// NewSenderKey makes the key of who sends for a site, and what the portal keeps of it for
// whoever has the token.
func NewSenderKey(token, melderID string) (key *seal.Key, held []byte, err error) {
	with, err := seal.TokenKey(token)
	if err == nil {
		key, err = seal.NewKey()
	}
	if err == nil {
		held, err = seal.SealKey(with, key, tableSender, melderID)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("make key of who sends: %w", translate(err))
	}
	return key, held, nil
}

// OpenSenderKey is the key that was made with a token; ErrNoSender: what was kept is of another.
func OpenSenderKey(token, melderID string, held []byte) (*seal.Key, error) {
	with, err := seal.TokenKey(token)
	if err != nil {
		return nil, err
	}
	key, err := seal.OpenSealedKey(with, held, tableSender, melderID)
	if err != nil {
		return nil, ErrNoSender
	}
	return key, nil
}

// SenderID is the site token that people have set up, and until when it counts. ErrNoSender.
func (s *Store) SenderID(ctx context.Context) (id string, ends time.Time, err error) {
	row, err := queryOne(ctx, s.reader, scanSender, selectSender)
	if errors.Is(err, ErrNotFound) {
		err = ErrNoSender
	}
	if err != nil {
		return "", ends, fmt.Errorf("look who sends: %w", translate(err))
	}
	return row.id, row.ends, nil
}

const selectSender = "SELECT id, ends, sealed FROM sender"

type senderRow struct {
	id     string
	ends   time.Time
	sealed []byte
}

func scanSender(rows *sql.Rows) (r senderRow, err error) {
	var ends int64
	err = rows.Scan(&r.id, &ends, &r.sealed)
	r.ends = database.FromMillis(ends)
	return r, err
}

// SenderID is that of its store.
func (v *Vault) SenderID(ctx context.Context) (id string, ends time.Time, err error) {
	return v.store.SenderID(ctx)
}

// Sender is for the program that has the key of a site token. What a killed one was sending
// is due again. ErrSending: another one is at it; ErrNoSender: it is not set up here.
func (s *Store) Sender(ctx context.Context, id string, key *seal.Key) (*Sender, error) {
	now, _, err := s.SenderID(ctx)
	if err == nil && now != id {
		err = ErrNoSender
	}
	if err != nil {
		return nil, err
	}
	lock, err := database.LockOf(s.place, s.beside.path+senderLockSuffix, "sending")
	if err != nil {
		return nil, fmt.Errorf("lock sending: %w", translate(err))
	}
	alone, err := lock.Alone(ctx)
	if err == nil && !alone {
		err = ErrSending
	}
	if err != nil {
		return nil, fmt.Errorf("lock sending: %w", translate(err))
	}
	x := &Sender{s, key, lock}
	err = s.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec("UPDATE delivery SET state = 'queued', lease_owner = NULL, lease_until = NULL WHERE state = 'sending' AND lease_owner LIKE '" + senderOwner + "%'")
		return err
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("free what was sent: %w", err), lock.Release())
	}
	return x, nil
}

// Close lets another program send.
func (x *Sender) Close() error { return x.lock.Release() }

// sendable are the deliveries d it may send, by the moment ?1: an earlier one of the same
// case has its answer, be it one nobody has taken over yet.
const sendable = `FROM delivery AS d JOIN outgoing ON outgoing.tnr = d.tnr WHERE d.state = 'queued' AND d.art = 'meldung' AND d.hold IS NULL
	AND NOT EXISTS (SELECT 1 FROM inbox WHERE inbox.tnr = d.tnr)
	AND NOT EXISTS (SELECT 1 FROM delivery AS earlier WHERE earlier.case_id = d.case_id AND earlier.seq < d.seq
		AND earlier.state IN ('queued', 'sending') AND (earlier.held <= ?1 OR earlier.meldung = d.meldung)
		AND NOT EXISTS (SELECT 1 FROM inbox WHERE inbox.tnr = earlier.tnr)) `

// Claim leases up to n due reports, as Vault.Claim does.
func (x *Sender) Claim(ctx context.Context, owner string, now time.Time, lease time.Duration, n int) (claimed []model.Delivery, err error) {
	at := database.Millis(now)
	err = x.store.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec("UPDATE delivery SET state = 'queued', lease_owner = NULL, lease_until = NULL WHERE state = 'sending' AND lease_until <= ?", at)
		if err != nil {
			return err
		}
		claimed, err = queryAll(ctx, tx, func(rows *sql.Rows) (d model.Delivery, err error) {
			return d, rows.Scan(&d.Transaktionsnummer, &d.CaseID, &d.Art, &d.Attempts)
		}, "SELECT d.tnr, d.case_id, d.art, d.attempts + 1 "+sendable+"AND d.next_at <= ?1 ORDER BY d.next_at, d.seq LIMIT ?2", at, n)
		for i := range claimed {
			if err == nil {
				claimed[i].State = model.StateSending
				_, err = tx.Exec("UPDATE delivery SET state = 'sending', attempts = attempts + 1, lease_owner = ?, lease_until = ? WHERE tnr = ?",
					senderOwner+owner, database.Millis(now.Add(lease)), claimed[i].Transaktionsnummer)
			}
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("claim reports: %w", err)
	}
	return claimed, nil
}

// Document is what is sent, or ErrDamaged.
func (x *Sender) Document(ctx context.Context, tnr string) ([]byte, error) {
	type row struct {
		digest string
		body   []byte
	}
	r, err := queryOne(ctx, x.store.reader, func(rows *sql.Rows) (r row, err error) { return r, rows.Scan(&r.digest, &r.body) },
		"SELECT digest, body FROM outgoing JOIN delivery USING (tnr) WHERE tnr = ?", tnr)
	var plain []byte
	if err == nil {
		plain, err = x.key.OpenBody(r.body, outgoingPlace(tnr, r.digest)...)
	}
	if err == nil && len(plain) == 0 { // those who sealed it could not read it
		err = ErrDamaged
	}
	if err != nil {
		return nil, fmt.Errorf("read what is sent: %w", translate(err))
	}
	return plain, nil
}

func outgoingPlace(tnr, digest string) []string { return []string{tableOutgoing, tnr, digest} }

// Accept leaves a receipt for who is inside next. ErrReceipt as Vault.Accept.
func (x *Sender) Accept(ctx context.Context, tnr string, r model.Receipt) error {
	text, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("keep receipt: %w", err)
	}
	return x.answered(ctx, tnr, "", sql.NullString{String: string(text), Valid: true}, func(digest string) error {
		if r.Transaktionsnummer != tnr || r.Digest != digest {
			return ErrReceipt
		}
		return nil
	})
}

// Reject leaves why the portal refused it. What it said besides is sealed for nobody here:
// who is inside next asks once more and has it said again.
func (x *Sender) Reject(ctx context.Context, tnr, code, _ string) error {
	return x.answered(ctx, tnr, code, sql.NullString{}, func(string) error { return nil })
}

func (x *Sender) answered(ctx context.Context, tnr, code string, receipt sql.NullString, fits func(digest string) error) error {
	at := database.Millis(x.store.opt.Now())
	err := x.store.write(ctx, func(tx *sql.Tx) error {
		digest, err := queryOne(context.Background(), tx, scanText, "SELECT digest FROM delivery WHERE tnr = ? AND state IN ('queued', 'sending')", tnr)
		if errors.Is(err, ErrNotFound) { // somebody inside has its answer
			return nil
		}
		if err == nil {
			err = fits(digest)
		}
		if err == nil {
			_, err = tx.Exec("INSERT INTO inbox (tnr, at, code, receipt, mac) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (tnr) DO UPDATE SET at = ?2, code = ?3, receipt = ?4, mac = ?5",
				tnr, at, code, receipt, x.key.MAC(inboxParts(tnr, at, code, receipt.String)...))
		}
		if err == nil {
			_, err = tx.Exec("UPDATE delivery SET state = 'queued', next_at = ?, code = ?, lease_owner = NULL, lease_until = NULL WHERE tnr = ?", at, code, tnr)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("keep answer: %w", err)
	}
	return nil
}

func inboxParts(tnr string, at int64, code, receipt string) [][]byte {
	return [][]byte{[]byte("inbox"), []byte(tnr), number(at), []byte(code), []byte(receipt)}
}

// Defer puts a report back until next, with the code of what went wrong.
func (x *Sender) Defer(ctx context.Context, tnr string, next time.Time, code string) error {
	return x.back(ctx, "UPDATE delivery SET state = 'queued', next_at = ?, code = ?, lease_owner = NULL, lease_until = NULL "+
		"WHERE tnr = ? AND state IN ('queued', 'sending')", database.Millis(next), code, tnr)
}

// Leave leaves a report that has to be sealed anew to somebody who is signed in: here it cannot
// be. It counts as not tried: the portal has not taken it.
func (x *Sender) Leave(ctx context.Context, tnr, code string) error {
	err := x.store.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec("UPDATE delivery SET state = 'queued', attempts = attempts - 1, next_at = ?, code = ?, lease_owner = NULL, lease_until = NULL WHERE tnr = ? AND state IN ('queued', 'sending')",
			database.Millis(x.store.opt.Now()), code, tnr)
		if err == nil {
			_, err = tx.Exec("DELETE FROM outgoing WHERE tnr = ?", tnr)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("leave report: %w", err)
	}
	return nil
}

// Release puts back what was claimed and not tried, as it was before.
func (x *Sender) Release(ctx context.Context, tnr, owner string) error {
	return x.back(ctx, "UPDATE delivery SET state = 'queued', attempts = attempts - 1, lease_owner = NULL, lease_until = NULL "+
		"WHERE tnr = ? AND state = 'sending' AND lease_owner = ?", tnr, senderOwner+owner)
}

// Hurry makes every report that waits for its next attempt due now.
func (x *Sender) Hurry(ctx context.Context, now time.Time) error {
	return x.back(ctx, "UPDATE delivery SET next_at = ?1 WHERE state = 'queued' AND next_at > ?1 AND tnr IN (SELECT tnr FROM outgoing)", database.Millis(now))
}

func (x *Sender) back(ctx context.Context, change string, args ...any) error {
	err := x.store.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec(change, args...)
		return err
	})
	if err != nil {
		return fmt.Errorf("put back report: %w", err)
	}
	return nil
}

// Waiting counts the reports it may send and tells when the next is due, zero when there is none.
func (x *Sender) Waiting(ctx context.Context) (n int, next time.Time, err error) {
	var due sql.NullInt64
	err = x.store.reader.QueryRowContext(ctx, "SELECT count(*), min(d.next_at) "+sendable, database.Millis(x.store.opt.Now())).Scan(&n, &due)
	if err != nil {
		return 0, next, fmt.Errorf("count waiting: %w", translate(err))
	}
	if due.Valid {
		next = database.FromMillis(due.Int64)
	}
	return n, next, nil
}

// Left is what waits and what of it this program does not send.
type Left struct {
	Waiting int // without an answer, as Vault.Waiting counts
	Taken   int // with a receipt, or a refusal, that nobody has taken over
	Apart   int // for a person: requests to delete, and what has been held back
}

// Left counts it.
func (s *Store) Left(ctx context.Context) (l Left, err error) {
	err = s.reader.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(CASE WHEN tnr IN (SELECT tnr FROM inbox) THEN 1 ELSE 0 END), 0),
		coalesce(sum(CASE WHEN tnr NOT IN (SELECT tnr FROM outgoing) THEN 1 ELSE 0 END), 0)
		FROM delivery WHERE state IN ('queued', 'sending') AND held <= ?`, database.Millis(s.opt.Now())).Scan(&l.Waiting, &l.Taken, &l.Apart)
	if err != nil {
		err = fmt.Errorf("count waiting: %w", translate(err))
	}
	return l, err
}
