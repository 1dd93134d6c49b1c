package wording

import (
	"fmt"
	"strings"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/tui/style"
)

// Millis is a receipt's moment in local time, to the millisecond.
func Millis(at time.Time) string {
	return at.Local().Format("02.01.2006 15:04:05,000")
}

// Day is the day of a moment.
func Day(at time.Time) string { return at.Local().Format("02.01.2006") }

// Short is the part of a checksum people compare.
func Short(digest string) string {
	if len(digest) > 16 {
		return digest[:16] + " " + style.MoreSign
	}
	return digest
}

const DeletionMeans = "Das Register entscheidet über die Löschung. Hier wird nichts gelöscht: Meldung, Quittung und Antrag bleiben in der Akte lesbar."

// ReceiptText is the receipt as a list shows it: when, and the number's start;
// or the later result.
func ReceiptText(d *model.Delivery) string {
	if d.Ergebnis != "" {
		return ResultText(d)
	}
	if d.Receipt != nil {
		return d.Receipt.ReceivedAt.Local().Format("02.01.2006 15:04:05 ") + d.Transaktionsnummer[:min(8, len(d.Transaktionsnummer))]
	}
	return d.Reason
}

// StateText says what is open on a case, most urgent first.
func StateText(r *people.Row) string {
	var parts []string
	add := func(n int32, one, many string) {
		if n > 0 {
			parts = append(parts, Plural(int(n), one, many))
		}
	}
	add(r.Rejected, "abgelehnt", "abgelehnt")
	add(r.Waiting, "wartet", "warten")
	add(r.Drafts, "Entwurf", "Entwürfe")
	if len(parts) > 0 {
		return strings.Join(parts, ", ")
	}
	add(r.Accepted, "gemeldet", "gemeldet")
	add(r.Paper, "auf Papier", "auf Papier")
	return strings.Join(parts, ", ")
}

// FristText says how far a deadline is: noch 12 Tage, 3 Tage
// überfällig; "" where none runs.
func FristText(frist, today model.Datum) string {
	last, ok := frist.Time()
	now, known := today.Time()
	if !ok || !known {
		return ""
	}
	switch days := int(last.Sub(now) / (24 * time.Hour)); {
	case days < -1:
		return fmt.Sprintf("%d Tage überfällig", -days)
	case days == -1:
		return "1 Tag überfällig"
	case days == 0:
		return "heute letzter Tag"
	case days == 1:
		return "noch 1 Tag"
	default:
		return fmt.Sprintf("noch %d Tage", days)
	}
}

// TryText is one try to deliver something: when, by whom and with what answer.
func TryText(t *model.Versuch) string {
	who := t.Wer
	if who == "" {
		who = "ohne Anmeldung"
	}
	answer := t.Code
	switch answer {
	case "":
		answer = "angenommen"
	case model.VersuchAbgleich:
		answer = "Quittung beim Abgleich mit dem Portal gefunden"
	}
	return Millis(t.Am) + ", " + who + ": " + answer
}

// GenuineText says behind the entry of a receipt what its signature is worth.
func GenuineText(e model.Echtheit) string {
	switch e {
	case model.EchtheitGeprueft:
		return "; Quittung geprüft"
	case model.EchtheitOhne:
		return "; Quittung ohne Unterschrift (von vor der Umstellung)"
	case model.EchtheitFalsch:
		return "; Quittung mit falscher Unterschrift, bitte das Register fragen"
	}
	return ""
}
