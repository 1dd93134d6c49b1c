package rule

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// A fixture shows one rule: testdata/P-052.txt. It holds blocks, each an
// invented case built from an empty report by assignments to field ids:
//
//	== Gebärmutterhals bei einem Mann
//	Typ = Diagnose
//	Patient.Geschlecht = M                   # want P-052
//	Tumorzuordnung.Primaertumor_ICD = C53.9  # want P-052
//
// "# want P-052" says that the rule marks this field; a block without a want
// for the file's rule is one in which it is silent. A field that is missed is
// marked by an assignment of nothing. Further lines of a block:
//
//	Heute = 2026-05-14   the day of judging
//	-- past              another report of the patient begins, a draft
//	-- past sent         another report of the patient begins, delivered

// block is one case of a fixture.
type block struct {
	name string
	c    Case
	want map[string][]string // rule id → marked field ids
}

func TestEveryRuleHasAFixtureThatFiresAndOneThatIsSilent(t *testing.T) {
	t.Parallel()
	for _, r := range contentRules() {
		t.Run(r.ID, func(t *testing.T) {
			t.Parallel()
			blocks, err := readFixture(filepath.Join("testdata", r.ID+".txt"))
			if err != nil {
				t.Fatal(err)
			}
			for _, complaint := range judgeFixture(r.ID, blocks) {
				t.Error(complaint)
			}
		})
	}
}

func TestEveryFixtureBelongsToARule(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join("testdata", "P-*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("got %d fixtures (%v), want at least one", len(files), err)
	}
	for _, file := range files {
		if id := strings.TrimSuffix(filepath.Base(file), ".txt"); !slices.ContainsFunc(contentRules(), func(r Rule) bool { return r.ID == id }) {
			t.Errorf("%s: got no rule %s, want one", file, id)
		}
	}
}

func TestAWrongFixtureFails(t *testing.T) {
	t.Parallel()
	const right = "== a\nPatient.Geschlecht = U # want P-004\n== b\nPatient.Geschlecht = W\n"
	if complaints := judgeText(t, "P-004", right); len(complaints) > 0 {
		t.Fatalf("right fixture: got %q, want no complaint", complaints)
	}
	for name, text := range map[string]string{
		"fires on another field":    "== a\nPatient.Geschlecht = U\nPatient.Nachname = Moos # want P-004\n== b\nPatient.Geschlecht = W\n",
		"wanted but silent":         "== a\nPatient.Geschlecht = W # want P-004\n== b\nPatient.Geschlecht = W\n",
		"fires but is not wanted":   "== a\nPatient.Geschlecht = U # want P-004\n== b\nPatient.Geschlecht = U\n",
		"no firing block":           "== a\nPatient.Geschlecht = W\n",
		"no silent block":           "== a\nPatient.Geschlecht = U # want P-004\n",
		"want of a rule that rests": "== a\nPatient.Geschlecht = U # want P-004\n== b\nPatient.Geschlecht = W # want P-001\n",
	} {
		if len(judgeText(t, "P-004", text)) == 0 {
			t.Errorf("%s: got no complaint, want one", name)
		}
	}
}

func judgeText(t *testing.T, id, text string) []string {
	t.Helper()
	blocks, err := parseFixture(text)
	if err != nil {
		t.Fatal(err)
	}
	return judgeFixture(id, blocks)
}

// judgeFixture says what is wrong with the blocks of a rule's fixture.
func judgeFixture(id string, blocks []block) (complaints []string) {
	fires, silent := 0, 0
	for _, b := range blocks {
		if len(b.want[id]) > 0 {
			fires++
		} else {
			silent++
		}
		complaints = append(complaints, judgeBlock(id, b)...)
	}
	if fires == 0 || silent == 0 {
		complaints = append(complaints, fmt.Sprintf("got %d firing and %d silent blocks, want one of each", fires, silent))
	}
	return complaints
}

