//go:build long

package obds_test

// mutants is how many mutated documents are compared with xmllint.
const mutants = 12_000

// generated is how many generated documents of each edition are compared with xmllint.
const generated = 20_000

// valueStride is which share of the single values is compared: every one of so many.
const valueStride = 1
