// Package evaluation counts what a register has, without saying anything of anybody: new
// cases by year, diagnosis, sex, age and district, how complete and how fast the register
// is, and what goes to the federal centre.
//
// It promises: a number below Few is on no table, and can be computed from none of its
// sums (Table.Hide); a percentage is only there where its numbers might be. What has no
// district, age or sex is counted as such and never left out. Start with CaseOf for a
// case, Tabulate for a table.
//
// Two tables of the same cases by other dimensions are each protected for themselves: who
// publishes several by the same dimensions has to look at what they say together.
package evaluation
