package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"example.org/meldeportal/model/land"
	"example.org/meldeportal/model/rule"
)

// shownRule is a rule of the catalogue as it is listed.
type shownRule struct {
	Regel  string        `json:"regel"`
	Stufe  rule.Severity `json:"stufe"`
	Text   string        `json:"text"`
	Quelle string        `json:"quelle"`
	Ab     string        `json:"gueltig_ab,omitempty"`
	Fuer   []string      `json:"meldungen,omitempty"` // report types; none = all
}

// printRules lists the catalogue: what each rule says, how strict it is, who
// says so, from when on and for which reports.
func printRules(w io.Writer, asJSON bool) error {
	out := bufio.NewWriter(w)
	encoder := json.NewEncoder(out)
	rules := rule.RulesIn(land.Default)
	for i := range rules {
		r := shown(&rules[i])
		var err error
		if asJSON {
			err = encoder.Encode(r)
		} else {
			_, err = fmt.Fprintf(out, "%-10s %s  %s\n%14s%s\n", r.Regel, r.Stufe, r.Text, "", r.about())
		}
		if err != nil {
			return fmt.Errorf("print rules: %w", err)
		}
	}
	if !asJSON {
		fmt.Fprintf(out, "\n%s. Milder oder aus schaltet sie die Konfiguration: [regeln] P-033 = \"aus\".\n", counted(len(rules), "Regel", "Regeln"))
	}
	return out.Flush()
}

func shown(r *rule.Rule) shownRule {
	s := shownRule{Regel: r.ID, Stufe: r.Severity, Text: r.Text, Quelle: r.Source, Ab: string(r.From)}
	for _, typ := range r.For {
		s.Fuer = append(s.Fuer, string(typ))
	}
	return s
}

// about is the second line of a rule.
func (s *shownRule) about() string {
	words := []string{"Quelle " + s.Quelle}
	if s.Ab != "" {
		words = append(words, "gültig ab "+s.Ab)
	}
	if len(s.Fuer) > 0 {
		words = append(words, "nur "+strings.Join(s.Fuer, ", "))
	}
	return strings.Join(words, " · ")
}
