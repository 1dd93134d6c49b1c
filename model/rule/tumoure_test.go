package rule

import (
	"os"
	"strconv"
	"strings"
	"testing"
)

// The tumours of two lists of our own, one a line, of invented people: what a good
// registrar writes, and what cannot be so.
const (
	rightTumours = "testdata/richtig.tsv"
	wrongTumours = "testdata/falsch.tsv"
)

func TestWrongTumoursAreNoticedAndRightOnesAreNotBlamed(t *testing.T) {
	t.Parallel()
	right, wrong := tumourLines(t, rightTumours), tumourLines(t, wrongTumours)
	noticed, blamed := 0, 0
	for _, line := range right {
		if said := clinicalFindings(t, line); len(said) > 0 {
			t.Errorf("right tumour %s: got %q, want silence", line, said)
			blamed++
		}
	}
	for _, line := range wrong {
		if len(clinicalFindings(t, line)) > 0 {
			noticed++
		} else {
			t.Logf("wrong tumour %s: got silence", line)
		}
	}
	t.Logf("wrong noticed %d of %d, right blamed %d of %d", noticed, len(wrong), blamed, len(right))
	if noticed*100 < 95*len(wrong) {
		t.Errorf("got wrong noticed %d of %d, want at least 95 %%", noticed, len(wrong))
	}
}

func tumourLines(t *testing.T, file string) []string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")[1:]
	if len(lines) == 0 {
		t.Fatalf("%s: got no tumour, want some", file)
	}
	return lines
}

// clinicalFindings are what is said of the tumour of a line, but for the rule it allows.
func clinicalFindings(t *testing.T, line string) (said []string) {
	t.Helper()
	c, may := tumourOfLine(t, line)
	for _, f := range Check(c, ContentOnly()) {
		if clinicalFinding(f.Rule) && f.Rule != may {
			said = append(said, f.Rule+": "+f.Text)
		}
	}
	return said
}

// clinicalFinding reports whether a rule judges the tumour itself, not what is missing
// in a report of one line.
func clinicalFinding(rule string) bool {
	return rule >= clinical || in(rule, "P-040", "P-041", "P-052", "P-053", "P-055", "P-056", "P-057", "P-074", "P-075", "P-076", "P-077", "P-078", "P-130", "P-131", "P-142", "P-147")
}

// tumourOfLine makes a report of a line, and the rule that may speak.
func tumourOfLine(t *testing.T, line string) (c Case, may string) {
	t.Helper()
	cells := append(strings.Split(line, "\t"), "")
	report := "Heute = 2024-05-12\nTyp = Diagnose\nTumorzuordnung.Diagnosedatum = 2024-02-19\nPatient.Geschlecht = " + cells[0] +
		"\nPatient.Geburtsdatum = " + bornBefore(cells[1]) + "\nTumorzuordnung.Primaertumor_ICD = " + cells[2] +
		"\nDiagnose.Primaertumor_Topographie_ICD_O = " + cells[3] + "\nDiagnose.Histologie.Morphologie_ICD_O[0] = " + cells[4] +
		"\nDiagnose.Histologie.Morphologie_ICD_O[0].Version = 33\nTumorzuordnung.Morphologie_ICD_O = " + cells[4]
	for _, word := range strings.Fields(cells[5]) {
		name, value, _ := strings.Cut(word, "=")
		switch name {
		case "darf":
			may = value
		case "icd":
			report += "\nTumorzuordnung.Primaertumor_ICD = " + value
		case "Seite":
			report += "\nTumorzuordnung.Seitenlokalisation = " + value
		default:
			report += "\nDiagnose.cTNM.Version = 8\nDiagnose.cTNM." + name + " = " + value
		}
	}
	return invented(t, report), may
}

// bornBefore is a birth date of somebody of an age in February 2024.
func bornBefore(age string) string {
	n, _ := strconv.Atoi(age)
	return strconv.Itoa(2024-n) + "-01-01"
}
