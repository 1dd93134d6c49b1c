package database

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
)

// A server says by itself that something was changed (NOTIFY); a trigger of the room's
// tables has it do so in each transaction that changes something others want to see. The
// channel is named after the schema.
const newsChannel = "'news_' || md5(current_schema())"

// listenPause is how long nobody listens after the connection was lost.
const listenPause = time.Second

// serverWatch listens, from when it is asked first. While it cannot, it says each time that
// something may have changed.
type serverWatch struct {
	server *server
	own    *atomic.Int64 // what this program has committed, of which it knows before it hears
	known  int64
	stop   context.CancelFunc
	over   chan struct{}
	hears  atomic.Bool
	heard  atomic.Bool
}

func (s *server) watch(db *DB) Watch { return &serverWatch{server: s, own: &db.written} }

func (w *serverWatch) Changed(context.Context) (bool, error) {
	if w.over == nil {
		ctx, stop := context.WithCancel(context.Background())
		w.stop, w.over = stop, make(chan struct{})
		go w.listen(ctx)
	}
	was := w.known
	w.known = w.own.Load()
	return w.heard.Swap(false) || !w.hears.Load() || w.known != was, nil
}

// listen listens until ctx ends, on one connection after the other.
func (w *serverWatch) listen(ctx context.Context) {
	defer close(w.over)
	for ctx.Err() == nil {
		w.hear(ctx)
		w.hears.Store(false)
		select {
		case <-ctx.Done():
		case <-time.After(listenPause):
		}
	}
}

// hear listens until the connection is lost.
func (w *serverWatch) hear(ctx context.Context) {
	config := w.server.with()
	conn, err := pgx.ConnectConfig(ctx, &config)
	if err != nil {
		return
	}
	defer closeQuietly(conn)
	var channel string
	if err := conn.QueryRow(ctx, "SELECT "+newsChannel).Scan(&channel); err != nil {
		return
	}
	if _, err := conn.Exec(ctx, "LISTEN "+channel); err != nil {
		return
	}
	w.heard.Store(true) // what was changed before
	w.hears.Store(true)
	for {
		if _, err := conn.WaitForNotification(ctx); err != nil {
			return
		}
		w.heard.Store(true)
	}
}

func (w *serverWatch) Close() error {
	if w.over != nil {
		w.stop()
		<-w.over
	}
	return nil
}

// closeQuietly gives a connection back that may be lost.
func closeQuietly(conn *pgx.Conn) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_ = conn.Close(ctx)
}
