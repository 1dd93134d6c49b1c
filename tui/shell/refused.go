package shell

import (
	"time"

	"example.org/meldeportal/forms"
)

// RefusedBytes says that the terminal has sent bytes that are no UTF-8.
type RefusedBytes struct{}

// RefusalStays is how long keys leave the sentence about it alone: whoever types
// a word has its next letter typed at once.
const RefusalStays = 10 * time.Second

// refused says so; what was sent is not repeated, it may be part of a password.
func (sh *Shell) refused() {
	sh.Say("Das Terminal schickt Zeichen, die kein UTF-8 sind (etwa Umlaute); sie fehlen jetzt. Bitte seinen Zeichensatz auf UTF-8 stellen.")
	sh.stays = sh.clock().Now().Add(RefusalStays)
}

// ForeignCharset says before anything is typed that the terminal is set to another
// charset.
func ForeignCharset(charset string) string {
	return "Das Terminal ist auf " + forms.Clean(charset) + " gestellt; Umlaute stimmen nur mit UTF-8. Bitte den Zeichensatz umstellen (auch LANG)."
}
