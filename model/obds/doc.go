// Package obds reads, writes and judges oBDS documents (XML), all versions from
// 3.0.0 to 3.0.5. It knows the XML and nothing else: what a field is, and in
// which order fields stand, it takes from the field table (model/dataset); the
// few elements around a report stand in frame.go.
//
// Check says whether the official schema accepts a document, with the verdict
// of libxml2 and sentences for people. Reader reads a document Meldung by
// Meldung, so that memory does not grow with it, and tells in notes what it
// could not carry. Write and Writer write the edition they are
// told. Which editions there are says model/dataset.
//
// Documents come from outside: no DOCTYPE, bounded depth, attributes and texts,
// every character checked (guard in Limits). A document that cannot be read at
// all is a *Refusal. No error and no problem quotes a value of a report.
//
// The way of a document: source (bytes to text) → scanner (text to tags) →
// matcher (tags to elements of the table, problems) → report. Start with Check,
// Reader or Write.
//
// Source: oBDS schemas 3.0.4 (15.04.2025) and 3.0.5 (22.09.2025); what they accept is what libxml2 accepts.
package obds
