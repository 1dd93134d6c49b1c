// Package people finds a person among many and says who may be the same one: the
// patient list, the search of a series, the question before a second record is made
// and the import ask here, and nowhere else.
//
// It promises that a few letters find somebody among a hundred thousand within the
// time of a keystroke: parts of the name in any order, umlauts aside or by sound
// (KoelnerPhonetik), day of birth however it is written, insurance and patient
// number. It knows no screen and no store; an Index belongs to one goroutine.
//
// Start with NewIndex and Index.Find; who is who: Index.Twins (may be the same),
// Clash (cannot be the same), Known (written down far enough to tell).
package people
