// Package phone is an authenticator app, for the tests: it takes a secret from where a
// person reads it. Start with Scan.
package phone

import (
	"encoding/base32"
	"strings"

	"example.org/meldeportal/sync/totp"
)

// Scan reads a secret as it is shown, in one piece or in groups.
func Scan(text string) (totp.Secret, error) {
	key, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.Join(strings.Fields(text), ""))
	if err != nil {
		return totp.Secret{}, err
	}
	return totp.SecretFromBytes(key)
}
