package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/database"
)

// Restored says what was put back, and what the store had that it has not.
type Restored struct {
	Contents
	Kept   string  // the file that was there before, "" = there was none
	Behind *Behind // nil: there was nothing before, or it could not be read
	Again  int     // people who were forgotten since the copy was made, and are so in it now
}

// Behind is what a store has that an older copy of it has not.
type Behind struct {
	People, Drafts int
	Reports        []BehindReport // completed since, the earliest first
}

// BehindReport is a report that was completed after the copy.
type BehindReport struct {
	Transaktionsnummer string
	State              model.State
	Completed          time.Time
}

// stagedSuffix names what is to be put back until it is whole and proven.
const stagedSuffix = ".zurueck"

// Restore puts a copy back as the store at a place, after it was opened beside it under
// another name and each seal with the person's key. What was there stays beside it, as a
// file under a name of its own, whatever happens in between. ErrOpen: somebody has the
// store open; ErrOtherStore: the copy is another's.
func Restore(ctx context.Context, place, from string, o Options, as Login) (r Restored, err error) {
	s, err := at(place, o)
	if err == nil {
		err = os.MkdirAll(filepath.Dir(s.beside.path), 0o700)
	}
	if err == nil {
		r, err = (&restoring{s}).run(ctx, from, as)
	}
	if err != nil {
		return r, fmt.Errorf("restore: %w", translate(err))
	}
	return r, nil
}

// restoring is a restore at work, of a store that is not open.
type restoring struct{ *Store }

func (r *restoring) run(ctx context.Context, from string, as Login) (done Restored, err error) {
	made, err := r.beside.id() // before the lock makes the file
	if err != nil {
		return done, err
	}
	alone, err := r.beside.alone(ctx)
	if err != nil {
		return done, err
	}
	if !alone {
		return done, ErrOpen
	}
	defer func() { err = errors.Join(err, r.beside.release()) }()
	if made == unknownID {
		made = ""
	}
	staged := r.beside.path + stagedSuffix
	if err := errors.Join(removeStore(staged), copyFile(staged, from)); err != nil {
		return done, err
	}
	if done.Contents, err = (aside{staged, made, r.opt}).examine(ctx, as); err != nil {
		return done, errors.Join(err, removeStore(staged))
	}
	was, err := r.seen(ctx)
	if err != nil {
		return done, errors.Join(err, removeStore(staged))
	}
	var gone []model.Forgotten
	done.Behind, gone = behind(ctx, was, staged)
	if done.Again, err = (aside{staged, made, r.opt}).forgetAgain(ctx, gone); err != nil {
		return done, errors.Join(err, removeStore(staged))
	}
	if err := (aside{staged, made, r.opt}).note(ctx, as); err != nil {
		return done, errors.Join(err, removeStore(staged))
	}
	if done.Kept, err = r.replace(ctx, was, staged); err != nil {
		return done, err
	}
	if err := os.Remove(r.beside.path + anchorSuffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return done, err
	}
	return done, r.beside.keep(done.id)
}

// seen is the file in which what is there can be read, "" where nothing is: the store
// itself, or a copy of what a server has.
func (r *restoring) seen(ctx context.Context) (path string, err error) {
	empty, err := database.Empty(ctx, r.place)
	switch {
	case err != nil || empty:
		return "", err
	case !database.IsServer(r.place):
		return r.place, nil
	}
	db, err := r.database(nil)
	if err != nil {
		return "", err
	}
	path = r.keptName()
	err = db.Copy(ctx, path, func(string) error { return nil })
	return path, errors.Join(err, db.Close())
}

func (r *restoring) keptName() string {
	return r.beside.path + ".vorher-" + r.opt.Now().Format(backupStamp)
}

// replace has a copy take the place of what is there, which stays as a file.
func (r *restoring) replace(ctx context.Context, was, staged string) (kept string, err error) {
	if !database.IsServer(r.place) {
		if was != "" {
			kept = r.keptName()
			if err := database.Rename(was, kept); err != nil {
				return "", err
			}
		}
		return kept, database.Rename(staged, r.place)
	}
	db, err := r.database(nil)
	if err != nil {
		return was, err
	}
	if err = db.Migrate(ctx); err == nil {
		err = db.Fill(ctx, staged)
	}
	return was, errors.Join(err, db.Close(), database.Drop(staged))
}

// note writes down in the copy that it was put back: it is older than what was there.
func (a aside) note(ctx context.Context, as Login) error {
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	v, err := s.openAs(ctx, as)
	if err == nil {
		err = v.act(ctx, func(*sql.Tx) (deed, error) { return deed{action: rights.Zurueckgespielt}, nil })
	}
	if err == nil {
		err = s.db.CutLog(ctx)
	}
	return errors.Join(err, s.Close(), removeBeside(a.path))
}

// copyFile copies a file to one that its owner alone may read.
func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

// behind compares what is there with the copy, as far as it can be read: plain
// columns, so that nothing has to be opened. gone are those it has forgotten.
func behind(ctx context.Context, was, copied string) (b *Behind, gone []model.Forgotten) {
	if was == "" {
		return nil, nil
	}
	db, err := database.Open(was, database.Options{Mark: applicationID})
	if err != nil {
		return nil, nil
	}
	defer db.Close() // what it says of itself is no matter here
	if _, err := db.Version(ctx); err != nil {
		return nil, nil
	}
	if gone, err = queryAll(ctx, db.Writer, scanForgotten, selectForgotten); err != nil {
		gone = nil // an older store has forgotten nobody
	}
	found, err := compare(ctx, db.Writer, copied)
	if err != nil {
		return nil, gone
	}
	return &found, gone
}

// compare asks a store what it has that a copy has not.
func compare(ctx context.Context, db *sql.DB, copied string) (b Behind, err error) {
	if _, err = db.ExecContext(ctx, "ATTACH DATABASE ? AS copied", copied); err != nil {
		return b, err
	}
	err = db.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM main.patient_case WHERE id NOT IN (SELECT id FROM copied.patient_case)),
(SELECT count(*) FROM main.draft AS now WHERE NOT EXISTS (SELECT 1 FROM copied.draft WHERE id = now.id AND rev = now.rev))`).Scan(&b.People, &b.Drafts)
	if err != nil {
		return b, err
	}
	b.Reports, err = queryAll(ctx, db, func(rows *sql.Rows) (one BehindReport, err error) {
		var completed int64
		err = rows.Scan(&one.Transaktionsnummer, &one.State, &completed)
		one.Completed = database.FromMillis(completed)
		return one, err
	}, "SELECT tnr, state, completed FROM main.delivery WHERE tnr NOT IN (SELECT tnr FROM copied.delivery) ORDER BY completed, seq")
	return b, err
}
