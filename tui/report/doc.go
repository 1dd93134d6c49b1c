// Package report is writing one report: choosing its occasion, the form, templates
// and what earlier reports say, and the last look before it leaves.
//
// It promises: what is typed is a draft from the first letter on, and nothing leaves
// without a last look. Start with Editor and Review.
package report
