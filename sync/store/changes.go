package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"

	"example.org/meldeportal/model"
)

// Changes are the cases that this or another process changed or removed after
// mark. Ask for a first mark with Mark before reading all cases; nothing is
// missed then. While nobody writes, a call costs one look at a counter in shared
// memory.
func (v *Vault) Changes(ctx context.Context, mark int64) (model.Changes, error) {
	changes, err := v.changes(ctx, mark)
	if err != nil {
		return model.Changes{Mark: mark}, fmt.Errorf("read changes: %w", translate(err))
	}
	return changes, nil
}

// changes reads the removals last: a case that goes in between is in both lists.
func (v *Vault) changes(ctx context.Context, mark int64) (c model.Changes, err error) {
	latest, err := v.store.watch.sequence(ctx)
	if err != nil || latest <= mark {
		return model.Changes{Mark: mark}, err
	}
	if err := v.fresh(ctx); err != nil {
		return model.Changes{Mark: mark}, err
	}
	c.Mark = latest
	c.Cases, _, err = newCaseReader(v).read(ctx, v.store.reader, 8, selectCase+"WHERE seq > ? ORDER BY seq", mark)
	if err != nil {
		return c, err
	}
	c.Removed, err = queryAll(ctx, v.store.reader, scanText, "SELECT id FROM removed_case WHERE seq > ? ORDER BY seq", mark)
	return c, err
}

// Mark is where Changes may begin from now on.
func (v *Vault) Mark(ctx context.Context) (int64, error) {
	mark, err := v.store.watch.sequence(ctx)
	if err != nil {
		return 0, fmt.Errorf("read mark: %w", translate(err))
	}
	return mark, nil
}

// watch knows the change sequence. It holds one connection: data_version tells
// a connection whether others committed since it last asked.
type watch struct {
	db      *sql.DB
	mu      sync.Mutex
	conn    *sql.Conn
	version int64
	seq     int64
}

func (w *watch) sequence(ctx context.Context) (int64, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.conn == nil {
		conn, err := w.db.Conn(ctx)
		if err != nil {
			return 0, err
		}
		w.conn, w.version = conn, -1
	}
	var version int64
	if err := w.conn.QueryRowContext(ctx, "PRAGMA data_version").Scan(&version); err != nil {
		return 0, err
	}
	if version == w.version {
		return w.seq, nil
	}
	if err := w.conn.QueryRowContext(ctx, "SELECT n FROM sequence").Scan(&w.seq); err != nil {
		return 0, err
	}
	w.version = version
	return w.seq, nil
}

func (w *watch) close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.conn == nil {
		return nil
	}
	err := w.conn.Close()
	if errors.Is(err, sql.ErrConnDone) {
		return nil
	}
	return err
}
