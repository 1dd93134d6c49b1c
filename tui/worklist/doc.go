// Package worklist is the first screen behind the login: what waits for somebody.
//
// It promises: the most urgent first, and each task opens where it is done. Start
// with Worklist.
package worklist
