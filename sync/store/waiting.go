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
// held back is not counted, and waits for its day.
func (v *Vault) Waiting(ctx context.Context) (n int, next time.Time, err error) {
	var due sql.NullInt64
	err = v.store.reader.QueryRowContext(ctx,
		`SELECT count(*) FILTER (WHERE held <= ?1), min(CASE WHEN NOT EXISTS (`+earlierOpen+`) THEN max(coalesce(lease_until, next_at), held) END)
FROM delivery AS d WHERE state IN ('queued', 'sending')`, database.Millis(v.store.opt.Now())).Scan(&n, &due)
	if err != nil {
		return 0, next, fmt.Errorf("count waiting: %w", translate(err))
	}
	if due.Valid {
		next = database.FromMillis(due.Int64)
	}
	return n, next, nil
}
