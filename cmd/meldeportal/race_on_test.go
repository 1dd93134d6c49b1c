//go:build race

package main

// raced says that the race detector watches these tests. It does not see into the
// built program, which is driven without it.
const raced = true
