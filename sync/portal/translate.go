package portal

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"mime"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// This file translates: foreign errors and answers go in, *Error comes out.

// fromTransport translates what http.Client says when there is no answer, or
// not all of one.
func fromTransport(host string, err error) *Error {
	var outer *url.Error
	if errors.As(err, &outer) {
		err = outer.Err // the outer one repeats method and address
	}
	e := &Error{Kind: Unreachable, Host: host, Detail: err.Error(), cause: err}
	var timeout net.Error
	switch {
	case errors.Is(err, context.Canceled):
		e.Kind = Canceled
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		e.Kind = Timeout
	case errors.Is(err, http.ErrSchemeMismatch):
		e.Kind = PlainHTTP
	case isOldTLS(err):
		e.Kind = OldTLS
	case isMalformed(err):
		e.Kind, e.Detail, e.cause = Nonsense, "malformed answer", nil
	default:
		e.Certificate = certificateFault(err)
	}
	if e.Certificate != nil {
		e.Kind = WrongCertificate
	}
	return e
}

// isOldTLS knows a handshake that failed over the version. crypto/tls has no
// exported error for it, neither for the other side's alert nor for its own.
func isOldTLS(err error) bool {
	text := err.Error()
	return strings.Contains(text, "protocol version not supported") || strings.Contains(text, "unsupported protocol version")
}

// isMalformed knows an answer that is no HTTP or no TLS; net/http exports no
// error for the former.
func isMalformed(err error) bool {
	var record tls.RecordHeaderError
	text := err.Error()
	return errors.As(err, &record) || strings.Contains(text, "malformed") || strings.Contains(text, "response headers exceeded")
}

// certificateFault is nil where no certificate is at fault.
func certificateFault(err error) *CertificateFault {
	var pin *pinError
	if errors.As(err, &pin) {
		fault := describe(WhyPin, pin.seen)
		for _, p := range pin.want {
			fault.Expected = append(fault.Expected, Fingerprint(p))
		}
		return fault
	}
	var chain *tls.CertificateVerificationError
	if !errors.As(err, &chain) || len(chain.UnverifiedCertificates) == 0 {
		return nil
	}
	leaf := chain.UnverifiedCertificates[0]
	return describe(whyNot(chain.Err, leaf), leaf)
}

func describe(why Why, cert *x509.Certificate) *CertificateFault {
	fault := &CertificateFault{Why: why, Seen: Fingerprint(Pin(cert)), From: cert.NotBefore, To: cert.NotAfter}
	for _, name := range cert.DNSNames {
		fault.Names = append(fault.Names, clean(name))
	}
	for _, ip := range cert.IPAddresses {
		fault.Names = append(fault.Names, ip.String())
	}
	return fault
}

func whyNot(err error, leaf *x509.Certificate) Why {
	var invalid x509.CertificateInvalidError
	var name x509.HostnameError
	var authority x509.UnknownAuthorityError
	switch {
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired && time.Now().Before(leaf.NotBefore):
		return WhyNotYetValid
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return WhyExpired
	case errors.As(err, &name):
		return WhyName
	case errors.As(err, &authority):
		return WhyAuthority
	}
	return WhyOther
}

// nonsense is an answer that is none of ours.
func nonsense(host string, status int, detail string) *Error {
	return &Error{Kind: Nonsense, Host: host, Status: status, Detail: detail}
}

// fromAnswer translates an answer other than success. Without a problem of ours
// in it, it comes from something between us and the portal.
func fromAnswer(host string, a answer) *Error {
	e := &Error{Host: host, Status: a.status, RetryAfter: retryAfter(a.header.Get("Retry-After"), time.Now())}
	p, ours := problemOf(a)
	if ours {
		listed := p.Findings[:min(len(p.Findings), MaxFindings)]
		e.Code, e.Title, e.Findings = p.Code, clean(p.Title), cleanFindings(listed)
		e.More = max(p.More, 0) + len(p.Findings) - len(listed)
	}
	e.Kind = kindOf(a.status, e.Code, ours)
	return e
}

func kindOf(status int, code Code, ours bool) Kind {
	switch {
	case code == CodeLoginFailed:
		return LoginFailed
	case code == CodeSessionExpired:
		return SessionExpired
	case status == http.StatusTooManyRequests:
		return Throttled
	case status >= 500, status == http.StatusRequestTimeout, status == http.StatusConflict, status == http.StatusTooEarly:
		return Busy
	case ours && status >= 400 && code != CodeUnknownCall: // that is about the address, not about the report
		return Refused
	}
	return Nonsense
}

var codeShape = regexp.MustCompile(`^[a-z][a-z-]{0,39}$`)

// problemOf reads the body's problem; false when there is none of ours. It has to be the
// contract's in all that it says twice: a refusal ends a report's way, and others than the
// portal, such as what guards a network, answer with problems as well.
func problemOf(a answer) (p Problem, ours bool) {
	media, _, err := mime.ParseMediaType(a.header.Get("Content-Type"))
	if err != nil || media != TypeProblem || a.header.Get(HeaderDigest) == "" || json.Unmarshal(a.body, &p) != nil {
		return Problem{}, false
	}
	return p, codeShape.MatchString(string(p.Code)) && p.Type == ProblemType(p.Code) && p.Status == a.status && p.Title != ""
}

const longestWait = 24 * time.Hour

// retryAfter reads the header's two forms, seconds and a date.
func retryAfter(value string, now time.Time) time.Duration {
	wait := time.Duration(0)
	if seconds, err := strconv.ParseInt(value, 10, 32); err == nil {
		wait = time.Duration(seconds) * time.Second
	} else if at, err := http.ParseTime(value); err == nil {
		wait = at.Sub(now)
	}
	return min(max(wait, 0), longestWait)
}
