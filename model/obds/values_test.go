package obds_test

import (
	"crypto/sha256"
	"encoding/xml"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/judges"
)

// The named types of the schema, by which xmllint can judge single values.
var namedTypes = []*field.Type{
	dataset.N255, dataset.A255, dataset.A10, dataset.F255, dataset.F30, dataset.F255E, dataset.DT1000, dataset.ID50, dataset.TX2000, dataset.CLOB,
	dataset.DatumE, dataset.Jahr, dataset.ICDCode, dataset.ICDVersion, dataset.Ziffern9, dataset.Land, dataset.ZahlMM, dataset.AnzahlStanzen,
	dataset.Sicherheitsabstand, dataset.Tumordicke, dataset.JNU, dataset.NUTyp, dataset.Zielgebiet2021, dataset.Zielgebiet2014, dataset.Strahlenart,
}

func TestEveryCharacterIsJudgedAsXmllintDoes(t *testing.T) {
	t.Parallel()
	var values []string
	for r := rune(0x20); r < 0x2300; r++ {
		values = append(values, string(r))
	}
	for mark := rune(0x300); mark < 0x370; mark++ {
		for _, base := range "ABCDFGHJKLMNPRSTUZacdfghjklmnprstuzÇÛçûÿČčĪīŽžḲḳṢṣṬṭẠạỌọỤụ" {
			values = append(values, string([]rune{base, mark}))
		}
	}
	values = append(values, strings.Fields("K͟H k͟h K͟h K͟ L̥̄ l̥̄ R̥̄ S̛̄ s̛̄ S̛ C̨̆ c̨̆ C̨ xK͟Hx L̥̥ A̋A̋ A̋̋ a̋̄")...)
	compareValues(t, []*field.Type{dataset.N255, dataset.A255, dataset.F255, dataset.F255E, dataset.DT1000}, values)
}

func TestEveryTypeIsJudgedAsXmllintDoes(t *testing.T) {
	t.Parallel()
	var values []string
	for _, v := range nastyValues() {
		values = append(values, v, " "+v, v+" ", "\n"+v, v+"\t", v+"0", "0"+v, "+"+v, "-"+v, v+".0", v+"Z")
	}
	for _, n := range []int{1, 9, 10, 11, 30, 31, 50, 51, 255, 256, 1000, 1001, 2000, 2001} {
		for _, unit := range []string{"a", "ü", "7", "K͟H", "😀"} {
			values = append(values, strings.Repeat(unit, n))
		}
	}
	for hour := range 16 {
		for _, day := range []string{"1899-12-31", "1900-01-01", "1900-01-02", "2029-12-30", "2029-12-31", "2030-01-01", "1900", "2029"} {
			values = append(values, fmt.Sprintf("%s+%02d:00", day, hour), fmt.Sprintf("%s-%02d:30", day, hour))
		}
	}
	compareValues(t, namedTypes, values)
}

// compareValues holds every type to the verdicts of xmllint on every value: those
// of the record, and its own where the official schema is.
func compareValues(t *testing.T, types []*field.Type, values []string) {
	t.Helper()
	n := 0
	values = slices.DeleteFunc(values, func(string) bool { n++; return n%valueStride != 0 })
	judge, there := officialJudge(t)
	for i, typ := range types {
		if there {
			compareWithXmllint(t, &judge, i, typ, values)
		}
		key := fmt.Sprintf("%s %s %d", t.Name(), typ.Name, len(values))
		judges.Recorded(t, valuesRecord, key, accepted(typ, values), *update && there && !t.Failed())
	}
	t.Logf("%d values compared, with xmllint itself: %v", len(types)*len(values), there)
}

// accepted says how many of the values a type accepts, and which, as a digest.
func accepted(typ *field.Type, values []string) string {
	count, verdicts := 0, sha256.New()
	for _, v := range values {
		verdict := "-"
		if typ.Check(v) == nil {
			count, verdict = count+1, "+"
		}
		fmt.Fprint(verdicts, verdict)
	}
	return fmt.Sprintf("%d\t%x", count, verdicts.Sum(nil)[:8])
}

func compareWithXmllint(t *testing.T, judge *official, n int, typ *field.Type, values []string) {
	t.Helper()
	invalid := invalidLines(t, judge, n, typ.Name, values)
	for line, value := range values {
		if got := typ.Check(value) == nil; got == invalid[line+2] {
			t.Errorf("%s: %q: got accepted %v, xmllint says %v", typ.Name, value, got, !got)
		}
	}
}

// invalidLines are the lines of a document with a value in each, from the
// second line on, that xmllint refuses.
func invalidLines(t *testing.T, judge *official, n int, typ string, values []string) map[int]bool {
	t.Helper()
	dir := t.TempDir()
	xsd := fmt.Sprintf(`<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:o="http://www.basisdatensatz.de/oBDS/XML">
<xs:import namespace="http://www.basisdatensatz.de/oBDS/XML" schemaLocation="%s"/>
<xs:element name="r"><xs:complexType><xs:sequence><xs:element name="v" type="o:%s" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element>
</xs:schema>`, judge.newest(), typ)
	var doc strings.Builder
	doc.WriteString("<r>\n")
	for _, v := range values {
		doc.WriteString("<v>")
		if err := xml.EscapeText(&doc, []byte(v)); err != nil { // line breaks become references
			t.Fatal(err)
		}
		doc.WriteString("</v>\n")
	}
	doc.WriteString("</r>")
	xsdPath, docPath := filepath.Join(dir, fmt.Sprintf("%d.xsd", n)), filepath.Join(dir, fmt.Sprintf("%d.xml", n))
	for path, text := range map[string]string{xsdPath: xsd, docPath: doc.String()} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command(judge.xmllint, "--noout", "--schema", xsdPath, docPath).CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) || strings.Contains(string(out), "parser error") {
		t.Fatalf("xmllint: %v: %.500s", err, out)
	}
	lines := map[int]bool{}
	for text := range strings.Lines(string(out)) {
		var line int
		if rest, ok := strings.CutPrefix(text, docPath+":"); ok {
			if _, err := fmt.Sscanf(rest, "%d:", &line); err == nil {
				lines[line] = true
			}
		}
	}
	return lines
}
