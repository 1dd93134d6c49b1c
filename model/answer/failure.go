package answer

import (
	"time"

	"example.org/meldeportal/model"
)

// Kind is what went wrong, as far as staff can do something about it.
type Kind string

// The failures staff read about. Their sentences stand in tui/wording.
const (
	FailCredentials  Kind = "credentials"   // name, password or code is wrong
	FailThrottled    Kind = "throttled"     // too many attempts
	FailUnreachable  Kind = "unreachable"   // nobody answers
	FailTimeout      Kind = "timeout"       // no answer in time
	FailAddress      Kind = "address"       // no https address
	FailAuthority    Kind = "authority"     // the CA file cannot be used
	FailPin          Kind = "pin"           // the fingerprint is none
	FailRegister     Kind = "register"      // what was typed of the root key's fingerprint is not this portal's
	FailNoRegister   Kind = "no-register"   // it has none
	FailKeyList      Kind = "key-list"      // its list of keys is not believed; Detail says why
	FailPlainHTTP    Kind = "plain-http"    // the other side does not speak TLS
	FailOldTLS       Kind = "old-tls"       // the other side speaks TLS older than 1.3
	FailRefused      Kind = "refused"       // the portal's final no
	FailCertificate  Kind = "certificate"   // the certificate is not the portal's
	FailNonsense     Kind = "nonsense"      // the answer is not the portal's
	FailBusy         Kind = "busy"          // the portal: maintenance or overload
	FailSession      Kind = "session"       // signed out by the portal
	FailStoreLocked  Kind = "store-locked"  // password does not open the local store
	FailNotAdmitted  Kind = "not-admitted"  // nobody let this person into the local store yet
	FailStoreBusy    Kind = "store-busy"    // another program writes into the local store
	FailImporting    Kind = "importing"     // another import into the local store is on its way
	FailUnreadable   Kind = "unreadable"    // the local file cannot be opened or read
	FailStoreAway    Kind = "store-away"    // the server that has the store does not answer
	FailStoreRefused Kind = "store-refused" // it does not let the program in
	FailStoreAddress Kind = "store-address" // its address cannot be used
	FailReceipt      Kind = "receipt"       // a receipt does not fit its delivery
	FailUnsigned     Kind = "unsigned"      // no key of the list signed a receipt
	FailDiskFull     Kind = "disk-full"
	FailReadOnly     Kind = "read-only"
	FailDamaged      Kind = "damaged"      // the local store is damaged
	FailNewer        Kind = "newer"        // the local store was written by a newer program
	FailOthersIn     Kind = "others-in"    // the store waits to be brought up to date until nobody works with it
	FailNoStore      Kind = "no-store"     // there is no store in the folder
	FailStoreLost    Kind = "store-lost"   // the store made in the folder is gone; Detail is its path
	FailKeysLost     Kind = "keys-lost"    // the store has data and no key that opens it; Detail is its path
	FailForeign      Kind = "foreign"      // the file is no store
	FailOtherStore   Kind = "other-store"  // a backup is of another store than that of the folder
	FailOpen         Kind = "open"         // somebody has the store open that is to be put away
	FailOtherSite    Kind = "other-site"   // the store belongs to another Einrichtung; Detail is its name
	FailNotFresh     Kind = "not-fresh"    // no code was given for long
	FailPassword     Kind = "password"     // it does not open the locked workplace
	FailNeverHere    Kind = "never-here"   // the portal never let the person in from here
	FailLongAgo      Kind = "long-ago"     // it did so too long ago; Detail is the day
	FailClockBack    Kind = "clock-back"   // it did so at a day that is still to come; Detail is the day
	FailOnlineOnly   Kind = "online-only"  // nobody is let in without the portal
	FailNoGrant      Kind = "no-grant"     // whose access is to be taken away has none
	FailMistyped     Kind = "mistyped"     // what was typed off paper is no recovery key
	FailNotPaper     Kind = "not-paper"    // it is not this store's
	FailNoPaper      Kind = "no-paper"     // the store has none
	FailOwnGrant     Kind = "own-grant"    // nobody takes her own access away
	FailRole         Kind = "role"         // an act without its role; Detail are the roles that lack
	FailMasked       Kind = "masked"       // a sent report that has to be opened in full first
	FailLastAdmin    Kind = "last-admin"   // the last one who can change roles stays one
	FailNoColleague  Kind = "no-colleague" // nobody of that login name reports for the Einrichtung
	FailWaits        Kind = "waits"        // asked in, her key is there; somebody has to let her in
	FailStale        Kind = "stale"        // someone else saved the draft meanwhile
	FailMoved        Kind = "moved"        // the record kept changing while a report was completed
	FailOutdated     Kind = "outdated"     // someone else changed the draft, and nothing of one's own is in it
	FailOtherSent    Kind = "other-sent"   // another draft of the same report was sent
	FailDuplicateID  Kind = "duplicate-id"
	FailPasswordRule Kind = "password-rule" // a new password is none; Detail says why
	FailPasswordOpen Kind = "password-open" // whether the portal has taken it is not known
	FailHeld         Kind = "held"          // the report is held back, see Sperre
	FailUnchanged    Kind = "unchanged"     // a correction that changes nothing
	FailSuperseded   Kind = "superseded"    // another version took the delivery's place
	FailNotNow       Kind = "not-now"       // the delivery has gone on meanwhile
	FailInUse        Kind = "in-use"        // the record has drafts or reports
	FailUnderway     Kind = "underway"      // something about the person is on its way to the registry
	FailNotFound     Kind = "not-found"     // it was removed or completed meanwhile
	FailNoReason     Kind = "no-reason"     // a deletion is asked for without a reason
	FailFileExists   Kind = "file-exists"   // there is a file of that name; Detail is its path
	FailNoFolder     Kind = "no-folder"     // there is no such folder; Detail is its path
	FailFileWrite    Kind = "file-write"    // a file cannot be written; Detail is its path
	FailFileFull     Kind = "file-full"     // there is no room for a file; Detail is its path
	FailNoDecisions  Kind = "no-decisions"  // a file holds no decisions about deliveries; Detail is its path
	FailOtherSystem  Kind = "other-system"  // they are about another system's deliveries; Detail is its id
	FailOvertaken    Kind = "overtaken"     // somebody has entered one of the people or reports of an import meanwhile
	FailStopped      Kind = "stopped"       // an import was stopped before anything of it was stored
	FailNoSender     Kind = "no-sender"     // sending while nobody is signed in is not set up
	FailSending      Kind = "sending"       // another program does it just now
	FailTokenMode    Kind = "token-mode"    // others can read the site token; Detail is its file
	FailTokenEnded   Kind = "token-ended"   // the portal does not take it any more
	FailInternal     Kind = "internal"
)

// Failure is an error staff read about. Error gives the kind alone, so that a
// log line can never quote a patient.
type Failure struct {
	Kind           Kind
	Host           string
	Detail         string // technical reason, free of patient data
	Seen, Expected string // fingerprints, for FailCertificate
	RetryAfter     time.Duration
	Sperre         *model.Sperre // with FailHeld
	Err            error
}

func (f *Failure) Error() string { return string(f.Kind) }

// Unwrap gives the cause to errors.Is and errors.As.
func (f *Failure) Unwrap() error { return f.Err }
