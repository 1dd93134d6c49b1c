package obds_test

import (
	"bytes"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/model/obds"
)

// classesByPath is what the field table says of each value, by the path of its element.
func classesByPath() map[string]field.Class {
	found := map[string]field.Class{}
	var walk func(p *field.Part, id string, class field.Class)
	walk = func(p *field.Part, id string, class field.Class) {
		for i := range p.Rows {
			r := &p.Rows[i]
			below, inner := strings.Trim(id+"."+r.ID, "."), class
			if r.Class != 0 {
				inner = r.Class
			}
			if !r.Leaf() {
				walk(r.Part, below, inner)
			} else if path := obds.FieldPath(below); r.Type != field.Selector && path != "" {
				found[path] = inner
			}
		}
	}
	walk(dataset.Report, "", 0)
	return found
}

// branch is an element of a document with a canary in every value.
type branch struct {
	attrs    []string
	text     string
	children map[string]*branch
}

func (b *branch) write(out *strings.Builder, name string) {
	fmt.Fprintf(out, "<%s", name)
	if name == "oBDS" {
		out.WriteString(` xmlns="http://www.basisdatensatz.de/oBDS/XML" Schema_Version="3.0.5"`)
	}
	for _, a := range b.attrs {
		out.WriteString(a)
	}
	fmt.Fprintf(out, ">%s", b.text)
	for _, child := range slices.Sorted(maps.Keys(b.children)) {
		out.WriteString("\n ")
		b.children[child].write(out, child)
	}
	fmt.Fprintf(out, "</%s>\n", name)
}

// canaries is such a document, with the class of each canary.
func canaries() (document string, classes map[string]field.Class) {
	classes = map[string]field.Class{}
	top := &branch{children: map[string]*branch{}}
	for path, class := range classesByPath() {
		canary := fmt.Sprintf("KANARIE%04dX", len(classes))
		classes[canary] = class
		at := top
		for _, step := range strings.Split(strings.Trim(path, "/"), "/") {
			if name, is := strings.CutPrefix(step, "@"); is {
				at.attrs = append(at.attrs, fmt.Sprintf(` %s="%s"`, name, canary))
				canary = ""
				break
			}
			if at.children[step] == nil {
				at.children[step] = &branch{children: map[string]*branch{}}
			}
			at = at.children[step]
		}
		at.text += canary
	}
	var out strings.Builder
	out.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
	top.children["oBDS"].write(&out, "oBDS")
	return out.String(), classes
}

// shared is what an office gets of a document, and the document put together again.
func shared(t testing.TB, document []byte) (identity, medical, whole string) {
	t.Helper()
	cuts, err := obds.Cut(document)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range cuts.Pieces {
		whole += string(p.Text)
		if p.Share&obds.ShareIdentity != 0 {
			identity += string(p.Text)
		}
		if p.Share&obds.ShareMedical != 0 {
			medical += string(p.Text)
		}
	}
	return identity, medical, whole
}

func TestEveryValueGoesWhereItsClassSays(t *testing.T) {
	t.Parallel()
	document, classes := canaries()
	identity, medical, whole := shared(t, []byte(document))
	if whole != document {
		t.Error("the pieces are not the document")
	}
	if len(classes) < 500 {
		t.Fatalf("found %d values in the table, want all of them", len(classes))
	}
	for canary, class := range classes {
		if want, got := class&(field.Identitaet|field.Meldungsbezogen) != 0, strings.Contains(identity, canary); got != want {
			t.Errorf("%s of class %d: in the identity part %v, want %v", canary, class, got, want)
		}
		if want, got := class&(field.Epidemiologisch|field.Klinisch|field.Sterbefallbezogen) != 0, strings.Contains(medical, canary); got != want {
			t.Errorf("%s of class %d: in the medical part %v, want %v", canary, class, got, want)
		}
	}
}

func TestNoTagOfADiseaseReachesWhoKnowsThePerson(t *testing.T) {
	t.Parallel()
	document, _ := canaries()
	identity, medical, _ := shared(t, []byte(document))
	for _, tag := range []string{"<Diagnose", "<OP", "<ST", "<SYST", "<Verlauf", "<Histologie", "<Modul_", "<Pathologie", "<Tumorkonferenz", "<cTNM", "Primaertumor"} {
		if strings.Contains(identity, tag+">") || strings.Contains(identity, tag+" ") {
			t.Errorf("the identity part has %s", tag)
		}
	}
	for _, tag := range []string{"<Nachname", "<Vornamen", "<Strasse", "<Versichertendaten", "<Absender", "<Melder", "Patient_ID=", "Meldung_ID="} {
		if strings.Contains(medical, tag) {
			t.Errorf("the medical part has %s", tag)
		}
	}
}

