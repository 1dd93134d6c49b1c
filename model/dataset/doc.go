// Package dataset is the field table: every field of a report as one row, one
// file for each part of the report, rows in the schema's order. Report is the
// root; types.go has the schema's simple types, conditions.go says when a field is
// asked, or demanded beyond the schema.
//
// To add a field: a line in the struct of model, a row here. The form, the
// required marks, the drafts, the shape rules and the XML follow.
//
// An edition of the schema that adds, changes or retires something does so with
// Since, Until and Retired on rows (edition.go): of two rows with one ID each edition
// has one.
//
// Source: oBDS schemas 3.0.4 (15.04.2025) and 3.0.5 (22.09.2025); labels and hints are our own words.
package dataset
