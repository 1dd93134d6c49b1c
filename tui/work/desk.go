package work

import (
	"context"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/check"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/einrichtung"
	"example.org/meldeportal/model/intake"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/model/worklist"
)

// Desk is the workplace behind the login, noun by noun: what a person can do at
// one site. A screen asks the noun it is about.
type Desk struct {
	People   People
	Drafts   Drafts
	Reports  Reports
	Sent     Sent
	Registry Registry // nil = nothing comes back
	Walks    Walks
	Tasks    Tasks
	Basket   Basket
	Memory   Memory
	Files    Files
	Station  Station
	Access   Access
	Account  Account
	Cover    Cover // nil = nothing is masked
	Presence Presence
	Arrivals Arrivals
	Passage  Passage // demo only, nil in the real program

	Edition dataset.Chosen // in which reports are written; zero = nobody says
	Older   int64          // lines of the audit that are missing: somebody has put an older file in the place of the store
	Apart   model.Abgleich // what house and portal know differently, where she has not been told of it
	Paper   string         // the recovery key of a store that was made just now, to be shown once
}

// People are the cases of the site. In this and in every other list a row nobody
// can read is marked as damaged; asking for it alone is answer.FailDamaged.
type People interface {
	// Index is the list of all people, and the mark of the changes in it. Where it has
	// to be made of all cases, told hears how many of them are read; once it gets those
	// read first, so that a list can show them.
	Index(ctx context.Context, told func(first *people.Index, read, all int)) (*people.Index, int64, error)
	// Changes are the cases that anybody has changed or removed after a mark.
	Changes(ctx context.Context, mark int64) (model.Changes, error)
	Case(ctx context.Context, id string) (model.Case, error)
	// SaveCase makes a new case when c.ID is "", else it saves what differs from
	// was. An *answer.Overwritten tells what somebody else had saved there meanwhile.
	SaveCase(ctx context.Context, c *model.Case, was *model.Patient) error
	// DeleteCase removes a case that has neither drafts nor deliveries.
	DeleteCase(ctx context.Context, id string) error
	// Forget deletes everything about a person from the store.
	Forget(ctx context.Context, id string, why model.Loeschgrund) error
}

// Drafts are the reports that are being written.
type Drafts interface {
	DraftsOf(ctx context.Context, caseID string) ([]model.Draft, error)
	Draft(ctx context.Context, id string) (model.Draft, error)
	// LatestDraft is the one that was saved last, nil where there is none.
	LatestDraft(ctx context.Context) (*model.Draft, error)
	// NewDraft begins a draft with what r says of its type, occasion and tumour; the
	// tumour is a new one when r gives it no id. It gets the Stammdaten of the case, and is
	// stored with its first save.
	NewDraft(ctx context.Context, caseID string, r *model.Report) (model.Draft, error)
	// BeginDraft begins a draft with everything r holds; it gets ids of its own
	// and the Stammdaten of the case. It is for templates and duplicates.
	BeginDraft(ctx context.Context, caseID string, r *model.Report) (model.Draft, error)
	SaveDraft(ctx context.Context, d *model.Draft) error // counts d.Rev up
	// SaveReport is SaveDraft and, in the same transaction, what the draft says of
	// the person otherwise than was, so that the next report has it (F-02). When
	// somebody else has saved the draft meanwhile, what both have made of was is stored: an
	// *answer.Merged says so, and d is that. When it was completed or deleted, and there
	// is something of one's own in it, it is kept beside: an *answer.Moved says so, and
	// d is the draft to go on in. An *answer.Overwritten is told as by SaveCase.
	SaveReport(ctx context.Context, d, was *model.Draft, own bool) error
	// DeleteDraft takes a draft away as it was seen at rev: what a colleague has
	// written into it since is not deleted unseen.
	DeleteDraft(ctx context.Context, id string, rev int) error
}

