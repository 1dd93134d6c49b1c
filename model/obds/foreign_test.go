package obds_test

import (
	"errors"
	"strings"
	"testing"

	"example.org/meldeportal/model/obds"
)

func TestAFileSaysWhatItIsAndWhatToDo(t *testing.T) {
	t.Parallel()
	tar := "m.xml" + strings.Repeat("\x00", 252) + "ustar\x0000"
	wide := func(text string) string {
		var b strings.Builder
		for _, c := range []byte(text) {
			b.WriteByte(c)
			b.WriteByte(0)
		}
		return b.String()
	}
	for name, c := range map[string]struct{ text, says, todo string }{
		"empty":              {"", "leer", "noch einmal"},
		"only a mark":        {"\xEF\xBB\xBF", "leer", "noch einmal"},
		"blanks":             {" \n\t ", "nur Leerzeichen", "noch einmal"},
		"zeros":              {strings.Repeat("\x00", 4000), "Nullbytes", "noch einmal"},
		"pdf":                {"%PDF-1.7\n%\xe2", "PDF-Dokument", "als oBDS-Datei"},
		"zip":                {"PK\x03\x04\x14", "ZIP-Archiv", "entpacken"},
		"gzip":               {"\x1f\x8b\x08\x00", "gzip", "entpacken"},
		"7z":                 {"7z\xbc\xaf\x27\x1c", "7z-Archiv", "entpacken"},
		"tar":                {tar, "tar-Archiv", "entpacken"},
		"word":               {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word", "als oBDS-Datei"},
		"json":               {` {"resourceType":"Bundle"}`, "JSON", "als oBDS-Datei"},
		"hl7":                {"MSH|^~\\&|KIS", "HL7", "als oBDS-Datei"},
		"csv":                {"Name;Vorname\nA;B\n", "Text", "als oBDS-Datei"},
		"html by its type":   {"<!doctype html><html><p>Login", "HTML", "herunterladen"},
		"html by its root":   {"<html><body/></html>", "HTML", "herunterladen"},
		"utf-32":             {"\xff\xfe\x00\x00<\x00\x00\x00", "UTF-32", "UTF-8"},
		"utf-16 without say": {wide("<oBDS/>"), "UTF-16", "UTF-8"},
		"adt":                {`<ADT_GEKID xmlns="http://www.gekid.de/namespace" Schema_Version="2.2.3"/>`, "ADT/GEKID 2.2.3", "als oBDS 3 ausgeben"},
		"rki":                {`<OBDS_RKI xmlns="http://www.basisdatensatz.de/oBDS_RKI/XML" Schema_Version="3.0.0.8a_RKI"/>`, "oBDS_RKI 3.0.0.8a)", "oBDS-Datei wählen"},
		"the schema":         {`<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>`, "Schema (XSD)", "oBDS-Datei wählen"},
		"fhir":               {`<Bundle xmlns="http://hl7.org/fhir"/>`, "FHIR", "als oBDS-Datei"},
		"other xml":          {`<a/>`, "„a“ statt „oBDS“", "als oBDS-Datei"},
		"no character":       {`<a>&#x1f;</a>`, "nicht erlaubt", "entfernen"},
		"half a character":   {`<a>&#xD83D;</a>`, "nicht erlaubt", "entfernen"},
		"html's reference":   {`<a>M&uuml;ller</a>`, "aus HTML", "selbst schreiben"},
		"a lone &":           {`<a>Haut & Haar</a>`, "kein bekannter Verweis", "&amp;"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sentence := ""
			_, err := obds.Check(strings.NewReader(c.text), obds.Options{Problem: func(p obds.Problem) { sentence += p.Text }})
			var refusal *obds.Refusal
			if errors.As(err, &refusal) {
				sentence = refusal.Text
			}
			if !strings.Contains(sentence, c.says) || !strings.Contains(sentence, c.todo) {
				t.Errorf("said %q, want %q and %q", sentence, c.says, c.todo)
			}
		})
	}
}
