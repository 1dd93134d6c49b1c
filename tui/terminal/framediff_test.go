package terminal

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

// TestShrunkFramesLookLikeWholeOnes gives the same frames to two terminals, whole
// to one and shrunk to the other, and compares every cell with its style.
func TestShrunkFramesLookLikeWholeOnes(t *testing.T) {
	t.Parallel()
	const w, h = 40, 8
	whole, shrunk := vt.NewEmulator(w, h), vt.NewEmulator(w, h)
	var diff frameDiff
	r := rand.New(rand.NewPCG(1, 2))
	lines := make([]string, h)
	saved := 0
	for n := range 3000 {
		first := n%500 == 0
		frame := nextFrame(r, lines, w, first)
		less := diff.shrink([]byte(frame))
		saved += len(frame) - len(less)
		fmt.Fprint(whole, frame)
		fmt.Fprint(shrunk, string(less))
		for y := range h {
			for x := range w {
				if a, b := whole.CellAt(x, y), shrunk.CellAt(x, y); !a.Equal(b) {
					t.Fatalf("frame %d, column %d of line %d: got %v, want %v\n%q\n%q", n, x, y, b, a, frame, less)
				}
			}
		}
	}
	if saved <= 0 {
		t.Errorf("saved %d bytes, want many", saved)
	}
}

// nextFrame changes some lines and writes them as the renderer does.
func nextFrame(r *rand.Rand, lines []string, w int, first bool) string {
	var b strings.Builder
	b.WriteString(frameHome)
	if first {
		b.WriteString("\r")
	}
	for i := range lines {
		if first || r.IntN(3) == 0 {
			lines[i] = changedLine(r, lines[i], w)
			b.WriteString(lines[i])
			if ansi.StringWidth(lines[i]) < w {
				b.WriteString(eraseRight)
			}
			if i < len(lines)-1 {
				b.WriteString("\r")
			}
		}
		if i < len(lines)-1 {
			b.WriteString("\n")
		}
	}
	return b.String() + fmt.Sprintf("\x1b[%d;H", len(lines))
}

var linePieces = []string{"Text", "ä—▸", "   ", strings.Repeat(" ", 15), "\x1b[1mfett\x1b[0m", "\x1b[96mfarbig\x1b[0m", "\x1b[1m\x1b[96mbeides \x1b[0m", "漢", "\x1b[7m \x1b[0m", "x"}

func changedLine(r *rand.Rand, old string, w int) string {
	var b strings.Builder
	if r.IntN(2) == 0 {
		b.WriteString(ansi.Truncate(old, r.IntN(w), ""))
	}
	for range r.IntN(9) {
		b.WriteString(linePieces[r.IntN(len(linePieces))])
	}
	return ansi.Truncate(b.String(), w, "")
}

func TestLineWithACharacterOfDoubtfulWidthIsAlwaysWrittenWhole(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"e\u0301", "漢", "\x1b]0;x\x07", "a\tb"} {
		if got := cells(text); got != nil {
			t.Errorf("cells of %q: got %v, want none", text, got)
		}
	}
}

func TestAfterWhatIsNoFrameEveryLineIsWrittenWhole(t *testing.T) {
	t.Parallel()
	for _, between := range []string{"\x1b[2J", "\x1b[?25l", "\x1b[H\x1b[Jeins\x1b[2;H"} {
		var diff frameDiff
		diff.shrink([]byte("\x1b[H\reins\x1b[K\r\nzwei\x1b[K\x1b[2;H"))
		if got := string(diff.shrink([]byte(between))); got != between {
			t.Errorf("shrunk %q to %q, want it whole", between, got)
		}
		if got, want := string(diff.shrink([]byte("\x1b[Heinz\x1b[K\r\n\x1b[2;H"))), "\x1b[1Heinz\x1b[K"; got != want {
			t.Errorf("after %q: got %q, want %q", between, got, want)
		}
	}
}

func TestLinesOfAGrownWindowAreLearnt(t *testing.T) {
	t.Parallel()
	var diff frameDiff
	diff.shrink([]byte("\x1b[H\reins\x1b[K\x1b[1;H"))
	diff.shrink([]byte("\x1b[H\nzwei\x1b[K\x1b[2;H"))
	if got, want := string(diff.shrink([]byte("\x1b[H\nzwei!\x1b[K\x1b[2;H"))), "\x1b[2;5H!"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
