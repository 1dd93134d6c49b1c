package tui

import (
	"fmt"
	"slices"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
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
