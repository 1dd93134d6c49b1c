package refportal

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/server"
)

// What the registry lacks is told to the site that has it: a finding of a pathologist that
// names the site as its sender, of which nothing was reported; a therapy whose end was not.

const (
	actMissing    = "vermisst-mitgeteilt"
	actNotMissing = "vermisst-zurueckgenommen"
)

// What staff can get wrong with a missing report.
var (
	ErrMissed    = errors.New("that the report is missing was told before")
	ErrNoMissing = errors.New("nothing to recognise a missing report by")
	ErrNoNotice  = errors.New("no notice of that number that stands")
)

// MissEnd tells a site that a therapy of its has no end, by the number of the report of its
// beginning. ErrUnknownReport, ErrSeveral; ErrMissed: that was told before.
func (p *Portal) MissEnd(ctx context.Context, number, text string) error {
	return p.aboutReport(ctx, number, actMissing, func(tx *sql.Tx, r model.Receipt) error { return p.missEnd(tx, r, text) })
}

func (p *Portal) missEnd(tx *sql.Tx, r model.Receipt, text string) error {
	var told int
	if err := tx.QueryRow("SELECT count(*) FROM missing WHERE log_index = ?", r.LogIndex).Scan(&told); err != nil || told > 0 {
		return errors.Join(err, errIf(told > 0, ErrMissed))
	}
	cursor, err := p.tellOf(tx, r, portal.Event{Kind: portal.EventMissing, Text: text, Missing: &portal.Missing{Grund: string(model.VermisstEnde)}})
	if err == nil {
		_, err = tx.Exec("INSERT INTO missing (melder_id, cursor, log_index) VALUES (?, ?, ?)", r.MelderID, cursor, r.LogIndex)
	}
	return err
}

func errIf(is bool, err error) error {
	if is {
		return err
	}
	return nil
}

// MissReport tells a site that there is a finding of a pathologist about somebody it has
// reported nothing of, under a number of the notice's own. server.ErrUnknownSite; ErrNoMissing:
// it says neither which specimen nor which person.
func (p *Portal) MissReport(ctx context.Context, melderID string, m portal.Missing, text string) error {
	m.Grund = string(model.VermisstPathologie)
	if day := model.Datum(m.Befunddatum); m.Einsendenummer == "" && m.PatientID == "" || m.Befunddatum != "" && day.Day() == "" {
		return ErrNoMissing
	}
	return p.DB.Write(ctx, func(tx *sql.Tx) error {
		var there int
		if err := tx.QueryRow("SELECT count(*) FROM site WHERE melder_id = ?", melderID).Scan(&there); err != nil || there == 0 {
			return errors.Join(err, errIf(there == 0, server.ErrUnknownSite))
		}
		number := uuid.NewString()
		cursor, err := p.append(tx, melderID, portal.Event{Kind: portal.EventMissing, Transaktionsnummer: number, Text: text, Missing: &m})
		if err == nil {
			_, err = tx.Exec("INSERT INTO missing (melder_id, cursor) VALUES (?, ?)", melderID, cursor)
		}
		if err != nil {
			return err
		}
		return p.Note(ctx, tx, actMissing, number)
	})
}

// TakeBack tells a site that a report is not missing, by the number of the notice or of the report
// it is about. It is told no second time. ErrNoNotice.
func (p *Portal) TakeBack(ctx context.Context, number, text string) error {
	all, err := p.Missed(ctx)
	if err != nil {
		return err
	}
	for i := range all {
		if m := &all[i]; m.Event.Transaktionsnummer == number && !m.Withdrawn {
			return p.DB.Write(ctx, func(tx *sql.Tx) error { return p.takeBack(ctx, tx, m, text) })
		}
	}
	return ErrNoNotice
}

func (p *Portal) takeBack(ctx context.Context, tx *sql.Tx, m *Missed, text string) error {
	cursor, err := p.append(tx, m.MelderID, portal.Event{Kind: portal.EventNotMissing, Transaktionsnummer: m.Event.Transaktionsnummer, MeldungID: m.Event.MeldungID, Text: text, Takes: m.Event.Cursor})
	if err != nil {
		return err
	}
	result, err := tx.Exec("UPDATE missing SET withdrawn = ? WHERE melder_id = ? AND cursor = ? AND withdrawn IS NULL", cursor, m.MelderID, m.Event.Cursor)
	if err != nil {
		return err
	}
	if hit, err := result.RowsAffected(); err != nil || hit != 1 {
		return errors.Join(err, ErrNoNotice) // somebody else has just taken it back
	}
	return p.Note(ctx, tx, actNotMissing, m.Event.Transaktionsnummer)
}

// Missed is a notice that a report is missing, and what was answered to it in words.
type Missed struct {
	MelderID  string
	Event     portal.Event
	Replies   []portal.Reply
	Withdrawn bool // it was taken back
}

