package tui

import (
	"errors"
	"os"
	"time"
	"unicode/utf8"

	"golang.org/x/sys/unix"
)

// How long the rest of a started sequence is waited for: the key reader takes
// what one Read returns for whole keys, and a slow line may split them.
const (
	escapeWait  = 40 * time.Millisecond  // a lone ESC: the key, or the start of one
	controlWait = 100 * time.Millisecond // an open CSI or SS3 sequence
	runeWait    = 250 * time.Millisecond // an open UTF-8 sequence
)

// TTYIn is the terminal as the program reads from it: keys and characters
// always arrive whole.
type TTYIn struct{ *os.File }

// tailRoom is kept free for the rest of a sequence, which is never as long. Keys
// typed ahead fill the whole buffer, and its end may fall into the middle of one.
const tailRoom = 32

// Read reads once and then, while the tail is incomplete, waits for the rest of
// it, and for nothing behind it.
func (in TTYIn) Read(p []byte) (int, error) {
	n, err := in.File.Read(p[:max(1, len(p)-tailRoom)])
	for err == nil && n > 0 && n < len(p) {
		wait := openTail(p[:n])
		if wait == 0 || !in.ready(wait) {
			break
		}
		var more int
		more, err = in.File.Read(p[n : n+1])
		n += more
	}
	return n, err
}

// ready waits until there is something to read.
func (in TTYIn) ready(wait time.Duration) bool {
	deadline := time.Now().Add(wait)
	for {
		fds := []unix.PollFd{{Fd: int32(in.Fd()), Events: unix.POLLIN}}
		left := max(0, time.Until(deadline))
		n, err := unix.Poll(fds, int(left.Milliseconds()))
		if errors.Is(err, unix.EINTR) {
			continue
		}
		return err == nil && n > 0
	}
}

// openTail says how long to wait for the rest of what p ends with, 0 if it is whole.
func openTail(p []byte) time.Duration {
	if i := lastByte(p, 0x1b); i >= 0 {
		if wait := openEscape(p[i:]); wait > 0 {
			return wait
		}
	}
	for i := len(p) - 1; i >= 0 && i >= len(p)-utf8.UTFMax; i-- {
		if utf8.RuneStart(p[i]) {
			if p[i] >= utf8.RuneSelf && !utf8.FullRune(p[i:]) {
				return runeWait
			}
			break
		}
	}
	return 0
}

func lastByte(p []byte, c byte) int {
	for i := len(p) - 1; i >= 0; i-- {
		if p[i] == c {
			return i
		}
	}
	return -1
}

// openEscape looks at a sequence that starts with ESC.
func openEscape(p []byte) time.Duration {
	switch {
	case len(p) == 1:
		return escapeWait
	case p[1] == 'O' && len(p) == 2:
		return controlWait
	case p[1] != '[':
		return 0
	}
	for _, c := range p[2:] {
		if c >= 0x40 && c <= 0x7e {
			return 0
		}
	}
	return controlWait
}
