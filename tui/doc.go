// Package tui is the terminal program: what staff see and press. Shell is the
// root; it owns the stack of screens, the window, the message line and the news
// from the outbox. A screen owns what it shows, one file each: setup, Login,
// enrolment, code; CaseList, CaseFile, CaseEditor, Editor, Review, Receipt,
// Transmissions, Access. editing is what the two editors share.
//
// House rules: a key changes state at once, inside Update; commands are for
// input and output only. Every action has a key, stands in the key bar or the
// help, and says why it is off. The screen never grows taller than the window.
// Stored, typed and foreign text is drawn only after forms.Clean.
// What the program needs of the world is stated in services.go and plugged in
// by cmd/meldeportal. Start with Shell.
package tui
