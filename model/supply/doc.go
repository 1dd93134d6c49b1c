// Package supply reads what others than reporting houses give a register: deaths, of the registry
// offices (LKRG NRW § 2 (8)), rounds of organised screening (§ 2 (10)), and requests of the nearest
// relatives of somebody who died (§ 2 (19)).
//
// All come as a file of our own form: CSV in UTF-8 with semicolons, whose first line names the
// columns, in any order. DeathColumns, RoundColumns and RequestColumns say which there are;
// Mandatory ones are there and filled in each line.
//
// It promises: a file is read as a whole or not at all; each line that is no good is named with
// its number and its column, in German, and no value of it is quoted; what goes on to be evaluated
// has nobody's name, in the texts of a doctor neither.
//
// Start with ReadDeaths, ReadRounds and ReadRequests.
package supply
