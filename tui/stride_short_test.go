//go:build !long

package tui

// stride is which share of the odd and hostile texts each place is given: every one
// of so many, each place another share, so that no text and no place is left out.
const stride = 8
