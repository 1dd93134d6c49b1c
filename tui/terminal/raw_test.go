package terminal

import (
	"os"

	"golang.org/x/sys/unix"
)

// makeRaw turns off line editing, as the program does with its terminal.
func makeRaw(f *os.File) error {
	t, err := unix.IoctlGetTermios(int(f.Fd()), readTermios)
	if err != nil {
		return err
	}
	t.Lflag &^= unix.ICANON | unix.ECHO
	t.Cc[unix.VMIN], t.Cc[unix.VTIME] = 1, 0
	return unix.IoctlSetTermios(int(f.Fd()), writeTermios, t)
}
