package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"example.org/meldeportal/sync/database"
)

// A backup is a copy of the file, sealed as it is, that was opened as a store before
// it got its name. It needs nobody's password to be made; whether each seal opens
// shows only with one. Of a store in a server it is a file, too.

// Login is who has a copy's seals opened, a person or whoever has the recovery key;
// without a name and a key they are not.
type Login struct {
	Name, Password string
	Paper          string
}

// Contents is what a copy holds.
type Contents struct {
	Site                    Site
	People, Drafts, Reports int
	Waiting                 int       // of the reports, for their answer
	Latest                  time.Time // of the last change
	Proved                  bool      // each seal was opened
	Paper                   time.Time // when the recovery key was made, zero where there is none
	Damaged                 []Damage

	id string // of the store
}

// Examine looks at all there is in the store, while others work in it. ErrDamaged: its
// pages do not fit each other.
func (s *Store) Examine(ctx context.Context, as Login) (Contents, error) {
	c, err := s.examine(ctx, as)
	if err != nil {
		return c, fmt.Errorf("examine store: %w", translate(err))
	}
	return c, nil
}

func (s *Store) examine(ctx context.Context, as Login) (c Contents, err error) {
	if err := s.db.Sound(ctx); err != nil {
		return c, err
	}
	if as != (Login{}) {
		v, err := s.openAs(ctx, as)
		if err == nil {
			err = v.proveSite(ctx)
		}
		if err == nil {
			c.Damaged, err = v.Prove(ctx)
		}
		if err != nil {
			return c, err
		}
		c.Proved = true
	}
	return c, s.count(ctx, &c)
}

func (s *Store) openAs(ctx context.Context, as Login) (*Vault, error) {
	if as.Paper != "" {
		return s.openPaper(ctx, as.Paper)
	}
	return s.open(ctx, as.Name, as.Password)
}

// Backups is where backups of a store lie.
type Backups struct {
	Folder string
	Keep   int // so many of the newest stay, at least one
}

// A backup is named after its store and the time it was made at, in an order that
// sorts.
const (
	backupMark  = ".sicherung-"
	backupStamp = "2006-01-02T150405"
)

// name is that of a backup of a store made at a time.
func (b Backups) name(store string, at time.Time) string {
	return filepath.Join(b.Folder, filepath.Base(store)+backupMark+at.Format(backupStamp))
}

// free is the first name from a time on that no backup has.
func (b Backups) free(store string, at time.Time) (path string) {
	for path = b.name(store, at); ; path = b.name(store, at) {
		if _, err := os.Lstat(path); err != nil {
			return path
		}
		at = at.Add(time.Second)
	}
}

// Backup makes a backup of the store, while others work in it, and takes away those
// that are too many. A copy that cannot be opened as a store is none.
func (s *Store) Backup(ctx context.Context, to Backups, as Login) (path string, c Contents, err error) {
	now := s.opt.Now()
	path = to.free(s.beside.path, now)
	err = os.MkdirAll(to.Folder, 0o700)
	if err == nil {
		err = s.db.Copy(ctx, path, func(part string) error {
			c, err = aside{part, s.made, s.opt}.examine(ctx, as)
			return err
		})
	}
	if err == nil {
		err = to.thin(s.beside.path, now)
	}
	if err != nil {
		return "", c, fmt.Errorf("back up: %w", translate(err))
	}
	return path, c, nil
}

// Newest is when the newest backup of a store was made, zero when there is none.
func (b Backups) Newest(store string, zone *time.Location) (newest time.Time, err error) {
	return newest, b.each(store, zone, func(_ string, made time.Time, part bool) {
		if !part && made.After(newest) {
			newest = made
		}
	})
}

// thin takes the oldest away, and what was cut off a day ago while it was made.
func (b Backups) thin(store string, now time.Time) error {
	var whole, left []string
	err := b.each(store, now.Location(), func(path string, made time.Time, part bool) {
		switch {
		case !part:
			whole = append(whole, path)
		case made.Before(now.AddDate(0, 0, -1)):
			left = append(left, path)
		}
	})
	for _, path := range left {
		err = errors.Join(err, removeStore(path))
	}
	for _, path := range whole[:max(0, len(whole)-max(b.Keep, 1))] {
		err = errors.Join(err, os.Remove(path))
	}
	return err
}

// each hands over the backups of a store, the oldest first, and the parts of such.
func (b Backups) each(store string, zone *time.Location, see func(path string, made time.Time, part bool)) error {
	entries, err := os.ReadDir(b.Folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, e := range entries { // in the order of their names, which is that of time
		stamp, is := strings.CutPrefix(e.Name(), filepath.Base(store)+backupMark)
		stamp, part := strings.CutSuffix(stamp, database.PartSuffix)
		if made, wrong := time.ParseInLocation(backupStamp, stamp, zone); is && wrong == nil {
			see(filepath.Join(b.Folder, e.Name()), made, part)
		}
	}
	return err
}

// aside is a copy that is opened as a store under a name of its own.
type aside struct {
	path string
	made string // the id of the store it is to be a copy of; "" = of any
	opt  Options
}

// examine opens the copy as the store it is, with its tables brought up to date, and
// looks at all there is in it. ErrOtherStore: it is another's copy.
func (a aside) examine(ctx context.Context, as Login) (c Contents, err error) {
	s, err := a.open(ctx)
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, s.Close(), removeBeside(a.path)) }()
	return s.examine(ctx, as)
}

// open opens the copy. Nobody else knows of it, and no further copy is made of it.
func (a aside) open(ctx context.Context) (*Store, error) {
	s, err := at(a.path, a.opt)
	if err != nil {
		return nil, err
	}
	s.made = a.made
	if err := s.prepare(ctx, nil); err != nil {
		return nil, err
	}
	if err := s.begin(ctx); err != nil {
		if errors.Is(err, ErrLost) {
			err = ErrOtherStore
		}
		return nil, errors.Join(err, s.db.Close(), removeBeside(a.path))
	}
	s.watch = &watch{db: s.reader, news: s.db.Watch()}
	return s, nil
}

func (s *Store) count(ctx context.Context, c *Contents) error {
	var latest int64
	err := s.reader.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM patient_case), (SELECT count(*) FROM draft), (SELECT count(*) FROM delivery),
(SELECT coalesce(sum(n), 0) FROM delivery_count WHERE state IN ('queued', 'sending')),
max((SELECT coalesce(max(updated), 0) FROM patient_case), (SELECT coalesce(max(updated), 0) FROM draft), (SELECT coalesce(max(completed), 0) FROM delivery))`).
		Scan(&c.People, &c.Drafts, &c.Reports, &c.Waiting, &latest)
	if err != nil {
		return err
	}
	c.Latest = database.FromMillis(latest)
	made, err := queryOne(ctx, s.reader, scanNumber, "SELECT updated FROM keywrap WHERE login = ?", paperLogin)
	switch {
	case err == nil:
		c.Paper = database.FromMillis(made)
	case !errors.Is(err, ErrNotFound):
		return err
	}
	site, row, err := s.site(ctx, s.reader)
	c.Site, c.id = site, row.id
	return err
}

// removeStore takes away a file that was opened as a store, and what lies beside it.
func removeStore(path string) error { return errors.Join(database.Drop(path), removeBeside(path)) }

// removeBeside takes away what opening a store leaves beside it.
func removeBeside(path string) (err error) {
	for _, suffix := range []string{besideSuffix, database.TurnSuffix} {
		if gone := os.Remove(path + suffix); gone != nil && !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, gone)
		}
	}
	return err
}
