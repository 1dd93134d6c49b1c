// Package sent is what has left: the list of transmissions, the receipt of each,
// its versions and the request to delete one.
//
// It promises: it shows what the registry has said, and never more. Start with
// Receipt.
package sent
