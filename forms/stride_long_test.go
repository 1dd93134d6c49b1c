//go:build long

package forms

// stride is which share of the odd and hostile texts each place is given: all.
const stride = 1
