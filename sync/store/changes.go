package store

import (
	"context"
	"database/sql"
	"fmt"
	"sync"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/database"
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

// watch knows the change sequence, and reads it when something was committed.
type watch struct {
	db   *sql.DB
	mu   sync.Mutex
	news database.Watch
	seq  int64
	read bool // seq is what it was when it was last told of news
}

func (w *watch) sequence(ctx context.Context) (int64, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	changed, err := w.news.Changed(ctx)
	if err != nil || !changed && w.read {
		return w.seq, err
	}
	w.read = false
	if err := w.db.QueryRowContext(ctx, "SELECT n FROM sequence").Scan(&w.seq); err != nil {
		return 0, err
	}
	w.read = true
	return w.seq, nil
}

func (w *watch) close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.news.Close()
}