func judgeBlock(id string, b block) (complaints []string) {
	got := map[string][]string{}
	for _, f := range append(Check(b.c, ContentOnly()), ForWorkList(&b.c)...) {
		got[f.Rule] = append(got[f.Rule], f.Fields...)
		if strings.ContainsAny(f.Text, "{}") {
			complaints = append(complaints, fmt.Sprintf("%s: %s: got sentence %q, want it filled", b.name, f.Rule, f.Text))
		}
		for _, field := range f.Fields {
			if strings.Contains(field, ".") && strings.Contains(f.Text, field) {
				complaints = append(complaints, fmt.Sprintf("%s: %s: got sentence %q, want the label of %s", b.name, f.Rule, f.Text, field))
			}
			if !known(b.c.Report, field) {
				complaints = append(complaints, fmt.Sprintf("%s: %s marks %s, want a field of the table", b.name, f.Rule, field))
			}
		}
	}
	if b.want[id] == nil {
		b.want[id] = nil // the fixture's rule is looked at even where it is silent
	}
	for rule, want := range b.want {
		if w, g := set(want), set(got[rule]); !slices.Equal(w, g) {
			complaints = append(complaints, fmt.Sprintf("%s: %s: got marked %q, want %q", b.name, rule, g, w))
		}
	}
	return complaints
}

// contentRules are the rules that have fixtures.
func contentRules() []Rule { return append(slices.Clone(catalogue), arbeitsliste...) }

func known(r *model.Report, id string) bool {
	_, ok := field.Lookup(dataset.Report, r, id)
	return ok
}

func set(ids []string) []string {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return slices.Compact(ids)
}

func readFixture(file string) ([]block, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return parseFixture(string(text))
}

func parseFixture(text string) ([]block, error) {
	var blocks []block
	var into *model.Report
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "=="):
			into = &model.Report{}
			blocks = append(blocks, block{name: strings.TrimSpace(line[2:]), c: Case{Report: into}, want: map[string][]string{}})
		case into == nil:
			return nil, fmt.Errorf("line %d: got %q, want a block header first", n+1, line)
		case line == "-- past" || line == "-- past sent":
			into = &model.Report{}
			c := &blocks[len(blocks)-1].c
			c.History = append(c.History, Past{Report: into, Sent: line == "-- past sent", Draft: line == "-- past"})
		default:
			if err := blocks[len(blocks)-1].assign(into, line); err != nil {
				return nil, fmt.Errorf("line %d: %w", n+1, err)
			}
		}
	}
	return blocks, nil
}

// assign reads "id = value  # want P-052 P-053".
func (b *block) assign(into *model.Report, line string) error {
	assignment, want, _ := strings.Cut(line, "# want ")
	id, value, ok := strings.Cut(assignment, "=")
	if !ok {
		return fmt.Errorf("got %q, want an assignment", line)
	}
	id, value = strings.TrimSpace(id), strings.TrimSpace(value)
	if id == "Heute" {
		b.c.Today = model.Datum(value)
		return nil
	}
	for _, rule := range strings.Fields(want) {
		b.want[rule] = append(b.want[rule], id)
	}
	return assign(into, id, value)
}

// assign sets a field, making the items of the lists it stands in. A value that
// is empty leaves the report as it is.
func assign(into *model.Report, id, value string) error {
	for at := 0; ; {
		next := strings.IndexByte(id[at:], '[')
		if next < 0 {
			break
		}
		list, index := id[:at+next], 0
		if _, err := fmt.Sscanf(id[at+next:], "[%d]", &index); err != nil {
			return fmt.Errorf("%s: %w", id, err)
		}
		b, ok := field.Lookup(dataset.Report, into, list)
		if !ok {
			return fmt.Errorf("got list %s, want one of the table", list)
		}
		for value != "" && b.Len() <= index {
			b.Insert(b.Len())
		}
		at += next + 1
	}
	b, ok := field.Lookup(dataset.Report, into, id)
	switch {
	case !ok:
		return fmt.Errorf("got field %s, want one of the table", id)
	case value == "":
		return nil
	case !b.Row.Leaf():
		return fmt.Errorf("%s: got a value for a container, want none", id)
	}
	b.Set(value)
	return nil
}

// Shown are the cases of a rule's fixture in which it fires.
func Shown(id string) (cases []Case, err error) {
	blocks, err := readFixture(filepath.Join("testdata", id+".txt"))
	for _, b := range blocks {
		if len(b.want[id]) > 0 {
			cases = append(cases, b.c)
		}
	}
	return cases, err
}
