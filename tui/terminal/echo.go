package terminal

import (
	"os"

	"golang.org/x/sys/unix"
)

// Hush keeps a terminal from showing what is typed until show is called. What is
// no terminal shows nothing anyway.
func Hush(file *os.File) (show func()) {
	fd := int(file.Fd())
	before, err := unix.IoctlGetTermios(fd, readTermios)
	if err != nil {
		return func() {}
	}
	silent := *before
	silent.Lflag &^= unix.ECHO
	if unix.IoctlSetTermios(fd, writeTermios, &silent) != nil {
		return func() {}
	}
	return func() { _ = unix.IoctlSetTermios(fd, writeTermios, before) }
}
