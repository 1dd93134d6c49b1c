package main

import (
	"sync"
	"testing"
	"time"
)

// used remembers the codes a test has typed: each counts once.
var used sync.Map

// nextCode is a code that was not typed before. At worst it waits for the next
// half minute.
func nextCode(t testing.TB, secret string) string {
	t.Helper()
	for {
		c := code(t, secret)
		if _, seen := used.LoadOrStore(secret+c, nil); !seen {
			return c
		}
		time.Sleep(500 * time.Millisecond)
	}
}