func TestThePiecesOfEverySampleAreItsBytes(t *testing.T) {
	t.Parallel()
	paths := append(judges.Samples(t, judges.Own), own)
	for _, folder := range []string{"eigen", "oeffentlich", "../samples2/klinik", "../samples2/305"} {
		paths = append(paths, judges.Samples(t, folder)...)
	}
	for _, path := range paths {
		raw := readFile(t, path)
		document, err := obds.Read(bytes.NewReader(raw), obds.Options{Problem: func(obds.Problem) {}})
		if err != nil {
			continue // no document
		}
		for _, document.Edition = range dataset.Written() {
			written := write(t, document)
			if _, _, whole := shared(t, written); whole != string(written) {
				t.Errorf("%s: the pieces are not the document", filepath.Base(path))
			}
		}
		if cuts, err := obds.Cut(raw); err == nil {
			var whole []byte
			for _, p := range cuts.Pieces {
				whole = append(whole, p.Text...)
			}
			if !bytes.Equal(whole, raw) {
				t.Errorf("%s as it is: the pieces are not the document", filepath.Base(path))
			}
		}
	}
}

func TestMonthOfBirthIsNamed(t *testing.T) {
	t.Parallel()
	cuts, err := obds.Cut(readFile(t, "testdata/eigen/min_diagnose.xml"))
	if err != nil || cuts.Birth != "1961-03" {
		t.Errorf("got %q, %v, want 1961-03", cuts.Birth, err)
	}
}

func TestWhatCannotBeCutForCertainIsRefused(t *testing.T) {
	t.Parallel()
	plain := string(readFile(t, "testdata/eigen/min_diagnose.xml"))
	for name, document := range map[string]string{
		"comment before the root":   strings.Replace(plain, "<oBDS", "<!-- Beispiel --><oBDS", 1),
		"comment among elements":    strings.Replace(plain, "<Nachname", "<!-- Beispiel --><Nachname", 1),
		"comment in a value":        strings.Replace(plain, "Beispiel<", "Beispiel<!-- Erika --><", 1),
		"comment before an end":     strings.Replace(plain, "</Patient>", "<!-- Erika --></Patient>", 1),
		"comment behind the root":   plain + "<!-- Erika -->",
		"instruction":               strings.Replace(plain, "<Nachname", "<?erika?><Nachname", 1),
		"unknown element":           strings.ReplaceAll(plain, "Nachname", "Spitzname"),
		"element elsewhere":         strings.Replace(plain, "<Diagnosesicherung>7.1</Diagnosesicherung>", "<Nachname>Beispiel</Nachname>", 1),
		"text where none may stand": strings.Replace(plain, "<Menge_Meldung>", "<Menge_Meldung>Erika", 1),
		"other namespace":           strings.Replace(plain, "<Nachname>", `<Nachname xmlns="u">`, 1),
		"byte-order mark":           "\ufeff" + plain,
		"Latin-1":                   strings.Replace(plain, "UTF-8", "ISO-8859-1", 1),
		"nothing":                   "",
		"cut off":                   plain[:len(plain)/2],
	} {
		if _, err := obds.Cut([]byte(document)); err == nil {
			t.Errorf("%s: cut, want a refusal", name)
		}
	}
}

func FuzzCut(f *testing.F) {
	for _, path := range []string{own, "testdata/eigen/min_op.xml", "testdata/eigen/min_pathologie.xml"} {
		f.Add(readFile(f, path))
	}
	f.Fuzz(func(t *testing.T, document []byte) {
		cuts, err := obds.Cut(document)
		if err != nil {
			return
		}
		var whole []byte
		for i, p := range cuts.Pieces {
			if i > 0 && p.Share == cuts.Pieces[i-1].Share || len(p.Text) == 0 {
				t.Error("pieces that go the same way are not one")
			}
			whole = append(whole, p.Text...)
		}
		if !bytes.Equal(whole, document) {
			t.Error("the pieces are not the document")
		}
	})
}
