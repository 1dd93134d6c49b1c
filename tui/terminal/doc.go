// Package terminal is bytes in and out: keys and pasted text as the program reads
// them, frames as it writes them, and what a person can have seen of them.
//
// It promises: keys and characters arrive whole and nothing else arrives; a frame
// writes only what has changed, with the cursor where the person types. It knows no
// screen; a newer toolkit takes most of it away. Start with TTYIn and Out.
package terminal
