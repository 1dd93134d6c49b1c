package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"strconv"

	"example.org/meldeportal/sync/database"
)

// A file that is put back as a whole proves itself: what tells that it is older lies beside
// it. The anchor is the last line of the audit as somebody inside has seen it last. It keeps
// nobody from working: Audit and Prove say how many lines are missing since. Restore takes it
// away, and leaves a line instead. Whoever signs in is told by Older.

// anchorSuffix names its file after the database.
const anchorSuffix = ".stand"

type anchor struct {
	N     int64  `json:"zeile"`
	MAC   []byte `json:"siegel"`
	Proof []byte `json:"beweis"`
}

func (a *anchor) parts() [][]byte { return [][]byte{[]byte("anchor"), number(a.N), a.MAC} }

// readAnchor is nil where there is none, or none of this store's.
func (v *Vault) readAnchor() (*anchor, error) {
	text, err := os.ReadFile(v.store.beside.path + anchorSuffix)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var a anchor
	if err != nil || json.Unmarshal(text, &a) != nil || !v.key.Proves(a.Proof, a.parts()...) {
		return nil, err
	}
	return &a, nil
}

// behind says what is missing of the audit since it was anchored, nil where nothing is.
func (v *Vault) behind(ctx context.Context, q querier) (*Broken, error) {
	a, err := v.readAnchor()
	if err != nil || a == nil {
		return nil, err
	}
	type line struct {
		last int64
		mac  []byte
	}
	is, err := queryOne(ctx, q, func(rows *sql.Rows) (l line, err error) { return l, rows.Scan(&l.last, &l.mac) },
		"SELECT (SELECT coalesce(max(n), 0) FROM audit), (SELECT mac FROM audit WHERE n = ?)", a.N)
	if err != nil || bytes.Equal(is.mac, a.MAC) {
		return nil, err
	}
	return &Broken{After: min(is.last, a.N-1), Lines: max(0, a.N-is.last)}, nil
}

// Older says how many lines of the audit are missing since somebody was in here last: an
// older file lies in the place of the store. 0 where none is, or where nobody can say.
func (v *Vault) Older(ctx context.Context) int64 {
	missing, err := v.behind(ctx, v.store.reader)
	if err != nil || missing == nil {
		return 0
	}
	return max(1, missing.Lines) // it may have as many, and others
}

// Anchor keeps how far the audit is, unless the store is older than it was here already.
func (v *Vault) Anchor(ctx context.Context) error {
	missing, err := v.behind(ctx, v.store.reader)
	if err != nil || missing != nil {
		return err
	}
	a, err := queryOne(ctx, v.store.reader, func(rows *sql.Rows) (a anchor, err error) { return a, rows.Scan(&a.N, &a.MAC) }, "SELECT n, mac FROM audit_end")
	if err != nil || a.N == 0 {
		return err
	}
	a.Proof = v.key.MAC(a.parts()...)
	text, err := json.Marshal(a)
	if err != nil {
		return err
	}
	path := v.store.beside.path + anchorSuffix
	part := path + "." + strconv.Itoa(os.Getpid()) // another program may write its own
	if err := os.WriteFile(part, text, 0o600); err != nil {
		return errors.Join(err, os.Remove(part))
	}
	return database.Rename(part, path)
}
