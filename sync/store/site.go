package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/seal"
)

// Site is the Einrichtung a store belongs to, as the portal names it at the
// sign-in. It is recorded with the store's key and never changes.
type Site struct {
	MelderID string // "" = none is recorded yet
	Name     string
}

const tableIdentity = "identity"

// Site is what is recorded, empty in a store that an earlier program made and
// nobody the portal confirmed has entered since. It can be read before anything is
// opened; whether it is true shows when somebody unlocks the store.
func (s *Store) Site(ctx context.Context) (Site, error) {
	site, _, err := s.site(ctx, s.reader)
	if err != nil {
		return site, fmt.Errorf("read site: %w", translate(err))
	}
	return site, nil
}

// identity is a row of the table: what is plain and what is sealed.
type identity struct {
	id     string
	sealed []byte
}

func (s *Store) site(ctx context.Context, q querier) (site Site, row identity, err error) {
	_, err = queryOne(ctx, q, func(rows *sql.Rows) (none struct{}, err error) {
		return none, rows.Scan(&row.id, &site.MelderID, &site.Name, &row.sealed)
	}, "SELECT id, coalesce(melder_id, ''), coalesce(name, ''), sealed FROM identity")
	if errors.Is(err, ErrNotFound) {
		err = ErrDamaged
	}
	return site, row, err
}

// compareID compares the store with the one that was made here.
func (s *Store) compareID(ctx context.Context) error {
	_, row, err := s.site(ctx, s.reader)
	if err == nil && s.madeHere() && s.made != row.id {
		return ErrLost
	}
	return err
}

// madeHere reports whether the file beside names a store.
func (s *Store) madeHere() bool { return s.made != "" && s.made != unknownID }

// refuseOther is ErrOtherSite for a site that is not the recorded one.
func (s *Store) refuseOther(ctx context.Context, site Site) error {
	recorded, _, err := s.site(ctx, s.reader)
	if err == nil && recorded.MelderID != "" && recorded.MelderID != site.MelderID {
		err = ErrOtherSite
	}
	return err
}

// proveSite compares the plain site with the sealed one.
func (v *Vault) proveSite(ctx context.Context) error {
	plain, row, err := v.store.site(ctx, v.store.reader)
	if err != nil || row.sealed == nil && plain == (Site{}) {
		return err
	}
	text, err := v.key.OpenHeader(nil, row.sealed, tableIdentity, row.id)
	if err != nil {
		return err
	}
	var sealed sealedSite
	if json.Unmarshal(text, &sealed) != nil || sealed.Site != plain {
		return ErrDamaged
	}
	if sealed.Proven {
		v.store.proven.Store(true)
	}
	if sealed.Holds {
		v.store.holds.Store(true)
	}
	return nil
}

// sealedSite is what the store says of itself to who has its key.
type sealedSite struct {
	Site
	Proven bool `json:",omitempty"` // each row has a MAC
	Holds  bool `json:",omitempty"` // which tells of a hold, too
}

// saysOf is what the store says of itself now.
func (s *Store) saysOf(site Site) sealedSite {
	return sealedSite{site, s.proven.Load(), s.holds.Load()}
}

// record writes the site of a store that has none, or writes it anew.
func (v *Vault) record(tx *sql.Tx, site Site) error {
	_, row, err := v.store.site(context.Background(), tx)
	if err != nil {
		return err
	}
	return recordSite(tx, v.key.ring(), v.store.saysOf(site), row)
}

// recordSite seals the site with the newest key, which is said with it.
func recordSite(tx *sql.Tx, key *seal.Ring, site sealedSite, row identity) error {
	text, err := json.Marshal(site)
	if err != nil {
		return err
	}
	sealed, err := key.SealHeader(text, tableIdentity, row.id)
	if err != nil {
		return err
	}
	_, err = tx.Exec("UPDATE identity SET melder_id = ?, name = ?, sealed = ?, generation = ?, proven = ?", site.MelderID, site.Name, sealed, key.Generation(), site.Proven)
	return err
}

// adopt records the site in a store of an earlier program. One that has completed
// reports of its own belongs to an Einrichtung they name; another is ErrOtherSite.
func (v *Vault) adopt(ctx context.Context, site Site) error {
	recorded, _, err := v.store.site(ctx, v.store.reader)
	if err != nil || recorded.MelderID != "" {
		return err
	}
	return v.write(ctx, func(tx *sql.Tx) error {
		if recorded, _, err := v.store.site(ctx, tx); err != nil || recorded.MelderID != "" {
			return err // a colleague was faster; who unlocks next is compared
		}
		own, err := v.reporters(tx)
		if err != nil {
			return err
		}
		if len(own) > 0 && !own[site.MelderID] {
			return ErrOtherSite
		}
		return v.record(tx, site)
	})
}

// reporters are the Melder of the reports that were completed here: of receipts,
// and of what has none. What another program sent says nothing about this store.
func (v *Vault) reporters(tx *sql.Tx) (map[string]bool, error) {
	own := map[string]bool{}
	received, err := queryAll(context.Background(), tx, scanText,
		"SELECT DISTINCT receipt ->> 'melder_id' FROM delivery WHERE state = 'accepted' AND receipt ->> 'melder_id' <> ''")
	if err != nil {
		return nil, err
	}
	for _, id := range received {
		own[id] = true
	}
	rest, err := queryAll(context.Background(), tx, scanFrozen,
		"SELECT b.tnr, b.report FROM delivery d JOIN delivery_body b ON b.tnr = d.tnr WHERE d.state IN ('queued', 'sending', 'rejected') AND d.art = ?",
		model.SendungMeldung)
	if err != nil {
		return nil, err
	}
	for _, row := range rest {
		r, err := v.openFrozen(row)
		switch {
		case damaged(err):
		case err != nil:
			return nil, err
		case r.Melder.ID != "":
			own[string(r.Melder.ID)] = true
		}
	}
	return own, nil
}
