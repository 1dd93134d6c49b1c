package server

import (
	"context"
	"database/sql"
	"time"

	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/portal"
)

// A workstation names itself by a key it has made (portal.HeaderDevice). Where somebody has
// signed in, with all that takes, her tries are counted apart. The key opens nothing.

const (
	devicesKept = 10 // of an account
	deviceLife  = 90 * 24 * time.Hour
)

// remembers reports whether an account has signed in at a workstation.
func (s *Server) remembers(ctx context.Context, login string, device []byte) (known bool, err error) {
	if len(device) == 0 {
		return false, nil
	}
	err = s.DB.Reader.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM device JOIN user ON user.id = user_id WHERE login = ? AND device = ? AND seen > ?)",
		portal.FoldLogin(login), device, database.Millis(s.Moment().Add(-deviceLife))).Scan(&known)
	return known, err
}

func (s *Server) remember(tx *sql.Tx, user int64, device []byte) error {
	if len(device) == 0 {
		return nil
	}
	_, err := tx.Exec(`INSERT INTO device (user_id, device, seen) VALUES (?, ?, ?)
		ON CONFLICT (user_id, device) DO UPDATE SET seen = excluded.seen`, user, device, database.Millis(s.Moment()))
	if err == nil {
		_, err = tx.Exec(`DELETE FROM device WHERE user_id = ? AND device NOT IN
			(SELECT device FROM device WHERE user_id = ? ORDER BY seen DESC LIMIT ?)`, user, user, devicesKept)
	}
	return err
}
