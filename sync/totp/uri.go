package totp

import (
	"net/url"
	"strings"
)

const (
	// issuer is the name the authenticator app shows for the registry.
	issuer = "HKR"
	// accountMax keeps the QR code small enough for a terminal of 80x24.
	accountMax = 12
)

// URI is the address a QR code carries into an authenticator app. It is short on
// purpose: with the issuer "HKR", an account of at most twelve plain characters
// and the defaults (SHA1, 6 digits, 30 seconds) left out, it takes version 5 of
// the QR code at level L, 41 columns and 21 rows in half blocks with its quiet
// zone; the long form with "HKR Meldeportal" and all parameters needs 29 rows.
func URI(login string, s Secret) string {
	return "otpauth://totp/" + issuer + ":" + account(login) + "?secret=" + url.QueryEscape(s.Reveal()) + "&issuer=" + issuer
}

// account is a login name without the characters that would need escaping.
func account(login string) string {
	plain := strings.Map(func(r rune) rune {
		if r == '-' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, login)
	return plain[:min(len(plain), accountMax)]
}
