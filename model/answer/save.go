package answer

import (
	"errors"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
)

// ErrNothing is the answer to a save of a new report in which nobody has entered anything:
// there is no draft yet. It is no failure.
var ErrNothing = errors.New("nothing is entered yet")

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

// Merged is the answer to a save that met what a colleague had saved in the same draft
// meanwhile: both are stored, field by field, and what gave way is kept with the draft. It
// is no failure.
type Merged struct {
	By    string      // login name of the colleague
	At    time.Time   // when she saved
	Draft model.Draft // as it is stored now
}

func (*Merged) Error() string { return "put together with what a colleague had saved" }

// Overwritten is the answer to a save of Stammdaten that has taken the place of what
// somebody else had saved meanwhile in the same fields. It is no failure.
type Overwritten struct {
	Fields       []string // their ids
	Theirs, Mine model.Patient
	By           string // login name of the colleague, "" where that is not known
	At           time.Time
}

func (*Overwritten) Error() string { return "saved in place of what somebody else had saved meanwhile" }

// Failed is the error of a save that did not store what it was given.
func Failed(err error) error {
	var moved *Moved
	var over *Overwritten
	var met *Merged
	var f *Failure
	if errors.Is(err, ErrNothing) || errors.As(err, &moved) || (errors.As(err, &over) || errors.As(err, &met)) && !errors.As(err, &f) {
		return nil
	}
	return err
}

// Outdated reports that a draft was changed or taken away elsewhere while nothing of
// one's own was entered: there is nothing to be saved.
func Outdated(err error) bool {
	var f *Failure
	return errors.As(err, &f) && f.Kind == FailOutdated
}
