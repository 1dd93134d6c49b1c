package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/database"
)

// EditingLasts is how long somebody is believed to have a draft open without her program
// saying so again.
const EditingLasts = 2 * time.Minute

// MarkEditing says that whoever unlocked the store has a draft open at a station, "" =
// none any more. It changes nothing of the draft and keeps nobody out.
func (v *Vault) MarkEditing(ctx context.Context, station, draftID string) error {
	now := v.store.opt.Now()
	err := v.store.write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.Exec("DELETE FROM editing WHERE station = ? OR until < ?", station, database.Millis(now)); err != nil || draftID == "" {
			return err
		}
		_, err := tx.Exec("INSERT INTO editing (station, draft_id, login, until) VALUES (?, ?, ?, ?)", station, draftID, v.Login(), database.Millis(now.Add(EditingLasts)))
		return err
	})
	if err != nil {
		return fmt.Errorf("mark who edits: %w", translate(err))
	}
	return nil
}

// Editor is who has a draft open, and of which sent report it is a correction or a new
// attempt, as far as it is one.
type Editor struct {
	Login     string
	Ersetzt   string     // Transaktionsnummer
	MeldungID model.Text // of the draft
}

// Editing are the drafts that are open at other stations than this one.
func (v *Vault) Editing(ctx context.Context, station string) (map[string]Editor, error) {
	type row struct {
		draftID, login string
		rev            int
		header         []byte
	}
	rows, err := queryAll(ctx, v.store.reader, func(rows *sql.Rows) (r row, err error) {
		return r, rows.Scan(&r.draftID, &r.login, &r.rev, &r.header)
	}, "SELECT e.draft_id, e.login, coalesce(d.rev, 0), d.header FROM editing e LEFT JOIN draft d ON d.id = e.draft_id WHERE e.station != ? AND e.until >= ? ORDER BY e.until",
		station, database.Millis(v.store.opt.Now()))
	if err != nil {
		return nil, fmt.Errorf("read who edits: %w", translate(err))
	}
	open := map[string]Editor{}
	for _, r := range rows {
		by := Editor{Login: r.login}
		if r.header != nil {
			if e, err := v.openEntry(r.header, tableDraft, r.draftID, r.rev); err == nil { // else it is damaged, and marked where it stands
				by.Ersetzt, by.MeldungID = e.Ersetzt, e.MeldungID
			}
		}
		open[r.draftID] = by
	}
	return open, nil
}
