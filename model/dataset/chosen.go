package dataset

import (
	"slices"

	"example.org/meldeportal/model/field"
)

// Chosen is the edition in which reports are written, and why this one.
type Chosen struct {
	Edition  field.Edition
	By       Chooser
	Unwanted bool // the portal names editions, and this is none of them
}

// Chooser is who named the edition.
type Chooser string

const (
	ByProgram       Chooser = ""              // nobody did: it is the newest
	ByPortal        Chooser = "Portal"        // it is the newest that both know
	ByConfiguration Chooser = "Konfiguration" // whatever the portal says
)

// Choose chooses the edition: the configured one, else the newest of those the portal
// names that can be written, else the newest of all. 0 and none stand for not said.
func Choose(configured field.Edition, named []string) Chosen {
	c := Chosen{Edition: configured, By: ByConfiguration}
	if configured == 0 {
		c = newestOf(named)
	}
	c.Unwanted = len(named) > 0 && !slices.Contains(named, Version(c.Edition))
	return c
}

// Anew is the choice where the portal names editions again.
func (c Chosen) Anew(named []string) Chosen {
	if c.By == ByConfiguration {
		return Choose(c.Edition, named)
	}
	return Choose(0, named)
}

func newestOf(named []string) Chosen {
	for _, e := range slices.Backward(Written()) {
		if slices.Contains(named, Version(e)) {
			return Chosen{Edition: e, By: ByPortal}
		}
	}
	return Chosen{Edition: Newest}
}

// String is the choice for people: "3.0.4 laut Portal".
func (c Chosen) String() string {
	text := Version(c.Edition)
	if c.By != ByProgram {
		text += " laut " + string(c.By)
	}
	if c.Unwanted {
		text += ", die das Portal nicht nennt"
	}
	return text
}
