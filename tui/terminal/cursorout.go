package terminal

import (
	"bytes"
	"fmt"
	"os"
	"sync"
	"time"
)

// CursorOut is the terminal as the program writes to it. After each frame it
// puts the real cursor where the person types, so that screen readers, braille
// lines and magnifiers follow, and it leaves out what stands there already.
// Frames of the renderer end with a cursor move.
type CursorOut struct {
	*os.File
	Mu      sync.Mutex
	X, Y    int
	Visible bool
	moved   bool // since the last write
	seen    frameDiff
	Eye     *Eye // of the person before it, nil = nobody asks
}

// frameWait is longer than the renderer takes to write a changed frame.
const frameWait = 50 * time.Millisecond

// Place says where the cursor belongs, counted from the upper left corner. A
// move that changes nothing else makes no frame, so it is written by itself.
func (c *CursorOut) Place(x, y int, visible bool) {
	c.Mu.Lock()
	defer c.Mu.Unlock()
	if c.X == x && c.Y == y && c.Visible == visible {
		return
	}
	c.X, c.Y, c.Visible = x, y, visible
	if !c.moved {
		c.moved = true
		time.AfterFunc(frameWait, c.sync)
	}
}

// Write passes a frame on, with the cursor's place behind it.
func (c *CursorOut) Write(frame []byte) (int, error) {
	less := c.seen.shrink(frame)
	if !bytes.HasSuffix(frame, []byte("H")) {
		return c.File.Write(frame)
	}
	front := c.Eye.Frame()
	out := append(bytes.Clone(less), c.sequence()...)
	if n, err := c.File.Write(out); err != nil {
		return min(n, len(frame)), err
	}
	c.Eye.Show(front)
	return len(frame), nil
}

func (c *CursorOut) sync() {
	c.Mu.Lock()
	moved := c.moved
	c.Mu.Unlock()
	if moved {
		c.File.WriteString(c.sequence())
	}
}

func (c *CursorOut) sequence() string {
	c.Mu.Lock()
	defer c.Mu.Unlock()
	c.moved = false
	if !c.Visible {
		return "\x1b[?25l"
	}
	return fmt.Sprintf("\x1b[%d;%dH\x1b[?25h", c.Y+1, c.X+1)
}
