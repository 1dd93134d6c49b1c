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

	"example.org/meldeportal/model/judges"
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

// Documents made of our own samples are held to the record of what xmllint said.
func TestMutatedDocumentsAreJudgedAsXmllintDid(t *testing.T) {
	t.Parallel()
	agree(t, recordedMutants)
}

// Documents made of everybody's samples are held to xmllint itself.
func TestMutatedDocumentsAgreeWithXmllint(t *testing.T) {
	t.Parallel()
	if judge, there := officialJudge(t); there {
		agree(t, liveMutants(&judge, judges.Own, "oeffentlich"))
	}
}

func agree(t *testing.T, judgeMutants judging) {
	t.Helper()
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
	recordedMutants(t, 800, func(j *judged) {
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

// judging has count mutated documents judged by both.
type judging func(t *testing.T, count int, tell func(*judged))

// mutantsRecord has xmllint's verdict on each document made of our own samples:
// its first letter.
const mutantsRecord = "testdata/mutants.txt"

var verdictOfLetter = map[byte]verdict{'v': valid, 'i': invalid, 'u': unreadable}

func recordedMutants(t *testing.T, count int, tell func(*judged)) {
	t.Helper()
	letters := strings.ReplaceAll(string(readFile(t, mutantsRecord)), "\n", "")
	if len(letters) < count {
		t.Fatalf("the record has %d verdicts, want %d", len(letters), count)
	}
	m := newMutator(mutantBases(t, judges.Own), t)
	for i := range count {
		document, did := m.document(mutantSeed, uint64(i))
		j := &judged{number: i, did: did, theirs: xmllintWord{verdictOfLetter[letters[i]], "as recorded"}}
		j.check(document)
		tell(j)
	}
}

// liveMutants has xmllint itself judge documents made of the folders' samples.
func liveMutants(judge *official, folders ...string) judging {
	return func(t *testing.T, count int, tell func(*judged)) {
		t.Helper()
		m := newMutator(mutantBases(t, folders...), t)
		const batch = 500
		for from := 0; from < count; from += batch {
			var documents [][]byte
			var all []*judged
			for i := from; i < min(from+batch, count); i++ {
				document, did := m.document(mutantSeed, uint64(i))
				documents = append(documents, document)
				all = append(all, &judged{number: i, did: did})
			}
			for i, word := range judge.verdicts(t, documents) {
				all[i].theirs = word
				all[i].check(documents[i])
				tell(all[i])
			}
		}
	}
}

func (j *judged) check(document []byte) {
	_, j.err = obds.Check(bytes.NewReader(document), obds.Options{Problem: func(p obds.Problem) { j.problems = append(j.problems, p) }})
}

func mutantBases(t *testing.T, folders ...string) [][]byte {
	t.Helper()
	var documents [][]byte
	for _, folder := range folders {
		for _, path := range judges.Samples(t, folder) {
			documents = append(documents, readFile(t, path))
		}
	}
	return documents
}

func TestRecordedVerdictsAreXmllints(t *testing.T) {
	t.Parallel()
	judge, there := officialJudge(t)
	if !there {
		return
	}
	var letters strings.Builder
	liveMutants(&judge, judges.Own)(t, max(mutants, 800), func(j *judged) {
		letters.WriteByte(j.theirs.verdict[0])
		if letters.Len()%101 == 100 {
			letters.WriteByte('\n')
		}
	})
	if *update {
		if err := os.WriteFile(mutantsRecord, []byte(letters.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got := string(readFile(t, mutantsRecord)); !strings.HasPrefix(got, letters.String()) {
		t.Errorf("%s differs from what xmllint says now:\n%s", mutantsRecord, letters.String())
	}
}

type xmllintWord struct {
	verdict verdict
	why     string // its first sentence
}

// verdicts has xmllint judge documents, each by the schema of its edition.
func (o *official) verdicts(t *testing.T, documents [][]byte) []xmllintWord {
	t.Helper()
	words := make([]xmllintWord, len(documents))
	for edition, schema := range o.schemas {
		var mine []int
		for i, d := range documents {
			if judges.EditionOf(d) == edition {
				mine = append(mine, i)
			}
		}
		if len(mine) > 0 {
			o.judge(t, schema, documents, mine, words)
		}
	}
	return words
}

// judge has xmllint judge some of the documents in one call.
func (o *official) judge(t *testing.T, schema string, documents [][]byte, mine []int, words []xmllintWord) {
	t.Helper()
	dir := t.TempDir()
	args := []string{"--noout", "--schema", schema}
	for _, i := range mine {
		path := filepath.Join(dir, fmt.Sprintf("%d.xml", i))
		if err := os.WriteFile(path, documents[i], 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	out, err := exec.Command(o.xmllint, args...).CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	for _, i := range mine {
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
}
