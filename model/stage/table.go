package stage

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// A table is a file, or several in one, each of lines:
//
//	organ Brust, anatomisches Stadium
//	source TNM, 8. Auflage, Kapitel Brust
//	edition 7 8
//	icd C50 D05
//	morphology 8010-8589
//	when clinical            clinical, pathological, clinicalN, pathologicalN, age<55, age>=55
//	IA T1 N0 M0              a stage and its categories; one that is not named is any
//	IIA|II T1,T2 N1          two stages that both are in use; two categories
//
// T1 is also T1a to T1d. The first row that holds counts, so the narrow ones stand
// first. A value that is not fine enough for a row, T4 for T4a, leaves it possible.
//
//go:embed tables/*.txt
var files embed.FS

type table struct {
	organ, source string
	editions, icd []string
	morphology    [][2]int
	when          []string
	rows          []row
}

type row struct {
	stages     []string
	t, n, m, s []string // nil: any
}

// tables are all tables, read once.
var tables = sync.OnceValue(func() (all []table) {
	names, _ := fs.Glob(files, "tables/*.txt")
	for _, name := range names {
		text, err := files.ReadFile(name)
		if err != nil {
			panic(err)
		}
		for i, line := range strings.Split(string(text), "\n") {
			if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
				continue
			}
			word, rest, _ := strings.Cut(line, " ")
			if word == "organ" {
				all = append(all, table{organ: strings.TrimSpace(rest)})
				continue
			}
			if err := all[len(all)-1].add(word, strings.Fields(rest)); err != nil {
				panic(fmt.Sprintf("%s, line %d: %v", name, i+1, err))
			}
		}
	}
	return all
})

// add takes one line of a table.
func (t *table) add(word string, rest []string) error {
	switch word {
	case "source":
		t.source = strings.Join(rest, " ")
	case "edition":
		t.editions = rest
	case "icd":
		t.icd = rest
	case "when":
		t.when = rest
	case "morphology":
		for _, span := range rest {
			from, to, ok := strings.Cut(span, "-")
			if !ok {
				to = from
			}
			a, err := strconv.Atoi(from)
			if err != nil {
				return err
			}
			b, err := strconv.Atoi(to)
			if err != nil {
				return err
			}
			t.morphology = append(t.morphology, [2]int{a, b})
		}
	default:
		return t.addRow(word, rest)
	}
	return nil
}

func (t *table) addRow(stages string, categories []string) error {
	r := row{stages: strings.Split(stages, "|")}
	for _, word := range categories {
		into, known := map[byte]*[]string{'T': &r.t, 'N': &r.n, 'M': &r.m, 'S': &r.s}[word[0]]
		if !known || *into != nil {
			return fmt.Errorf("what is %q?", word)
		}
		for _, value := range strings.Split(word, ",") {
			if value[0] != word[0] {
				return fmt.Errorf("%q mixes letters", word)
			}
			*into = append(*into, value[1:])
		}
	}
	t.rows = append(t.rows, r)
	return nil
}

// about reports that a table is about a tumour.
func (t *table) about(u tumour) answer {
	if !slices.Contains(t.editions, u.edition) || !slices.ContainsFunc(t.icd, func(code string) bool { return strings.HasPrefix(u.icd, code) }) || !t.hasMorphology(u.morphology) {
		return no
	}
	all := yes
	for _, condition := range t.when {
		all = min(all, u.is(condition))
	}
	return all
}

// hasMorphology looks at the first four digits: the behaviour is in the T.
func (t *table) hasMorphology(code string) bool {
	head, _, _ := strings.Cut(code, "/")
	n, err := strconv.Atoi(head)
	return err == nil && slices.ContainsFunc(t.morphology, func(span [2]int) bool { return span[0] <= n && n <= span[1] })
}

// is answers a condition of a table. A classification is clinical or pathological by
// both its prefixes; in melanoma the nodes decide, whose tumour is always measured.
func (u tumour) is(condition string) answer {
	clinicalT, clinicalN := u.prefixT != "p", u.prefixN != "p"
	switch condition {
	case "clinical":
		return both(clinicalT, clinicalN)
	case "pathological":
		return both(!clinicalT, !clinicalN)
	case "clinicalN":
		return both(clinicalN, clinicalN)
	case "pathologicalN":
		return both(!clinicalN, !clinicalN)
	}
	years, err := strconv.Atoi(strings.TrimLeft(condition, "age<>="))
	switch {
	case err != nil:
		panic("unknown condition " + condition)
	case u.age < 0:
		return maybe
	case strings.HasPrefix(condition, "age<"):
		return both(u.age < years, u.age < years)
	}
	return both(u.age >= years, u.age >= years)
}

func both(a, b bool) answer {
	switch {
	case a && b:
		return yes
	case a || b:
		return maybe
	}
	return no
}

// holds reports that a row is the one of a tumour.
func (r *row) holds(u tumour) answer {
	return min(among(r.t, u.t), among(r.n, u.n), among(r.m, u.m), among(r.s, u.s))
}

// among is the best answer of several categories.
func among(wanted []string, value string) answer {
	if wanted == nil {
		return yes
	}
	best := no
	for _, w := range wanted {
		best = max(best, same(w, value))
	}
	return best
}

// same compares a category of a table with that of a tumour. What is not known may
// be any; a micrometastasis is one only where it is said.
func same(wanted, value string) answer {
	switch {
	case strings.HasPrefix(value, wanted) && value != "":
		return yes
	case wanted == "X":
		return no
	case value == "" || value == "X":
		return maybe
	case strings.HasPrefix(wanted, value) && wanted != value+"mi":
		return maybe
	}
	return no
}
