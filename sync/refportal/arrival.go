package refportal

import (
	"bytes"
	"database/sql"
	"errors"
	"strings"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/server"
)

// Deliveries that come at the same time go into the log together (database.Shared): what is
// asked and written for each costs more to say than to do.

// arrival is a delivery on its way into the log, and what becomes of it.
type arrival struct {
	Delivery
	entry
	who     *server.Session  // that brings it; nil = nobody has to be asked
	digest  string           // of the document
	remarks []portal.Finding // for the Doku-Check
	sealed  bool             // the register looks at it later

	receipt model.Receipt
	created bool
	err     error // the answer to this one, whatever becomes of the others
}

// entry is what the log knows something by, besides its number.
type entry struct {
	art       model.Sendung
	meldungID string
	content   []byte // of a report, see contentOf
}

// arrived is a report that is taken in.
func (p *Portal) arrived(d Delivery, v Verdict) *arrival {
	return &arrival{Delivery: d, entry: entry{model.SendungMeldung, v.MeldungID, p.contentOf(d.Document)},
		digest: portal.DocumentDigest(d.Document), remarks: v.Remarks}
}

// takeIn is keep for those whose session goes on.
func (p *Portal) takeIn(tx *sql.Tx, all []*arrival) error {
	var welcome []*arrival
	asked := map[server.Session]error{}
	for _, a := range all {
		err, is := asked[*a.who]
		if !is {
			err = p.Still(tx, *a.who)
			asked[*a.who] = err
		}
		switch {
		case err == nil:
			welcome = append(welcome, a)
		case errors.Is(err, server.ErrSessionExpired):
			a.err = err
		default:
			return err
		}
	}
	return p.keep(tx, welcome)
}

// keep stores what has arrived, with what its receipt says, unless its number is used or it
// says what the last entry of its Meldung_ID says (an older one may say it: a correction can
// be taken back). Then it gives the receipt of before, or says why there is none.
func (p *Portal) keep(tx *sql.Tx, all []*arrival) error {
	if len(all) == 0 {
		return nil
	}
	before, err := lookUp(tx, all)
	if err != nil {
		return err
	}
	var fresh, again []*arrival
	for i, a := range all {
		a.receipt, a.created, a.err = model.Receipt{}, false, nil
		number, name := [2]string{a.MelderID, a.Transaktionsnummer}, [2]string{a.MelderID, a.meldungID}
		content, now := before.said[name]
		if !now {
			content = before.last[i]
		}
		switch {
		case before.used[number]:
			again = append(again, a)
		case a.art == model.SendungMeldung && a.meldungID != "" && bytes.Equal(a.content, content):
			a.err = errDuplicate
		default:
			fresh = append(fresh, a)
			before.used[number], before.said[name] = true, a.content
		}
	}
	if err := p.insert(tx, fresh); err != nil {
		return err
	}
	for _, a := range again {
		if a.receipt, _, a.err = find(tx, a.Delivery); a.err != nil && !errors.Is(a.err, errTnrReused) {
			return a.err
		}
	}
	if err := leaveWork(tx, fresh); err != nil {
		return err
	}
	return p.dokuCheck(tx, fresh)
}

// leaveWork leaves sealed reports for the register.
func leaveWork(tx *sql.Tx, fresh []*arrival) error {
	for _, a := range fresh {
		if !a.sealed {
			continue
		}
		if _, err := tx.Exec("INSERT INTO register_work (log_index) VALUES (?)", a.receipt.LogIndex); err != nil {
			return err
		}
	}
	return nil
}

// log is what it held before some came.
type log struct {
	used map[[2]string]bool   // Melder_ID and number
	last [][]byte             // what the last entry of the Meldung_ID of each says; nil where that is no report
	said map[[2]string][]byte // what others have said since, by Melder_ID and Meldung_ID
}

func lookUp(tx *sql.Tx, all []*arrival) (before log, err error) {
	before = log{map[[2]string]bool{}, make([][]byte, len(all)), map[[2]string][]byte{}}
	args := make([]any, 0, 4*len(all))
	for i, a := range all {
		args = append(args, i, a.MelderID, a.Transaktionsnummer, a.meldungID)
	}
	rows, err := tx.Query(`WITH arrived (n, melder, number, meldung) AS (VALUES (CAST(? AS BIGINT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT))`+
		strings.Repeat(", (?, ?, ?, ?)", len(all)-1)+`)
		SELECT n, EXISTS (SELECT 1 FROM report WHERE melder_id = melder AND tnr = number), (SELECT CASE art WHEN 'meldung' THEN content END
			FROM report WHERE melder_id = melder AND meldung_id = meldung ORDER BY log_index DESC LIMIT 1) FROM arrived`, args...)
	if err != nil {
		return before, err
	}
	defer rows.Close()
	for rows.Next() {
		var i int
		var used bool
		var content []byte
		if err := rows.Scan(&i, &used, &content); err != nil {
			return before, err
		}
		before.last[i] = content
		if used {
			before.used[[2]string{all[i].MelderID, all[i].Transaktionsnummer}] = true
		}
	}
	return before, rows.Err()
}

// insert puts what is new into the log, and gives each its receipt.
func (p *Portal) insert(tx *sql.Tx, fresh []*arrival) error {
	if len(fresh) == 0 {
		return nil
	}
	places, err := number(tx, fresh)
	if err != nil {
		return err
	}
	var args []any
	bytes := 0
	receipts := make([]*model.Receipt, len(fresh))
	for i, a := range fresh {
		a.receipt = model.Receipt{Transaktionsnummer: a.Transaktionsnummer, MelderID: a.MelderID, Digest: a.digest,
			ReceivedAt: a.ReceivedAt.UTC().Truncate(time.Millisecond), LogIndex: places[[2]string{a.MelderID, a.Transaktionsnummer}]}
		a.created = true
		receipts[i] = &a.receipt
		sealed, err := p.Key.SealBody(a.Document, documentPlace(a.receipt)...)
		if err != nil {
			return err
		}
		args, bytes = append(args, a.receipt.LogIndex, sealed), bytes+len(sealed)
		if bytes < documentBytes && i < len(fresh)-1 {
			continue
		}
		if _, err := tx.Exec("INSERT INTO document (log_index, sealed) VALUES (?, ?)"+strings.Repeat(", (?, ?)", len(args)/2-1), args...); err != nil {
			return err
		}
		args, bytes = nil, 0
	}
	return p.sign(tx, receipts)
}

// documentBytes is how much of documents is handed over at once.
const documentBytes = 1 << 20

// number enters what is new, and gives their numbers in the log.
func number(tx *sql.Tx, fresh []*arrival) (map[[2]string]int64, error) {
	args := make([]any, 0, 7*len(fresh))
	for _, a := range fresh {
		args = append(args, a.Transaktionsnummer, a.MelderID, a.digest, database.Millis(a.ReceivedAt), a.art, a.meldungID, a.content)
	}
	rows, err := tx.Query("INSERT INTO report (tnr, melder_id, digest, received_at, art, meldung_id, content) VALUES (?, ?, ?, ?, ?, ?, ?)"+
		strings.Repeat(", (?, ?, ?, ?, ?, ?, ?)", len(fresh)-1)+" RETURNING log_index, melder_id, tnr", args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	numbers := make(map[[2]string]int64, len(fresh))
	for rows.Next() {
		var index int64
		var of [2]string
		if err := rows.Scan(&index, &of[0], &of[1]); err != nil {
			return nil, err
		}
		numbers[of] = index
	}
	return numbers, rows.Err()
}
