//go:build long

package tui

// stride is which share of the odd and hostile texts each place is given: all.
const stride = 1
