package store

import "fmt"

const tableHanded = "handed"

// Hand seals something small for the same person's next program: it stands nowhere in the
// store, and what she unlocks with her password opens it.
func (v *Vault) Hand(plain []byte) ([]byte, error) {
	sealed, err := v.key.SealHeader(plain, tableHanded, v.login)
	if err != nil {
		return nil, fmt.Errorf("hand over: %w", translate(err))
	}
	return sealed, nil
}

// Handed opens what Hand sealed, or answers ErrDamaged.
func (v *Vault) Handed(sealed []byte) ([]byte, error) {
	plain, err := v.key.OpenHeader(nil, sealed, tableHanded, v.login)
	if err != nil {
		return nil, fmt.Errorf("take over: %w", translate(err))
	}
	return plain, nil
}
