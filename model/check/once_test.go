package check

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// What is missing is one fault: the shape says so, and no rule a second time.
func TestWhatIsMissingIsToldOnce(t *testing.T) {
	t.Parallel()
	const side = "<Seite_Zielgebiet>L</Seite_Zielgebiet>"
	document, err := os.ReadFile("../obds/testdata/eigen/fall_mamma_07_st_ende.xml")
	if err != nil || !bytes.Contains(document, []byte(side)) {
		t.Fatalf("%v, or no %s", err, side)
	}
	judge, said := Judge{Today: clinicalDay}, map[string][]string{}
	_, err = judge.Document(bytes.NewReader(bytes.Replace(document, []byte(side), nil, 1)), func(found []Finding) {
		for _, f := range found {
			if strings.HasSuffix(f.Path, "/Seite_Zielgebiet") {
				said[f.Path] = append(said[f.Path], f.Rule)
			}
		}
	})
	if err != nil || len(said) == 0 {
		t.Fatalf("%v, findings %v, want what is missing", err, said)
	}
	for path, rules := range said {
		if len(rules) != 1 {
			t.Errorf("%s: %q, want one", path, rules)
		}
	}
}
