package rule

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// specification is chapter 8 of the field specification, which is no part of
// the product.
const specification = "../../../shared/domain/obds.md"

// specRow is one line of the rule tables of chapter 8.
type specRow struct{ id, severity, types, text, source string }

func TestTheCatalogueSaysWhatTheSpecificationSays(t *testing.T) {
	t.Parallel()
	rows := readSpecification(t)
	for id, row := range rows {
		rules := slices.DeleteFunc(contentRules(), func(r Rule) bool { return r.ID != id })
		if len(rules) == 0 {
			t.Errorf("%s: got no rule, want one", id)
			continue
		}
		compareWithSpecification(t, rules[0], row)
	}
	for _, r := range contentRules() {
		if _, ok := rows[r.ID]; !ok {
			t.Errorf("%s: got a rule, want none: the specification has no such rule", r.ID)
		}
	}
}

func compareWithSpecification(t *testing.T, r Rule, row specRow) {
	t.Helper()
	if string(r.Severity) != row.severity {
		t.Errorf("%s: got severity %s, want %s", r.ID, r.Severity, row.severity)
	}
	if !sentencePattern(r.Text).MatchString(row.text) {
		t.Errorf("%s: got sentence %q, want %q", r.ID, r.Text, row.text)
	}
	if r.Source != row.source {
		t.Errorf("%s: got source %q, want %q", r.ID, r.Source, row.source)
	}
	if want := typesOf(row.types); want != nil {
		var got []string
		for _, typ := range r.For {
			got = append(got, string(typ))
		}
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("%s: got report types %q, want %q", r.ID, got, want)
		}
	}
}

// sentencePattern is the rule's sentence with anything in place of its names:
// some rules name what the specification writes out.
func sentencePattern(text string) *regexp.Regexp {
	pattern := regexp.MustCompile(`\\\{[a-z]+\\\}`).ReplaceAllString(regexp.QuoteMeta(text), ".+")
	return regexp.MustCompile("^" + pattern + "$")
}

// typesOf reads a list of report types, sorted; "alle" are none. It is nil for
// words that depend on a block ("mit TNM").
func typesOf(words string) []string {
	all := []string{"Diagnose", "OP", "Pathologie", "ST", "SYST", "Tod", "Tumorkonferenz", "Verlauf"}
	if words == "alle" {
		return []string{}
	}
	if except, ok := strings.CutPrefix(words, "alle außer "); ok {
		without := strings.Split(except, ", ")
		return slices.DeleteFunc(all, func(typ string) bool { return slices.Contains(without, typ) })
	}
	types := strings.Split(words, ", ")
	for _, typ := range types {
		if !slices.Contains(all, typ) {
			return nil
		}
	}
	slices.Sort(types)
	return types
}

func readSpecification(t *testing.T) map[string]specRow {
	t.Helper()
	text, err := os.ReadFile(specification)
	if err != nil {
		t.Skipf("the field specification is not here: %v", err)
	}
	rows := map[string]specRow{}
	for _, line := range strings.Split(string(text), "\n") {
		if !strings.HasPrefix(line, "| P-") {
			continue
		}
		cells := strings.Split(strings.Trim(line, "| "), " | ")
		if len(cells) == 6 && len(cells[0]) == len("P-001") {
			rows[cells[0]] = specRow{cells[0], cells[1], cells[2], cells[4], cells[5]}
		}
	}
	if len(rows) != 257 {
		t.Fatalf("got %d rules in the specification, want 257", len(rows))
	}
	return rows
}