// Basket are the deleted drafts, for model.PapierkorbTage.
type Basket interface {
	Basket(ctx context.Context) ([]model.Thrown, error)
	TakeBack(ctx context.Context, id string) (model.Draft, error)
}

// Reports are judged, completed and taken up again.
type Reports interface {
	// History is every other report of the same patient, for the rules.
	History(ctx context.Context, caseID, exceptDraft string) ([]rule.Past, error)
	// Stamped is a report with what the program adds when it leaves: sender,
	// reporting site and today's date. Judging wants them.
	Stamped(r *model.Report) *model.Report
	// Preview is the document a report would be sent as now.
	Preview(ctx context.Context, r *model.Report) ([]byte, error)
	// Complete judges the saved draft again, freezes, numbers and queues it against
	// the very state of the case it was judged by. It returns an *answer.Refusal when
	// Fehler stand against it or a Warnung was not confirmed.
	Complete(ctx context.Context, draftID string, rev int, confirmed []string) (model.Delivery, error)
	// MarkPaper turns a draft into a report that went to the registry on paper
	// and is never sent; UnmarkPaper makes it a draft again.
	MarkPaper(ctx context.Context, draftID string, rev int) (model.Delivery, error)
	UnmarkPaper(ctx context.Context, transaktionsnummer string) (model.Draft, error)
	// Correct opens the correction of a sent report: everything it held, under
	// the same Meldung_ID. A correction that was begun is gone on with.
	Correct(ctx context.Context, transaktionsnummer string) (model.Draft, error)
	// Reopen makes a new draft with everything a rejected report holds.
	Reopen(ctx context.Context, transaktionsnummer string) (model.Draft, error)
}

// Sent are the deliveries: what was completed, on its way or there.
type Sent interface {
	Deliveries(ctx context.Context, caseID string) ([]model.Delivery, error)
	// DeliveryPage is a part of the list of all deliveries, the newest first.
	DeliveryPage(ctx context.Context, s model.DeliverySpan) (model.DeliveryPage, error)
	Report(ctx context.Context, transaktionsnummer string) (model.Report, error)
	// Document is what a delivery sends, or has sent, byte for byte.
	Document(ctx context.Context, transaktionsnummer string) ([]byte, error)
	// Hold holds a waiting delivery back, or lets it go again with nil. Drafts
	// carry their own Sperre.
	Hold(ctx context.Context, transaktionsnummer string, s *model.Sperre) error
	// Note writes the internal note of a delivery anew; drafts carry their own.
	Note(ctx context.Context, transaktionsnummer, text string) error
	// RequestDeletion asks the registry to delete a sent report; reason is one of
	// rule.Loeschgruende, text more words, which may be "".
	RequestDeletion(ctx context.Context, transaktionsnummer, reason, text string) (model.Delivery, error)
}

// Registry is what the registry says about what was sent, after its receipt.
type Registry interface {
	// Rueckmeldungen are what came back about the reports of a case, in their order.
	Rueckmeldungen(ctx context.Context, caseID string) ([]model.Rueckmeldung, error)
	// Abgleich is what the house and the portal know differently, as after a backup was
	// put back.
	Abgleich(ctx context.Context) (model.Abgleich, error)
	// Versuche are the last tries to deliver something, with what came of each.
	Versuche(ctx context.Context, transaktionsnummer string) ([]model.Versuch, error)
	// Reply answers a question in words; the answer is sent as reports are.
	Reply(ctx context.Context, question model.Rueckmeldung, text string) error
}

// Walks go through all of something, beside whoever types: a list is searched,
// filtered, sorted and counted by them.
type Walks interface {
	// WalkDeliveries hands over the deliveries of a query, the newest first, as long as f
	// wants more; DeliveriesAt are those with some of the numbers it told.
	WalkDeliveries(ctx context.Context, q model.DeliveryQuery, f func(*model.DeliveryLine) (more bool)) error
	DeliveriesAt(ctx context.Context, numbers []int64) (model.DeliveryPage, error)
	// DeliveriesOf are those with some Transaktionsnummern, in any order, and the counts;
	// whom they are about knows who asks. It is for rows that are in sight and moved.
	DeliveriesOf(ctx context.Context, transaktionsnummern []string) (model.DeliveryPage, error)
	// DokuCheck judges all own reports by the rules of today; told hears of how many people
	// it has looked at. What nobody can read is counted and left out.
	DokuCheck(ctx context.Context, told func(people, all int)) (own check.Tally, unreadable int, err error)
}

