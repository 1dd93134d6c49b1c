package check

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.org/meldeportal/model/judges"
)

// clinicalDay is the day on which the clinical samples are judged.
const clinicalDay = "2024-05-12"

// beside are findings that say nothing of medicine: a demand of the registries is
// missing, a report that would stand beside this one is not there.
var beside = []string{"M-Pflicht", "P-340", "P-343"}

// verdict is what a line of the manifest wants of a document.
type verdict struct{ file, must, mustNot, remark string }

func TestClinicallyWrongReportsAreNoticedAndRightOnesAreNot(t *testing.T) {
	manifest, there := judges.File(t, "samples2/manifest.tsv")
	if !there {
		return
	}
	var noticed, wrong, blamed, right int
	for _, v := range clinicalVerdicts(t, manifest) {
		said := rulesSaying(t, filepath.Join(filepath.Dir(manifest), filepath.FromSlash(v.file)))
		switch {
		case v.must != "":
			wrong++
			if speaks(said, v.must) {
				noticed++
			} else {
				t.Logf("silent: %s (%s)", v.file, v.remark)
			}
		default:
			right++
			if v.mustNot != "" && speaks(said, v.mustNot) {
				blamed++
				t.Logf("blamed: %s (%s): %q", v.file, v.remark, said)
			}
		}
	}
	t.Logf("wrong noticed %d of %d, right blamed %d of %d", noticed, wrong, blamed, right)
	if noticed*100 < 95*wrong || blamed*100 > 3*right {
		t.Errorf("got wrong noticed %d of %d, right blamed %d of %d, want at least 95 %% and at most 3 %%", noticed, wrong, blamed, right)
	}
}

// speaks reports whether a rule is among those that speak, or any one for "*".
func speaks(said []string, rule string) bool {
	return rule == "*" && len(said) > 0 || slices.Contains(said, rule)
}

func clinicalVerdicts(t *testing.T, manifest string) (all []verdict) {
	t.Helper()
	text, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t"); strings.HasPrefix(line, "klinik/") && len(cells) == 5 {
			all = append(all, verdict{cells[0], cells[2], cells[3], cells[4]})
		}
	}
	if len(all) == 0 {
		t.Fatalf("%s: got no clinical samples, want some", manifest)
	}
	return all
}

// rulesSaying are the rules that have something to say of a document.
func rulesSaying(t *testing.T, file string) (said []string) {
	t.Helper()
	document, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer document.Close()
	judge := Judge{Today: clinicalDay}
	_, err = judge.Document(document, func(found []Finding) {
		for _, f := range found {
			if !slices.Contains(beside, f.Rule) {
				said = append(said, f.Rule)
			}
		}
	})
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return said
}
