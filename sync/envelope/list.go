package envelope

import (
	"slices"
	"time"

	"example.org/meldeportal/sync/seal"
)

// List says which keys the offices have. It is signed by the root key, which is on no server
// of the registry, and its version only rises.
type List struct {
	V         int       `json:"v"`
	Version   int       `json:"version"` // counted from 1
	Issued    time.Time `json:"issued"`
	Expires   time.Time `json:"expires"`
	Root      string    `json:"root"` // public half of the root key
	Keys      []Key     `json:"keys"`
	Receipts  []string  `json:"receipts,omitempty"` // public halves by which the portal signs receipts
	Signature []byte    `json:"signature"`          // of the root key over all bytes before this member
}

// Key is a key of an office.
type Key struct {
	Role      Role      `json:"role"`
	Recipient string    `json:"recipient"` // age, public half
	State     State     `json:"state"`
	From      time.Time `json:"from"`
	Until     time.Time `json:"until"` // nothing sealed for it is taken later
}

// State is how it is with a key.
type State string

// The states.
const (
	Active   State = "active"   // is sealed for
	Retiring State = "retiring" // is not sealed for any more; what was is still taken
	Retired  State = "retired"
	Revoked  State = "revoked" // somebody else may have it
)

// How long things last: a key that others encrypt with at most one to two years (NIST SP 800-57
// part 1, 5.3.6), and so long beside the next that a site on holiday is not cut off.
const (
	ListLife = 90 * 24 * time.Hour
	KeyLife  = 365 * 24 * time.Hour
	Overlap  = 30 * 24 * time.Hour
)

// MaxList is the largest list in bytes.
const MaxList = 256 << 10

// Sign writes a list as the next one: the version rises, and it lasts from now on.
func (l List) Sign(root *seal.Signer, now time.Time) ([]byte, error) {
	l.V, l.Version, l.Root = Version, l.Version+1, root.Public()
	l.Issued = now.UTC().Truncate(time.Millisecond)
	l.Expires = l.Issued.Add(ListLife)
	return sign(&l, &l.Signature, kindList, root)
}

// ReadList reads a list that the root key of a fingerprint has signed. ErrForm, ErrVersion,
// ErrRoot, ErrSignature, ErrExpired.
func ReadList(document []byte, rootFingerprint string, now time.Time) (*List, error) {
	l, err := Unchecked(document)
	if err != nil {
		return nil, err
	}
	if seal.Fingerprint(l.Root) != rootFingerprint {
		return nil, ErrRoot
	}
	if !now.Before(l.Expires) {
		return nil, ErrExpired
	}
	return l, nil
}

// Unchecked reads a list as ReadList, whoever's it is and however old: its fingerprint still
// has to be compared.
func Unchecked(document []byte) (*List, error) {
	l, before, err := readSigned[List](document)
	if err != nil {
		if laterVersion(document) {
			return nil, ErrVersion
		}
		return nil, err
	}
	switch {
	case l.V > Version:
		return nil, ErrVersion
	case l.V != Version || l.Version < 1 || !wholeMillis(l.Issued) || !l.Expires.Equal(l.Issued.Add(ListLife)) || !wholeMillis(l.Expires):
		return nil, ErrForm
	case slices.ContainsFunc(l.Keys, func(k Key) bool { return !k.wellFormed() }):
		return nil, ErrForm
	case slices.ContainsFunc(l.Receipts, func(public string) bool { return !seal.PublicKey(public) }):
		return nil, ErrForm
	case !seal.Signed(l.Root, kindList, before, l.Signature):
		return nil, ErrSignature
	}
	return &l, nil
}

func (k Key) wellFormed() bool {
	return slices.Contains(Roles(), k.Role) && slices.Contains([]State{Active, Retiring, Retired, Revoked}, k.State) && seal.IsRecipient(k.Recipient) &&
		wholeMillis(k.From) && wholeMillis(k.Until) && k.From.Before(k.Until)
}

// Fingerprint is that of the root key.
func (l *List) Fingerprint() string { return seal.Fingerprint(l.Root) }

// Named reports whether somebody typed the last two groups of the root key's fingerprint.
func (l *List) Named(typed string) bool { return seal.EndsWith(l.Fingerprint(), typed) }

// For is the key of an office to seal for. ErrNoKey.
func (l *List) For(role Role, now time.Time) (Key, error) {
	for _, k := range slices.Backward(l.Keys) {
		if k.Role == role && k.State == Active && !now.Before(k.From) && now.Before(k.Until) {
			return k, nil
		}
	}
	return Key{}, ErrNoKey
}

// Takes is nil where an office takes what is sealed for its key of a fingerprint. ErrRetired,
// ErrNoKey.
func (l *List) Takes(role Role, fingerprint string, now time.Time) error {
	for _, k := range l.Keys {
		if k.Role != role || seal.Fingerprint(k.Recipient) != fingerprint {
			continue
		}
		if (k.State == Active || k.State == Retiring) && now.Before(k.Until) {
			return nil
		}
		return ErrRetired
	}
	return ErrNoKey
}

// Rotate gives an office a new key: the one that was active is taken for Overlap more.
func (l *List) Rotate(role Role, recipient string, now time.Time) {
	now = now.UTC().Truncate(time.Millisecond)
	for i := range l.Keys {
		if k := &l.Keys[i]; k.Role == role && k.State == Active {
			k.State = Retiring
			if end := now.Add(Overlap); end.Before(k.Until) {
				k.Until = end
			}
		}
	}
	l.Keys = append(l.Keys, Key{Role: role, Recipient: recipient, State: Active, From: now, Until: now.Add(KeyLife)})
}

// End retires or revokes the key of a fingerprint. ErrNoKey: there is none that is still
// taken.
func (l *List) End(fingerprint string, how State) error {
	for i := range l.Keys {
		k := &l.Keys[i]
		if seal.EndsWith(seal.Fingerprint(k.Recipient), fingerprint) && (k.State == Active || k.State == Retiring) {
			k.State = how
			return nil
		}
	}
	return ErrNoKey
}

// After is ErrOlder where a list is older than a version that is known.
func (l *List) After(version int) error {
	if l.Version < version {
		return ErrOlder
	}
	return nil
}
