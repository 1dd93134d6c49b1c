// Package land knows what one Land demands of a cancer report beyond the standard
// they share: since when reports are due, how soon, what they earn, which occasions
// there are, what a deletion may be asked for, how strict a rule is, and the words in
// which texts name it. A Land is a value; Hessen is the first one, and no other line
// of the program says Hessen.
//
// It promises that another Land is one more value: nothing is decided here, rules,
// work list and faces read the value they were given (rule.Config.Land).
//
// Start with Land and Hessen.
package land
