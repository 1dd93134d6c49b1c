//go:build darwin || freebsd || netbsd || openbsd || dragonfly

package tui

import "golang.org/x/sys/unix"

// The requests that read and write the state of a terminal (termios(4)).
const readTermios, writeTermios = unix.TIOCGETA, unix.TIOCSETA
