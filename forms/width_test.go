package forms

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// What is counted here is what the toolkit counts, also where signs change their
// neighbours: marks, joiners, variants, flags, wide letters, broken bytes.
func TestWidthIsTheToolkits(t *testing.T) {
	t.Parallel()
	parts := []string{"a", "Z", " ", "ü", "ß", "š", "·", "…", "—", "„", "“", "▸", "✓", "→", "█", "│", "×", "\u0301", "\u200d", "\ufe0f", "☀", "✔", "↔", "▶", "◾", "漢", "가", "🇩", "🇪", "👩", "🏽",
		"\x1b[1m", "\x1b[38;5;4m", "\x1b[m", "\x1b[K", "\x1b]0;x\x07", "\x1b", "\x1b[", "\xff", "\xc3", "\u00ad", "\t"}
	r := rand.New(rand.NewPCG(3, 4))
	for range 20000 {
		var b strings.Builder
		for range r.IntN(12) {
			b.WriteString(parts[r.IntN(len(parts))])
		}
		if got, want := Width(b.String()), ansi.StringWidth(b.String()); got != want {
			t.Fatalf("%q: got %d, want %d", b.String(), got, want)
		}
	}
}

func BenchmarkWidth(b *testing.B) {
	line := "\x1b[1m ▸ Diagnosedatum *\x1b[0m           24.10.2026   \x1b[2mSa, vor 30 Tagen — Müller\x1b[0m"
	b.Run("here", func(b *testing.B) {
		for b.Loop() {
			Width(line)
		}
	})
	b.Run("toolkit", func(b *testing.B) {
		for b.Loop() {
			ansi.StringWidth(line)
		}
	})
}
