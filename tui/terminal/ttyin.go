package terminal

import (
	"errors"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// How long the rest of a started sequence is waited for: the key reader takes
// what one Read returns for whole keys, and a slow line may split them.
const (
	escapeWait  = 40 * time.Millisecond  // a lone ESC: the key, or the start of one
	controlWait = 100 * time.Millisecond // an open CSI or SS3 sequence
	runeWait    = 250 * time.Millisecond // an open UTF-8 sequence
	pasteWait   = 2 * time.Second        // a paste whose end mark is lost: until it, all keys are text
)

// TTYIn is the terminal as the program reads from it: keys and characters
// always arrive whole, and nothing else arrives.
type TTYIn struct {
	*os.File
	Refused func() // is told when bytes were dropped that are no UTF-8, may be nil
	keys    KeyBytes
	raw     []byte
	more    func(within time.Duration) bool // whether there is something to read by then, nil = the file says so
}

// tailRoom is kept free for the rest of a sequence, which is hardly ever as long.
// Keys typed ahead fill the whole buffer, and its end may fall into the middle of
// one.
const tailRoom = 32

// Read reads once and then, while the tail is incomplete, waits for the rest of
// it, and for nothing behind it. A key may be said in twice the bytes it came in,
// pasted text never is.
func (in *TTYIn) Read(p []byte) (int, error) {
	room := len(p) / 2
	if in.keys.paste {
		room = len(p)
	}
	if len(in.raw) < room {
		in.raw = make([]byte, room)
	}
	raw := in.raw[:room]
	n, err := in.File.Read(raw[:max(1, room-tailRoom)])
	full := n >= room-tailRoom
	for err == nil && n > 0 && n < room {
		wait := in.keys.Open(raw[:n])
		if wait == 0 || !in.comes(wait) {
			break
		}
		var more int
		more, err = in.File.Read(raw[n : n+1])
		n += more
	}
	out := in.keys.Decode(raw[:n], full)
	if in.keys.Bad > 0 && in.Refused != nil {
		in.Refused()
	}
	if in.keys.paste && err == nil && len(out)+len(pasteEnd) <= len(p) && !in.comes(pasteWait) {
		in.keys.paste, out = false, append(out, pasteEnd...)
	}
	return copy(p, out), err
}

// comes reports whether more is there to read after a while at most.
func (in *TTYIn) comes(within time.Duration) bool {
	if in.more != nil {
		return in.more(within)
	}
	return in.ready(within)
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
