// Package series is many follow-ups in one grid, a line a person.
//
// It promises: a line is a draft like any other, there again after a crash, with its
// way back; three keys for a follow-up without findings. Start with Series.
package series
