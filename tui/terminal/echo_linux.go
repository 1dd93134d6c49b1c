package terminal

import "golang.org/x/sys/unix"

// The requests that read and write the state of a terminal (tty_ioctl(4)).
const readTermios, writeTermios = unix.TCGETS, unix.TCSETS
