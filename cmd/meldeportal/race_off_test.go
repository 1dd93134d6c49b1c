//go:build !race

package main

// raced says that the race detector watches these tests; see race_on_test.go.
const raced = false
