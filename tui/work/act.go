package work

import (
	"context"
	"regexp"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/intake"
	"example.org/meldeportal/model/land"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/model/worklist"
)

// Act is one thing a person can do where she is: its words, why it cannot be done
// now, what is asked before it, and the deed itself. The key bar, the palette, the
// help and the commands of the line mode are made of these values, so that an act
// stands once. A sitting gives its acts; a face gives them keys or a command.
type Act struct {
	Name  string        // one German word: its id for ever, and its command in the line mode
	Label string        // one or two German words for a key bar
	Help  string        // a sentence
	Off   string        // German reason why it cannot be done now, "" = it can; see Told
	Menu  bool          // concerns a report beside its content: stands in the menu "Vorgang"
	Row   bool          // about one line of a list, not about the whole
	Quiet bool          // nobody would look for it now: stands in the help only
	About string        // of how many lines, and which are left out; "" = of one, see ActsOn
	Asks  Asked         // what the deed needs to be told
	Now   Given         // what stands there now, for whoever is asked
	Land  *land.Land    // whose registry is asked to delete
	To    []string      // to whom it can be handed
	Saved string        // why not while something written is not on the disk, "" = all the same; the face saves first
	Sure  *Sure         // wants a yes first, nil = it does not
	Does  rights.Action // as it is written down, which says what role it needs; "" = it changes nothing

	// Do is the deed, on any goroutine; it changes nothing of the sitting. Without
	// one the act only shows something, and each face does that in its own way.
	Do func(context.Context, Given) (Done, error)
	// Write stands in place of Do where the act changes what is being written: at
	// once, where that is written. The face saves it, and says so only then.
	Write func(Given) Done
}

// Shown reports that the act changes nothing.
func (a *Act) Shown() bool { return a.Do == nil && a.Write == nil }

// Asked is what a person has to be asked before a deed.
type Asked int

const (
	AskNothing  Asked = iota
	AskNote           // a text, which may be ""
	AskSperre         // why and until when
	AskDeletion       // why, as the registry of the Land takes it
	AskSettled        // why nothing is to be done about a task any more
	AskUpAgain        // why a task is put off, and until when
	AskName           // what it is to be called
	AskRoles          // what somebody may do
	AskFresh          // password and a fresh code of whoever sits here
	AskHandover       // to whom, and a word to her
	AskPassword       // the password that was, the new one twice, and a code
	AskFile           // where it is written
	AskReply          // what is answered to the question in Now; nothing is the Reason there
)

// Given are the answers.
type Given struct {
	Text      string
	Reason    string // of a request to delete
	Sperre    *model.Sperre
	Entscheid *worklist.Entscheid // about a task
	Roles     rights.Roles
	Password  string
	Code      string
	Answers   []string // to a dialog of the act's own
}

// Sure is the question before what cannot be taken back, or changes much.
type Sure struct{ Title, Text, Verb string }

// Done is what came of a deed.
type Done struct {
	Said     string          // a sentence, see Told
	Draft    *model.Draft    // to go on in
	Delivery *model.Delivery // to go on with
	Carried  *intake.Carried // what a delivery of another system brought
	Uploaded *intake.Sent    // what became of a package of another system
	Gone     bool            // what the sitting was about is there no more
	Underway bool            // something may be on its way to the registry now
	Undo     *Undo           // takes the deed back, nil = nothing does
}

// Undo takes a deed back; Said is told then.
type Undo struct {
	Said string
	Do   func(context.Context) error
}

// ActNamed is the act of a name; there is one, or the program is wrong.
func ActNamed(acts []Act, name string) Act {
	for _, a := range acts {
		if a.Name == name {
			return a
		}
	}
	panic("no act " + name)
}

var actInBraces = regexp.MustCompile(`\{[a-z]+\}`)

// Told is a sentence for a person. Sentences of this room name an act as {name}; a
// face says how it is done there, by its keys or its command.
func Told(text string, how func(name string) string) string {
	return actInBraces.ReplaceAllStringFunc(text, func(found string) string { return how(found[1 : len(found)-1]) })
}
