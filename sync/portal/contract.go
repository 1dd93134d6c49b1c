package portal

import (
	"crypto/sha256"
	_ "embed" // the contract
	"encoding/base64"
	"encoding/hex"
	"strings"
	"time"
)

// The calls. A path that ends with a slash takes a Transaktionsnummer.
//
//	POST   activations       Credentials → 201 Enrolment
//	POST   sessions          SignIn      → 201 Session
//	GET    sessions                      → 200 Sessions, those of the account
//	DELETE sessions/{id}                 → 204
//	GET    sessions/current              → 200 Session, its end moved
//	DELETE sessions/current              → 204
//	GET    colleagues/{login}            → 200 Colleague; 404 for nobody and for people of other sites alike
//	DELETE colleagues/{login}/sessions   → 204, all of hers ended; 404 as above
//	PUT    keys/current      OwnKey      → 204
//	PUT    passwords/current NewPassword → 204, the other sessions ended
//	POST   resets            Credentials → 202, whatever was sent; right ones block the account
//	POST   site-tokens       NewSiteToken → 201 SiteToken
//	GET    site-tokens                   → 200 SiteTokens, those of the site
//	DELETE site-tokens/{id}              → 204
//	GET    site-tokens/current           → 200 SiteToken, to whoever has it
//	PUT    reports/{tnr}     document    → 201 or 200 model.Receipt
//	GET    reports/{tnr}                 → 200 model.Receipt
//	POST   reports/query     ReportQuery → 200 KnownReports
//	PUT    deletions/{tnr}   Deletion, or its envelope → 201 or 200 model.Receipt
//	GET    events?after=N                → 200 Events
//	PUT    answers/{tnr}     Reply       → 201 or 200 Answered
//	GET    keys                          → 200 the signed list of sync/envelope; 304
//	POST   sites/{site}/keys SiteKey     → 202 SiteKeyState
//	GET    sites/{site}                  → 200 SiteData
//	PUT    sites/{site}/changes/{tnr} NewSiteChange → 201 or 200 SiteChange
//	GET    openapi.yaml                  → 200 Contract
//	GET    healthz                       → 200
//	GET    readyz                        → 200 Readiness, 503
//
// Contract says the same for other programs (OpenAPI 3.1). Every other answer is a Problem. Sessions, reports and deletions want the header
// "Authorization: Bearer" with the Session's token. A site token in its place is taken where
// reports are put, receipts asked for (query among them) and the feed is read, and is CodeForbidden elsewhere. To readyz that may be said as well:
// where the session is over the answer says so, and no end is moved.
const (
	PathActivations = "/v1/auth/activations"
	PathSessions    = "/v1/auth/sessions"
	PathCurrent     = "/v1/auth/sessions/current"
	PathColleagues  = "/v1/auth/colleagues/"
	PathOwnKey      = "/v1/auth/keys/current"
	PathPassword    = "/v1/auth/passwords/current"
	PathSiteTokens  = "/v1/auth/site-tokens"
	PathSiteToken   = "/v1/auth/site-tokens/current"
	PathResets      = "/v1/auth/resets"
	PathReports     = "/v1/reports/"
	PathQuery       = "/v1/reports/query"
	PathDeletions   = "/v1/deletions/"
	PathEvents      = "/v1/events"
	PathAnswers     = "/v1/answers/"
	PathKeys        = "/v1/keys"
	PathSites       = "/v1/sites/"
	PathContract    = "/v1/openapi.yaml"
	PathHealth      = "/healthz"
	PathReady       = "/readyz"
)

// Contract is the file that the portal serves; tests hold each answer to it.
//
//go:embed openapi.yaml
var Contract []byte

// Media types of the bodies.
const (
	TypeJSON    = "application/json"
	TypeProblem = "application/problem+json"
	TypeXML     = "application/xml"

	TypeEnvelope = "application/vnd.meldeportal.envelope+json" // sync/envelope
	TypeYAML     = "application/yaml"                          // RFC 9512
)

// The largest bodies, in bytes: a report's document, and everything else. A refusal is
// read however long it is, as far as memory goes: it is final, and one that is taken
// for nonsense is asked for again without end.
const (
	MaxDocument = 1 << 20
	MaxMessage  = 64 << 10
	maxProblem  = 16 << 20
)

// MaxFindings is how many findings a refusal lists.
const MaxFindings = 100

// Credentials are what a person knows.
type Credentials struct {
	Loginname string `json:"loginname"`
	Passwort  Hidden `json:"passwort"`
}

// FoldLogin is how login names are compared, at the portal and wherever a program
// stores one: in small letters, without blanks around it.
func FoldLogin(login string) string { return strings.ToLower(strings.TrimSpace(login)) }

