package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/seal"
)

// A password is changed at the portal and here, and whoever is killed in between must
// still get in. So her row takes the new one beside the old one before the portal is
// asked (ReadyPassword), and forgets the old one when it has said yes (TakePassword). What
// became of it in the middle says the next sign-in that the portal confirms: the password
// it took stays, the other one goes (settlePassword).

// ReadyPassword has the store open with a new password, too. ErrWrongPassword: the old one
// is not hers.
func (v *Vault) ReadyPassword(ctx context.Context, old, next string) error {
	err := v.readyPassword(ctx, old, next)
	if err != nil {
		return fmt.Errorf("ready a new password: %w", translate(err))
	}
	return nil
}

func (v *Vault) readyPassword(ctx context.Context, old, next string) error {
	row, err := v.ownRow(ctx)
	if err != nil {
		return err
	}
	pair, err := openPair(row.pair, v.login, old)
	if err != nil {
		return err
	}
	sealed, err := v.store.sealPair(pair, v.login, next)
	if err != nil {
		return err
	}
	return v.sealing(ctx, func(tx *sql.Tx) error {
		done, err := tx.Exec("UPDATE keywrap SET next = ? WHERE login = ? AND pair = ?", sealed, v.login, row.pair)
		return oneRow(done, err, ErrStale)
	})
}

// TakePassword makes the new password the only one.
func (v *Vault) TakePassword(ctx context.Context) error {
	err := v.act(ctx, func(tx *sql.Tx) (deed, error) {
		done, err := tx.Exec("UPDATE keywrap SET pair = next, next = NULL WHERE login = ? AND next IS NOT NULL", v.login)
		return deed{action: rights.PasswortGeaendert, object: v.Login()}, oneRow(done, err, ErrNotFound)
	})
	if err != nil {
		return fmt.Errorf("take the new password: %w", translate(err))
	}
	return nil
}

// LeavePassword stays with the old one: the portal has said no.
func (v *Vault) LeavePassword(ctx context.Context) error {
	err := v.sealing(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec("UPDATE keywrap SET next = NULL WHERE login = ?", v.login)
		return err
	})
	if err != nil {
		return fmt.Errorf("leave the new password: %w", translate(err))
	}
	return nil
}

// settlePassword keeps of two passwords the one that the portal has confirmed just now.
func (v *Vault) settlePassword(ctx context.Context, confirmed string) error {
	row, err := v.ownRow(ctx)
	if err != nil || row.next == nil {
		return err
	}
	if _, err := openPair(row.next, v.login, confirmed); err == nil {
		return v.TakePassword(ctx)
	} else if !errors.Is(err, seal.ErrWrongPassword) && !errors.Is(err, seal.ErrDamaged) {
		return err
	}
	return v.LeavePassword(ctx)
}

func (v *Vault) ownRow(ctx context.Context) (wrapRow, error) {
	return queryOne(ctx, v.store.reader, scanWrap, selectWrap+" WHERE login = ?", v.login)
}
