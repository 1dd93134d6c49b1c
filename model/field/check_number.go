package field

import (
	"slices"
	"strconv"
	"strings"
)

// mostDigits is how many digits the schema's judge reads of a number; with more
// it is none.
const mostDigits = 24

// number is a decimal in parts: its value is whole.fraction, with no zeros at
// the outer ends.
type number struct {
	negative        bool
	whole, fraction string
}

// parseNumber reads a number as the schema's judge does: blanks around it, a
// sign, leading and trailing zeros, a point at either end are all allowed.
func parseNumber(text string, decimal bool) (n number, ok bool) {
	text = strings.Trim(text, " \t\r\n")
	if text != "" && (text[0] == '-' || text[0] == '+') {
		n.negative = text[0] == '-'
		text = text[1:]
	}
	significant := strings.TrimLeft(text, "0")
	zeros := len(significant) < len(text)
	n.whole, n.fraction, _ = strings.Cut(significant, ".")
	if !decimal && len(n.whole) < len(significant) || !digits(n.whole) || !digits(n.fraction) {
		return n, false
	}
	count := len(n.whole) + len(n.fraction)
	if count == 0 && !zeros || count > mostDigits {
		return n, false
	}
	n.fraction = strings.TrimRight(n.fraction, "0")
	if n.whole == "" && n.fraction == "" {
		n.negative = false // -0 is 0
	}
	return n, true
}

func digits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return true
}

// compare orders two numbers: negative when n is less than m.
func (n number) compare(m number) int {
	switch {
	case n.negative && !m.negative:
		return -1
	case !n.negative && m.negative:
		return 1
	}
	order := len(n.whole) - len(m.whole)
	if order == 0 {
		order = strings.Compare(n.whole, m.whole)
	}
	if order == 0 {
		order = strings.Compare(n.fraction, m.fraction)
	}
	if n.negative {
		return -order
	}
	return order
}

func (c *checker) checkNumber(text string) *Fault {
	t := c.typ
	if slices.Contains(t.Words, text) {
		return nil
	}
	n, ok := parseNumber(text, t.Number.Decimals != 0)
	switch {
	case !ok && t.Number.Decimals == 0:
		return &Fault{Text: "Erwartet wird eine ganze Zahl" + t.Number.limits() + "."}
	case !ok:
		return &Fault{Text: "Erwartet wird eine Zahl" + t.Number.limits() + ", z. B. 1.5."}
	case !t.Number.holds(n):
		return &Fault{Text: "Die Zahl liegt nicht im erlaubten Bereich" + t.Number.limits() + "."}
	case t.Number.Decimals > 0 && len(n.fraction) > t.Number.Decimals:
		return &Fault{Text: "Zu viele Stellen nach dem Komma: erlaubt sind " + strconv.Itoa(t.Number.Decimals) + "."}
	}
	return nil
}

func (r *Range) holds(n number) bool {
	if least, ok := parseNumber(r.Min, true); ok {
		if order := n.compare(least); order < 0 || order == 0 && r.MinOpen {
			return false
		}
	}
	if most, ok := parseNumber(r.Max, true); ok {
		if order := n.compare(most); order > 0 || order == 0 && r.MaxOpen {
			return false
		}
	}
	return true
}

// limits says the range in German, with a blank before it.
func (r *Range) limits() string {
	var b strings.Builder
	if r.Min != "" {
		b.WriteString(map[bool]string{false: " ab ", true: " größer als "}[r.MinOpen] + r.Min)
	}
	if r.Min != "" && r.Max != "" {
		b.WriteString(" und")
	}
	if r.Max != "" {
		b.WriteString(map[bool]string{false: " bis ", true: " kleiner als "}[r.MaxOpen] + r.Max)
	}
	return b.String()
}
