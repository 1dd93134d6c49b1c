// Package check judges a whole oBDS document from elsewhere: its shape by the
// schema, and every report in it by the rules, each with the person's others as its
// history.
//
// It promises: each finding names its place in the document, and they come in the
// order of the document however large it is; what is told of a person or of the
// document's head is told once. Start with Judge.
package check
