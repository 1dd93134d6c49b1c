package obds_test

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/model/obds"
)

// own is a valid document of this repository with every report type.
const own = "testdata/alle_typen.xml"

func TestReadingAndWritingAValidDocumentGivesAnEqualDocument(t *testing.T) {
	t.Parallel()
	testRoundTrip(t, own)
	for _, folder := range []string{judges.Own, "oeffentlich"} {
		t.Run(folder, func(t *testing.T) {
			t.Parallel()
			for _, path := range judges.Samples(t, folder) {
				testRoundTrip(t, path)
			}
		})
	}
}

func testRoundTrip(t *testing.T, path string) {
	t.Run(filepath.Base(path), func(t *testing.T) {
		t.Parallel()
		document := readFile(t, path)
		written := write(t, read(t, document))
		if d := difference(canonical(t, written), canonical(t, document)); d != "" {
			t.Error(d)
		}
		if n, err := obds.Check(bytes.NewReader(written), obds.Options{}); n > 0 || err != nil {
			t.Errorf("the written document has %d problems, %v; want none", n, err)
		}
	})
}

// read reads a document that must be without problems and losses.
func read(t testing.TB, document []byte) *obds.Document {
	t.Helper()
	d, err := obds.Read(bytes.NewReader(document), obds.Options{
		Problem: func(p obds.Problem) { t.Errorf("problem %s in line %d: %s", p.ID, p.Line, p.Text) },
		Note: func(n obds.Note) {
			if n.Lost {
				t.Errorf("lost in line %d: %s", n.Line, n.Text)
			}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func readFile(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func write(t testing.TB, d *obds.Document) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := obds.Write(&out, d); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestWrittenDocumentsAreAcceptedByXmllint(t *testing.T) {
	t.Parallel()
	judge, there := officialJudge(t)
	if !there {
		return
	}
	var documents [][]byte
	for _, path := range append(judges.Samples(t, "oeffentlich"), append(judges.Samples(t, judges.Own), own)...) {
		d := read(t, readFile(t, path))
		for _, d.Edition = range dataset.Written() {
			documents = append(documents, write(t, d))
		}
	}
	for i, word := range judge.verdicts(t, documents) {
		if word.verdict != valid {
			t.Errorf("document %d: xmllint says %s (%s), want valid", i, word.verdict, word.why)
		}
	}
}

func TestCanonicalFormSeesWhatDiffers(t *testing.T) {
	t.Parallel()
	document := string(readFile(t, own))
	for _, change := range [][2]string{
		{"<Grading>3<", "<Grading>2<"}, {"<Version>33</Version></Morphologie_ICD_O>\n", "<Version>33</Version></Morphologie_ICD_O><x/>\n"},
		{`="T">1958`, `="E">1958`}, {"zweite Zeile", "zweite Zeile "}, {"<cTNM/>", ""},
	} {
		changed := strings.Replace(document, change[0], change[1], 1)
		if changed == document {
			t.Fatalf("%q is not in the document", change[0])
		}
		if difference(canonical(t, []byte(changed)), canonical(t, []byte(document))) == "" {
			t.Errorf("replacing %q by %q: no difference seen, want one", change[0], change[1])
		}
	}
}

func TestReportSurvivesItsOwnDocument(t *testing.T) {
	t.Parallel()
	for _, want := range read(t, readFile(t, own)).Reports() {
		got := read(t, write(t, obds.FromReport(want, dataset.Newest))).Reports()
		if len(got) != 1 || !reflect.DeepEqual(got[0], want) {
			t.Errorf("report %s: got %+v, want %+v", want.Meldung.MeldungID, got, want)
		}
	}
}
