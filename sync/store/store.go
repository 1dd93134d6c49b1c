// Package store keeps cases, drafts, deliveries and receipts in one SQLite file, or in a
// schema of a PostgreSQL server, which then is what is called the file here.
// All SQL of the program's own data lives here; how the file is opened, changed and
// brought up to date is sync/database.
//
// It promises: what a verb confirmed is there after a crash or a power cut;
// every verb is one transaction; whatever tells something about a person is
// sealed before it reaches the file; several processes may use one file at a
// time; nothing is overwritten by somebody who has not seen it.
//
// Start with Open, then Store.Enter or Store.Unlock, which give a Vault: the store
// together with the key that opens it. Which Einrichtung a store belongs to is in
// site.go, how a lost file is told from a new one in beside.go, programs of several
// versions on one file in migrate.go and upgrade.go. Cases are in case.go, drafts in
// draft.go, the queue in delivery.go and lease.go, what holds a delivery back in
// hold.go, corrections and deletions in version.go, reports on paper in paper.go,
// what lists read instead of histories in stand.go, slot.go, followup.go and peoplepage.go, other processes'
// changes in changes.go, imports in import.go, stage.go and stageseal.go, how bodies are
// packed in body.go, backups in backup.go and restore.go. Every act of a person goes through
// the door (door.go), which asks for her role (roles.go) and writes a line of the audit
// (audit.go). The tables are migrations/*.sql.
//
// The store does no cryptography of its own: sync/seal does. Who opens it with which key
// is in user.go, keywrap.go and grant.go. The clock and the source of ids are handed in
// (Options).
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/seal"
)

// Options is what the store needs of the world. All of it but Copied must be set.
type Options struct {
	Now      func() time.Time
	NewID    func() string                      // unique, no NUL
	Cost     seal.Cost                          // of guessing a password
	Merkmale func(*model.Report) model.Merkmale // what lists know of a report
	Fold     func(login string) string          // how the portal compares login names
	Copied   func(percent int)                  // how far the copy before an update is; nil = nobody hears
	Beside   string                             // of a store in a server: what the file would be here, whose name what belongs to it has
}

// Store is an open file nobody has unlocked. It is safe for concurrent use.
type Store struct {
	opt    Options
	place  string // the file, or the address of a server
	db     *database.DB
	reader *sql.DB // of db; one of its connections watches for changes
	beside *beside
	made   string // the id of the store that was made here, as the file beside says; "" = none
	watch  *watch
	proven atomic.Bool // each of its rows has a MAC
	holds  atomic.Bool // which tells of a hold, too
	slots  readSlots   // of the work list
}

// Open opens the file, or makes it with mode 0600, and brings its tables up to
// date. ErrNewer: a newer program wrote it; ErrForeign: it is something else;
// ErrLost: the store that was made here is gone; ErrOthersIn: the tables have to be
// changed, and others work with them.
func Open(ctx context.Context, place string, o Options) (*Store, error) {
	s, err := open(ctx, place, o, true)
	if err != nil {
		return nil, fmt.Errorf("open store: %w", translate(err))
	}
	return s, nil
}

// OpenExisting opens a store that is there. ErrNone: there is none, and none is made.
func OpenExisting(ctx context.Context, place string, o Options) (*Store, error) {
	s, err := open(ctx, place, o, false)
	if err != nil {
		return nil, fmt.Errorf("open store: %w", translate(err))
	}
	return s, nil
}

// Look says without touching anything whether a store can be there: ErrNone, ErrLost.
func Look(ctx context.Context, place string, o Options) error {
	s, err := at(place, o)
	if err == nil {
		err = s.look(ctx, false)
	}
	return translate(err)
}

// at is a store nothing is known of yet.
func at(place string, o Options) (s *Store, err error) {
	s = &Store{opt: o, place: place}
	if database.IsServer(place) {
		s.beside, err = newBeside(place, o.Beside)
		return s, err
	}
	if s.place, err = filepath.Abs(place); err == nil {
		s.beside, err = newBeside(s.place, s.place)
	}
	return s, err
}

func open(ctx context.Context, place string, o Options, mayMake bool) (*Store, error) {
	s, err := at(place, o)
	if err != nil {
		return nil, err
	}
	if err := s.look(ctx, mayMake); err != nil {
		return nil, err
	}
	if err := s.prepare(ctx, o.Now); err != nil {
		return nil, err
	}
	if err := s.begin(ctx); err != nil {
		return nil, errors.Join(err, s.db.Close())
	}
	s.watch = &watch{db: s.reader, news: s.db.Watch()}
	return s, nil
}

// look says what stands in the way before anything is touched.
func (s *Store) look(ctx context.Context, mayMake bool) (err error) {
	if s.made, err = s.beside.id(); err != nil {
		return err
	}
	empty, err := database.Empty(ctx, s.place)
	switch {
	case err != nil:
		return err
	case empty && s.made != "":
		return ErrLost
	case empty && !mayMake:
		return ErrNone
	}
	return nil
}

// prepare makes the file where there is none, after the file beside: that is
// older than all others. Before its tables are changed the file is copied, unless it
// is a copy itself (day is nil).
func (s *Store) prepare(ctx context.Context, day func() time.Time) error {
	if err := s.beside.share(ctx); err != nil {
		return err
	}
	db, err := s.database(day)
	if err := errors.Join(err, s.beside.release()); err != nil {
		return err
	}
	s.db, s.reader = db, db.Reader
	return nil
}

// database opens the database as the store has it.
func (s *Store) database(day func() time.Time) (*database.DB, error) {
	return database.Open(s.place, database.Options{Steps: migrations, Served: served, Beside: s.beside.path, Mark: applicationID,
		Turns: true, Day: day, Copied: s.opt.Copied, Also: s.adopt})
}

// begin brings the file up to date and compares it with what was made here.
func (s *Store) begin(ctx context.Context) error {
	if err := s.enter(ctx); err != nil {
		return err
	}
	if err := s.compareID(ctx); err != nil {
		return errors.Join(err, s.beside.release())
	}
	return nil
}

// Close gives the file back. Vaults of the store are of no use afterwards.
func (s *Store) Close() error {
	return translate(errors.Join(s.watch.close(), s.db.Close(), s.beside.release()))
}

// write runs one transaction of this process and of all others (database.DB.Write).
func (s *Store) write(ctx context.Context, do func(*sql.Tx) error) error {
	return translate(s.db.Write(ctx, do))
}
