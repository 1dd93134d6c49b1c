package forms

import (
	"github.com/charmbracelet/lipgloss"

	"example.org/meldeportal/model/rule"
)

// Look is how a form is drawn. The zero value draws plain text; the program
// hands in the styles of its own by meaning.
type Look struct {
	Label, Value, Meaning, Muted, Focus, Match lipgloss.Style
	Title                                      lipgloss.Style // name of a page where all stand on one
	Fehler, Warnung, Hinweis                   lipgloss.Style
	Chosen                                     lipgloss.Style // a value the next letter replaces
	FocusSign, DashSign, MoreSign, FromSign    string
	TakeSign                                   string // of the key that takes what stands behind it
	RuleSign                                   string // makes a line across
	BarSign                                    string // makes a line down
	MaskSign                                   string // stands for a letter of a secret
}

// The signs of the severities: said by a character, not by colour alone.
var severitySigns = map[rule.Severity]string{rule.Fehler: "!", rule.Warnung: "?", rule.Hinweis: "i"}

// SeveritySign is the sign of a severity.
func SeveritySign(s rule.Severity) string { return severitySigns[s] }

func (l *Look) severity(s rule.Severity) lipgloss.Style {
	switch s {
	case rule.Fehler:
		return l.Fehler
	case rule.Warnung:
		return l.Warnung
	}
	return l.Hinweis
}

func (l *Look) signs() {
	if l.FocusSign == "" {
		l.FocusSign = ">"
	}
	if l.DashSign == "" {
		l.DashSign = "-"
	}
	if l.MoreSign == "" {
		l.MoreSign = "..."
	}
	if l.RuleSign == "" {
		l.RuleSign = "-"
	}
	if l.BarSign == "" {
		l.BarSign = "|"
	}
	if l.FromSign == "" {
		l.FromSign = "<-"
	}
	if l.TakeSign == "" {
		l.TakeSign = "->"
	}
	if l.MaskSign == "" {
		l.MaskSign = "*"
	}
}
