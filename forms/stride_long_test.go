//go:build long

package forms

// stride is which share of the odd and hostile texts each place is given: all.
const stride = 1

// formulaStride is the same of the combinations of TNM codes: every pair of them in a
// minute. All of them, with 1, take half an hour.
const formulaStride = 29
