package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"example.org/meldeportal/sync/database"
)

// Waiting counts the deliveries without an answer and tells when the next of
// them can be claimed; the time is zero when there are none. One behind another
// of its case has to wait for that one, whatever its own time says; one that is
// held back is not counted, and waits for its day. However many wait, it looks at
// a handful of rows.
func (v *Vault) Waiting(ctx context.Context) (n int, next time.Time, err error) {
	n, next, err = v.waitingAt(ctx, v.store.opt.Now())
	if err != nil {
		err = fmt.Errorf("count waiting: %w", translate(err))
	}
	return n, next, err
}

func (v *Vault) waitingAt(ctx context.Context, now time.Time) (n int, next time.Time, err error) {
	var due sql.NullInt64
	err = v.store.reader.QueryRowContext(ctx, `SELECT
	(SELECT coalesce(sum(n), 0) FROM delivery_count WHERE state IN ('queued', 'sending')) - (SELECT count(*) FROM delivery INDEXED BY delivery_held WHERE held > 0 AND held > ?1 AND state = 'queued'),
	(SELECT move_at FROM delivery AS d INDEXED BY delivery_move WHERE move_at IS NOT NULL AND NOT EXISTS (`+earlierOpen+`) ORDER BY move_at LIMIT 1)`,
		database.Millis(now)).Scan(&n, &due)
	if due.Valid {
		next = database.FromMillis(due.Int64)
	}
	return n, next, err
}
