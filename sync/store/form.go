package store

// What a form keeps beside the report grows with every step somebody takes: packed,
// half a megabyte of it is saved in half the time. It is packed whatever it is.

// sealForm gives NULL for a form that keeps nothing.
func (v *Vault) sealForm(form []byte, place ...string) ([]byte, error) {
	if len(form) == 0 {
		return nil, nil
	}
	return v.key.SealBody(pack(form), place...)
}

func (v *Vault) openForm(sealed []byte, place ...string) ([]byte, error) {
	if sealed == nil {
		return nil, nil
	}
	packed, err := v.key.OpenBody(sealed, place...)
	if err != nil {
		return nil, err
	}
	return unpack(packed)
}
