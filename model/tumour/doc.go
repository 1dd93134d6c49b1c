// Package tumour says which of a person's reports are about one tumour, and what is known
// of that tumour from all of them together (the registry's side: best-of).
//
// What counts as one tumour is data: the groups of sites and of histologies in groups.go,
// after the international rules for multiple primary cancers (IACR, IARC, ENCR: Internal
// Report 2004/02, Lyon 2004). A register records the two sides of a pair of organs as two
// tumours; for incidence the rules count them once, and Tumour.Incident says which. What
// is known is chosen by rules, one a row in best.go.
//
// It promises: each value says which report it is of and by which rule it was chosen;
// what contradicts it is listed and not lost; the same reports give the same tumours in
// whatever order they come; it reads no name. Death certificates without a report (DCO,
// LKRG NRW § 2 (22)) and interval cancers (§ 2 (10)) are computed each time and never
// kept, so that a later report ends them by itself.
//
// Start with Of.
package tumour
