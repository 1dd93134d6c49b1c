// Package pairs is the screen of the Landesauswertungsstelle on which somebody decides
// about two persons that a linkage could neither join nor keep apart: two persons beside
// each other, what agrees in each component, and one key for each answer.
//
// It promises: no name is on it, because the office knows none; what is shown in clear is
// what stands beside the Kontrollnummern (month and year of birth, sex, place) and the
// tumours. Nothing is said to be done before the register has done it. A key that was
// pressed before the pair stood there decides nothing about it. Colour says nothing that
// a word does not say too.
//
// Start with Register for what the screen needs, Run for showing it.
package pairs
