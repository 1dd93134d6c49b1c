package work

import (
	"slices"
	"time"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/wording"
)

// The cursor of the record belongs to a report, not to a line: lines move when a
// draft is begun, sent or removed.

// RecordRow is what a line of the record stands for.
type RecordRow struct {
	Id      string // of the draft or the transmission
	Meldung string // Meldung_ID, which a report keeps from its draft to its last version
}

// Rows are the lines of the record: drafts first, then deliveries.
func (c *Record) Rows() []RecordRow {
	rows := make([]RecordRow, 0, len(c.Drafts)+len(c.Deliveries))
	for i := range c.Drafts {
		rows = append(rows, RecordRow{c.Drafts[i].ID, string(c.Drafts[i].Report.Meldung.MeldungID)})
	}
	for i := range c.Deliveries {
		rows = append(rows, RecordRow{c.Deliveries[i].Transaktionsnummer, string(c.Deliveries[i].MeldungID)})
	}
	return rows
}

// begun is the line of a draft that was not there before, -1 when there is none.
func (c *Record) begun(before []RecordRow) int {
	for i := range c.Drafts {
		if !slices.ContainsFunc(before, func(r RecordRow) bool { return r.Id == c.Drafts[i].ID }) {
			return i
		}
	}
	return -1
}

// Follow is where the cursor belongs after the lines have changed: on a draft
// just begun, else on the line it stood on, else on the same report.
func (c *Record) Follow(before []RecordRow, at int) int {
	if i := c.begun(before); i >= 0 || at >= len(before) {
		return max(i, 0)
	}
	now, was := c.Rows(), before[at]
	if i := slices.IndexFunc(now, func(r RecordRow) bool { return r.Id == was.Id }); i >= 0 {
		return i
	}
	if i := slices.IndexFunc(now, func(r RecordRow) bool { return was.Meldung != "" && r.Meldung == was.Meldung }); i >= 0 {
		return i
	}
	return at
}

// RowText is a line of the record in words.
type RowText struct {
	Noun        string // Entwurf or Meldung
	What        wording.Sending
	Date        model.Datum
	State, Text string // how far it is, and its receipt or what else is to be known
	Damaged     bool   // nobody can read it
	Note        bool   // there is an internal note
}

// Text is the i-th line: drafts first, then deliveries.
func (c *Record) Text(i int, now time.Time) RowText {
	if i < len(c.Drafts) {
		return draftText(&c.Drafts[i], now)
	}
	return c.sentText(&c.Deliveries[i-len(c.Drafts)], now)
}

func draftText(d *model.Draft, now time.Time) RowText {
	t := RowText{Noun: wording.StateName(model.StateDraft), State: wording.StateName(model.StateDraft), Damaged: d.Damaged, Note: d.Notiz != ""}
	if d.Damaged {
		t.State, t.Text = people.DamagedWord, "Nr. "+model.ShortID(d.ID)
		return t
	}
	who := forms.Clean(d.Bearbeitet)
	if d.InArbeit != "" {
		t.State, who = "in Arbeit", wording.OpenAt(d.InArbeit)
	}
	t.What, t.Date, t.Text = wording.SendingOfDraft(d), rule.EventDate(&d.Report), wording.Joined("zuletzt "+wording.Clock(d.Updated, now), who)
	if d.Fassung != "" { // which says whose it is
		t.Text = d.Fassung
	}
	if d.Sperre.Holds(now) {
		t.State, t.Text = "gehalten", wording.SperreText(d.Sperre)
	}
	return t
}

func (c *Record) sentText(d *model.Delivery, now time.Time) RowText {
	t := RowText{Noun: "Meldung", What: wording.SendingOf(d), Date: d.Date, State: wording.StateOf(d), Text: wording.ReceiptText(d), Damaged: d.Damaged, Note: d.Notiz != ""}
	switch {
	case d.Damaged:
		t.State, t.Text = people.DamagedWord, wording.Joined("Nr. "+model.ShortID(d.Transaktionsnummer), wording.StateName(d.State))
	case d.Papier:
		t.State, t.Text = "auf Papier", "wird nicht gesendet"
	case d.State == model.StateQueued && d.Sperre.Holds(now):
		t.State, t.Text = "gehalten", wording.SperreText(d.Sperre)
	case c.replaced(d):
		t.State = "ersetzt"
	}
	return t
}

// replaced reports whether a later version took the place of a delivery.
func (c *Record) replaced(d *model.Delivery) bool {
	for i := range c.Deliveries {
		o := &c.Deliveries[i]
		if o.Ersetzt == d.Transaktionsnummer && o.Art != model.SendungLoeschantrag && o.State != model.StateRejected {
			return true
		}
	}
	return false
}
