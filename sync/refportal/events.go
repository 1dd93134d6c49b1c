package refportal

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/server"
)

// What comes back to a site stands in a feed of its own, which its programs read from where
// they were: results, questions, decisions about deletions, what the Doku-Check found, which
// reports are missing and which were paid. It is sealed like the reports.

// The acts of staff on reports.
const (
	actResult    = "ergebnis-mitgeteilt"
	actQuestion  = "frage-gestellt"
	actDeletion  = "loeschantrag-entschieden"
	actDokuCheck = "doku-check-eingestellt"
	actPaid      = "verguetung-mitgeteilt"
)

// What staff can get wrong with a report.
var (
	ErrUnknownReport = errors.New("no report of that number")
	ErrEvent         = errors.New("no such result, or nothing to say")
	ErrDecided       = errors.New("no open request to delete")
	ErrDeleted       = errors.New("report was deleted as its site asked")
)

// Tell puts a result of a report or a question to it into the feed of its site. ErrUnknownReport,
// ErrSeveral, ErrEvent.
func (p *Portal) Tell(ctx context.Context, number string, e portal.Event) error {
	act := map[portal.EventKind]string{portal.EventResult: actResult, portal.EventQuestion: actQuestion}[e.Kind]
	switch {
	case act == "", e.Kind == portal.EventQuestion && e.Text == "",
		e.Kind == portal.EventResult && !slices.Contains(portal.Results(), e.Ergebnis):
		return ErrEvent
	}
	return p.aboutReport(ctx, number, act, func(tx *sql.Tx, r model.Receipt) error { return p.tell(tx, r, e) })
}

// Payment is that a report was paid, by its number; Cents and Text of the event are told.
type Payment struct {
	Number string
	portal.Event
}

