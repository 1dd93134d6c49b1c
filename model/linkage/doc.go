// Package linkage says which reports are of the same person, without asking a person:
// the probabilistic record linkage of a registry (I. P. Fellegi, A. B. Sunter, A Theory
// for Record Linkage, 1969).
//
// Identities are taken apart into components (name parts, how they sound, day of birth,
// insurance number …). What is compared are 64-bit keys of components, so that the same
// engine works on plain components, as an office that may read names does, and on
// Kontrollnummern, as one does that may not (KRG HE § 11). It promises: it never
// decides by a value that is missing; a link has its weight vector, so that it can be
// explained and undone; the same records give the same links in whatever order they
// come.
//
// Start with Components for what an identity says, Record for what is compared, Linker
// for comparing. A register that takes reports in one by one keeps Record.Blocks and Counts,
// and compares with Against. What staff see of two records is Compare.
package linkage
