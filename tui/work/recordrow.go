package work

import "slices"

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
