package portal

import (
	"fmt"
	"strings"
	"time"

	"example.org/meldeportal/model"
)

// Kind says what went wrong, as far as somebody can do something about it.
type Kind string

// The kinds of errors.
const (
	BadAddress       Kind = "bad-address"       // the configured address is no https address
	BadAuthority     Kind = "bad-authority"     // the configured certificate file cannot be used
	Unreachable      Kind = "unreachable"       // no connection, or it broke
	Timeout          Kind = "timeout"           // no or no whole answer in time
	Canceled         Kind = "canceled"          // the caller gave up
	PlainHTTP        Kind = "plain-http"        // no encryption: an http address, or a server that speaks it
	OldTLS           Kind = "old-tls"           // encryption older than TLS 1.3
	WrongCertificate Kind = "wrong-certificate" // not the portal's certificate, see Error.Certificate
	Nonsense         Kind = "nonsense"          // an answer that is none of the portal's
	LoginFailed      Kind = "login-failed"      // name, password or code wrong
	SessionExpired   Kind = "session-expired"   // sign in again
	Throttled        Kind = "throttled"         // too many tries, see Error.RetryAfter
	Busy             Kind = "busy"              // the portal cannot just now
	Refused          Kind = "refused"           // the portal's final no, see Code, Title and Findings
	BadReceipt       Kind = "bad-receipt"       // a receipt that the portal has not signed
)

// Error is whatever keeps a call from succeeding; every error of this package is
// one. The German sentences for its kinds are the interface's.
type Error struct {
	Kind        Kind
	Host        string            // host and port that were called
	Status      int               // HTTP status, 0 without an answer
	Code        Code              // the portal's word, "" without one
	Title       string            // the portal's German sentence, "" without one
	Findings    []Finding         // what is wrong with the document
	More        int               // findings the portal did not list
	RetryAfter  time.Duration     // not before then, 0 = not said
	Certificate *CertificateFault // with WrongCertificate
	Detail      string            // cause in English, for the log; quotes no answer
	cause       error
}

// CertificateFault is what is wrong with a certificate, for the error screen.
type CertificateFault struct {
	Why      Why
	Seen     string    // Fingerprint of the key that was shown
	Expected []string  // Fingerprints of the pinned keys, nil without pins
	Names    []string  // host names and addresses it is valid for
	From, To time.Time // when it is valid
}

// Why is the reason a certificate is refused for.
type Why string

// The reasons.
const (
	WhyExpired     Why = "expired"       // no longer valid, or this machine's clock is wrong
	WhyNotYetValid Why = "not-yet-valid" // not valid yet, or this machine's clock is wrong
	WhyName        Why = "name"          // made for another host
	WhyAuthority   Why = "authority"     // signed by somebody who is not trusted
	WhyPin         Why = "pin"           // the public key is none of the pinned ones
	WhyOther       Why = "other"
)

// Error is the chain for the log.
func (e *Error) Error() string {
	parts := []string{"portal " + string(e.Kind)}
	if e.Status != 0 {
		parts = append(parts, fmt.Sprintf("status %d", e.Status))
	}
	if e.Certificate != nil {
		parts = append(parts, string(e.Certificate.Why))
	}
	if e.Code != "" && string(e.Code) != string(e.Kind) {
		parts = append(parts, string(e.Code))
	}
	if e.Detail != "" {
		parts = append(parts, e.Detail)
	}
	return strings.Join(parts, ": ")
}

// Unwrap gives the foreign error, if there was one.
func (e *Error) Unwrap() error { return e.cause }

// Retryable reports whether the very same call may succeed later. Only what the
// portal itself refused is final; a wrong certificate or an expired session is
// no fault of the report, it waits.
func (e *Error) Retryable() bool {
	switch e.Kind {
	case Refused, LoginFailed, BadAddress, BadAuthority:
		return false
	}
	return true
}

// SessionOver reports whether nothing helps but a new sign-in.
func (e *Error) SessionOver() bool { return e.Kind == SessionExpired }

// Wait is how long the portal asks to wait, 0 when it did not say.
func (e *Error) Wait() time.Duration { return e.RetryAfter }

// Mark is a short word for logs and tables: the portal's code, else the kind.
func (e *Error) Mark() string {
	if e.Code != "" {
		return string(e.Code)
	}
	return string(e.Kind)
}

// Reason is the portal's final no in its own German words, with the first
// findings; "" for every other kind.
func (e *Error) Reason() string {
	if e.Kind != Refused {
		return ""
	}
	return model.Begruendung(e.Title, befunde(e.Findings), e.More)
}
