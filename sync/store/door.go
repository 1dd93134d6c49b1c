package store

import (
	"context"
	"database/sql"
	"fmt"

	"example.org/meldeportal/model/rights"
)

// deed is an act as it is asked for and written down.
type deed struct {
	action rights.Action
	object string // id of what it is about
	detail string // id of what that was before; what somebody got
	gives  *gift  // to whom it gives what roles, nil = to nobody
	asks   *gift  // whom it asks in as what, nil = nobody
}

// act is the one door: whatever a person changes in the store goes through it. It runs
// the act as Vault.write does; in the same transaction it asks for the role and writes
// the line, so that an act is there with its line or not at all. do says what was done;
// where nothing was, it names no action and no line is written. (door_test.go holds that
// no verb goes around it.)
func (v *Vault) act(ctx context.Context, do func(*sql.Tx) (deed, error)) error {
	return v.write(ctx, func(tx *sql.Tx) error {
		d, err := do(tx)
		if err == nil {
			err = v.pass(tx, d)
		}
		return err
	})
}

// pass lets through what a person may do, and writes it down.
func (v *Vault) pass(tx *sql.Tx, d deed) error {
	if d.action == "" {
		return nil
	}
	now := v.store.opt.Now()
	if d.action == rights.EntwurfBearbeitet {
		if going, err := v.goesOn(tx, d, now); err != nil || going {
			return err
		}
	}
	if err := v.allowed(tx, d.action); err != nil {
		return err
	}
	n, err := v.log(tx, d, now)
	if err == nil && d.gives != nil {
		err = v.putRoles(tx, d.gives, n)
	}
	if err == nil && d.asks != nil {
		err = v.putInvitation(tx, d.asks, n, now)
	}
	return err
}

// Leave writes down what somebody takes out of the store, which changes nothing in it:
// before it leaves, so that nothing leaves without. A *NoRole says that she may not.
func (v *Vault) Leave(ctx context.Context, action rights.Action, object string) error {
	err := v.act(ctx, func(*sql.Tx) (deed, error) { return deed{action: action, object: object}, nil })
	if err != nil {
		return fmt.Errorf("take out: %w", err)
	}
	return nil
}

// NoRole says that whoever unlocked the store has not the role for an act.
type NoRole struct{ Missing rights.Roles }

func (*NoRole) Error() string { return "act without its role" }

// Unwrap makes it an ErrNoRole.
func (*NoRole) Unwrap() error { return ErrNoRole }

// allowed is a *NoRole for what a person may not do.
func (v *Vault) allowed(tx *sql.Tx, a rights.Action) error {
	if a.Needs() == rights.None {
		return nil
	}
	have, err := v.rolesOf(context.Background(), tx, v.Login())
	if lacks := a.Missing(have); err == nil && lacks != rights.None {
		err = &NoRole{lacks}
	}
	return err
}

// May is a *NoRole where an act would be refused, for whoever would otherwise work long
// for nothing.
func (v *Vault) May(ctx context.Context, a rights.Action) error {
	have, err := v.Roles(ctx)
	if lacks := a.Missing(have); err == nil && lacks != rights.None {
		err = &NoRole{lacks}
	}
	return err
}
