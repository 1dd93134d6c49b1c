// Package refportal is the reference portal: a small Meldeportal of our own, for
// trying the program out and for its tests. It is a server (sync/server) with an
// inbox: it keeps reports in the server's SQLite file and speaks the contract of
// sync/portal over TLS.
//
// It promises what a server promises, and: a report, its effect and its receipt are
// one transaction, answered after the commit; the same number with the same bytes
// has one effect and one receipt for ever; documents are sealed under a key outside
// the database.
//
// A report may come sealed for the registry's offices (sealed.go): the portal opens nothing, and a
// register with the offices' keys, which are in none of its files, judges it and answers by
// the feed (register.go). That is one role where the registry has three.
//
// Start with Open, then Portal.Handler or Portal.Serve. Taking a report in is
// report.go, a request to delete one deletion.go, what makes one refused judge.go, what comes back to a site events.go;
// the room faults makes it misbehave for tests. Seed is for the demo.
package refportal
