// Package ask is a conversation on a line terminal: it says a line, asks a question,
// reads the answer, and lets a person choose from a numbered list, stay at a place, say
// yes or no, type a secret, or give a command instead of answering.
//
// It promises: plain lines only, no escape sequence; what is typed ahead waits for its
// question; a secret is neither shown nor taken for a command; what is no text is no
// answer. It knows no report and no workplace. Start with Talk.
package ask
