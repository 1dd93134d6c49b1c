// Package looking is how a person looks through a list that is drawn: what she types to
// search, filters and order, how many rows have which value, the views she has named, a
// file of what is in sight.
//
// It promises: each list of the drawn face is looked through by the same keys, and what a
// list is, it learns from tui/lists, as the line mode does. Start with Looking.
package looking
