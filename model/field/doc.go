// Package field says what a field is: the columns of the field table, and how
// to walk a report with it. The table itself is model/dataset.
//
// A Part is the table of one Go struct, a Row is one line of it. A row either
// holds a value (a leaf) or mounts another part: one that is always there
// (One), one that may be absent (Opt) or a list of them (Each). From the rows
// come the form's widgets, the required marks, the drafts, the shape rules and
// the XML; whoever adds a field adds one line to a struct of model and one row.
//
// A Bound is a row at its place in one report. Its id is the element's path and
// is for ever: "Diagnose.Menge_FM[0].Lokalisation" means the same in drafts,
// findings, help and the portal's answers. Texts and Fill are the draft: raw texts
// by id. Written is what will be delivered. Start with Row, then Lookup and Walk.
package field
