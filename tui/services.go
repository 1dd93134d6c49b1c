package tui

import (
	"context"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
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
	Enrol(ctx context.Context, login, password string) (*answer.Enrolment, error)
	// SignIn opens the session at the portal and the local store.
	SignIn(ctx context.Context, login, password, code string) (Desk, error)
	// RequestReset blocks the second factor and asks the Vertrauensstelle for a new
	// one (F-11).
	RequestReset(ctx context.Context, login, password string) error
}

// Aid shows the demo's invented access data on the login screen.
type Aid interface {
	// Access returns the data of the first invented user; code is "" until her
	// second factor was shown, left is how long the code still counts.
	Access(now time.Time) (login, password, code string, left time.Duration)
	// Scanned is told that the second factor was shown and confirmed with "fertig":
	// from now on the demo shows the code itself.
	Scanned() error
}

// Desk is the workplace behind the login: the store and the outbox of one site.
type Desk interface {
	Who() answer.Identity

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
	Link() answer.Link
	// News blocks until something changed or ctx ends. What changes quickly comes
	// together, at most four times a second.
	News(ctx context.Context) (answer.News, error)

	// Memory is what the signed-in person's program remembers under names with a
	// prefix: templates, most used codes, how she likes to work. It is sealed; what
	// cannot be read any more is nil.
	Memory(ctx context.Context, prefix string) (map[string][]byte, error)
	// Remember keeps one such thing; nil forgets it.
	Remember(ctx context.Context, name string, content []byte) error

	// Admit lets a colleague open the local store with her password, once the portal
	// has confirmed her, with a one-time code, for the same Einrichtung. It returns
	// who she is.
	Admit(ctx context.Context, login, password, code string) (answer.Identity, error)
	Close() error
}
