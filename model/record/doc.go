// Package record knows what a person's reports say together: which version of a
// report counts, which tumours she has, which therapy is open, what may be reported
// next, whether she has objected.
//
// It promises one answer to each of these questions, whether it is asked of headers
// (the work list), of deliveries (a receipt) or of whole reports (the history a
// report is judged against); the store's SQL is held to PlaceOf by a test of its own.
//
// Start with PlaceOf (one delivery among the versions of its report) and Tumours.
package record