// SignIn are Credentials with the one-time code of the moment, six digits.
type SignIn struct {
	Credentials
	OTP Hidden `json:"otp"`
}

// NewPassword is a SignIn that puts another password in the place of its own.
type NewPassword struct {
	SignIn
	Neu Hidden `json:"neues_passwort"`
}

// Enrolment is what a person needs to set up an authenticator app: the secret
// in base32 and the otpauth address of the QR code. It is for the screen alone.
type Enrolment struct {
	Secret Hidden `json:"secret"`
	URI    Hidden `json:"uri"`
}

// Session is who is signed in, and until when if nothing more is asked.
type Session struct {
	Token       Hidden    `json:"access_token"`
	Name        string    `json:"name"`        // the person
	Einrichtung string    `json:"einrichtung"` // the reporting site
	MelderID    string    `json:"melder_id"`   // its number, which every report must carry
	AbsenderID  string    `json:"absender_id"` // its number as sender
	Expires     time.Time `json:"expires"`     // each call moves it, up to 12 h after signing in

	// Editions are the names of the editions of oBDS in which the portal takes reports;
	// none = it does not say.
	Editions []string `json:"editions,omitempty"`
}

// Sessions are the open sessions of an account, the newest first.
type Sessions struct {
	Sessions []OpenSession `json:"sessions"`
}

// OpenSession is one of them, as its owner sees it.
type OpenSession struct {
	ID       string    `json:"id"`
	Programm string    `json:"programm"` // that opened it, as it called itself
	Begun    time.Time `json:"begun"`
	Expires  time.Time `json:"expires"`
	Eigene   bool      `json:"eigene"` // it is the one that asks
}

// Colleague is somebody of one's own Einrichtung, as the portal knows her.
type Colleague struct {
	Loginname string `json:"loginname"` // folded
	Name      string `json:"name"`

	// Schluessel is the OwnKey she named last, "" = none.
	Schluessel string `json:"schluessel,omitempty"`
}

// OwnKey names the key pair of whoever is signed in, by KeyName: so a colleague who lets
// her into a store knows that a public half she finds there is hers.
type OwnKey struct {
	Schluessel string `json:"schluessel"`
}

// KeyName names a key pair by its public half: its SHA-256 in hex.
func KeyName(recipient string) string { return DocumentDigest([]byte(recipient)) }

// Readiness says that the portal takes reports just now, and in which editions, as a
// Session does.
type Readiness struct {
	Status   string   `json:"status"`
	Editions []string `json:"editions,omitempty"`
}

// Deletion asks the registry to delete a report, all versions of it. Its bytes, or those of the
// envelope it is sealed in, are its document: under one number they are the same at every attempt.
type Deletion struct {
	Version            int       `json:"version"` // DeletionVersion
	Transaktionsnummer string    `json:"transaktionsnummer"`
	MelderID           string    `json:"melder_id"`
	MeldungID          string    `json:"meldung_id"` // of the report
	Grund              string    `json:"grund"`      // why, one of a few sentences
	Text               string    `json:"text,omitempty"`
	GestelltAm         time.Time `json:"gestellt_am"` // when somebody asked for it
}

// DeletionVersion is the form of a Deletion.
const DeletionVersion = 1

// Reply is what a site answers to a question. Its bytes are its document, as those of a
// Deletion.
type Reply struct {
	Version            int       `json:"version"` // ReplyVersion
	Transaktionsnummer string    `json:"transaktionsnummer"`
	MelderID           string    `json:"melder_id"`
	Frage              int64     `json:"frage"` // cursor of the question
	Text               string    `json:"text"`
	BeantwortetAm      time.Time `json:"beantwortet_am"`
}

// ReplyVersion is the form of a Reply.
const ReplyVersion = 1

// Answered is the portal's word that it has a Reply.
type Answered struct {
	Transaktionsnummer string    `json:"transaktionsnummer"`
	Digest             string    `json:"digest"`
	ReceivedAt         time.Time `json:"received_at"`
}

// HeaderDevice may carry, where somebody asks to be let in, a key that a workstation has
// made for itself. Once she has signed in there, tries from elsewhere do not keep her out.
const HeaderDevice = "Device-Key"

// HeaderDigest carries the SHA-256 of a body in both directions (RFC 9530).
const HeaderDigest = "Content-Digest"

// ContentDigest is the header's value for a body.
func ContentDigest(body []byte) string {
	sum := sha256.Sum256(body)
	return "sha-256=:" + base64.StdEncoding.EncodeToString(sum[:]) + ":"
}

// DocumentDigest is how a receipt names a document: its SHA-256 in hex.
func DocumentDigest(document []byte) string {
	sum := sha256.Sum256(document)
	return hex.EncodeToString(sum[:])
}
