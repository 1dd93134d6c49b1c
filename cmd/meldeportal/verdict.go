package main

import (
	"context"
	"errors"

	"example.org/meldeportal/cmd/internal/hilfe"
)

// verdict ends a command with an exit status. Its text, where there is one, is
// a German sentence for the person at the shell.
type verdict struct {
	status int
	text   string
}

func (v *verdict) Error() string { return v.text }

// afterCounting is how a command ends that counts own reports and changes nothing.
func afterCounting(err error, unreadable int) error {
	switch {
	case errors.Is(err, context.Canceled):
		return &verdict{hilfe.ExitFailure, "Abgebrochen. Geändert ist nichts."}
	case err == nil && unreadable > 0:
		return &verdict{hilfe.ExitFailure, counted(unreadable, "Meldung ist", "Meldungen sind") + " nicht lesbar und nicht mitgezählt. meldeportal doctor --siegel nennt sie."}
	}
	return err
}
