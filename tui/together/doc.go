// Package together is what becomes of a form when a colleague writes in the same report,
// without a picture: what both have made of it, told in words, and the values of which one
// had to give way, among which a person chooses.
//
// It promises: a field that only the colleague changed appears in the form, whatever is
// being typed there stays; of a field that both changed both values are there, with who
// and when, until somebody has chosen and afterwards. Start with Met.
package together