// Missed are all of them, site by site in the order of their feeds.
func (p *Portal) Missed(ctx context.Context) (all []Missed, err error) {
	rows, err := p.DB.Reader.QueryContext(ctx, "SELECT melder_id, cursor, withdrawn IS NOT NULL FROM missing ORDER BY melder_id, cursor")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var cursors []int64
	for rows.Next() {
		var m Missed
		var cursor int64
		if err := rows.Scan(&m.MelderID, &cursor, &m.Withdrawn); err != nil {
			return nil, err
		}
		all, cursors = append(all, m), append(cursors, cursor)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	answers, err := p.Answers(ctx)
	for i := range all {
		if err == nil {
			all[i].Event, err = p.eventAt(ctx, p.DB.Reader, all[i].MelderID, cursors[i])
		}
		for _, a := range answers {
			if a.MelderID == all[i].MelderID && a.Reply.Frage == cursors[i] {
				all[i].Replies = append(all[i].Replies, a.Reply)
			}
		}
	}
	return all, err
}

// course are the reports of a person's therapies, the last version of each, by Meldung_ID.
type course map[model.Text]therapy

type therapy struct {
	model.Merkmale
	receipt model.Receipt
	told    bool // of a version of it was told before
}

// FindMissing looks through what the register can open for therapies that began before a day
// and have no end, and tells each once; it says how many it told now. What cannot be opened is
// left out.
func (p *Portal) FindMissing(ctx context.Context, r *Register, before model.Datum) (told int, err error) {
	receipts, err := p.receipts(ctx, "WHERE report.art = ? ORDER BY report.log_index", model.SendungMeldung)
	if err != nil {
		return 0, err
	}
	people := map[string]course{}
	for i := range receipts {
		report, ok, err := p.takenReport(ctx, r, receipts[i])
		if err != nil {
			return 0, fmt.Errorf("open %d: %w", receipts[i].LogIndex, err)
		}
		if !ok {
			continue
		}
		who := receipts[i].MelderID + "\x00" + string(report.Patient.PatientID)
		if people[who] == nil {
			people[who] = course{}
		}
		if err := p.follow(ctx, people[who], report, receipts[i]); err != nil {
			return 0, err
		}
	}
	for _, c := range people {
		for _, b := range c.open(before) {
			err := p.DB.Write(ctx, func(tx *sql.Tx) error {
				if err := p.missEnd(tx, b.receipt, ""); err != nil {
					return err
				}
				return p.Note(ctx, tx, actMissing, b.receipt.Transaktionsnummer)
			})
			if errors.Is(err, ErrMissed) { // somebody else has just told it
				continue
			}
			if err != nil {
				return told, err
			}
			told++
		}
	}
	return told, nil
}

// follow adds a report to the course of its person, in the order of the log.
func (p *Portal) follow(ctx context.Context, c course, report *model.Report, receipt model.Receipt) error {
	m := record.MerkmaleOf(report)
	if m.Typ != model.TypST && m.Typ != model.TypSYST {
		return nil
	}
	var told int
	if err := p.DB.Reader.QueryRowContext(ctx, "SELECT count(*) FROM missing WHERE log_index = ?", receipt.LogIndex).Scan(&told); err != nil {
		return err
	}
	c[m.MeldungID] = therapy{m, receipt, told > 0 || c[m.MeldungID].told}
	return nil
}

// open are the therapies without an end, begun before a day, of which nobody was told.
func (c course) open(before model.Datum) (all []therapy) {
	for _, b := range c {
		_, last, ok := b.Beginn.Span()
		day, known := before.Time()
		if b.Meldeanlass == model.Behandlungsbeginn && ok && known && last.Before(day) && !b.told && !c.ends(&b) {
			all = append(all, b)
		}
	}
	return all
}

func (c course) ends(begin *therapy) bool {
	for _, e := range c {
		if record.Ends(&begin.Merkmale, &e.Merkmale) {
			return true
		}
	}
	return false
}

// takenReport is a report that the registry has taken, opened; ok is false where it was not
// taken, is deleted, or cannot be opened. Of the sealed ones the register remembers those it
// took.
func (p *Portal) takenReport(ctx context.Context, r *Register, receipt model.Receipt) (report *model.Report, ok bool, err error) {
	document, err := p.documentOf(ctx, receipt)
	if errors.Is(err, ErrDeleted) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	if portal.IsEnvelope(document) {
		var taken int
		if err := p.DB.Reader.QueryRowContext(ctx, "SELECT count(*) FROM register_memory WHERE log_index = ?", receipt.LogIndex).Scan(&taken); err != nil || taken == 0 {
			return nil, false, err
		}
		if document, err = p.unsealed(ctx, r, receipt, document); err != nil {
			return nil, false, nil // its key is gone, or its site's was revoked
		}
	}
	read, err := obds.Read(bytes.NewReader(document), obds.Options{Limits: obds.Limits{Reports: 1}})
	if err != nil || len(read.Reports()) != 1 {
		return nil, false, nil
	}
	return read.Reports()[0], true, nil
}

// MonthsAgo is the day so many months before today.
func (p *Portal) MonthsAgo(n int) model.Datum {
	return model.DatumOf(p.Moment().In(time.Local).AddDate(0, -n, 0))
}
