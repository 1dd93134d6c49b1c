package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rights"
)

// Reply keeps what somebody answers to a question of the registry, or to what it lacks, to be
// sent. ErrNotNow: it is none, or was answered already; ErrNotFound: there is nothing of that
// number.
func (v *Vault) Reply(ctx context.Context, question int64, a model.Antwort) error {
	err := v.act(ctx, func(tx *sql.Tx) (deed, error) {
		r, err := v.feedOne(tx, question)
		if err == nil && !r.Asks() {
			err = ErrNotNow
		}
		if err == nil {
			a.Von = v.Login()
			err = v.putReply(tx, &r, &a)
		}
		return deed{action: rights.FrageBeantwortet, object: r.Transaktionsnummer, detail: a.Nummer}, err
	})
	if err != nil {
		return fmt.Errorf("answer a question: %w", err)
	}
	return nil
}

// Replies are the questions whose answer still has to leave, the oldest first.
func (v *Vault) Replies(ctx context.Context) ([]model.Rueckmeldung, error) {
	all, err := v.feedRows(ctx, v.store.reader, "WHERE reply_open > 0")
	for i := range all {
		if err == nil {
			all[i].CaseID, err = caseOf(ctx, v.store.reader, all[i].Transaktionsnummer)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("read what is to be answered: %w", translate(err))
	}
	return all, nil
}

// Replied keeps what the portal said to an answer: when it had it, or why it refused it.
// ErrNotNow: it has said so before.
func (v *Vault) Replied(ctx context.Context, question int64, at time.Time, refused string) error {
	err := v.write(ctx, func(tx *sql.Tx) error {
		r, err := v.feedOne(tx, question)
		if err != nil {
			return err
		}
		if r.Antwort == nil || !r.Antwort.Waits() {
			return ErrNotNow
		}
		r.Antwort.Quittung, r.Antwort.Grund = at, refused
		return v.putReply(tx, &r, r.Antwort)
	})
	if err != nil {
		return fmt.Errorf("settle an answer: %w", err)
	}
	return nil
}

func (v *Vault) feedOne(tx *sql.Tx, cursor int64) (model.Rueckmeldung, error) {
	row, err := queryOne(context.Background(), tx, scanFeed, selectFeed+"WHERE cursor = ?", cursor)
	if err != nil {
		return model.Rueckmeldung{}, err
	}
	return v.openFeed(&row)
}

// putReply writes the answer to a question, and brings its case up to date.
func (v *Vault) putReply(tx *sql.Tx, r *model.Rueckmeldung, a *model.Antwort) error {
	plain, err := json.Marshal(a)
	if err != nil {
		return err
	}
	open := 0
	if a.Waits() {
		open = 1
	}
	sealed, err := v.sealBody(plain, placeReply, strconv.FormatInt(r.Nummer, 10), strconv.Itoa(open))
	if err != nil {
		return err
	}
	if _, err := tx.Exec("UPDATE feed SET reply = ?, reply_open = ? WHERE cursor = ?", sealed, open, r.Nummer); err != nil {
		return err
	}
	caseID, err := caseOf(context.Background(), tx, r.Transaktionsnummer)
	if err != nil || caseID == "" {
		return err
	}
	seq, err := nextSeq(tx)
	if err != nil {
		return err
	}
	return v.recount(tx, caseID, seq)
}

// caseOf is the case of a delivery, "" where there is none of that number.
func caseOf(ctx context.Context, q querier, tnr string) (string, error) {
	id, err := queryOne(ctx, q, scanText, "SELECT case_id FROM delivery WHERE tnr = ?", tnr)
	if errors.Is(err, ErrNotFound) {
		return "", nil
	}
	return id, err
}

// answerMissing keeps that a report answers what the registry lacks.
func (v *Vault) answerMissing(tx *sql.Tx, tnr string, notices []int64) error {
	for _, n := range notices {
		r, err := v.feedOne(tx, n)
		if err == nil && r.Art == model.RueckVermisst && r.Asks() {
			err = v.putReply(tx, &r, &model.Antwort{Meldung: tnr, Von: v.Login(), Am: v.store.opt.Now()})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// lacksNoMore answers what the registry lacked in its own words: it does no more. What is answered in
// words stays that.
func (v *Vault) lacksNoMore(tx *sql.Tx, r *model.Rueckmeldung) (d model.Delivery, err error) {
	notice, err := v.feedOne(tx, r.Zu)
	if errors.Is(err, ErrNotFound) || damaged(err) { // its person was forgotten
		return d, nil
	}
	if err != nil || notice.Art != model.RueckVermisst || !notice.Asks() {
		return d, err
	}
	text := "Vom Register zurückgenommen."
	if r.Text != "" {
		text += " " + r.Text
	}
	if err := v.putReply(tx, &notice, &model.Antwort{Text: text, Am: r.Am, Quittung: r.Am}); err != nil {
		return d, err
	}
	d.Transaktionsnummer = notice.Transaktionsnummer
	d.CaseID, err = caseOf(context.Background(), tx, d.Transaktionsnummer)
	return d, err
}
