package worklist

import (
	"fmt"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
)

// BenchmarkTasksOfTenThousandCases puts the first work list of a day together.
func BenchmarkTasksOfTenThousandCases(b *testing.B) {
	var cases [][]model.Vorgang
	for i := range 10_000 {
		var fall []model.Vorgang
		for j, typ := range []model.Zweig{model.TypDiagnose, model.TypOP, model.TypSYST, model.TypVerlauf, model.TypVerlauf} {
			fall = append(fall, delivery(fmt.Sprint("t", i, "-", j), func(v *model.Vorgang) {
				v.Typ, v.Meldeanlass, v.TherapieID, v.Beginn, v.Date = typ, "behandlungsbeginn", "Y1", "2025-01-10", "2025-12-01"
			}))
		}
		cases = append(cases, append(fall, entwurf(fmt.Sprint("e", i), "2026-05-01")))
	}
	for b.Loop() {
		l := New(mayNoon, rule.Config{})
		for i, fall := range cases {
			l.Put(standOf(fmt.Sprint(i), fall))
		}
		l.Aufgaben(Gesehen{})
	}
}
