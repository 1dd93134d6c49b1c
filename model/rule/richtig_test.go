package rule

import (
	"os"
	"strconv"
	"strings"
	"testing"
)

// rightTumours are tumours as they are, one a line: what a good registrar writes
// (our own list, invented people). Clinical plausibility says nothing of them.
const rightTumours = "testdata/richtig.tsv"

func TestRightTumoursAreNotBlamed(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(rightTumours)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")[1:]
	blamed := 0
	for _, line := range lines {
		c, may := rightTumour(t, line)
		for _, f := range Check(c, ContentOnly()) {
			if clinicalFinding(f.Rule) && f.Rule != may {
				t.Errorf("%s: got %s: %s", line, f.Rule, f.Text)
				blamed++
			}
		}
	}
	t.Logf("right tumours blamed: %d findings on %d tumours", blamed, len(lines))
}

// clinicalFinding reports whether a rule judges the tumour itself, not what is missing
// in a report of one line.
func clinicalFinding(rule string) bool {
	return rule >= clinical || in(rule, "P-040", "P-041", "P-052", "P-053", "P-055", "P-056", "P-057", "P-074", "P-075", "P-076", "P-077", "P-078", "P-130", "P-131", "P-142", "P-147")
}

// rightTumour makes a report of a line, and the rule that may speak.
func rightTumour(t *testing.T, line string) (c Case, may string) {
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
