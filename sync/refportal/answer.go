package refportal

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/server"
)

// What a site answers to a question is kept beside it, sealed, and read by staff. The rules
// about its number are those of deliver.

// Answer is a question with an answer to it.
type Answer struct {
	MelderID string
	Question portal.Event
	Reply    portal.Reply
	At       time.Time // when it came
}

func (p *Portal) putAnswer(r *http.Request) (int, any, error) {
	who, err := p.Session(r)
	if err != nil {
		return 0, nil, err
	}
	tnr, err := numberOf(r)
	if err != nil {
		return 0, nil, err
	}
	document, err := server.ReadBody(r, portal.TypeJSON, portal.MaxMessage)
	if err != nil {
		return 0, nil, err
	}
	said, created, err := p.answer(r.Context(), Delivery{tnr, who.Site.MelderID, document, p.Moment()})
	if created {
		return http.StatusCreated, said, err
	}
	return http.StatusOK, said, err
}

// answer takes an answer in.
func (p *Portal) answer(ctx context.Context, d Delivery) (said portal.Answered, created bool, err error) {
	reply, err := readReply(d)
	if err != nil {
		return said, false, err
	}
	sealed, err := p.Key.SealBody(d.Document, answerPlace(d.MelderID, d.Transaktionsnummer)...)
	if err != nil {
		return said, false, err
	}
	said = portal.Answered{Transaktionsnummer: d.Transaktionsnummer, Digest: portal.DocumentDigest(d.Document), ReceivedAt: d.ReceivedAt}
	err = p.DB.Write(ctx, func(tx *sql.Tx) error {
		created = false
		var digest string
		var received int64
		err := tx.QueryRow("SELECT digest, received FROM answer WHERE melder_id = ? AND tnr = ?", d.MelderID, d.Transaktionsnummer).Scan(&digest, &received)
		switch {
		case err == nil && digest != said.Digest:
			return errTnrReused
		case err == nil:
			said.ReceivedAt = database.FromMillis(received)
			return nil
		case !errors.Is(err, sql.ErrNoRows):
			return err
		}
		question, err := p.eventAt(ctx, tx, d.MelderID, reply.Frage)
		if err != nil {
			return err
		}
		if question.Kind != portal.EventQuestion && question.Kind != portal.EventMissing {
			return errUnknownQuestion
		}
		created = true
		_, err = tx.Exec("INSERT INTO answer (melder_id, tnr, cursor, digest, received, sealed) VALUES (?, ?, ?, ?, ?, ?)",
			d.MelderID, d.Transaktionsnummer, reply.Frage, said.Digest, database.Millis(d.ReceivedAt), sealed)
		return err
	})
	return said, created && err == nil, err
}

func answerPlace(melderID, tnr string) []string { return []string{"answer", melderID, tnr} }

// readReply reads an answer; it must be about the number and the site it comes under.
func readReply(d Delivery) (reply portal.Reply, err error) {
	decoder := json.NewDecoder(bytes.NewReader(d.Document))
	decoder.DisallowUnknownFields()
	switch {
	case decoder.Decode(&reply) != nil || decoder.More() || reply.Version != portal.ReplyVersion:
		return reply, server.ErrBadEnvelope
	case reply.Transaktionsnummer != d.Transaktionsnummer || reply.Frage < 1 || strings.TrimSpace(reply.Text) == "" || reply.BeantwortetAm.IsZero():
		return reply, server.ErrBadEnvelope
	case reply.MelderID != d.MelderID:
		return reply, errSiteMismatch
	}
	return reply, nil
}

// eventAt is one event of a site; errUnknownQuestion where there is none.
func (p *Portal) eventAt(ctx context.Context, q interface {
	QueryRowContext(context.Context, string, ...any) *sql.Row
}, melderID string, cursor int64) (e portal.Event, err error) {
	var sealed []byte
	err = q.QueryRowContext(ctx, "SELECT sealed FROM event WHERE melder_id = ? AND cursor = ?", melderID, cursor).Scan(&sealed)
	if errors.Is(err, sql.ErrNoRows) {
		return e, errUnknownQuestion
	}
	if err != nil {
		return e, err
	}
	text, err := p.Key.OpenBody(sealed, eventPlace(melderID, cursor)...)
	if err == nil {
		err = json.Unmarshal(text, &e)
	}
	return e, err
}

// Answers are the answers to questions, the oldest first.
func (p *Portal) Answers(ctx context.Context) (all []Answer, err error) {
	rows, err := p.DB.Reader.QueryContext(ctx, "SELECT melder_id, tnr, cursor, received, sealed FROM answer ORDER BY received, tnr")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var a Answer
		var tnr string
		var cursor, received int64
		var sealed []byte
		if err := rows.Scan(&a.MelderID, &tnr, &cursor, &received, &sealed); err != nil {
			return nil, err
		}
		text, err := p.Key.OpenBody(sealed, answerPlace(a.MelderID, tnr)...)
		if err == nil {
			err = json.Unmarshal(text, &a.Reply)
		}
		if err == nil {
			a.Question, err = p.eventAt(ctx, p.DB.Reader, a.MelderID, cursor)
		}
		if err != nil {
			return nil, err
		}
		a.At = database.FromMillis(received)
		all = append(all, a)
	}
	return all, rows.Err()
}
