package rule

import (
	"testing"

	"example.org/meldeportal/model/catalog"
)

// The insurers that come with the program have numbers that are right.
func TestTheInsurersOfTheProgramHaveTheirCheckDigit(t *testing.T) {
	t.Parallel()
	list, ok := catalog.Get(catalog.Kassen)
	if !ok || list.Len() < 40 {
		t.Fatal("no list of insurers")
	}
	for _, e := range list.Entries() {
		if !ValidIK(e.Code) || e.Code[:2] != "10" || e.Label == "" {
			t.Errorf("%s %q: want a statutory insurer with a right check digit", e.Code, e.Label)
		}
	}
}
