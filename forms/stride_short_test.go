//go:build !long

package forms

// stride is which share of the odd and hostile texts each place is given: every one
// of so many, each place another share, so that no text and no place is left out.
const stride = 4

// formulaStride is the same of the combinations of TNM codes, of which there are a million.
const formulaStride = 997
