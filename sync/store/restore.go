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

// Restore puts a copy back as the store at a path, after it was opened there under
// another name and each seal with the person's key. What was there stays beside it,
// under a name of its own, whatever happens in between. ErrOpen: somebody has the
// store open; ErrOtherStore: the copy is another's.
func Restore(ctx context.Context, path, from string, o Options, as Login) (r Restored, err error) {
	if path, err = filepath.Abs(path); err == nil {
		err = os.MkdirAll(filepath.Dir(path), 0o700)
	}
	if err == nil {
		r, err = (&restoring{path, newBeside(path), o}).run(ctx, from, as)
	}
	if err != nil {
		return r, fmt.Errorf("restore: %w", translate(err))
	}
	return r, nil
}

// restoring is a restore at work.
type restoring struct {
	path   string
	beside *beside
	opt    Options
}

func (r *restoring) run(ctx context.Context, from string, as Login) (done Restored, err error) {
	made, err := r.beside.id() // before the lock makes the file
	if err != nil {
		return done, err
	}
	alone, err := r.beside.alone()
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
	staged := r.path + stagedSuffix
	if err := errors.Join(removeStore(staged), copyFile(staged, from)); err != nil {
		return done, err
	}
	if done.Contents, err = (aside{staged, made, r.opt}).examine(ctx, as); err != nil {
		return done, errors.Join(err, removeStore(staged))
	}
	var gone []model.Forgotten
	done.Behind, gone = r.behind(ctx, staged)
	if done.Again, err = (aside{staged, made, r.opt}).forgetAgain(ctx, gone); err != nil {
		return done, errors.Join(err, removeStore(staged))
	}
	if err := (aside{staged, made, r.opt}).note(ctx, as); err != nil {
		return done, errors.Join(err, removeStore(staged))
	}
	if done.Kept, err = r.putAway(); err != nil {
		return done, err
	}
	if err := os.Remove(r.path + anchorSuffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return done, err
	}
	return done, errors.Join(database.Rename(staged, r.path), r.beside.keep(done.id))
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

// putAway gives what is there a name of its own.
func (r *restoring) putAway() (kept string, err error) {
	empty, err := r.beside.empty()
	if err != nil || empty {
		return "", err
	}
	kept = r.path + ".vorher-" + r.opt.Now().Format(backupStamp)
	return kept, database.Rename(r.path, kept)
}

// behind compares what is there with the copy, as far as it can be read: plain
// columns, so that nothing has to be opened. gone are those it has forgotten.
func (r *restoring) behind(ctx context.Context, copied string) (b *Behind, gone []model.Forgotten) {
	if empty, err := r.beside.empty(); err != nil || empty {
		return nil, nil
	}
	db, err := database.Open(r.path, database.Options{Mark: applicationID})
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
