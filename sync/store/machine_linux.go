package store

import (
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// memoryOf is what this machine, or the part of it the program may use, has in bytes.
func memoryOf() uint64 {
	var info unix.Sysinfo_t
	if unix.Sysinfo(&info) != nil {
		return 0
	}
	all := uint64(info.Totalram) * uint64(info.Unit)
	text, err := os.ReadFile("/sys/fs/cgroup/memory.max")
	if limit, wrong := strconv.ParseUint(strings.TrimSpace(string(text)), 10, 64); err == nil && wrong == nil {
		all = min(all, limit)
	}
	return all
}