// Pay tells the sites of reports that they were paid, all of them or none. ErrUnknownReport,
// ErrSeveral, ErrEvent: it was no report, or no amount.
func (p *Portal) Pay(ctx context.Context, all []Payment) error {
	receipts := make([]model.Receipt, len(all))
	for i, paid := range all {
		r, found, err := p.numbered(ctx, paid.Number)
		if err == nil && !found {
			err = ErrUnknownReport
		}
		if err == nil && paid.Cents <= 0 {
			err = ErrEvent
		}
		if err != nil {
			return err
		}
		receipts[i] = r
	}
	return p.DB.Write(ctx, func(tx *sql.Tx) error {
		for i, r := range receipts {
			var art model.Sendung
			err := tx.QueryRow("SELECT art FROM report WHERE log_index = ?", r.LogIndex).Scan(&art)
			if err == nil && art != model.SendungMeldung {
				err = ErrEvent
			}
			if err == nil {
				err = p.tell(tx, r, portal.Event{Kind: portal.EventPaid, Cents: all[i].Cents, Text: all[i].Text})
			}
			if err == nil {
				err = p.Note(ctx, tx, actPaid, r.Transaktionsnummer)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// aboutReport does something with a report that staff name, and leaves its line.
func (p *Portal) aboutReport(ctx context.Context, number, act string, do func(tx *sql.Tx, r model.Receipt) error) error {
	r, found, err := p.numbered(ctx, number)
	if err == nil && !found {
		err = ErrUnknownReport
	}
	if err != nil {
		return err
	}
	return p.DB.Write(ctx, func(tx *sql.Tx) error {
		if err := do(tx, r); err != nil {
			return err
		}
		return p.Note(ctx, tx, act, r.Transaktionsnummer)
	})
}

// tell puts an event about something in the log at the end of its site's feed.
func (p *Portal) tell(tx *sql.Tx, r model.Receipt, e portal.Event) error {
	_, err := p.tellOf(tx, r, e)
	return err
}

// tellOf is tell, and says where in the feed the event stands.
func (p *Portal) tellOf(tx *sql.Tx, r model.Receipt, e portal.Event) (cursor int64, err error) {
	if err := tx.QueryRow("SELECT coalesce(meldung_id, '') FROM report WHERE log_index = ?", r.LogIndex).Scan(&e.MeldungID); err != nil {
		return 0, err
	}
	e.Transaktionsnummer = r.Transaktionsnummer
	return p.append(tx, r.MelderID, e)
}

// append puts an event at the end of a site's feed.
func (p *Portal) append(tx *sql.Tx, melderID string, e portal.Event) (cursor int64, err error) {
	if err := tx.QueryRow("SELECT coalesce((SELECT max(cursor) FROM event WHERE melder_id = ?), 0) + 1", melderID).Scan(&e.Cursor); err != nil {
		return 0, err
	}
	e.At = p.Moment()
	text, err := json.Marshal(e)
	if err != nil {
		return 0, err
	}
	sealed, err := p.Key.SealBody(text, eventPlace(melderID, e.Cursor)...)
	if err == nil {
		_, err = tx.Exec("INSERT INTO event (melder_id, cursor, sealed) VALUES (?, ?, ?)", melderID, e.Cursor, sealed)
	}
	return e.Cursor, err
}

func eventPlace(melderID string, cursor int64) []string {
	return []string{"event", melderID, strconv.FormatInt(cursor, 10)}
}

// Decide settles a request to delete a report. Granted, all versions of the report are
// deleted; numbers, digests and receipts stay. ErrDecided: it is none, or settled.
func (p *Portal) Decide(ctx context.Context, number string, granted bool, text string) error {
	e := portal.Event{Kind: portal.EventDeletion, Ergebnis: portal.DeletionRefused, Text: text}
	if granted {
		e.Ergebnis = portal.DeletionGranted
	}
	return p.aboutReport(ctx, number, actDeletion, func(tx *sql.Tx, r model.Receipt) error {
		if open, err := decide(tx, r.LogIndex, e.Ergebnis); err != nil || !open {
			return errors.Join(err, ErrDecided)
		}
		if granted {
			_, err := tx.Exec(`DELETE FROM document WHERE log_index IN (SELECT log_index FROM report WHERE art = ?1 AND log_index < ?2 AND melder_id = ?3
				AND meldung_id <> '' AND meldung_id = (SELECT meldung_id FROM report WHERE log_index = ?2))`, model.SendungMeldung, r.LogIndex, r.MelderID)
			if err == nil { // of sealed reports the register knows which they are
				_, err = tx.Exec("INSERT INTO register_work (log_index) VALUES (?) ON CONFLICT (log_index) DO NOTHING", r.LogIndex)
			}
			if err != nil {
				return err
			}
		}
		return p.tell(tx, r, e)
	})
}

// decide settles a request; open is false where it was settled, or is none.
func decide(tx *sql.Tx, index int64, how string) (open bool, err error) {
	result, err := tx.Exec("UPDATE report SET decided = ? WHERE log_index = ? AND art = ? AND decided IS NULL", how, index, model.SendungLoeschantrag)
	if err != nil {
		return false, err
	}
	hit, err := result.RowsAffected()
	return hit == 1, err
}

// OpenDeletions are the requests to delete that nobody has settled.
func (p *Portal) OpenDeletions(ctx context.Context) ([]model.Receipt, error) {
	return p.receipts(ctx, "WHERE report.art = ? AND report.decided IS NULL ORDER BY report.log_index", model.SendungLoeschantrag)
}

// SetDokuCheck has the next reports of a site, so many, be looked at by the Doku-Check; 0 ends
// it. server.ErrUnknownSite.
func (p *Portal) SetDokuCheck(ctx context.Context, melderID string, next int) error {
	return p.DB.Write(ctx, func(tx *sql.Tx) error {
		result, err := tx.Exec(`INSERT INTO doku_check (melder_id, remaining) SELECT melder_id, CAST(? AS BIGINT) FROM site WHERE melder_id = ?
			ON CONFLICT (melder_id) DO UPDATE SET remaining = excluded.remaining`, next, melderID)
		if err != nil {
			return err
		}
		if hit, err := result.RowsAffected(); err != nil || hit != 1 {
			return errors.Join(err, server.ErrUnknownSite)
		}
		return p.Note(ctx, tx, actDokuCheck, melderID)
	})
}

// dokuCheck looks at reports of sites whose next ones are looked at.
func (p *Portal) dokuCheck(tx *sql.Tx, fresh []*arrival) error {
	looked, err := dokuCheckSites(tx)
	if err != nil || len(looked) == 0 {
		return err
	}
	for _, a := range fresh {
		if a.art == model.SendungMeldung && !a.sealed && looked[a.MelderID] {
			if err := p.dokuCheckOne(tx, a.receipt, a.remarks); err != nil {
				return err
			}
		}
	}
	return nil
}

func dokuCheckSites(tx *sql.Tx) (map[string]bool, error) {
	rows, err := tx.Query("SELECT melder_id FROM doku_check WHERE remaining > 0")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	sites := map[string]bool{}
	for rows.Next() {
		var site string
		if err := rows.Scan(&site); err != nil {
			return nil, err
		}
		sites[site] = true
	}
	return sites, rows.Err()
}

// dokuCheckOne tells a site what is to be said of one of its first reports: nothing, or what
// rules say that keep no report out.
func (p *Portal) dokuCheckOne(tx *sql.Tx, r model.Receipt, remarks []portal.Finding) error {
	result, err := tx.Exec("UPDATE doku_check SET remaining = remaining - 1 WHERE melder_id = ? AND remaining > 0", r.MelderID)
	if err != nil {
		return err
	}
	if hit, err := result.RowsAffected(); err != nil || hit == 0 {
		return err
	}
	return p.tell(tx, r, portal.Event{Kind: portal.EventDokuCheck, Findings: remarks})
}

// getEvents answers with what came after a cursor.
func (p *Portal) getEvents(r *http.Request) (int, any, error) {
	who, err := p.WatchSender(r)
	if err != nil {
		return 0, nil, err
	}
	after, err := strconv.ParseInt(r.URL.Query().Get("after"), 10, 64)
	if err != nil || after < 0 {
		return 0, nil, server.ErrBadEnvelope
	}
	feed, err := p.feed(r.Context(), who.Site.MelderID, after)
	return http.StatusOK, feed, err
}

func (p *Portal) feed(ctx context.Context, melderID string, after int64) (feed portal.Events, err error) {
	rows, err := p.DB.Reader.QueryContext(ctx, "SELECT cursor, sealed FROM event WHERE melder_id = ? AND cursor > ? ORDER BY cursor LIMIT ?", melderID, after, portal.MaxEvents)
	if err != nil {
		return feed, err
	}
	defer rows.Close()
	feed = portal.Events{Events: []portal.Event{}, Next: after}
	for rows.Next() {
		var sealed []byte
		if err := rows.Scan(&feed.Next, &sealed); err != nil {
			return feed, err
		}
		text, err := p.Key.OpenBody(sealed, eventPlace(melderID, feed.Next)...)
		if err != nil {
			return feed, err
		}
		var e portal.Event
		if err := json.Unmarshal(text, &e); err != nil {
			return feed, fmt.Errorf("read event: %w", err)
		}
		feed.Events = append(feed.Events, e)
	}
	return feed, rows.Err()
}
