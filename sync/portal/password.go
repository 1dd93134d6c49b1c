package portal

import (
	_ "embed" // the list
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// MinPassword is how many characters a password has at least.
const MinPassword = 15

// common.txt are 4,000 of the passwords people choose most (the list of zxcvbn, MIT), and
// German ones of offices and clinics.
//
//go:embed common.txt
var commonText string

var common = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	for word := range strings.Lines(commonText) {
		words[strings.TrimSpace(word)] = true
	}
	return words
})

// mostCommon is of how many common words a password may not consist: three of them, or
// one typed three times, are guessed; four and more make a sentence.
const mostCommon = 3

// PasswordRule says in German why a password is none for somebody, "" where it is one:
// long enough, not of the common ones, not her name. Nothing is said about what signs it
// has to have (NIST SP 800-63B, 5.1.1.2).
func PasswordRule(password string, names ...string) string {
	if utf8.RuneCountInString(password) < MinPassword {
		return "Das Passwort ist zu kurz: mindestens 15 Zeichen, zum Beispiel vier Wörter."
	}
	signs := plainSigns(password)
	for _, name := range names {
		for _, part := range strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			if utf8.RuneCountInString(part) >= 4 && strings.Contains(signs, part) {
				return "Das Passwort enthält Ihren Namen. Bitte ein anderes wählen."
			}
		}
	}
	if repeated(signs) || ofCommon(signs, mostCommon) {
		return "Das Passwort gehört zu den häufigen oder wiederholt sich. Bitte ein anderes wählen, zum Beispiel vier Wörter ohne Zusammenhang."
	}
	return ""
}

// plainSigns are the letters and digits of a password, in small letters.
func plainSigns(password string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, password)
}

// repeated reports that a few signs are typed again and again, or each is the next of the
// one before, as in 123456.
func repeated(signs string) bool {
	for n := 1; n <= 4 && n < len(signs); n++ {
		if strings.HasPrefix(strings.Repeat(signs[:n], len(signs)/n+1), signs) {
			return true
		}
	}
	steps := 0
	for i := 1; i < len(signs); i++ {
		if d := int(signs[i]) - int(signs[i-1]); d == 1 || d == -1 || d == 0 || signs[i-1:i+1] == "90" {
			steps++
		}
	}
	return steps >= len(signs)-2
}

// ofCommon reports that signs are nothing but common words, at most so many, with digits
// between and around them.
func ofCommon(signs string, most int) bool {
	signs = strings.Trim(signs, "0123456789")
	if signs == "" {
		return true
	}
	if most == 0 {
		return false
	}
	for end := len(signs); end >= 4; end-- {
		if common()[signs[:end]] && ofCommon(signs[end:], most-1) {
			return true
		}
	}
	return false
}
