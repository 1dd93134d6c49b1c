package rule

import (
	"reflect"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
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

// SameContent compares what the registry keeps of two reports as they are written.
func SameContent(a, b *model.Report) bool { return reflect.DeepEqual(kept(a), kept(b)) }

// kept is what the registry keeps of a report: the patient and the report
// itself, without sender, date and the word that marks a correction.
func kept(r *model.Report) *model.Report {
	k := &model.Report{Patient: r.Patient, Meldung: r.Meldung}
	k.Meldung.Anmerkung = WithoutVermerk(r.Meldung.Anmerkung)
	return k
}

// Aenderungen is what a correction changes of the sent report, value by value,
// both as they are written.
func Aenderungen(sent, correction *model.Report) []field.Difference {
	return field.Diff(dataset.Report, kept(field.Written(dataset.Report, sent)), kept(field.Written(dataset.Report, correction)))
}
