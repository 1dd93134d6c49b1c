// Package stage is what tests of the faces stand on: a workplace in memory, a
// desktop that types, presses and sees, clocks and invented people.
//
// It promises: no test has a workplace of its own; a save can be slow, fail or come
// second. It is never part of the program. Start with Desktop and DeskDouble.
package stage