// Tasks is what there is to do.
type Tasks interface {
	// Worklist is everything that waits for somebody, the most urgent first.
	// Answers of the registry are on it until they are in worklist.Gesehen, which is
	// remembered as worklist.MerkGesehen. While the store is still brought to this
	// program's version, told hears how many records are left.
	Worklist(ctx context.Context, told func(left int)) ([]worklist.Aufgabe, error)
	// Waited is how long reports were held back that are not any more, of the last year.
	Waited(ctx context.Context) ([]worklist.Gewartet, error)
	// WorklistPage is a part of it, with how much there is of all; told as for Worklist.
	WorklistPage(ctx context.Context, span worklist.Span, told func(left int)) (worklist.Page, error)
	// Decide keeps what somebody decided about a task, in the place of what was decided
	// before; nil makes it open again. Who decides and when is filled in where it lacks.
	Decide(ctx context.Context, a *worklist.Aufgabe, e *worklist.Entscheid) error
	// FollowUps hands over the tumours of which nothing was heard since a day, the one
	// that waits longest in front, until f has enough.
	FollowUps(ctx context.Context, since model.Datum, f func(worklist.Nachsorge) (more bool)) error
}

// Memory is what the signed-in person's program remembers under names: templates,
// most used codes, how she likes to work. It is sealed.
type Memory interface {
	// Recall is what stands under names with a prefix; what cannot be read any more
	// is nil.
	Recall(ctx context.Context, prefix string) (map[string][]byte, error)
	// Remember keeps one such thing; nil forgets it.
	Remember(ctx context.Context, name string, content []byte) error
}

// Arrivals are what other systems deliver.
type Arrivals interface {
	// Gather reads the documents of files and folders; what cannot be read is a line of
	// the delivery and stops nothing.
	Gather(ctx context.Context, paths []string, sent bool, told func(intake.Progress)) (Gathered, error)
	// Judge reads a package that is to be sent and judges it; nothing of it is stored.
	Judge(ctx context.Context, paths []string, told func(intake.Progress)) (Parcel, error)
}

// Parcel is a package of another system that was judged. told hears how far it is.
type Parcel interface {
	Judged() *intake.Judged
	// Send sends the valid reports, waits for the answers and leaves a protocol. Where ctx
	// ends before, what has left stays so, and the same package sends the rest.
	Send(ctx context.Context, told func(intake.Progress)) (intake.Sent, error)
}

// Gathered is a delivery of which nothing is stored yet. told hears how far it is.
type Gathered interface {
	// Inspect says what would come as it was decided, against what is here now.
	Inspect(ctx context.Context, d intake.Decisions, told func(intake.Progress)) (*intake.Inspection, error)
	// Carry stores what was decided, and leaves a report. It is
	// context.Canceled when nothing is stored because ctx has ended.
	Carry(ctx context.Context, d intake.Decisions, told func(intake.Progress)) (intake.Carried, error)
	// Recall are the decisions in a file, or without a path those that were kept about
	// the deliveries of the same system; none where there is no such file. Keep keeps them.
	Recall(ctx context.Context, path string) (intake.Decisions, error)
	Keep(ctx context.Context, path string, d intake.Decisions) error
}

// Files are the places on the computer outside the store.
type Files interface {
	// Fresh reports that whoever sits here gave a code a short while ago: without one no
	// file is written. Freshen asks the portal about password and code.
	Fresh() bool
	Freshen(ctx context.Context, password, code string) error
	// SaveFile writes a document where a person asked for it, for nobody else to
	// read, and returns the whole path. A relative path counts from the home
	// directory.
	SaveFile(ctx context.Context, path string, content []byte) (string, error)
}

