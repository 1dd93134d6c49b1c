//go:build !long

package forms

// stride is which share of the odd and hostile texts each place is given: every one
// of so many, each place another share, so that no text and no place is left out.
const stride = 8

// wholeFormulas says that all combinations of TNM codes are tried, beside every pair of two.
const wholeFormulas = false

// mutants are the misspelt formulas that are read.
const mutants = 2500
