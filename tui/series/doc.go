// Package series draws followups.Series, many follow-ups, as one grid, a line a person.
//
// It promises: it is gone on with in the very cell where it was left; three keys for a
// follow-up without findings. Start with Series.
package series
