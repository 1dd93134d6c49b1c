package refportal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/server"
)

// The portal hands out which keys the offices have; it makes none of them and can sign
// nothing in their name.

const actKeyList = "schluesselliste-veroeffentlicht"

// ErrNoKeyList is a portal whose offices have no keys yet.
var ErrNoKeyList = errors.New("no list of keys")

// PublishKeys puts a list in the place of the one before. envelope.ErrOlder: its version
// does not rise; envelope.ErrRoot: another root key signed the ones before.
func (p *Portal) PublishKeys(ctx context.Context, document []byte) error {
	list, err := envelope.Unchecked(document)
	if err != nil {
		return err
	}
	err = p.DB.Write(ctx, func(tx *sql.Tx) error {
		before, _, err := newestKeys(ctx, tx)
		switch {
		case errors.Is(err, ErrNoKeyList):
		case err != nil:
			return err
		case before.Root != list.Root:
			return envelope.ErrRoot
		case before.Version >= list.Version:
			return envelope.ErrOlder
		}
		if _, err := tx.Exec("INSERT INTO key_list (version, document) VALUES (?, ?)", list.Version, document); err != nil {
			return err
		}
		return p.Note(ctx, tx, actKeyList, fmt.Sprintf("Fassung %d", list.Version))
	})
	var known *envelope.Error
	if err != nil && !errors.As(err, &known) {
		return fmt.Errorf("publish keys: %w", err)
	}
	return err
}

// KeyList is the list that counts, and its bytes. ErrNoKeyList.
func (p *Portal) KeyList(ctx context.Context) (*envelope.List, []byte, error) {
	k, err := p.keyList(ctx)
	if err != nil {
		return nil, nil, err
	}
	list := *k.List
	list.Keys = slices.Clone(list.Keys) // staff change theirs
	return &list, k.document, nil
}

// keyList is a list as it was read.
type keyList struct {
	*envelope.List
	document []byte
}

// keyList reads the list that counts once in each version: each sealed report is held against
// it, and to read it costs more than all else about one.
func (p *Portal) keyList(ctx context.Context) (*keyList, error) {
	var version int
	if err := p.DB.Reader.QueryRowContext(ctx, "SELECT coalesce(max(version), 0) FROM key_list").Scan(&version); err != nil {
		return nil, err
	}
	if k := p.keys.Load(); k != nil && k.Version == version {
		return k, nil
	}
	list, document, err := newestKeys(ctx, p.DB.Reader)
	if err != nil {
		return nil, err
	}
	k := &keyList{list, document}
	p.keys.Store(k)
	return k, nil
}

func newestKeys(ctx context.Context, q interface {
	QueryRowContext(context.Context, string, ...any) *sql.Row
}) (*envelope.List, []byte, error) {
	var document []byte
	err := q.QueryRowContext(ctx, "SELECT document FROM key_list ORDER BY version DESC LIMIT 1").Scan(&document)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil, ErrNoKeyList
	}
	if err != nil {
		return nil, nil, err
	}
	list, err := envelope.Unchecked(document)
	return list, document, err
}

func (p *Portal) getKeys(r *http.Request) (int, any, error) {
	list, document, err := p.KeyList(r.Context())
	if errors.Is(err, ErrNoKeyList) {
		return 0, nil, server.ErrUnknownCall
	}
	if err != nil {
		return 0, nil, err
	}
	return http.StatusOK, server.Document{Media: portal.TypeJSON, Text: document, Tag: fmt.Sprintf(`"%d"`, list.Version)}, nil
}
