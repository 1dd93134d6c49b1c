// Package answer is what a workplace answers to whoever works at it, as values:
// who is signed in, how the connection stands, what changed, that a report was
// refused by the rules, that a save met a colleague's, and what went wrong.
//
// It promises: a value of this room is about an act, never about the screen that
// asked for it; an error of it says its kind alone, so that a log line can never
// quote a patient. Both sides of an act speak it: sync/desk
// gives it, the faces turn it into German (tui/wording). Start with Failure.
package answer
