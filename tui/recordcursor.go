package tui

import "slices"

// The cursor of the record belongs to a report, not to a line: lines move when a
// draft is begun, sent or removed.

// recordRow is what a line of the record stands for.
type recordRow struct {
	id      string // of the draft or the transmission
	meldung string // Meldung_ID, which a report keeps from its draft to its last version
}

// rows are the lines of the record: drafts first, then deliveries.
func (c *caseContent) rows() []recordRow {
	rows := make([]recordRow, 0, len(c.drafts)+len(c.deliveries))
	for i := range c.drafts {
		rows = append(rows, recordRow{c.drafts[i].ID, string(c.drafts[i].Report.Meldung.MeldungID)})
	}
	for i := range c.deliveries {
		rows = append(rows, recordRow{c.deliveries[i].Transaktionsnummer, string(c.deliveries[i].MeldungID)})
	}
	return rows
}

// begun is the line of a draft that was not there before, -1 when there is none.
func (c *caseContent) begun(before []recordRow) int {
	for i := range c.drafts {
		if !slices.ContainsFunc(before, func(r recordRow) bool { return r.id == c.drafts[i].ID }) {
			return i
		}
	}
	return -1
}

// follow is where the cursor belongs after the lines have changed: on a draft
// just begun, else on the line it stood on, else on the same report.
func (c *caseContent) follow(before []recordRow, at int) int {
	if i := c.begun(before); i >= 0 || at >= len(before) {
		return max(i, 0)
	}
	now, was := c.rows(), before[at]
	if i := slices.IndexFunc(now, func(r recordRow) bool { return r.id == was.id }); i >= 0 {
		return i
	}
	if i := slices.IndexFunc(now, func(r recordRow) bool { return was.meldung != "" && r.meldung == was.meldung }); i >= 0 {
		return i
	}
	return at
}
