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
		if first {
			diff.forget()
		}
		less, at := diff.paint(lines, w, h)
		saved += len(frame) - len(less)
		fmt.Fprint(whole, frame)
		fmt.Fprint(shrunk, string(less))
		if p := shrunk.CursorPosition(); at.known && len(less) > 0 && (p.X != at.x || p.Y != at.y) {
			t.Fatalf("frame %d: the cursor is at %v, want %+v\n%q", n, p, at, less)
		}
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

// nextFrame changes some lines and writes them whole.
func nextFrame(r *rand.Rand, lines []string, w int, first bool) string {
	var b strings.Builder
	b.WriteString("\x1b[H")
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

func TestWhatIsNotKnownIsWrittenWhole(t *testing.T) {
	t.Parallel()
	var diff frameDiff
	diff.paint([]string{"eins", "zwei"}, 20, 2)
	diff.forget()
	if got, _ := diff.paint([]string{"einz", "zwei"}, 20, 2); string(got) != "\x1b[1Heinz\x1b[K\x1b[2Hzwei\x1b[K" {
		t.Errorf("after what is not known: got %q, want both lines whole", got)
	}
}

func TestLinesOfAGrownWindowAreLearnt(t *testing.T) {
	t.Parallel()
	var diff frameDiff
	diff.paint([]string{"eins"}, 20, 1)
	diff.paint([]string{"eins", "zwei"}, 20, 2)
	if got, _ := diff.paint([]string{"eins", "zwei!"}, 20, 2); string(got) != "\x1b[2;5H!" {
		t.Errorf("got %q, want the new character alone", got)
	}
}

func TestNothingStaysBelowAShorterFrame(t *testing.T) {
	t.Parallel()
	var diff frameDiff
	diff.paint([]string{"eins", "zwei", "drei"}, 20, 4)
	if got, _ := diff.paint([]string{"eins"}, 20, 4); string(got) != "\x1b[2H\x1b[J" {
		t.Errorf("got %q, want the lines below erased", got)
	}
	if got, _ := diff.paint([]string{"eins"}, 20, 4); len(got) != 0 {
		t.Errorf("the same frame again wrote %q, want nothing", got)
	}
}

func TestALineWiderThanTheWindowIsCut(t *testing.T) {
	t.Parallel()
	var diff frameDiff
	if got, _ := diff.paint([]string{"\x1b[1mabcdef\x1b[0m"}, 4, 1); ansi.Strip(string(got)) != "abcd" {
		t.Errorf("got %q, want four cells", got)
	}
}

// What is blank up to the edge is erased, also in a line that is padded to it.
func TestTheRestOfAFullLineIsErased(t *testing.T) {
	t.Parallel()
	var diff frameDiff
	diff.paint([]string{"gespeichert 10:41:07"}, 20, 1)
	if got, _ := diff.paint([]string{"gespeichert         "}, 20, 1); string(got) != "\x1b[1;13H\x1b[K" {
		t.Errorf("wrote %q, want the time erased", got)
	}
}
