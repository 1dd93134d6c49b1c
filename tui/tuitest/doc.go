// Package tuitest drives the whole program in tests: type, press, see. Terminal
// runs the built program on a real pseudo-terminal and reads its screen; Driver
// runs a Shell without any terminal. Both fail a test with the screen they saw.
package tuitest
