package offices

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/seal"
)

// What an office hands over it leaves, numbered, in the transaction in which it took what that
// was made of. It is sent until the next office has said how far it has taken, and is gone then.
// Who takes notes the number in the transaction of the effect: what comes again is passed over.

// Message is what is handed over.
type Message struct {
	Seq  int64  `json:"seq"` // counted from 1 for each pair of offices
	Body []byte `json:"body"`
}

// Handover is the desk at which an office takes and leaves. It is safe for concurrent use.
type Handover struct {
	db  *database.DB
	key *seal.Key
	now func() time.Time
	out map[Office]chan struct{} // something was left
}

// Errors of a desk.
var (
	// ErrGap: the sender goes on after what this office has never taken. One of both was
	// restored from an older copy.
	ErrGap = errors.New("messages are missing between two offices")
	// ErrOther: under this number something else was taken before.
	ErrOther = errors.New("number of a message used for something else")
	// ErrStranger: nobody from there hands over to this office.
	ErrStranger = errors.New("no way from that office")
)

// Aside is why a message is laid aside instead of being taken: a code and a German sentence
// for the office's staff, neither of which quotes a value.
type Aside struct{ Code, Text string }

func (a *Aside) Error() string { return a.Code + ": " + a.Text }

// NewHandover is the desk of an office whose database has the tables of Steps. What lies there
// is sealed under its key.
func NewHandover(office Office, db *database.DB, key *seal.Key, now func() time.Time) *Handover {
	h := &Handover{db: db, key: key, now: now, out: map[Office]chan struct{}{}}
	for _, to := range To(office) {
		h.out[to] = make(chan struct{}, 1)
	}
	return h
}

// Work is what an office does with a message. It looks at it first, without writing anything:
// what has to be deciphered and judged keeps nobody waiting; then write does the rest in the
// transaction in which the message is taken. An *Aside has it laid aside; any other error takes
// nothing.
type Work func(ctx context.Context, from Office, body []byte) (write func(tx *sql.Tx) error, err error)

// Receive takes messages of an office, as far as they are new, and says up to which it has
// taken all. ErrGap, ErrOther.
func (h *Handover) Receive(ctx context.Context, from Office, messages []Message, work Work) (taken int64, err error) {
	if taken, err = h.Taken(ctx, from); err != nil {
		return taken, err
	}
	looks := make([]look, len(messages))
	for i, m := range messages {
		if m.Seq > taken {
			looks[i].write, looks[i].err = work(ctx, from, m.Body)
		}
	}
	err = h.db.Write(ctx, func(tx *sql.Tx) error {
		if taken, err = reached(tx, "in", from); err != nil {
			return err
		}
		for i, m := range messages {
			if m.Seq <= taken {
				if err := again(tx, from, m); err != nil {
					return err
				}
				continue
			}
			if m.Seq != taken+1 {
				return ErrGap
			}
			if err := h.take(tx, from, m, looks[i]); err != nil {
				return fmt.Errorf("take message of %s: %w", from, err)
			}
			taken = m.Seq
		}
		return reach(tx, "in", from, taken)
	})
	if err != nil {
		return 0, err
	}
	h.wake()
	return taken, nil
}

// look is a message that was looked at.
type look struct {
	write func(tx *sql.Tx) error
	err   error
}

func (h *Handover) take(tx *sql.Tx, from Office, m Message, l look) error {
	err := l.err
	if err == nil && l.write != nil {
		err = database.Within(tx, func() error { return l.write(tx) })
	}
	var aside *Aside
	if errors.As(err, &aside) {
		err = h.layAside(tx, from, m, aside)
	}
	if err != nil {
		return err
	}
	digest := sha256.Sum256(m.Body)
	if _, err := tx.Exec("INSERT INTO taken (office, seq, digest) VALUES (?, ?, ?)", from, m.Seq, digest[:]); err != nil {
		return err
	}
	_, err = tx.Exec("DELETE FROM taken WHERE office = ? AND seq <= ?", from, m.Seq-known)
	return err
}

// known is of how many messages of an office is known what they were.
const known = 10_000

