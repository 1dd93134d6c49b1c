package wording

import (
	"fmt"

	"example.org/meldeportal/model/land"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/style"
)

// Standing is how far a report is: what of the Mindestanforderungen is there,
// and what it will probably earn. It is reckoned with each judgement.
type Standing struct {
	done, all int
	fee       worklist.Entgelt
}

func StandingOf(c rule.Case, l *land.Land) *Standing {
	done, all, _ := rule.Vollstaendigkeit(c)
	return &Standing{done, all, worklist.Verguetung(c, l)}
}

// Complete is "Mindestanforderungen: 11 von 14".
func (s *Standing) Complete() string {
	return fmt.Sprintf("Mindestanforderungen: %d von %d", s.done, s.all)
}

// Worth is "Voraussichtliche Vergütung: 19,50 € (unverbindlich)", and in a line
// of its own what is missing for it.
func (s *Standing) Worth() []string {
	lines := []string{"Voraussichtliche Vergütung: " + worklist.Euro(s.fee.Cents) + " (unverbindlich)"}
	if doubts := s.fee.Doubts(); doubts != "" {
		lines = append(lines, "  "+doubts)
	}
	return lines
}

// Summary is all of it in two lines with names, for the summary of the report.
func (s *Standing) Summary() []string {
	fee := worklist.Euro(s.fee.Cents) + " (unverbindlich)"
	if doubts := s.fee.Doubts(); doubts != "" {
		fee += ", " + doubts
	}
	return []string{fmt.Sprintf(" Angaben     %d von %d Mindestanforderungen", s.done, s.all), " Vergütung   " + fee}
}

// OneLine is all of it, the certain things first.
func (s *Standing) OneLine() string {
	line := fmt.Sprintf("%d/%d erfüllt %s %s", s.done, s.all, style.DotSign, s.Worth()[0])
	if doubts := s.fee.Doubts(); doubts != "" {
		line += ", " + doubts
	}
	return line
}

// Brief is "11/14 · 19,50 €", for the page line.
func (s *Standing) Brief() string {
	if s == nil {
		return ""
	}
	return fmt.Sprintf("%d/%d %s %s", s.done, s.all, style.DotSign, worklist.Euro(s.fee.Cents))
}
