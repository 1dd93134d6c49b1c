// Package lists is what a person looks through, without a picture: the people, the work
// list, the deliveries and the paper basket, each with its columns, and the views somebody
// has named. Both faces search, filter, order, count and take a list along by it.
//
// It promises: no list has to be held whole that the store can walk, and a reading ends
// with its context. Start with Listing.
package lists
