// Package work is what a person does at the workplace, without a picture: what a
// draft, a record, a person, a template or a sent report holds, what can be done with it
// and why not, how it is saved. Both faces stand on it; tui/followups, the sitting of many
// drafts at once, tui/admission, the one before the workplace, and tui/parcel, that of
// what another system delivers, do too.
//
// It promises: it states what it needs of the world as small interfaces, a noun each
// (Desk); it knows no terminal, no style and no key; a save says how it went. Start
// with Act, then Services and Desk.
package work
