package rule

import (
	"reflect"
	"strings"

	"example.org/meldeportal/model"
)

// korrekturvermerk is what a correction carries in its remark, by the portal's
// rules (hessen.md 9); it is no change of the content.
const korrekturvermerk = "Korrekturmeldung"

// WithVermerk is the remark of a correction: the word first, then what stood there.
func WithVermerk(remark model.Text) model.Text {
	if rest := WithoutVermerk(remark); rest != "" {
		return korrekturvermerk + ": " + rest
	}
	return korrekturvermerk
}

// WithoutVermerk is a remark without the word that marks a correction.
func WithoutVermerk(remark model.Text) model.Text {
	before, after, found := strings.Cut(string(remark), korrekturvermerk)
	if !found {
		return model.Text(strings.TrimSpace(string(remark)))
	}
	return model.Text(strings.TrimSpace(before + strings.TrimLeft(after, ":.,; \n")))
}

// SameContent compares what the registry keeps of two reports as they are
// written: the patient and the report, apart from the word that marks a correction.
func SameContent(a, b *model.Report) bool {
	x, y := a.Meldung, b.Meldung
	x.Anmerkung, y.Anmerkung = WithoutVermerk(x.Anmerkung), WithoutVermerk(y.Anmerkung)
	return reflect.DeepEqual(a.Patient, b.Patient) && reflect.DeepEqual(x, y)
}
