// Package totp knows one-time codes: it makes a secret, writes the address that
// a QR code carries into a phone, and judges a typed code. SHA-1, six digits,
// thirty seconds: what every authenticator app supports (RFC 6238).
//
// It wraps github.com/pquerna/otp and promises what that leaves to its callers:
// an empty, short or long secret never validates anything, every step is
// compared in constant time, and a code whose step was used before is refused.
// Start with NewSecret, then URI, Code and Check.
package totp
