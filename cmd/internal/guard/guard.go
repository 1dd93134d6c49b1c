// Package guard keeps what a program of this project has in its memory from lying
// about: names, passwords and keys of patients and staff.
//
// It promises: files are its user's alone, and a crash, or another program of the same
// user, gets nothing out of the memory; and of that no more is taken than is of use.
// Start with Process and Garbage.
package guard

import "syscall"

// Process guards the running program. It comes before any file is made: SQLite would
// let everybody read it.
func Process() {
	syscall.Umask(0o077)
	// What the system refuses leaves the program as safe as it was; it works all the same.
	_ = syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{})
	_ = undumpable()
}
