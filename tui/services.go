package tui

import (
	"context"
	"slices"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/rule"
)

// Services is what the program needs of the world.
type Services struct {
	Gate   Gate
	Setup  Setup // first start only, nil once the installation is configured
	Lists  *catalog.Shelf
	Now    func() time.Time
	Clock  Clock  // nil = the computer's
	Aid    Aid    // demo only, nil in the real program
	Host   string // name of this machine, shown in the header
	Place  string // the portal's address, shown at the login
	About  About
	Config rule.Config
}

// About is what the help screen says of the program.
type About struct {
	Version      string
	Schema       string
	Registration string // telephone of the Meldeberatung, from the configuration
	Content      string // telephone of the Medizinische Dokumentation
	Changes      string // what is new, the newest version first; see news.go

	Element func(id string) string // path of a field's element in a document, "" = none
}

// Setup takes what the letter of the Vertrauensstelle says about the portal.
type Setup interface {
	// Try connects with the answers and, if the portal is the right one, keeps
	// them; afterwards the Gate leads to it.
	Try(ctx context.Context, a Answers) error
}

// Answers are what the first start asks for.
type Answers struct {
	Portal        string // https address
	CADatei       string // PEM file, "" = the system's authorities
	Fingerabdruck string // SHA-256 of the portal's public key, "" = none
}

// Gate lets people in (F-08 to F-11).
type Gate interface {
	// Enrol asks whether the account still waits for its second factor. It
	// returns nil when the program has to go on and ask for the code, which is
	// also the answer to wrong credentials: nobody learns which part was wrong.
	Enrol(ctx context.Context, login, password string) (*Enrolment, error)
	// SignIn opens the session at the portal and the local store.
	SignIn(ctx context.Context, login, password, code string) (Desk, error)
	// RequestReset blocks the second factor and asks the Vertrauensstelle for a new
	// one (F-11).
	RequestReset(ctx context.Context, login, password string) error
}

// Enrolment is what an authenticator app needs. It lives in memory only.
type Enrolment struct {
	URI    string // otpauth://…
	Secret string // base32
}

// String keeps the secret out of every log and error.
func (Enrolment) String() string { return "[redacted]" }

// GoString keeps the secret out of every log and error.
func (Enrolment) GoString() string { return "[redacted]" }

// Aid shows the demo's invented access data on the login screen.
type Aid interface {
	// Access returns the data of the first invented user; code is "" until her
	// second factor was shown, left is how long the code still counts.
	Access(now time.Time) (login, password, code string, left time.Duration)
	// Scanned is told that the second factor was shown and confirmed with "fertig":
	// from now on the demo shows the code itself.
	Scanned() error
}

// Identity is who sits at the keyboard.
type Identity struct {
	Login       string
	Name        string
	Einrichtung string
	MelderID    string
}

