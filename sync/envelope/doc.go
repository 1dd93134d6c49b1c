// Package envelope closes a report so that the portal that takes it in, and whoever runs it,
// can open nothing: the part that says who the person is for the Vertrauensstelle, the part
// that says what the disease is for the Landesauswertungsstelle (LKRG NRW § 2 (13)).
//
//	document ─obds.Cut─► identity, medical ─manifest, signed─► age, each for its own office ─► envelope, signed
//
// It promises: both parts put together give the document byte for byte, or an error that says
// why not; a part opens for its office only; a part that was altered, or that comes from
// another envelope, is known as such; neither office can find out by trying what the other's
// part says. The keys of the offices come in a List that a root key signs that is on no server.
//
// A request to delete a report goes the same way, to the Vertrauensstelle alone (SealRequest).
//
// Ciphers and signatures are those of sync/seal. Start with Seal and Read, then
// Envelope.Check (the portal), Opener.Open and Join (the offices), ReadList (who sends).
package envelope
