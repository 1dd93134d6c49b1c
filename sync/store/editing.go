package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"example.org/meldeportal/sync/database"
)

// EditingLasts is how long somebody is believed to have a draft open without her program
// saying so again (guides, section 1).
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

// Editing are the drafts that are open at other stations than this one, with the login
// name of who has it open.
func (v *Vault) Editing(ctx context.Context, station string) (map[string]string, error) {
	type row struct{ draftID, login string }
	rows, err := queryAll(ctx, v.store.reader, func(rows *sql.Rows) (r row, err error) { return r, rows.Scan(&r.draftID, &r.login) },
		"SELECT draft_id, login FROM editing WHERE station != ? AND until >= ? ORDER BY until", station, database.Millis(v.store.opt.Now()))
	if err != nil {
		return nil, fmt.Errorf("read who edits: %w", translate(err))
	}
	open := map[string]string{}
	for _, r := range rows {
		open[r.draftID] = r.login
	}
	return open, nil
}