// again is ErrOther where a message that was taken was another one.
func again(tx *sql.Tx, from Office, m Message) error {
	var before []byte
	err := tx.QueryRow("SELECT digest FROM taken WHERE office = ? AND seq = ?", from, m.Seq).Scan(&before)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if digest := sha256.Sum256(m.Body); err == nil && !bytes.Equal(before, digest[:]) {
		return ErrOther
	}
	return err
}

func (h *Handover) layAside(tx *sql.Tx, from Office, m Message, why *Aside) error {
	sealed, err := h.key.SealBody(m.Body, asidePlace(from, m.Seq)...)
	if err == nil {
		_, err = tx.Exec("INSERT INTO aside (office, seq, at, code, text, sealed) VALUES (?, ?, ?, ?, ?, ?)", from, m.Seq, database.Millis(h.now()), why.Code, why.Text, sealed)
	}
	return err
}

func asidePlace(from Office, seq int64) []string {
	return []string{"aside", string(from), strconv.FormatInt(seq, 10)}
}

// Taken is up to which message of an office all are taken.
func (h *Handover) Taken(ctx context.Context, from Office) (seq int64, err error) {
	err = h.db.Reader.QueryRowContext(ctx, "SELECT coalesce(max(seq), 0) FROM reached WHERE way = 'in' AND office = ?", from).Scan(&seq)
	return seq, err
}

func reached(tx *sql.Tx, way string, office Office) (seq int64, err error) {
	err = tx.QueryRow("SELECT coalesce(max(seq), 0) FROM reached WHERE way = ? AND office = ?", way, office).Scan(&seq)
	return seq, err
}

func reach(tx *sql.Tx, way string, office Office, seq int64) error {
	_, err := tx.Exec("INSERT INTO reached (way, office, seq) VALUES (?, ?, ?) ON CONFLICT (way, office) DO UPDATE SET seq = excluded.seq", way, office, seq)
	return err
}

// Leave leaves something for an office, as the next message.
func (h *Handover) Leave(tx *sql.Tx, to Office, what any) error {
	body, err := json.Marshal(what)
	if err != nil {
		return err
	}
	seq, err := reached(tx, "out", to)
	if err != nil {
		return err
	}
	seq++
	sealed, err := h.key.SealBody(body, outPlace(to, seq)...)
	if err != nil {
		return err
	}
	if _, err := tx.Exec("INSERT INTO waiting (office, seq, sealed) VALUES (?, ?, ?)", to, seq, sealed); err != nil {
		return err
	}
	return reach(tx, "out", to, seq)
}

func outPlace(to Office, seq int64) []string {
	return []string{"waiting", string(to), strconv.FormatInt(seq, 10)}
}

// Wake has those look who send: something was left.
func (h *Handover) Wake() { h.wake() }

