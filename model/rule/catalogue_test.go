package rule

import (
	"flag"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"example.org/meldeportal/model/judges"
)

// catalogueFile is the table of all rules: id, severity, report types, sentence,
// source. It is chapter 8 of the field specification, which is no part of the
// product.
//
//	go test ./model/rule -run TestTheCatalogueIsTheSpecification -update
//
// writes it from there.
const catalogueFile = "testdata/catalogue.tsv"

var update = flag.Bool("update", false, "write the table of rules anew")

// supplement are rules the specification lacks: about two versions of a report on
// one store, about what edition 3.0.5 added, since it describes 3.0.4, and about a day
// of the Land.
var supplement = []string{"P-038", "P-039", "P-325", "P-326", "P-327", "P-328", "P-329"}

// clinical is the first id of the rules of clinical plausibility, which the
// specification leaves to medicine.
const clinical = "P-400"

// departures are lines of the table that differ from the specification, with the
// cells that do: it blamed what is right, or let pass what no registry takes.
var departures = []struct{ id, from, to string }{
	{"P-022", "\tW\t", "\tF\t"}, // the id of the person; other ids stay a Warnung
	{"P-185", "\tF\t", "\tW\t"}, // lymph nodes are irradiated on both sides at once
	{"P-315", "Ulzeration nur bei pT1b angeben.", // b means ulcerated at T2 to T4, too
		"Ulzeration passt nicht zu pT{t}: Ein ulzerierter Tumor hat den Buchstaben b. Bitte beides prüfen."},
}

// specRow is one line of the table.
type specRow struct{ id, severity, types, text, source string }

func TestTheCatalogueIsTheSpecification(t *testing.T) {
	t.Parallel()
	path, there := judges.File(t, "obds.md")
	if !there {
		return
	}
	want := readSpecification(t, path)
	if *update {
		if err := os.WriteFile(catalogueFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(catalogueFile)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is not chapter 8 of the specification", catalogueFile)
	}
}

func TestTheCatalogueSaysWhatTheSpecificationSays(t *testing.T) {
	t.Parallel()
	rows := readCatalogue(t)
	for id, row := range rows {
		rules := slices.DeleteFunc(contentRules(), func(r Rule) bool { return r.ID != id })
		if len(rules) == 0 {
			t.Errorf("%s: got no rule, want one", id)
			continue
		}
		compareWithSpecification(t, rules[0], row)
	}
	for _, r := range contentRules() {
		if _, ok := rows[r.ID]; !ok && r.ID < clinical && !slices.Contains(supplement, r.ID) {
			t.Errorf("%s: got a rule, want none: %s has no such rule", r.ID, catalogueFile)
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

func readCatalogue(t *testing.T) map[string]specRow {
	t.Helper()
	text, err := os.ReadFile(catalogueFile)
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]specRow{}
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(cells) != 5 {
			t.Fatalf("%s: %q has %d cells, want 5", catalogueFile, line, len(cells))
		}
		rows[cells[0]] = specRow{cells[0], cells[1], cells[2], cells[3], cells[4]}
	}
	return rows
}

// readSpecification takes the table of rules out of the specification.
func readSpecification(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "| P-") {
			continue
		}
		cells := strings.Split(strings.Trim(line, "| \n"), " | ")
		if len(cells) == 6 && len(cells[0]) == len("P-001") {
			table.WriteString(departed(strings.Join([]string{cells[0], cells[1], cells[2], cells[4], cells[5]}, "\t")) + "\n")
		}
	}
	if n := strings.Count(table.String(), "\n"); n != 257 {
		t.Fatalf("got %d rules in the specification, want 257", n)
	}
	return table.String()
}

// departed is a line of the specification as this program has it.
func departed(line string) string {
	for _, d := range departures {
		if strings.HasPrefix(line, d.id+"\t") {
			return strings.Replace(line, d.from, d.to, 1)
		}
	}
	return line
}
