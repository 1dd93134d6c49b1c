package kit

import (
	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/style"
)

// Look hands the program's styles to the form.
func Look() forms.Look {
	return forms.Look{Label: style.Label, Value: style.Value, Meaning: style.Meaning, Muted: style.Muted, Focus: style.Focus, Title: style.Title,
		Match: style.Match, Fehler: style.Fehler, Warnung: style.Warnung, Hinweis: style.Hinweis, Chosen: style.Input.Underline(true),
		FocusSign: style.FocusSign, DashSign: style.DashSign, MoreSign: style.MoreSign, FromSign: style.FromSign, TakeSign: style.TakeSign, RuleSign: style.RuleSign, BarSign: style.BarSign, MaskSign: style.MaskSign}
}
