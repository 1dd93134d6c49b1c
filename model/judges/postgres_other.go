//go:build !linux

package judges

import "syscall"

// A server is started as whoever runs the test.
func unprivileged() *syscall.SysProcAttr { return nil }

func giveAway(string) error { return nil }
