package wording

import (
	"strings"
)

// What a reset does, before and after. The portal does not say whether name and
// password were right.
const (
	ResetMeans = "Der jetzige zweite Faktor gilt danach sofort nicht mehr, offene Sitzungen enden. Bis die Vertrauensstelle einen neuen freigibt, ist keine Anmeldung möglich."
	ResetAsked = "Reset beantragt. Stimmten Name und Passwort, gilt der alte zweite Faktor ab sofort nicht mehr; für einen neuen bitte die Vertrauensstelle anrufen."
)

// Groups sets a secret in groups of four, four groups a line.
func Groups(secret string) []string {
	var lines []string
	var line []string
	for len(secret) > 0 {
		n := min(4, len(secret))
		line = append(line, secret[:n])
		secret = secret[n:]
		if len(line) == 4 || len(secret) == 0 {
			lines = append(lines, strings.Join(line, " "))
			line = nil
		}
	}
	return lines
}
