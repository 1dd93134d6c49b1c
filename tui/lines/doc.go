// Package lines is the face for screen readers and scripts: questions and answers,
// a line each.
//
// It promises: all of it can be heard and typed, no escape sequence is written, and
// what is said to be saved is. It stands on tui/work as the screens do and knows none of
// them. Start with Run.
package lines
