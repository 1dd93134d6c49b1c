package dataset_test

import (
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// benchReport is a Diagnose with everything in it, and nothing beside it.
func benchReport() *model.Report {
	r := full(3)
	r.Meldung.Typ = model.TypDiagnose
	r.Patient.Stammdaten.Versicherung = model.VersicherungGKV
	r.Meldung.Tumorzuordnung.PrimaertumorICD.Code = "C50.4"
	return field.Written(dataset.Report, r)
}

func BenchmarkWalk(b *testing.B) {
	r := benchReport()
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n = 0
		field.Walk(dataset.Report, r, func(b field.Bound) bool {
			n++
			return b.Row.Leaf() || b.Asked()
		})
	}
	b.ReportMetric(float64(n), "rows/op")
}

func BenchmarkWalkEverything(b *testing.B) {
	r := benchReport()
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n = 0
		field.Walk(dataset.Report, r, func(field.Bound) bool { n++; return true })
	}
	b.ReportMetric(float64(n), "rows/op")
}

func BenchmarkWalkDemanded(b *testing.B) {
	r := benchReport()
	b.ReportAllocs()
	for b.Loop() {
		field.Walk(dataset.Report, r, func(b field.Bound) bool {
			return b.Demanded() != field.NotDemanded || b.Asked()
		})
	}
}

func BenchmarkLookup(b *testing.B) {
	r := benchReport()
	for _, id := range []string{"Patient.Nachname", "Diagnose.Modul_Prostata.GleasonScore.GradPrimaer", "Diagnose.Menge_FM[2].Lokalisation"} {
		b.Run(id, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, ok := field.Lookup(dataset.Report, r, id); !ok {
					b.Fatal("not found")
				}
			}
		})
	}
}

func BenchmarkTexts(b *testing.B) {
	r := benchReport()
	b.ReportAllocs()
	for b.Loop() {
		field.Texts(dataset.Report, r)
	}
}

func BenchmarkFill(b *testing.B) {
	texts := field.Texts(dataset.Report, benchReport())
	b.ReportAllocs()
	for b.Loop() {
		field.Fill(dataset.Report, new(model.Report), texts)
	}
}

func BenchmarkWritten(b *testing.B) {
	r := benchReport()
	b.ReportAllocs()
	for b.Loop() {
		field.Written(dataset.Report, r)
	}
}
