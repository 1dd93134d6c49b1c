package rule

import (
	"strings"

	"example.org/meldeportal/model"
)

// sentence fills the {names} of a rule's text with name, value pairs.
func sentence(text string, args []string) string {
	if len(args) == 0 {
		return text
	}
	pairs := make([]string, len(args))
	for i := range args {
		pairs[i] = args[i]
		if i%2 == 0 {
			pairs[i] = "{" + args[i] + "}"
		}
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// german is a date as staff write it: 14.05.2026, 05.2026 or 2026 by its
// precision, wholly estimated years with "ca."; text that is no date as typed.
func german(d model.Datum) string {
	t, ok := d.Time()
	if !ok {
		return string(d)
	}
	switch _, precision := d.Split(); precision {
	case model.TagGeschaetzt:
		return t.Format("01.2006")
	case model.MonatGeschaetzt:
		return t.Format("2006")
	case model.VollGeschaetzt:
		return "ca. " + t.Format("2006")
	}
	return t.Format("02.01.2006")
}
