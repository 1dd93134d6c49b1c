// Package server is what every server of ours needs, whatever it is for: people
// with a password and a second factor, their sessions, a throttle, a key, a
// certificate, a log, and calls that are answered in JSON or refused with a problem.
//
// It promises: a one-time code counts once, also among a thousand at the same
// moment; every wrong credential gets the same answer after the same work; a
// replaced secret stops at once; who tries too often waits, known or not, and locks out
// nobody at a workstation where she has signed in before; of those who wait to be let in
// each source has its turn (lane.go), and nobody else waits with them; passwords are kept as hashes, secrets sealed under a key outside the database; all files
// are their owner's only; the log holds ids, codes and durations.
//
// An account has one authenticator. Who may do what is the business of the room that
// builds on it.
//
// Start with Open. Calls are the sign-in every server speaks (sync/portal has its
// words), to which a server adds its own; Guard, Mux and Serve put them on the
// wire, Session says who asks, a Refusal says no. Staff's side is account.go,
// site.go and staff.go. sync/refportal is the example.
package server

import (
	"cmp"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/seal"
)

// defaultCost is what checking a password costs a server (OWASP and RFC 9106 for
// 64 MiB): one thread, because several checks run at a time.
var defaultCost = seal.Cost{Time: 3, Memory: 64 << 10, Threads: 1}

// Options are what a server is and its surroundings.
type Options struct {
	Title    string   // of its certificate
	Database string   // name of its file
	Steps    []string // its tables after those of every server, one step at least; see database.Options
	Served   []string // the same in a PostgreSQL server; see database.Served
	Store    string   // address of its database (postgres://…); "" = a file in its folder
	Later    []int    // at which of Steps each of the changes of the tables of every server comes (tables2.sql, …); those not named come at the first

	Now   func() time.Time // nil = time.Now
	Cost  seal.Cost        // of new password hashes; zero = right for a server
	Hosts []string         // names and addresses of the certificate, besides the loopback's

	Certificate, CertificateKey string // files of a certificate of somebody else's with its chain, and of its key; "" = it makes its own
	KeyFile                     string // of the server key; "" = in its folder

	Log *slog.Logger // nil = nothing is logged; see NewLogger

	Editions []string // of oBDS, in which it takes reports; none = it does not say
}

// Server is an open server. It is safe for concurrent use.
type Server struct {
	DB  *database.DB
	Key *seal.Key // seals what the database keeps in secret

	opt      Options
	dir      string
	id       *identity
	known    *lane // to password checks, from workstations that are known
	unknown  *lane
	sources  sources
	seen     seen
	served   atomic.Int64 // calls of somebody who is signed in
	metrics  metrics
	decoy    func() (string, error) // hash that unknown logins are checked against
	stopping atomic.Bool
}

// The files of a server's folder, besides its database.
const (
	fileKey          = "server.key"
	fileTLSKey       = "tls-key.pem"
	fileAuthority    = "ca.pem" // what clients are given
	fileAuthorityKey = "ca-key.pem"
	fileTLSCert      = "tls-cert.pem" // not made any more: of somebody else's, or of servers of before
)

//go:embed tables.sql
var tables string

//go:embed tables_postgres.sql
var tablesPostgres string

//go:embed tables2.sql
var tables2 string

//go:embed tables3.sql
var tables3 string

// The fourth change is one of tables that may be in a server already.
var (
	//go:embed tables4.sql
	tables4 string
	//go:embed tables4_postgres.sql
	tables4Postgres string
)

// Open opens the server whose files are in dir, or makes it: folder, server key,
// database, and an authority for its certificates. All files are their owner's only.
func Open(ctx context.Context, dir string, o Options) (*Server, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make server folder: %w", err)
	}
	s := &Server{opt: o.withDefaults(), dir: dir}
	s.known, s.unknown = newLane(hashesAtOnce, laneWaiting, false, s.served.Load), newLane(1, unknownWaiting, true, s.served.Load)
	s.decoy = sync.OnceValues(func() (string, error) { return s.opt.Cost.HashPassword(NewPassword()) })
	var err error
	file := filepath.Join(dir, o.Database)
	place := cmp.Or(o.Store, file)
	if s.Key, err = loadKey(ctx, cmp.Or(o.KeyFile, filepath.Join(dir, fileKey)), place); err != nil {
		return nil, fmt.Errorf("load server key: %w", o.named(err))
	}
	if s.id, err = loadIdentity(dir, s.opt); err != nil {
		return nil, fmt.Errorf("load certificate: %w", err)
	}
	if s.DB, err = database.Open(place, database.Options{Steps: s.opt.Steps, Served: s.opt.Served, Beside: file}); err != nil {
		return nil, fmt.Errorf("open database: %w", o.named(err))
	}
	if err := s.DB.Migrate(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open database: %w", o.named(err)), s.DB.Close())
	}
	return s, nil
}

func (o Options) withDefaults() Options {
	o.Steps = slices.Clone(o.Steps)
	for i, change := range slices.Backward([]string{tables, tables2, tables3, tables4}) {
		at := 0
		if i > 0 && i <= len(o.Later) {
			at = o.Later[i-1]
		}
		o.Steps[at] = change + o.Steps[at]
	}
	o.Served = slices.Clone(o.Served)
	if first := slices.IndexFunc(o.Served, func(step string) bool { return step != "" }); first >= 0 {
		at := first
		if len(o.Later) > 2 {
			at = max(at, o.Later[2])
		}
		o.Served[at] = tables4Postgres + o.Served[at]
		o.Served[first] = tablesPostgres + o.Served[first]
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Cost == (seal.Cost{}) {
		o.Cost = defaultCost
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// named is what a database's server said; about a file the system says enough.
func (o Options) named(err error) error {
	if o.Store == "" {
		return err
	}
	return database.Translate(err)
}

// Close gives the database back.
func (s *Server) Close() error { return s.DB.Close() }

// Moment is the server's time as it is kept and sent: UTC, whole milliseconds.
func (s *Server) Moment() time.Time { return s.opt.Now().UTC().Truncate(time.Millisecond) }
