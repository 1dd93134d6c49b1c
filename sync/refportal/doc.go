// Package refportal is the reference portal: a small Meldeportal of our own, for
// trying the program out and for its tests. It keeps sites, users, sessions and
// reports in one SQLite file and speaks the contract of sync/portal over TLS.
//
// It promises: a report, its effect and its receipt are one transaction,
// answered after the commit; the same number with the same bytes has one effect
// and one receipt for ever; a one-time code counts once, also among a thousand
// at the same moment; every wrong credential gets the same answer after the same
// work; a replaced secret stops at once; passwords are kept as hashes, secrets
// and documents sealed under a key outside the database; the log holds ids,
// codes and durations only.
//
// It has one role where the registry has three, no activation letters and one
// authenticator per account.
//
// Start with Open, then Portal.Handler or Portal.Serve. Signing in is auth.go,
// taking a report in is report.go, what makes one refused is judge.go; faults.go
// makes the portal misbehave for tests. Seed and Secret are for the demo.
package refportal
