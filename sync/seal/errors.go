package seal

// Error is why something did not open. Rooms that may not import this one
// recognise it by what it answers, as they do with net.Error.
type Error struct {
	text          string
	wrongPassword bool
}

// The reasons why something does not open.
var (
	// ErrWrongPassword: the wrap is whole, the password or the login is not its own.
	ErrWrongPassword = &Error{text: "wrong password", wrongPassword: true}
	// ErrDamaged: the sealed bytes are not those that were stored at this place.
	ErrDamaged = &Error{text: "sealed data damaged"}
)

func (e *Error) Error() string { return e.text }

// WrongPassword reports whether another password may help.
func (e *Error) WrongPassword() bool { return e.wrongPassword }

// Damaged reports whether the stored bytes are at fault.
func (e *Error) Damaged() bool { return !e.wrongPassword }
