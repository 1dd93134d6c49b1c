// Package interview is a form, a list and the acts of a sitting asked one question after
// the other: what tui/editing is to the screens, this is to the line mode.
//
// It promises: every question of a form can be heard and answered, what an answer became
// is said, and it is on the disk before the next question, or the person hears that it is
// not; an act has the command of its name, its questions and its reason when off. Start
// with Session, Sheet and Looking.
package interview
