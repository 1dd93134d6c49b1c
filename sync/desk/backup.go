package desk

import (
	"context"
	"errors"

	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/store"
)

// Backup makes a backup of the store, which needs nobody's password. With a login each
// seal is opened, too.
func (e *Entrance) Backup(ctx context.Context, to store.Backups, as store.Login) (path string, c store.Contents, err error) {
	s, err := e.Existing(ctx, nil)
	if err != nil {
		return "", c, e.failed(err)
	}
	path, c, err = s.Backup(ctx, to, as)
	return path, c, Failure(errors.Join(err, s.Close()))
}

// BackupBy is Backup by a person: the portal confirms her with a fresh code, it takes her
// role, and it is written down before.
func (e *Entrance) BackupBy(ctx context.Context, to store.Backups, as store.Login, code string) (path string, c store.Contents, err error) {
	a, err := e.Confirmed(ctx, as.Name, as.Password, code)
	if err != nil {
		return "", c, err
	}
	if err := Failure(errors.Join(a.vault.Leave(ctx, rights.Gesichert, ""), a.close())); err != nil {
		return "", c, err
	}
	return e.Backup(ctx, to, as)
}

// Examine looks at all there is in the store; with a login each seal is opened, too.
func (e *Entrance) Examine(ctx context.Context, as store.Login) (c store.Contents, err error) {
	s, err := e.Existing(ctx, nil)
	if err != nil {
		return c, e.failed(err)
	}
	c, err = s.Examine(ctx, as)
	return c, Failure(errors.Join(err, s.Close()))
}

// Restore puts a backup back as the store at a path; the person is one whom the store
// of that day lets in.
func Restore(ctx context.Context, path, from string, o store.Options, as store.Login) (store.Restored, error) {
	return told(store.Restore(ctx, path, from, o, as))
}
