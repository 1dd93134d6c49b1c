package seal

// KeyFromBytes is the key of a server that keeps it in a file of its own instead
// of behind a password. Another length than KeySize is ErrDamaged.
func KeyFromBytes(raw []byte) (*Key, error) {
	if len(raw) != KeySize {
		return nil, ErrDamaged
	}
	root := [KeySize]byte(raw)
	return newKey(&root)
}