func (h *Handover) wake() {
	for _, c := range h.out {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}

// Send hands messages to an office and says up to which it has taken all.
type Send func(ctx context.Context, messages []Message) (taken int64, err error)

// How much is handed over at once, and how long one waits after an office did not answer.
const (
	atOnce      = 64
	atOnceBytes = 4 << 20
	lookEvery   = time.Second
	waitAtFirst = 50 * time.Millisecond
	waitAtMost  = 5 * time.Second
)

// Deliver hands over to an office until ctx ends. told hears of each failure; it may be nil.
func (h *Handover) Deliver(ctx context.Context, to Office, send Send, told func(error)) {
	wait := waitAtFirst
	for ctx.Err() == nil {
		n, err := h.DeliverOnce(ctx, to, send)
		pause := lookEvery
		switch {
		case err != nil && ctx.Err() == nil:
			if told != nil {
				told(err)
			}
			pause, wait = wait, min(2*wait, waitAtMost)
		case n > 0:
			wait = waitAtFirst
			continue
		default:
			wait = waitAtFirst
		}
		timer := time.NewTimer(pause)
		if err != nil {
			select {
			case <-ctx.Done():
			case <-timer.C:
			}
		} else {
			select {
			case <-ctx.Done():
			case <-timer.C:
			case <-h.out[to]:
			}
		}
		timer.Stop()
	}
}

// DeliverOnce hands over some of what waits for an office and says how much it has taken.
// ErrGap: it has not what came before.
func (h *Handover) DeliverOnce(ctx context.Context, to Office, send Send) (n int, err error) {
	messages, err := h.next(ctx, to)
	if err != nil || len(messages) == 0 {
		return 0, err
	}
	taken, err := send(ctx, messages)
	if err != nil {
		return 0, err
	}
	if taken < messages[0].Seq {
		return 0, ErrGap
	}
	err = h.db.Write(ctx, func(tx *sql.Tx) error {
		result, err := tx.Exec("DELETE FROM waiting WHERE office = ? AND seq <= ?", to, taken)
		if err != nil {
			return err
		}
		gone, err := result.RowsAffected()
		n = int(gone)
		return err
	})
	return n, err
}

func (h *Handover) next(ctx context.Context, to Office) (messages []Message, err error) {
	rows, err := h.db.Reader.QueryContext(ctx, "SELECT seq, sealed FROM waiting WHERE office = ? ORDER BY seq LIMIT ?", to, atOnce)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for size := 0; size < atOnceBytes && rows.Next(); {
		var m Message
		var sealed []byte
		if err := rows.Scan(&m.Seq, &sealed); err != nil {
			return nil, err
		}
		if m.Body, err = h.key.OpenBody(sealed, outPlace(to, m.Seq)...); err != nil {
			return nil, err
		}
		messages, size = append(messages, m), size+len(m.Body)
	}
	return messages, rows.Err()
}

// Waiting is how much waits for an office.
func (h *Handover) Waiting(ctx context.Context, to Office) (n int, err error) {
	err = h.db.Reader.QueryRowContext(ctx, "SELECT count(*) FROM waiting WHERE office = ?", to).Scan(&n)
	return n, err
}

// LaidAside is a message that could not be used.
type LaidAside struct {
	From Office
	Seq  int64
	At   time.Time
	Aside
}

// LaidAside are all of them, the oldest first.
func (h *Handover) LaidAside(ctx context.Context) (all []LaidAside, err error) {
	rows, err := h.db.Reader.QueryContext(ctx, "SELECT office, seq, at, code, text FROM aside ORDER BY at, office, seq")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var l LaidAside
		var at int64
		if err := rows.Scan(&l.From, &l.Seq, &at, &l.Code, &l.Text); err != nil {
			return nil, err
		}
		l.At = database.FromMillis(at)
		all = append(all, l)
	}
	return all, rows.Err()
}

// ErrNotAside: no such message is laid aside.
var ErrNotAside = errors.New("no such message laid aside")

// Drop gives up what was laid aside, for good. ErrNotAside.
func (h *Handover) Drop(tx *sql.Tx, from Office, seq int64) error {
	result, err := tx.Exec("DELETE FROM aside WHERE office = ? AND seq = ?", from, seq)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, ErrNotAside)
	}
	return nil
}

// Again takes what was laid aside once more, as when a key has been brought that was missing,
// and says how much of it could be used now.
func (h *Handover) Again(ctx context.Context, work Work) (n int, err error) {
	all, err := h.LaidAside(ctx)
	if err != nil {
		return 0, err
	}
	for _, l := range all {
		done, err := h.once(ctx, l, work)
		if err != nil {
			return n, err
		}
		if done {
			n++
		}
	}
	h.wake()
	return n, nil
}

func (h *Handover) once(ctx context.Context, l LaidAside, work Work) (done bool, err error) {
	var sealed []byte
	err = h.db.Reader.QueryRowContext(ctx, "SELECT sealed FROM aside WHERE office = ? AND seq = ?", l.From, l.Seq).Scan(&sealed)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	body, err := h.key.OpenBody(sealed, asidePlace(l.From, l.Seq)...)
	if err != nil {
		return false, err
	}
	write, err := work(ctx, l.From, body)
	if err == nil {
		err = h.db.Write(ctx, func(tx *sql.Tx) error {
			result, err := tx.Exec("DELETE FROM aside WHERE office = ? AND seq = ?", l.From, l.Seq)
			if err != nil {
				return err
			}
			if hit, err := result.RowsAffected(); err != nil || hit != 1 || write == nil {
				return err // somebody else was faster
			}
			return write(tx)
		})
	}
	var aside *Aside
	if errors.As(err, &aside) {
		return false, nil
	}
	return err == nil, err
}
