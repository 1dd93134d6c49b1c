// Package portal is the portal's contract and its client: what is said between
// this program and the registry's Meldeportal, over HTTPS with JSON answers
// (contract.go, problem.go), and the Client that says it.
//
// The client promises: nothing is sent unless the other side speaks TLS 1.3 and
// shows a certificate that the given authority signed and, where pins are given,
// one of the pinned public keys; no answer is larger than a limit or later than
// a timeout; text of the portal arrives without control characters; whatever
// goes wrong is an *Error that says of what kind it is, whether the same call
// may succeed later, and what staff need to read (errors.go). Passwords, codes,
// secrets and tokens print as "[redacted]".
//
// Signing in is two calls: Activate shows a secret while the account is still
// without a second factor and fails in every other case; SignIn takes name,
// password and code. Start with New.
package portal
