// Package record is the record of one person: tumours, drafts and what was sent.
//
// It promises: every line says how far it is, and what cannot be done with it says
// why. Start with CaseFile.
package record
