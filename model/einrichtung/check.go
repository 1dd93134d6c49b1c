package einrichtung

import (
	"math/big"
	"regexp"
	"slices"
	"strings"

	"example.org/meldeportal/model/rule"
)

func digitsOnly(n int) func(string) string {
	shape := regexp.MustCompile(`^[0-9]+$`)
	return func(value string) string {
		if len(value) != n || !shape.MatchString(value) {
			return map[int]string{5: "Das sind nicht fünf Ziffern.", 9: "Das sind nicht neun Ziffern."}[n]
		}
		return ""
	}
}

func oneOf(words ...string) func(string) string {
	return func(value string) string {
		if !slices.Contains(words, value) {
			return "Möglich sind nur: " + strings.Join(words, ", ") + "."
		}
		return ""
	}
}

var mailShape = regexp.MustCompile(`^[^@\s]+@[^@\s]+\.[^@\s.]+$`)

func mail(value string) string {
	if !mailShape.MatchString(value) {
		return "Das ist keine E-Mail-Adresse."
	}
	return ""
}

func ik(value string) string {
	if !rule.ValidIK(value) {
		return "Das ist kein IK: neun Ziffern, die letzte ist die Prüfziffer."
	}
	return ""
}

func lanr(value string) string {
	if !rule.ValidLANR(value) {
		return "Das ist keine LANR: neun Ziffern, die siebte ist die Prüfziffer."
	}
	return ""
}

var (
	ibanShape = regexp.MustCompile(`^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$`)
	bicShape  = regexp.MustCompile(`^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$`)
)

// germanIBAN is how long one of a German bank is.
const germanIBAN = 22

// iban: ISO 13616, the number with its first four signs behind it is 1 modulo 97, a letter being
// two digits (A = 10).
func iban(value string) string {
	switch {
	case !ibanShape.MatchString(value):
		return "Das ist keine IBAN: Land, zwei Prüfziffern, Kontonummer."
	case strings.HasPrefix(value, "DE") && len(value) != germanIBAN:
		return "Eine deutsche IBAN hat 22 Zeichen."
	}
	var number strings.Builder
	for _, r := range value[4:] + value[:4] {
		if r >= 'A' {
			number.WriteString([]string{"1", "2", "3"}[(r-'A')/10] + string('0'+(r-'A')%10))
			continue
		}
		number.WriteRune(r)
	}
	n, _ := new(big.Int).SetString(number.String(), 10)
	if n.Mod(n, big.NewInt(97)).Int64() != 1 {
		return "Die Prüfziffern der IBAN stimmen nicht; bitte mit dem Kontoauszug vergleichen."
	}
	return ""
}

func bic(value string) string {
	if !bicShape.MatchString(value) {
		return "Das ist keine BIC: 8 oder 11 Zeichen, etwa HELADEF1XXX."
	}
	return ""
}
