// Package followups is the sitting of a Serie, without a picture: many unremarkable
// follow-ups, a line each, and a pattern whose values any line may take. Both faces
// stand on it, the grid and the questions of the line mode.
//
// It promises: what was entered is a draft like any other, the list of lines and the way
// back are there again after a crash, and nothing is completed before it is on the disk.
// Start with Series, then Line.
package followups
