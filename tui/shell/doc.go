// Package shell is the program around the screens: the stack, the window with its
// title, hint and key bar, the message line, help, palette and questions, the clock,
// and the news of the workplace.
//
// It promises: a key does what the bar says or says why not; what cannot be taken back
// wants somebody who has seen its question; whatever ends the program saves first. It
// opens screens by their places and knows none of them. Start with Shell.
package shell
