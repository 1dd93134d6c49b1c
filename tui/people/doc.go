// Package people is finding and writing down a person: the patient list, the
// Stammdaten, and who may be the same person.
//
// It promises: typing filters at once, and nobody is made a second time unseen. Start
// with CaseList.
package people
