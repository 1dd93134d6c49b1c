package seal

// Error is why something did not open.
type Error struct{ text string }

// The reasons why something does not open.
var (
	// ErrWrongPassword: the bytes are whole, the password or the login is not their own.
	ErrWrongPassword = &Error{"wrong password"}
	// ErrDamaged: the sealed bytes are not those that were stored at this place.
	ErrDamaged = &Error{"sealed data damaged"}
	// ErrNewerKey: they were sealed with a key that was made since the ring was opened.
	ErrNewerKey = &Error{"sealed with a newer key"}
	// ErrMistyped: what was typed off paper is no key.
	ErrMistyped = &Error{"mistyped key"}
)

func (e *Error) Error() string { return e.text }
