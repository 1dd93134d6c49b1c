package guard

import "golang.org/x/sys/unix"

// undumpable keeps the memory from debuggers of the same user and from crash
// collectors, which the limit alone does not (prctl(2), core(5)).
func undumpable() error { return unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0) }
