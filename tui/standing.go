package tui

import (
	"fmt"

	"example.org/meldeportal/model/land"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/style"
)

// standing is how far a report is: what of the Mindestanforderungen is there,
// and what it will probably earn. It is reckoned with each judgement.
type standing struct {
	done, all int
	fee       worklist.Entgelt
}

func standingOf(c rule.Case, l *land.Land) *standing {
	done, all, _ := rule.Vollstaendigkeit(c)
	return &standing{done, all, worklist.Verguetung(c, l)}
}

// complete is "Mindestanforderungen: 11 von 14".
func (s *standing) complete() string {
	return fmt.Sprintf("Mindestanforderungen: %d von %d", s.done, s.all)
}

// worth is "Voraussichtliche Vergütung: 19,50 € (unverbindlich)", and in a line
// of its own what is missing for it.
func (s *standing) worth() []string {
	lines := []string{"Voraussichtliche Vergütung: " + worklist.Euro(s.fee.Cents) + " (unverbindlich)"}
	if doubts := s.fee.Doubts(); doubts != "" {
		lines = append(lines, "  "+doubts)
	}
	return lines
}

// summary is all of it in two lines with names, for the summary of the report.
func (s *standing) summary() []string {
	fee := worklist.Euro(s.fee.Cents) + " (unverbindlich)"
	if doubts := s.fee.Doubts(); doubts != "" {
		fee += ", " + doubts
	}
	return []string{fmt.Sprintf(" Angaben     %d von %d Mindestanforderungen", s.done, s.all), " Vergütung   " + fee}
}

// oneLine is all of it, the certain things first.
func (s *standing) oneLine() string {
	line := fmt.Sprintf("%d/%d erfüllt %s %s", s.done, s.all, style.DotSign, s.worth()[0])
	if doubts := s.fee.Doubts(); doubts != "" {
		line += ", " + doubts
	}
	return line
}

// brief is "11/14 · 19,50 €", for the page line.
func (s *standing) brief() string {
	if s == nil {
		return ""
	}
	return fmt.Sprintf("%d/%d %s %s", s.done, s.all, style.DotSign, worklist.Euro(s.fee.Cents))
}
