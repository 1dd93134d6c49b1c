// Package worklist knows what is to be done: which report waits for somebody and
// why, whose deadline is near, which follow-up is due, what a report will earn.
//
// It promises to say so from the headers of a case alone (model.Vorgang), without
// opening a report, and case by case: what is asked of a case is derived once, when it
// changes (StandOf), and kept; the day and the configuration come to it afterwards. It
// writes nothing and asks no clock; the day is handed in.
//
// Start with StandOf, New, List.Put and List.Aufgaben; the fee with Verguetung.
package worklist