// Desk is the workplace behind the login: the store and the outbox of one site.
type Desk interface {
	Who() Identity

	// Cases hands over all cases in chunks, so that the list can be used from
	// the first page on. In this and in every other list a row nobody can read is
	// marked as damaged; asking for it alone is FailDamaged.
	Cases(ctx context.Context, chunk func([]model.Case) error) error
	// Changes are the cases that anybody has changed or removed after a mark; Mark
	// is the one to begin with, taken before Cases.
	Changes(ctx context.Context, mark int64) (model.Changes, error)
	Mark(ctx context.Context) (int64, error)
	Case(ctx context.Context, id string) (model.Case, error)
	// SaveCase makes a new case when c.ID is "", else it saves what differs from
	// was. An *Overwritten tells what somebody else had saved there meanwhile.
	SaveCase(ctx context.Context, c *model.Case, was *model.Patient) error

	// DeleteCase removes a case that has neither drafts nor deliveries.
	DeleteCase(ctx context.Context, id string) error

	Drafts(ctx context.Context, caseID string) ([]model.Draft, error)
	Draft(ctx context.Context, id string) (model.Draft, error)
	// LatestDraft is the one that was saved last, nil where there is none.
	LatestDraft(ctx context.Context) (*model.Draft, error)
	// NewDraft begins a draft with what r says of its type, occasion and tumour; the
	// tumour is a new one when r gives it no id. It gets the Stammdaten of the case.
	NewDraft(ctx context.Context, caseID string, r *model.Report) (model.Draft, error)
	// BeginDraft begins a draft with everything r holds; it gets ids of its own
	// and the Stammdaten of the case. It is for templates and duplicates.
	BeginDraft(ctx context.Context, caseID string, r *model.Report) (model.Draft, error)
	SaveDraft(ctx context.Context, d *model.Draft) error // counts d.Rev up
	// SaveReport is SaveDraft and, in the same transaction, what the draft says of
	// the person otherwise than was, so that the next report has it (F-02). When
	// somebody else has saved, completed or deleted the draft meanwhile and there is
	// something of one's own in it, it is kept beside that one: a *Moved says so, and
	// d is the draft to go on in. An *Overwritten is told as by SaveCase.
	SaveReport(ctx context.Context, d *model.Draft, was *model.Patient, own bool) error
	// DeleteDraft takes a draft away as it was seen at rev: what a colleague has
	// written into it since is not deleted unseen.
	DeleteDraft(ctx context.Context, id string, rev int) error

	// History is every other report of the same patient, for the rules.
	History(ctx context.Context, caseID, exceptDraft string) ([]rule.Past, error)
	// Stamped is a report with what the program adds when it leaves: sender,
	// reporting site and today's date. Judging wants them.
	Stamped(r *model.Report) *model.Report
	// Submit judges the saved draft again, freezes, numbers and queues it against
	// the very state of the case it was judged by. It returns a *Refusal when Fehler
	// stand against it or a Warnung was not confirmed.
	Submit(ctx context.Context, draftID string, rev int, confirmed []string) (model.Delivery, error)

	// Worklist is everything that waits for somebody, the most urgent first.
	// Answers of the registry are on it until they are in rule.Gesehen, which is
	// remembered as rule.MerkGesehen.
	Worklist(ctx context.Context) ([]rule.Aufgabe, error)
	// FollowUps are the tumours of which nothing was heard since a day, the one
	// that waits longest in front.
	FollowUps(ctx context.Context, before model.Datum) ([]rule.Nachsorge, error)

	Deliveries(ctx context.Context, caseID string) ([]model.Delivery, error)
	// DeliveryPage is a part of the list of all deliveries, the newest first: n of
	// them from a place on.
	DeliveryPage(ctx context.Context, from, n int) (model.DeliveryPage, error)
	// Hold holds a waiting delivery back, or lets it go again with nil. Drafts
	// carry their own Sperre.
	Hold(ctx context.Context, transaktionsnummer string, s *model.Sperre) error
	// Note writes the internal note of a delivery anew; drafts carry their own.
	Note(ctx context.Context, transaktionsnummer, text string) error
	// Document is what a delivery sends, or has sent, byte for byte.
	Document(ctx context.Context, transaktionsnummer string) ([]byte, error)
	// Preview is the document a report would be sent as now.
	Preview(ctx context.Context, r *model.Report) ([]byte, error)
	// SaveFile writes a document where a person asked for it, for nobody else to
	// read, and returns the whole path. A relative path counts from the home
	// directory.
	SaveFile(ctx context.Context, path string, content []byte) (string, error)

	// Correct opens the correction of a sent report: everything it held, under
	// the same Meldung_ID. A correction that was begun is gone on with.
	Correct(ctx context.Context, transaktionsnummer string) (model.Draft, error)
	// RequestDeletion asks the registry to delete a sent report; reason is one of
	// rule.Loeschgruende, text more words, which may be "".
	RequestDeletion(ctx context.Context, transaktionsnummer, reason, text string) (model.Delivery, error)
	// MarkPaper turns a draft into a report that went to the registry on paper
	// and is never sent; UnmarkPaper makes it a draft again.
	MarkPaper(ctx context.Context, draftID string, rev int) (model.Delivery, error)
	UnmarkPaper(ctx context.Context, transaktionsnummer string) (model.Draft, error)
	// Reopen makes a new draft with everything a rejected report holds.
	Reopen(ctx context.Context, transaktionsnummer string) (model.Draft, error)
	Sent(ctx context.Context, transaktionsnummer string) (model.Report, error)
	SyncNow()
	Link() Link
	// News blocks until something changed or ctx ends. What changes quickly comes
	// together, at most four times a second.
	News(ctx context.Context) (News, error)

	// Memory is what the signed-in person's program remembers under names with a
	// prefix: templates, most used codes, how she likes to work. It is sealed; what
	// cannot be read any more is nil.
	Memory(ctx context.Context, prefix string) (map[string][]byte, error)
	// Remember keeps one such thing; nil forgets it.
	Remember(ctx context.Context, name string, content []byte) error

	// Admit lets a colleague open the local store with her password, once the portal
	// has confirmed her, with a one-time code, for the same Einrichtung. It returns
	// who she is.
	Admit(ctx context.Context, login, password, code string) (Identity, error)
	Close() error
}

// News says that something changed; the screens read the store again.
type News struct {
	Cases []string // whose drafts or deliveries moved; none = it may be any
	Link  bool     // nothing in the store, only the connection to the portal
}

// About reports whether news may be about a case.
func (n News) About(caseID string) bool { return len(n.Cases) == 0 || slices.Contains(n.Cases, caseID) }

// Link is the state of the connection to the portal.
type Link struct {
	Online  bool
	Since   time.Time // when it became so
	Ended   bool      // the session is over: nothing leaves until somebody signs in again
	Waiting int       // deliveries without an answer
	Reason  error     // why offline or ended, a *Failure
}

// Refusal is the answer of Submit when the report may not leave yet.
type Refusal struct{ Findings []rule.Finding }

