package tui

import (
	"fmt"
	"slices"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
)

// BenchmarkEditorKeyToFrame presses keys in the editor and draws the whole
// window after each: typing into the code lists of the page Tumor, confirming
// (which judges by all rules), and turning every page. The p99 has to stay
// below 16 ms.
func BenchmarkEditorKeyToFrame(b *testing.B) {
	for _, size := range [][2]int{{80, 24}, {200, 60}} {
		b.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(b *testing.B) {
			sh := NewShell(&Services{Lists: catalog.NewShelf(), Now: func() time.Time { return today }}, nil)
			sh.desk = &deskDouble{}
			forms.Warm(sh.Services().Lists, dataset.Report) // Start does so, in the background
			sh.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			var took []time.Duration
			press := func(k tea.KeyMsg) {
				from := time.Now()
				sh.Update(k)
				_ = sh.View()
				took = append(took, time.Since(from))
			}
			for b.Loop() {
				sh.stack = sh.stack[:1]
				sh.Push(NewEditor(sh, newDraft()))
				for _, k := range append(append([]string{}, tumour...), "pgdown", "brust", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown") {
					if named, ok := namedKeys[k]; ok {
						press(tea.KeyMsg{Type: named})
						continue
					}
					for _, r := range k {
						press(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
					}
				}
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs/key")
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs/key")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// BenchmarkWholeReportKeyToFrame has a report with every field and three
// elements of every list on one page, with the column beside it: it goes from
// field to field, types, confirms and turns sections, for every type.
func BenchmarkWholeReportKeyToFrame(b *testing.B) {
	for _, typ := range []model.Zweig{model.TypDiagnose, model.TypPathologie, model.TypOP, model.TypST, model.TypSYST,
		model.TypVerlauf, model.TypTod, model.TypTumorkonferenz} {
		b.Run(string(typ), func(b *testing.B) {
			sh := NewShell(&Services{Lists: catalog.NewShelf(), Now: func() time.Time { return today }}, nil)
			sh.desk, sh.whole = &deskDouble{}, true
			forms.Warm(sh.Services().Lists, dataset.Report)
			sh.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
			var took []time.Duration
			press := func(k tea.KeyMsg) {
				from := time.Now()
				sh.Update(k)
				_ = sh.View()
				took = append(took, time.Since(from))
			}
			for b.Loop() {
				sh.stack = sh.stack[:1]
				sh.Push(NewEditor(sh, crammedDraft(typ)))
				for range 150 {
					press(tea.KeyMsg{Type: tea.KeyDown})
					press(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("7")})
					press(tea.KeyMsg{Type: tea.KeyEnter})
				}
				for range 12 {
					press(tea.KeyMsg{Type: tea.KeyPgUp})
				}
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs/key")
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs/key")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// crammedDraft has something in every field of a type.
func crammedDraft(typ model.Zweig) model.Draft {
	draft := newDraft()
	draft.Report.Meldung.Typ = typ
	for range 3 {
		field.Walk(dataset.Report, &draft.Report, func(b field.Bound) bool {
			switch branches := b.Branches(); {
			case b.Row.List() && b.Len() < 3:
				b.Insert(b.Len())
			case b.Row.Leaf() && b.Get() == "" && branches == nil:
				b.Set("2026-05-14")
			case b.ID != "Typ" && branches != nil:
				b.Set(branches[0].ElementName())
			}
			return true
		})
	}
	return draft
}
