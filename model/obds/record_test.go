package obds_test

import (
	"flag"
	"testing"

	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/judges"
)

// What xmllint said by the official schema is recorded in testdata, so that a
// clone without that file is still held to its verdicts. Where the file is, the
// record is compared with xmllint again;
//
//	go test ./model/obds -run 'Recorded|AsXmllintDoes' -update
//
// writes it anew, and once more with -tags long.
var update = flag.Bool("update", false, "write what xmllint says anew")

// official are the official schemas, by edition, and their judge.
type official struct {
	schemas map[string]string
	xmllint string
}

// officialJudge is there if all official schemas are.
func officialJudge(t testing.TB) (o official, there bool) {
	t.Helper()
	o.schemas = map[string]string{}
	for _, edition := range judges.Editions {
		if o.schemas[edition], there = judges.Schema(t, edition); !there {
			return o, false
		}
	}
	o.xmllint = judges.Program(t, "xmllint")
	return o, true
}

// newest is the schema of the newest edition.
func (o *official) newest() string { return o.schemas[dataset.Version(dataset.Newest)] }

// valuesRecord has, for each type and number of values, how many values xmllint
// accepts, and a digest of its verdicts in their order.
const valuesRecord = "testdata/values.tsv"
