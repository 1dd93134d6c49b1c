package obds_test

import (
	"flag"
	"testing"

	"example.org/meldeportal/internal/judges"
)

// What xmllint said by the official schema is recorded in testdata, so that a
// clone without that file is still held to its verdicts. Where the file is, the
// record is compared with xmllint again;
//
//	go test ./model/obds -run 'Recorded|AsXmllintDoes' -update
//
// writes it anew, and once more with -tags long.
var update = flag.Bool("update", false, "write what xmllint says anew")

// schemaAndXmllint are the official schema and its judge, if the schema is here.
func schemaAndXmllint(t testing.TB) (schema, xmllint string, there bool) {
	t.Helper()
	if schema, there = judges.Schema(t); !there {
		return "", "", false
	}
	return schema, judges.Program(t, "xmllint"), true
}

// valuesRecord has, for each type and number of values, how many values xmllint
// accepts, and a digest of its verdicts in their order.
const valuesRecord = "testdata/values.tsv"
