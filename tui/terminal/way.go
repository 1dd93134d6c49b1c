package terminal

import (
	"fmt"
	"strings"
)

// spot is a cell; known is false where nobody can say which.
type spot struct {
	x, y  int
	known bool
}

// shortestWay is what moves the cursor from one cell to another with the fewest bytes.
// Behind the last column terminals do not agree on where the cursor is: from there a
// carriage return is right all the same.
func shortestWay(from, to spot, w int) string {
	if from == to {
		return ""
	}
	best := address(to)
	if !from.known {
		return best
	}
	down := to.y - from.y
	ways := make([]string, 0, 2)
	if down >= 0 && down < len(best) {
		ways = append(ways, "\r"+strings.Repeat("\n", down)+along(0, to.x))
	}
	if from.x < w {
		ways = append(ways, upright(down)+along(from.x, to.x))
	}
	for _, way := range ways {
		if len(way) < len(best) {
			best = way
		}
	}
	return best
}

func address(to spot) string {
	if to.x == 0 {
		return fmt.Sprintf("\x1b[%dH", to.y+1)
	}
	return fmt.Sprintf("\x1b[%d;%dH", to.y+1, to.x+1)
}

// along moves within a line.
func along(from, to int) string {
	if back := from - to; back > 0 {
		return shorter(strings.Repeat("\b", back), times(back, 'D'))
	}
	return times(to-from, 'C')
}

// upright moves within a column.
func upright(down int) string {
	if down < 0 {
		return times(-down, 'A')
	}
	return times(down, 'B')
}

// times is a movement by so many cells.
func times(n int, way byte) string {
	switch n {
	case 0:
		return ""
	case 1:
		return "\x1b[" + string(way)
	}
	return fmt.Sprintf("\x1b[%d%c", n, way)
}

func shorter(a, b string) string {
	if len(a) <= len(b) {
		return a
	}
	return b
}