// Station is the workplace itself: who sits at it, its connection, its end.
type Station interface {
	Who() answer.Identity
	Link() answer.Link
	// News blocks until something changed or ctx ends. What changes quickly comes
	// together, at most four times a second.
	News(ctx context.Context) (answer.News, error)
	// Typed says that somebody pressed a key: what goes on beside her makes room.
	Typed()
	// SyncNow has everything that waits tried at once.
	SyncNow()
	// SignInAgain opens a session at the portal for whoever sits here, in place of one
	// that has ended. Nothing is closed; next is the edition the portal wants by now.
	SignInAgain(ctx context.Context, password, code string) (next dataset.Chosen, err error)
	// Lock closes the workplace; the session at the portal is left as it is, for whom
	// her password lets in next.
	Lock() (answer.Locked, error)
	Close() error
}

// Cover is about sent reports, of which the identity is shown masked (SentVersion.Masked).
type Cover interface {
	// OpenFull opens one in full for a while, once the portal has checked password and a
	// fresh code; each opening is written down.
	OpenFull(ctx context.Context, transaktionsnummer, password, code string) error
	Opened(transaktionsnummer string) bool
}

// Presence is who else is there, and who has which draft open just now. It keeps nobody
// out.
type Presence interface {
	Editing(draftID string)         // it is open here, "" = none any more
	EditedBy(draftID string) string // who has it open at another program, "" = nobody
	Colleagues() []string           // to whom a report or a task can be handed, by login name
}

// Access is who may open the store.
type Access interface {
	// Invite asks a colleague in whom the portal knows for the same Einrichtung, with the
	// roles she gets, and returns who she is. She sets up a key of her own at her first
	// sign-in, and a program of somebody with the role Verwaltung lets her in.
	Invite(ctx context.Context, login string, roles rights.Roles) (answer.Identity, error)
	Grants(ctx context.Context) ([]answer.Grant, error)
	// ChangePassword changes the password of whoever sits here, at the portal and in the
	// store; her session goes on.
	ChangePassword(ctx context.Context, old, code, next string) error
	// Revoke takes somebody's access away, but not one's own; a program she works in
	// leaves the store within seconds. Her tokens for sending alone end at the portal.
	Revoke(ctx context.Context, login string) (answer.Revoked, error)
	// SetRoles says what somebody may do from now on, wherever she works. One who may
	// change roles always stays.
	SetRoles(ctx context.Context, login string, r rights.Roles) error
	// Unsealed is how many cases are still to be sealed anew since somebody's access was
	// taken away.
	Unsealed(ctx context.Context) (int, error)
}

// Account is what the portal keeps about whoever sits here, and about her Einrichtung.
type Account interface {
	// OwnSessions are those she has open at the portal, the newest first, with the one she
	// works in; EndSession ends one of them.
	OwnSessions(ctx context.Context) ([]answer.OpenSession, error)
	EndSession(ctx context.Context, id string) error
	// Site is what the registry stores about the Einrichtung.
	Site(ctx context.Context) (einrichtung.Stand, error)
	// ChangeSite asks the registry to store other values, with her password and a fresh
	// code where they say where money goes.
	ChangeSite(ctx context.Context, next einrichtung.Daten, password, code string) (einrichtung.Aenderung, error)
	// SaveSheet writes a sheet about the Einrichtung where a person asked for it, for nobody
	// else to read, and returns the whole path.
	SaveSheet(ctx context.Context, path, sheet string) (string, error)
}

// Passage is the way of a sent report through the offices of the registry.
type Passage interface {
	// Passage has a report go that way, and says what each office has stored of it then.
	Passage(ctx context.Context, transaktionsnummer string) ([]answer.Office, error)
}
