package totp

import (
	"crypto/subtle"
	"strings"
	"time"
	"unicode"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
)

const (
	// Period is how long a code is shown.
	Period = 30 * time.Second
	digits = otp.DigitsSix
	// skew is how many steps a phone's clock may be ahead or behind. With it a code
	// lives 90 seconds, a known deviation from ASVS 6.5.5, paid for by the rule
	// that it counts once.
	skew = 1

	// Window is how many steps are the present one to somebody's clock.
	Window = 2*skew + 1
)

// Code is the secret's code at a moment, and how long it will be shown. Without
// a secret it is "".
func Code(s Secret, now time.Time) (code string, left time.Duration) {
	if !s.valid() {
		return "", 0
	}
	end := time.Unix((step(now)+1)*int64(Period/time.Second), 0)
	return generate(s, step(now)), end.Sub(now)
}

// Check reports whether a code, as Normalise gives it, is the secret's code of
// the present step or its neighbours, and which step it was. A step that is not
// later than last, the last one that was accepted (0 = none), does not count. A last one
// that no clock can have reached was accepted while ours was ahead, and keeps nobody out:
// whoever asks keeps the steps each, so that none counts twice.
// All three steps are compared whatever the first ones gave.
func Check(s Secret, code string, now time.Time, last int64) (matched int64, ok bool) {
	if !s.valid() || len(code) != digits.Length() {
		return 0, false
	}
	if last > step(now)+skew {
		last = 0
	}
	for try := step(now) - skew; try <= step(now)+skew; try++ {
		same := subtle.ConstantTimeCompare([]byte(generate(s, try)), []byte(code)) == 1
		if same && try > last {
			matched, ok = try, true
		}
	}
	return matched, ok
}

// Normalise takes a typed or pasted code apart from the white space that apps
// show inside it ("123 456").
func Normalise(typed string) string { return withoutSpace(typed) }

func withoutSpace(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

// step is the number of whole periods since 1970 (RFC 6238, T).
func step(now time.Time) int64 { return now.Unix() / int64(Period/time.Second) }

// generate is the code of a step; a step before 1970 has none.
func generate(s Secret, step int64) string {
	if step < 0 {
		return ""
	}
	code, err := hotp.GenerateCodeCustom(s.Reveal(), uint64(step), hotp.ValidateOpts{Digits: digits, Algorithm: otp.AlgorithmSHA1})
	if err != nil {
		return "" // only for a secret that is no base32, and ours was encoded just now
	}
	return code
}
