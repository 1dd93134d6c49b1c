// Package worklist knows what is to be done: which report waits for somebody and
// why, whose deadline is near, which follow-up is due, what a report will earn.
//
// It promises to say so from the headers of a case alone (model.Vorgang), without
// opening a report, and case by case: after a change one case is put anew. It writes
// nothing and asks no clock; the day is handed in.
//
// Start with New, List.Put and List.Aufgaben; follow-ups with Nachsorgen, the fee
// with Verguetung.
package worklist
