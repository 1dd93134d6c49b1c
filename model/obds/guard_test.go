package obds_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"example.org/meldeportal/model/obds"
)

func TestHostileDocumentsAreRefused(t *testing.T) {
	t.Parallel()
	attrs := ""
	for i := range 65 {
		attrs += fmt.Sprintf(` a%d="1"`, i)
	}
	for name, document := range map[string]string{
		"DOCTYPE":               `<!DOCTYPE oBDS><oBDS/>`,
		"entity bomb":           `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>`,
		"external entity":       `<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><x>&f;</x>`,
		"unknown entity":        `<x>&nbsp;</x>`,
		"depth":                 strings.Repeat("<a>", 65) + strings.Repeat("</a>", 65),
		"attributes":            `<x` + attrs + `/>`,
		"double attribute":      `<x a="1" a="2"/>`,
		"long text":             `<x>` + strings.Repeat("y", 1<<20+1) + `</x>`,
		"long value":            `<x a="` + strings.Repeat("y", 1<<20+1) + `"/>`,
		"long comment":          `<x><!--` + strings.Repeat("y", 2<<20) + `--></x>`,
		"long CDATA":            `<x><![CDATA[` + strings.Repeat("y", 1<<20+1) + `]]></x>`,
		"long name":             `<` + strings.Repeat("y", 2<<20) + `/>`,
		"two roots":             `<x/><y/>`,
		"text behind":           `<x/>y`,
		"text before":           `y<x/>`,
		"no document":           ``,
		"only a comment":        `<!-- x -->`,
		"control character":     "<x>\x01</x>",
		"control by number":     `<x>&#1;</x>`,
		"escape sequence":       "<x>\u009b31m</x>",
		"escape by number":      `<x>&#155;</x>`,
		"delete character":      "<x>\x7f</x>",
		"not a character":       "<x>\uffff</x>",
		"crossed tags":          `<x><y></x></y>`,
		"CDATA end in text":     `<x>]]></x>`,
		"unquoted value":        `<x a=1/>`,
		"late declaration":      ` <?xml version="1.0"?><x/>`,
		"version 2":             `<?xml version="2.0"?><x/>`,
		"dashes in a comment":   `<x><!-- a -- b --></x>`,
		"less-than in a value":  `<x a="<"/>`,
		"ampersand alone":       `<x>a & b</x>`,
		"instruction cut":       `<x><?p`,
		"declaration as target": `<x><?XML y?></x>`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := obds.Read(strings.NewReader(document), obds.Options{})
			var refusal *obds.Refusal
			if !errors.As(err, &refusal) || refusal.Line == 0 || refusal.Text == "" {
				t.Errorf("got %v, want a refusal with line and sentence", err)
			}
		})
	}
}

func TestDocumentsUpToTheLimitsAreRead(t *testing.T) {
	t.Parallel()
	for name, document := range map[string]string{
		"depth":     strings.Repeat("<a>", 64) + strings.Repeat("</a>", 64),
		"long text": `<x>` + strings.Repeat("y", 1<<20) + `</x>`,
		"limit set": `<x>` + strings.Repeat("y", 3<<20) + `</x>`,
	} {
		limits := obds.Limits{}
		if name == "limit set" {
			limits.Text = 4 << 20
		}
		if _, err := obds.Read(strings.NewReader(document), obds.Options{Limits: limits}); err != nil {
			t.Errorf("%s: got %v, want no error", name, err)
		}
	}
}

// endless is a document that repeats a piece without end.
type endless struct {
	head, piece string
	read        int
}

func (e *endless) Read(p []byte) (int, error) {
	n := copy(p, e.head)
	e.head = e.head[n:]
	for n < len(p) {
		n += copy(p[n:], e.piece)
	}
	e.read += n
	return n, nil
}

func TestEndlessDocumentsAreRefusedAfterTheLimit(t *testing.T) {
	t.Parallel()
	patient := readFile(t, own)
	patient = patient[:bytes.Index(patient, []byte("<Menge_Frueherer_Name>"))+len("<Menge_Frueherer_Name>")]
	report := readFile(t, own)
	report = report[:bytes.Index(report, []byte("<Menge_FM>"))+len("<Menge_FM>")]
	for name, e := range map[string]*endless{
		"text":      {head: "<x>", piece: "yyyyyyyy"},
		"blanks":    {head: "<x>", piece: "        "},
		"tag":       {head: "<x", piece: ` a=" "`},
		"comment":   {head: "<x><!--", piece: "y "},
		"CDATA":     {head: "<x><![CDATA[", piece: "] "},
		"pieces":    {head: string(report) + "<Fernmetastase><Lokalisation>", piece: "<!---->y"},
		"names":     {head: string(patient), piece: "<Frueherer_Name>Probe</Frueherer_Name>"},
		"items":     {head: string(report), piece: "<Fernmetastase/>"},
		"strangers": {head: string(report), piece: "<x/>"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := obds.Read(e, obds.Options{})
			var refusal *obds.Refusal
			if !errors.As(err, &refusal) {
				t.Fatalf("got %v, want a refusal", err)
			}
			if most := 11 << 20; e.read > most {
				t.Errorf("refused after %d bytes, want at most %d", e.read, most)
			}
		})
	}
}

func TestCutOffDocumentsAreRefused(t *testing.T) {
	t.Parallel()
	whole := readFile(t, own)
	end := bytes.LastIndex(whole, []byte(">"))
	for n := 0; n <= end; n += 7 {
		_, err := obds.Read(bytes.NewReader(whole[:n]), obds.Options{})
		var refusal *obds.Refusal
		if !errors.As(err, &refusal) {
			t.Fatalf("cut after %d of %d bytes: got %v, want a refusal", n, len(whole), err)
		}
	}
}

func TestRefusalSaysWhereTheReaderStood(t *testing.T) {
	t.Parallel()
	document := replaced(t, "<Grading>3</Grading>", "<Grading>3</Gradin>")
	_, err := obds.Read(strings.NewReader(document), obds.Options{})
	var refusal *obds.Refusal
	if !errors.As(err, &refusal) {
		t.Fatalf("got %v, want a refusal", err)
	}
	line := 1 + strings.Count(document[:strings.Index(document, "</Gradin>")], "\n")
	path := "/oBDS/Menge_Patient/Patient[1]/Menge_Meldung/Meldung[2]/Pathologie/Histologie/Grading"
	if refusal.Line != line || refusal.Path != path {
		t.Errorf("got line %d, path %s; want line %d, path %s", refusal.Line, refusal.Path, line, path)
	}
}

func TestFailingInputIsNoRefusal(t *testing.T) {
	t.Parallel()
	broken := errors.New("disk gone")
	in := io.MultiReader(bytes.NewReader(readFile(t, own)[:2000]), &failing{broken})
	_, err := obds.Read(in, obds.Options{})
	if !errors.Is(err, broken) {
		t.Errorf("got %v, want %v", err, broken)
	}
}

type failing struct{ err error }

func (f *failing) Read([]byte) (int, error) { return 0, f.err }
