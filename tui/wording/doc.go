// Package wording is the German of both faces: sentences about failures and how far
// things are, and the words for states, types and findings.
//
// It promises: the same thing has the same words on the screen and in the line mode,
// and no sentence quotes a key. It decides nothing. Start with Sentence.
package wording
