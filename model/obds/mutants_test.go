package obds_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"example.org/meldeportal/model/obds"
)

// verdict is what a judge says about a document.
type verdict string

const (
	valid      verdict = "valid"
	invalid    verdict = "invalid"
	unreadable verdict = "unreadable"
)

// judged is a document with the words of both judges.
type judged struct {
	number   int
	did      string
	theirs   xmllintWord
	err      error
	problems []obds.Problem
}

// differs is the sentence about a document that the judges do not agree on, ""
// when they do. A problem of the overlooked kind does not count.
func (j *judged) differs(overlooked string) string {
	found := 0
	why := ""
	for _, p := range j.problems {
		if p.ID != overlooked {
			found++
			why = fmt.Sprintf("%s line %d %s: %s", p.ID, p.Line, p.Path, p.Text)
		}
	}
	ours := verdictOf(found, j.err)
	if ours == j.theirs.verdict {
		return ""
	}
	return fmt.Sprintf("document %d (%s): got %s (%s%v), xmllint says %s (%s)", j.number, j.did, ours, why, j.err, j.theirs.verdict, j.theirs.why)
}

const mutantSeed = 20260514

func TestMutatedDocumentsAgreeWithXmllint(t *testing.T) {
	t.Parallel()
	verdicts := map[verdict]int{}
	kinds := map[string]int{}
	var differences []string
	judgeMutants(t, mutants, func(j *judged) {
		verdicts[j.theirs.verdict]++
		for _, p := range j.problems {
			kinds[p.ID]++
		}
		if d := j.differs(""); d != "" {
			differences = append(differences, d)
		}
	})
	t.Logf("seed %d: %d documents, xmllint finds %d valid, %d invalid, %d unreadable; %d differences; problems %v",
		mutantSeed, mutants, verdicts[valid], verdicts[invalid], verdicts[unreadable], len(differences), kinds)
	for _, d := range differences[:min(20, len(differences))] {
		t.Error(d)
	}
	if verdicts[valid] < mutants/10 || verdicts[invalid] < mutants/10 || verdicts[unreadable] == 0 {
		t.Errorf("the mutator makes too few documents of a kind: %v", verdicts)
	}
}

func TestComparisonWithXmllintFindsAJudgeThatOverlooksAKindOfProblem(t *testing.T) {
	t.Parallel()
	differences := map[string]int{}
	overlooked := []string{obds.BadOrder, obds.Missing, obds.BadValue, obds.BadCount, obds.BadElement, obds.Duplicate, obds.BadText}
	judgeMutants(t, 800, func(j *judged) {
		for _, kind := range overlooked {
			if j.differs(kind) != "" {
				differences[kind]++
			}
		}
	})
	for _, kind := range overlooked {
		if differences[kind] == 0 {
			t.Errorf("a judge without %s agrees with xmllint on all documents; want differences", kind)
		}
	}
}

func verdictOf(problems int, err error) verdict {
	var refusal *obds.Refusal
	switch {
	case errors.As(err, &refusal):
		return unreadable
	case err != nil:
		panic(err)
	case problems > 0:
		return invalid
	}
	return valid
}

// judgeMutants has count mutated documents judged by both.
func judgeMutants(t *testing.T, count int, tell func(*judged)) {
	t.Helper()
	schema := schemaFile(t)
	m := newMutator(mutantBases(t), t)
	const batch = 500
	for from := 0; from < count; from += batch {
		var documents [][]byte
		var all []*judged
		for i := from; i < min(from+batch, count); i++ {
			document, did := m.document(mutantSeed, uint64(i))
			documents = append(documents, document)
			all = append(all, &judged{number: i, did: did})
		}
		for i, word := range xmllintVerdicts(t, schema, documents) {
			j := all[i]
			j.theirs = word
			_, j.err = obds.Check(bytes.NewReader(documents[i]), obds.Options{Problem: func(p obds.Problem) { j.problems = append(j.problems, p) }})
			tell(j)
		}
	}
}

func mutantBases(t *testing.T) [][]byte {
	var documents [][]byte
	for _, folder := range []string{"eigen", "oeffentlich"} {
		for _, path := range samples(t, folder) {
			documents = append(documents, readFile(t, path))
		}
	}
	return documents
}

type xmllintWord struct {
	verdict verdict
	why     string // its first sentence
}

// xmllintVerdicts has xmllint judge documents in one call.
func xmllintVerdicts(t *testing.T, schema string, documents [][]byte) []xmllintWord {
	t.Helper()
	dir := t.TempDir()
	args := []string{"--noout", "--schema", schema}
	for i, d := range documents {
		path := filepath.Join(dir, fmt.Sprintf("%d.xml", i))
		if err := os.WriteFile(path, d, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	out, err := exec.Command("xmllint", args...).CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	words := make([]xmllintWord, len(documents))
	for i := range words {
		words[i].verdict = unreadable
	}
	for line := range strings.Lines(string(out)) {
		rest, ours := strings.CutPrefix(line, dir+string(filepath.Separator))
		var i int
		if _, err := fmt.Sscanf(rest, "%d.xml", &i); !ours || err != nil || i >= len(words) {
			continue
		}
		_, said, _ := strings.Cut(strings.TrimSpace(rest), ".xml")
		switch said {
		case " validates":
			words[i].verdict = valid
		case " fails to validate":
			words[i].verdict = invalid
		default:
			if words[i].why == "" {
				words[i].why = said
			}
		}
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	return words
}
