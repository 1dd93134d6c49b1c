package obds_test

import (
	"bytes"
	"errors"
	"reflect"
	"testing"

	"example.org/meldeportal/model/obds"
)

// FuzzReader holds that no input makes the reader panic or fail other than by a
// refusal, and that what it reads without problems and losses it can write and
// read again.
func FuzzReader(f *testing.F) {
	whole := readFile(f, own)
	f.Add(whole)
	body := string(whole[bytes.IndexByte(whole, '\n'):])
	f.Add(latin9(body))
	f.Add(wide(body))
	f.Add([]byte(prefixedText(string(whole))))
	f.Add([]byte(replaced(f, "<N>N</N>", "<N><!--x--></N>")))
	f.Add([]byte(replaced(f, "erste Zeile", "<![CDATA[erste]]>&#13;&amp;")))
	f.Add([]byte(`<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>`))
	f.Add([]byte("<x a='1'/>"))
	f.Fuzz(func(t *testing.T, document []byte) {
		clean := true
		options := obds.Options{
			Limits:  obds.Limits{Controls: obds.KeepControls},
			Problem: func(obds.Problem) { clean = false },
			Note:    func(n obds.Note) { clean = clean && !n.Lost },
		}
		d, err := obds.Read(bytes.NewReader(document), options)
		var refusal *obds.Refusal
		if err != nil && !errors.As(err, &refusal) {
			t.Fatalf("got %v, want a refusal", err)
		}
		if err != nil || !clean {
			return
		}
		var out bytes.Buffer
		if err := obds.Write(&out, d); err != nil {
			t.Fatal(err)
		}
		again, err := obds.Read(&out, options)
		if err != nil || !clean {
			t.Fatalf("the written document: clean %v, %v", clean, err)
		}
		if !reflect.DeepEqual(again, d) {
			t.Errorf("got %+v\nwant %+v", again, d)
		}
	})
}
