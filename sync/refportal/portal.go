package refportal

import (
	"context"
	"crypto/tls"
	"embed"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/seal"
)

// serverCost is what checking a password costs a server (OWASP and RFC 9106 for
// 64 MiB): one thread, because two checks run at a time.
var serverCost = seal.Cost{Time: 3, Memory: 64 << 10, Threads: 1}

// Options are the portal's surroundings. The zero value is right for a server.
type Options struct {
	Now   func() time.Time // nil = time.Now
	Cost  seal.Cost        // of new password hashes; zero = serverCost
	Judge Judge            // nil = NewJudge(Now)
	Hosts []string         // names and addresses of the certificate, besides the loopback's
	Log   *slog.Logger     // nil = nothing is logged; see NewLogger
}

// Portal is an open reference portal. It is safe for concurrent use.
type Portal struct {
	Options
	dir      string
	db       *database.DB
	key      *seal.Key
	cert     tls.Certificate
	gate     *gate
	decoy    func() (string, error) // hash that unknown logins are checked against
	faults   faultQueue
	stopping atomic.Bool
}

//go:embed migrations/*.sql
var migrationFiles embed.FS

// The files of the portal's folder.
const (
	fileDatabase = "portal.db"
	fileKey      = "server.key"
	fileTLSKey   = "tls-key.pem"
	fileTLSCert  = "tls-cert.pem"
)

// Open opens the portal whose files are in dir, or makes it: folder, server key,
// database, and a certificate signed by itself. All files are their owner's only.
func Open(ctx context.Context, dir string, o Options) (*Portal, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make portal folder: %w", err)
	}
	p := &Portal{Options: o.withDefaults(), dir: dir, gate: newGate()}
	p.decoy = sync.OnceValues(func() (string, error) { return p.Cost.HashPassword(NewPassword()) })
	var err error
	if p.key, err = loadKey(dir); err != nil {
		return nil, fmt.Errorf("load server key: %w", err)
	}
	if p.cert, err = loadCertificate(dir, p.Hosts, p.Now()); err != nil {
		return nil, fmt.Errorf("load certificate: %w", err)
	}
	if p.db, err = database.Open(filepath.Join(dir, fileDatabase), database.Options{Steps: database.Steps(migrationFiles)}); err != nil {
		return nil, fmt.Errorf("open portal database: %w", err)
	}
	if err := p.db.Migrate(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open portal database: %w", err), p.db.Close())
	}
	if err := p.nameOldReports(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("name reports: %w", err), p.db.Close())
	}
	return p, nil
}

func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Cost == (seal.Cost{}) {
		o.Cost = serverCost
	}
	if o.Judge == nil {
		o.Judge = NewJudge(o.Now)
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// Close gives the database back.
func (p *Portal) Close() error { return p.db.Close() }

// now is the portal's time as it is stored and sent: UTC, whole milliseconds.
func (p *Portal) now() time.Time { return p.Now().UTC().Truncate(time.Millisecond) }
