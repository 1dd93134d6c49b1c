package forms

import (
	"fmt"
	"slices"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
)

// BenchmarkKeyToFrame types into every page of a filled Diagnose, moves through
// it, and draws after each key. The p99 has to stay below 16 ms.
func BenchmarkKeyToFrame(b *testing.B) {
	for _, size := range [][2]int{{80, 18}, {200, 54}} {
		b.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(b *testing.B) {
			r := newReport(model.TypDiagnose)
			r.Meldung.Tumorzuordnung.PrimaertumorICD.Code = "C50.4"
			fillLists(r)
			f := New(dataset.Report, r, Pages(model.TypDiagnose), testEnv())
			var took []time.Duration
			press := func(k tea.KeyMsg) {
				from := time.Now()
				f.Key(k)
				f.View(size[0], size[1])
				took = append(took, time.Since(from))
			}
			for b.Loop() {
				if !f.Goto("Meldebegruendung") {
					b.Fatal("no such field")
				}
				for range 120 {
					for _, c := range "c50" {
						press(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{c}})
					}
					f.Shut()
					press(tea.KeyMsg{Type: tea.KeyCtrlZ})
					press(tea.KeyMsg{Type: tea.KeyTab})
				}
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs/key")
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs/key")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// BenchmarkWholeKeyToFrame has all pages of a full report on one, every element
// open, for every type: it moves through all of it, types, and turns sections.
func BenchmarkWholeKeyToFrame(b *testing.B) {
	for _, typ := range allTypes {
		b.Run(string(typ), func(b *testing.B) {
			f := New(dataset.Report, fullReport(typ), Pages(typ), testEnv())
			f.openAll()
			f.SetWhole(true)
			var took []time.Duration
			press := func(k tea.KeyMsg) {
				from := time.Now()
				f.Key(k)
				f.View(120, 33)
				took = append(took, time.Since(from))
			}
			for b.Loop() {
				for range f.section.entries {
					press(tea.KeyMsg{Type: tea.KeyDown})
					press(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("7")})
					f.Shut()
				}
				for range f.pages {
					press(tea.KeyMsg{Type: tea.KeyPgUp})
				}
				for range 20 {
					press(tea.KeyMsg{Type: tea.KeyCtrlZ})
				}
			}
			slices.Sort(took)
			b.ReportMetric(float64(len(f.section.entries)), "lines")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs/key")
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs/key")
			b.ReportMetric(0, "ns/op")
		})
	}
}