func (*Refusal) Error() string { return "report refused by rules" }

// Moved is the answer to a save that came too late for its draft: all of it is
// kept as a draft of its own. It is no failure.
type Moved struct {
	DraftID string // of that draft
	Fassung string // its name
	Gone    bool   // the first draft is none any more
	Sent    bool   // because it was completed
}

func (*Moved) Error() string { return "kept beside the draft, which changed elsewhere" }

// Overwritten is the answer to a save of Stammdaten that has taken the place of what
// somebody else had saved meanwhile in the same fields. It is no failure.
type Overwritten struct {
	Fields       []string // their ids
	Theirs, Mine model.Patient
}

func (*Overwritten) Error() string { return "saved in place of what somebody else had saved meanwhile" }

// FailureKind is what went wrong, as far as staff can do something about it.
type FailureKind string

// The failures staff read about. Their sentences stand in text.go.
const (
	FailCredentials  FailureKind = "credentials"  // name, password or code is wrong
	FailThrottled    FailureKind = "throttled"    // too many attempts
	FailUnreachable  FailureKind = "unreachable"  // nobody answers
	FailTimeout      FailureKind = "timeout"      // no answer in time
	FailAddress      FailureKind = "address"      // no https address
	FailAuthority    FailureKind = "authority"    // the CA file cannot be used
	FailPin          FailureKind = "pin"          // the fingerprint is none
	FailPlainHTTP    FailureKind = "plain-http"   // the other side does not speak TLS
	FailOldTLS       FailureKind = "old-tls"      // the other side speaks TLS older than 1.3
	FailRefused      FailureKind = "refused"      // the portal's final no
	FailCertificate  FailureKind = "certificate"  // the certificate is not the portal's
	FailNonsense     FailureKind = "nonsense"     // the answer is not the portal's
	FailBusy         FailureKind = "busy"         // the portal: maintenance or overload
	FailSession      FailureKind = "session"      // signed out by the portal
	FailStoreLocked  FailureKind = "store-locked" // password does not open the local store
	FailNotAdmitted  FailureKind = "not-admitted" // nobody let this person into the local store yet
	FailStoreBusy    FailureKind = "store-busy"   // another program writes into the local store
	FailUnreadable   FailureKind = "unreadable"   // the local file cannot be opened or read
	FailReceipt      FailureKind = "receipt"      // a receipt does not fit its delivery
	FailDiskFull     FailureKind = "disk-full"
	FailReadOnly     FailureKind = "read-only"
	FailDamaged      FailureKind = "damaged"      // the local store is damaged
	FailNewer        FailureKind = "newer"        // the local store was written by a newer program
	FailOthersIn     FailureKind = "others-in"    // the store waits to be brought up to date until nobody works with it
	FailNoStore      FailureKind = "no-store"     // there is no store in the folder
	FailStoreLost    FailureKind = "store-lost"   // the store made in the folder is gone; Detail is its path
	FailKeysLost     FailureKind = "keys-lost"    // the store has data and no key that opens it; Detail is its path
	FailForeign      FailureKind = "foreign"      // the file is no store
	FailOtherSite    FailureKind = "other-site"   // the store belongs to another Einrichtung; Detail is its name
	FailOtherPerson  FailureKind = "other-person" // a person to be admitted belongs to another Einrichtung; Detail is its name
	FailStale        FailureKind = "stale"        // someone else saved the draft meanwhile
	FailMoved        FailureKind = "moved"        // the record kept changing while a report was completed
	FailOutdated     FailureKind = "outdated"     // someone else changed the draft, and nothing of one's own is in it
	FailOtherSent    FailureKind = "other-sent"   // another draft of the same report was sent
	FailDuplicateID  FailureKind = "duplicate-id"
	FailPasswordRule FailureKind = "password-rule"
	FailHeld         FailureKind = "held"        // the report is held back, see Sperre
	FailUnchanged    FailureKind = "unchanged"   // a correction that changes nothing
	FailSuperseded   FailureKind = "superseded"  // another version took the delivery's place
	FailNotNow       FailureKind = "not-now"     // the delivery has gone on meanwhile
	FailInUse        FailureKind = "in-use"      // the record has drafts or reports
	FailNotFound     FailureKind = "not-found"   // it was removed or completed meanwhile
	FailNoReason     FailureKind = "no-reason"   // a deletion is asked for without a reason
	FailFileExists   FailureKind = "file-exists" // there is a file of that name; Detail is its path
	FailNoFolder     FailureKind = "no-folder"   // there is no such folder; Detail is its path
	FailFileWrite    FailureKind = "file-write"  // a file cannot be written; Detail is its path
	FailFileFull     FailureKind = "file-full"   // there is no room for a file; Detail is its path
	FailInternal     FailureKind = "internal"
)

// Failure is an error staff read about. Error gives the kind alone, so that a
// log line can never quote a patient.
type Failure struct {
	Kind           FailureKind
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
