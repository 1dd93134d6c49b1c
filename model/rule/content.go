package rule

import (
	"reflect"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/land"
)

// SameContent compares what the registry keeps of two reports as they are written.
func SameContent(a, b *model.Report, l *land.Land) bool {
	return reflect.DeepEqual(kept(a, l), kept(b, l))
}

// kept is what the registry keeps of a report: the patient and the report
// itself, without sender, date and the word that marks a correction.
func kept(r *model.Report, l *land.Land) *model.Report {
	k := &model.Report{Patient: r.Patient, Meldung: r.Meldung}
	k.Meldung.Anmerkung = l.WithoutVermerk(r.Meldung.Anmerkung)
	return k
}

// Aenderungen is what a correction changes of the sent report, value by value,
// both as they are written.
func Aenderungen(sent, correction *model.Report, l *land.Land) []field.Difference {
	return field.Diff(dataset.Report, kept(field.Written(dataset.Report, sent), l), kept(field.Written(dataset.Report, correction), l))
}
