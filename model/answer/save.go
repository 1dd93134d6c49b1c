package answer

import (
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
)

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
