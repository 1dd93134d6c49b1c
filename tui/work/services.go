package work

import (
	"context"
	"errors"
	"strings"
	"time"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/catalog"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/rule"
)

// Services is what the program needs of the world.
type Services struct {
	Gate  Gate
	Setup Setup // first start only, nil once the installation is configured
	Lists *catalog.Shelf
	Now   func() time.Time
	Clock Clock  // nil = the computer's
	Aid   Aid    // demo only, nil in the real program
	Host  string // name of this machine, shown in the header
	Place string // the portal's address, shown at the login

	Locked    *answer.Locked // whose workplace waits for her password; nil = nobody's
	LockAfter time.Duration  // without a key the workplace locks; 0 = not by itself
	Said      string         // is said first
	Renews    bool           // whoever leaves ends the face with a Renewal: the program begins anew
	About     About
	Config    rule.Config
}

// About is what the help screen says of the program.
type About struct {
	Version      string
	Schema       string // edition that is written, and why this one
	Registration string // telephone of the Meldeberatung, from the configuration
	Content      string // telephone of the Medizinische Dokumentation
	Changes      string // what is new, the newest version first; see news.go

	Element func(id string) string // path of a field's element in a document, "" = none
}

// Setup takes what the letter of the Vertrauensstelle says about the portal.
type Setup interface {
	// Try connects with the answers and, if the portal is the right one and a database that
	// is named answers, keeps them; afterwards the Gate leads to it.
	Try(ctx context.Context, a Answers) error
}

// Answers are what the first start asks for.
type Answers struct {
	Portal        string // https address
	CADatei       string // PEM file, "" = the system's authorities
	Fingerabdruck string // SHA-256 of the portal's public key, "" = none
	Register      string // last two groups of the fingerprint of the registry's root key, "" = it has none
	Store         string // address of the database the store lives in, "" = a file here
}

// SetupQuestion is one thing the first start asks, and where the answer goes.
type SetupQuestion struct {
	Label, Hint string
	into        *string
}

// Questions are asked in this order.
func (a *Answers) Questions() []SetupQuestion {
	return []SetupQuestion{
		{"Adresse des Portals", "z. B. https://meldeportal.example:8443, steht im Schreiben der Vertrauensstelle", &a.Portal},
		{"CA-Datei (leer = System)", "PEM-Datei der Zertifizierungsstelle; leer lassen, wenn im Schreiben keine genannt ist", &a.CADatei},
		{"Fingerabdruck", "64 Zeichen aus dem Schreiben, Leerzeichen sind erlaubt", &a.Fingerabdruck},
		{"Registerschlüssel", "die letzten zwei Gruppen aus dem Schreiben; leer lassen, wenn dort keiner steht", &a.Register}}
}

// AnswerAt is which of the answers is to be corrected, in the order of Questions and Database.
func AnswerAt(err error) int {
	var f *answer.Failure
	if errors.As(err, &f) {
		switch f.Kind {
		case answer.FailAuthority:
			return 1
		case answer.FailPin, answer.FailCertificate:
			return 2
		case answer.FailRegister, answer.FailNoRegister, answer.FailKeyList:
			return 3
		case answer.FailStoreAway, answer.FailStoreRefused, answer.FailStoreAddress, answer.FailForeign, answer.FailNewer:
			return len(new(Answers).Questions())
		}
	}
	return 0
}

// Database is what is asked where somebody says that there is a database: the letter names
// none, and most have a file.
func (a *Answers) Database() SetupQuestion {
	return SetupQuestion{"Datenbank (leer = Datei)", "postgres://KONTO@RECHNER/DATENBANK, wenn mehrere Server einen Speicher teilen; leer: eine Datei auf diesem Rechner", &a.Store}
}

// AsksDatabase is how that is said.
const AsksDatabase = "Der Speicher liegt sonst als Datei auf diesem Rechner; teilen sich mehrere Server einen, fragt dies nach der Adresse der Datenbank."

// Answer takes what was typed.
func (q *SetupQuestion) Answer(typed string) { *q.into = strings.TrimSpace(typed) }

// Gate lets people in (F-08 to F-11).
type Gate interface {
	// Enrol asks whether the account still waits for its second factor. It
	// returns nil when the program has to go on and ask for the code, which is
	// also the answer to wrong credentials: nobody learns which part was wrong.
	Enrol(ctx context.Context, login, password string) (*answer.Enrolment, error)
	// SignIn opens the session at the portal and the local store. After an update of the
	// program a large store is brought over once: told hears how many entries are left,
	// and where ctx ends before, the next sign-in goes on.
	SignIn(ctx context.Context, login, password, code string, told func(answer.Update)) (*Desk, error)
	// Alone opens the local store by password: with the session that a locked workplace
	// left, or, left being nil, while the portal cannot be asked, for whom it let in not
	// too long ago. told is that of SignIn.
	Alone(ctx context.Context, login, password string, left []byte, told func(answer.Update)) (*Desk, error)
	// RequestReset blocks the second factor and asks the Vertrauensstelle for a new
	// one (F-11).
	RequestReset(ctx context.Context, login, password string) error
}

// Aid shows the demo's invented access data on the login screen.
type Aid interface {
	// For is told who signs in: hers are the data where she is an invented user, the first
	// one's where nobody is.
	For(login string)
	// Access returns an invented user's data; code is "" until her
	// second factor was shown, left is how long the code still counts.
	Access(now time.Time) (login, password, code string, left time.Duration)
	// Scanned is told that the second factor was shown and confirmed with "fertig":
	// from now on the demo shows the code itself.
	Scanned() error
}

// Phones are the registry's two hotlines, as far as the site knows them.
func (a *About) Phones() string {
	var parts []string
	if a.Registration != "" {
		parts = append(parts, "Meldeberatung: "+a.Registration)
	}
	if a.Content != "" {
		parts = append(parts, "Medizinische Dokumentation: "+a.Content)
	}
	return strings.Join(parts, "   ")
}

// Env is what a form needs that is never drawn.
func (s *Services) Env() forms.Env {
	return forms.Env{Lists: s.Lists, Now: s.Now, Edition: s.Config.Target(), Land: s.Config.In()}
}

// WritesIn is told the edition of a workplace that was entered: what is asked and judged
// is what has a place in it. Only what is new is written: commands of a workplace that
// was left may still read.
func (s *Services) WritesIn(c dataset.Chosen) {
	if c.Edition == 0 {
		return
	}
	s.About.Schema = c.String()
	if s.Config.Edition != c.Edition {
		s.Config.Edition = c.Edition
	}
}

// Changes puts into words what one report has otherwise than another.
func (s *Services) Changes(before, after *model.Report) []forms.Change {
	return forms.Changes(dataset.Report, before, after, rule.Aenderungen(before, after, s.Config.In()), s.Env())
}
