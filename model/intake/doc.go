// Package intake is what a delivery of another system would bring, line by line, and
// what a person decides about each line.
//
// It promises: a line has the same key in the next delivery of the same system, so
// that Decisions can be repeated; what does not fit a line any more is passed over.
// Who is who is looked up by the desk (sync/desk). Start with Inspection.
package intake
