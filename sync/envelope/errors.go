package envelope

// Error is why an envelope, a part or a list of keys is not taken.
type Error struct{ text string }

func (e *Error) Error() string { return e.text }

// The reasons.
var (
	// ErrForm: that is no envelope, no part or no list in the one form there is.
	ErrForm = &Error{"not in the form of an envelope"}
	// ErrVersion: it is of a later form.
	ErrVersion = &Error{"form of a later version"}
	// ErrSignature: who is said to have signed it has not, or not this.
	ErrSignature = &Error{"signature does not fit"}
	// ErrRecipient: a part is for another key than those at hand.
	ErrRecipient = &Error{"sealed for another key"}
	// ErrDamaged: a part does not open with the key it is for.
	ErrDamaged = &Error{"part damaged"}
	// ErrManifest: a part says that it belongs to another envelope, office or payload.
	ErrManifest = &Error{"manifest does not fit"}
	// ErrApart: the parts are not of one document.
	ErrApart = &Error{"parts do not belong together"}
	// ErrRetired: an office does not take what is sealed for this key any more.
	ErrRetired = &Error{"key of the recipient is retired"}
	// ErrNoKey: the list has no key of an office that may be used now.
	ErrNoKey = &Error{"no key of the recipient"}
	// ErrRoot: a list is signed by another root key than the known one.
	ErrRoot = &Error{"list of another root key"}
	// ErrExpired: a list is older than it may be.
	ErrExpired = &Error{"list of keys has expired"}
	// ErrOlder: a list is older than one that is known.
	ErrOlder = &Error{"older list of keys"}
)
