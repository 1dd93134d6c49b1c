//go:build long

package forms

// stride is which share of the odd and hostile texts each place is given: all.
const stride = 1

// wholeFormulas says that all combinations of TNM codes are tried, of which there are a
// million: a few minutes.
const wholeFormulas = true

// mutants are the misspelt formulas that are read.
const mutants = 20_000
