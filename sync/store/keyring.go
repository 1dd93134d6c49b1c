package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"sync/atomic"
	"time"

	"example.org/meldeportal/sync/seal"
)

// keyring is the store's keys as somebody inside holds them. While she works a
// colleague may take somebody's access away, which makes a new key: what is sealed with
// it, and each transaction before it writes, has her row read again. So nothing is
// sealed with an old key once there is a new one.
type keyring struct {
	store *Store
	login string
	pair  *seal.Pair // nil: of a row that has none
	held  atomic.Pointer[seal.Ring]
	paper atomic.Pointer[string] // the recovery key that was made with the store, until somebody has seen it
}

func newKeyring(s *Store, login string, pair *seal.Pair, ring *seal.Ring) *keyring {
	k := &keyring{store: s, login: login, pair: pair}
	k.held.Store(ring)
	return k
}

func (k *keyring) ring() *seal.Ring { return k.held.Load() }

// rereadPatience is how long a reading waits for another connection.
const rereadPatience = 5 * time.Second

// opened opens with the keys that are held, and with those of today where something is
// sealed with a newer one.
func (k *keyring) opened(open func(*seal.Ring) ([]byte, error)) ([]byte, error) {
	plain, err := open(k.ring())
	if !errors.Is(err, seal.ErrNewerKey) || k.pair == nil {
		return plain, err
	}
	if err := k.rereadNow(); err != nil {
		return nil, err
	}
	return open(k.ring())
}

// meet reads her row again where something was made with a newer key. Where she has none
// any more it is not proven.
func (k *keyring) meet(made []byte) {
	if k.ring().Newer(made) && k.pair != nil {
		_ = k.rereadNow()
	}
}

func (k *keyring) rereadNow() error {
	ctx, cancel := context.WithTimeout(context.Background(), rereadPatience)
	defer cancel()
	return k.reread(ctx, k.store.reader)
}

// reread takes the keys from her row as it is now. ErrUnknownUser: she has none any
// more, or another pair.
func (k *keyring) reread(ctx context.Context, q querier) error {
	if k.pair == nil {
		return ErrUnknownUser
	}
	hers, err := queryOne(ctx, q, scanWrap, selectWrap+" WHERE login = ?", k.login)
	if errors.Is(err, ErrNotFound) || err == nil && hers.recipient != k.pair.Recipient() {
		err = ErrUnknownUser
	}
	if err != nil {
		return err
	}
	ring, err := hers.openWith(k.pair)
	if err == nil {
		k.held.Store(ring)
	}
	return err
}

// upToDate has the keys, and what proves rows, be those the file is sealed with from now on. A transaction
// that has made newer ones may not have been committed: then older ones are right.
func (k *keyring) upToDate(tx *sql.Tx) error {
	var now int
	var proven bool
	if err := tx.QueryRow("SELECT generation, proven FROM identity").Scan(&now, &proven); err != nil {
		return noRows(err, ErrDamaged)
	}
	if proven { // since a moment ago: rows without a MAC are damaged from then on
		k.store.proven.Store(true)
	}
	if now == k.ring().Generation() {
		return nil
	}
	return k.reread(context.Background(), tx)
}

// SealHeader seals a short value with the newest key.
func (k *keyring) SealHeader(plain []byte, place ...string) ([]byte, error) {
	return k.ring().SealHeader(plain, place...)
}

// OpenHeader opens what SealHeader sealed with any of the keys.
func (k *keyring) OpenHeader(dst, sealed []byte, place ...string) ([]byte, error) {
	return k.opened(func(r *seal.Ring) ([]byte, error) { return r.OpenHeader(dst, sealed, place...) })
}

// SealBody seals a long value with the newest key.
func (k *keyring) SealBody(plain []byte, place ...string) ([]byte, error) {
	return k.ring().SealBody(plain, place...)
}

// OpenBody opens what SealBody sealed with any of the keys.
func (k *keyring) OpenBody(sealed []byte, place ...string) ([]byte, error) {
	return k.opened(func(r *seal.Ring) ([]byte, error) { return r.OpenBody(sealed, place...) })
}

// MAC proves parts with the newest key.
func (k *keyring) MAC(parts ...[]byte) []byte { return k.ring().MAC(parts...) }

// Proves reports whether MAC gave a proof, with any of the keys.
func (k *keyring) Proves(mac []byte, parts ...[]byte) bool {
	k.meet(mac)
	return k.ring().Proves(mac, parts...)
}

// ProvesNow is Proves for what the newest key alone may have proven.
func (k *keyring) ProvesNow(mac []byte, parts ...[]byte) bool {
	k.meet(mac)
	return bytes.HasPrefix(mac, k.ring().Mark()) && k.ring().Proves(mac, parts...)
}

// RowMAC proves what stands plain in a row with the newest key.
func (k *keyring) RowMAC(plain []byte) []byte { return k.ring().RowMAC(plain) }

// ProvesRow reports whether RowMAC gave a proof, with any of the keys that seal.
func (k *keyring) ProvesRow(mac, plain []byte) bool {
	k.meet(mac)
	return k.ring().ProvesRow(mac, plain)
}

// Index is the blind index of a value by the newest key.
func (k *keyring) Index(value string) []byte { return k.ring().Index(value) }
