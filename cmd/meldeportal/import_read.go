package main

import (
	"context"
	"errors"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/sync/store"
)

// readAll takes the reports of all files. What is wrong with them is told on the
// standard error output.
func (c importCommand) readAll(in *desk.Intake) error {
	return readFiles(in, c.Dateien, func(name string) desk.Heard {
		n := &notes{name: name}
		return desk.Heard{Problem: n.problem, Note: n.note}
	})
}

// readFiles reads them, or says why they are not taken.
func readFiles(in *desk.Intake, paths []string, hear func(name string) desk.Heard) error {
	r := desk.Reading{In: in, Hear: hear}
	err := r.Files(context.Background(), paths)
	var u *desk.Untaken
	switch {
	case !errors.As(err, &u):
		return err
	case u.Unread != nil:
		return cannotBeRead(u.Name, u.Unread)
	case u.Foreign:
		return &verdict{hilfe.ExitUsage, nothingTaken + visible(u.Text)}
	}
	return &verdict{hilfe.ExitFailure, nothingTaken + visible(u.Text)}
}

// importFailure says what the store had against an import.
func importFailure(err error) error {
	switch {
	case errors.Is(err, context.Canceled):
		return refuseImport("abgebrochen.")
	case errors.Is(err, store.ErrMoved):
		return refuseImport("Eine der Personen oder Meldungen hat inzwischen jemand erfasst. Bitte noch einmal starten.")
	case errors.Is(err, store.ErrDuplicate):
		return refuseImport("Eine Patient_ID gehört hier zu jemandem mit anderem Geburtsdatum. Bitte die Akten vergleichen.")
	}
	return err
}
