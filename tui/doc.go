// Package tui is the terminal program: the rooms of its screens put together, and run
// on a terminal.
//
// House rules of the rooms beneath it: a key changes state at once, inside Update;
// commands are for input and output only. Every action has a key, stands in the key
// bar or the help, and says why it is off. The screen never grows taller than the
// window. Stored, typed and foreign text is drawn only after forms.Clean. A screen is
// opened by the value of its place, never by a sister's constructor; what both faces
// do stands in work, what both say in wording. What the program needs of the world is
// stated in work and plugged in by cmd/meldeportal.
//
// It promises: whatever ends the program, what was typed is saved first. Start with
// Run, then shell.Shell.
package tui
