package server

import (
	"errors"
	"net/http"
	"time"

	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/portal"
)

// Refusal is a call that gets a problem for an answer.
type Refusal struct {
	Code       portal.Code
	Status     int
	Title      string // a German sentence
	RetryAfter time.Duration
	Findings   []portal.Finding // portal.MaxFindings at most
	More       int              // findings besides
}

func (r *Refusal) Error() string { return string(r.Code) }

// After is the refusal of a caller who may try again after a while.
func (r Refusal) After(wait time.Duration) *Refusal {
	r.RetryAfter = wait
	return &r
}

// busyWait is what a busy server asks its callers to wait.
const busyWait = 5 * time.Second

// The refusals of every server.
var (
	ErrLoginFailed    = refusal(portal.CodeLoginFailed, http.StatusUnauthorized, "Die Anmeldung ist fehlgeschlagen. Bitte prüfen Sie Loginname, Passwort und OTP-Code.")
	ErrSessionExpired = refusal(portal.CodeSessionExpired, http.StatusUnauthorized, "Die Sitzung ist abgelaufen. Bitte melden Sie sich erneut an.")
	ErrForbidden      = refusal(portal.CodeForbidden, http.StatusForbidden, "Mit diesem Zugang wird nur gesendet. Bitte melden Sie sich dafür an.")
	ErrThrottled      = refusal(portal.CodeThrottled, http.StatusTooManyRequests, "Zu viele Versuche. Bitte warten Sie und versuchen Sie es dann erneut.")
	ErrUnknownCall    = refusal(portal.CodeUnknownCall, http.StatusNotFound, "Diesen Aufruf kennt das Portal nicht. Bitte prüfen Sie die Adresse des Portals.")
	ErrBadEnvelope    = refusal(portal.CodeBadEnvelope, http.StatusBadRequest, "Der Aufruf hat nicht die vereinbarte Form.")
	ErrDigestMismatch = refusal(portal.CodeDigestMismatch, http.StatusBadRequest, "Der Inhalt stimmt nicht mit seiner Prüfsumme überein.")
	ErrTooLarge       = refusal(portal.CodeTooLarge, http.StatusRequestEntityTooLarge, "Die Meldung ist zu groß.")
	ErrBusy           = refusal(portal.CodeMaintenance, http.StatusServiceUnavailable, "Das Portal ist gerade nicht verfügbar. Bitte versuchen Sie es später erneut.").After(busyWait)
	ErrInternal       = refusal(portal.CodeInternal, http.StatusInternalServerError, "Im Portal ist ein Fehler aufgetreten. Bitte versuchen Sie es später erneut.")
)

func refusal(code portal.Code, status int, title string) *Refusal {
	return &Refusal{Code: code, Status: status, Title: title}
}

// asRefusal turns any error into what the caller may read of it.
func asRefusal(err error) *Refusal {
	var r *Refusal
	switch {
	case errors.As(err, &r):
		return r
	case passing(database.Translate(err)):
		return ErrBusy
	}
	return ErrInternal
}

// passing reports whether an error may go away by itself or by an operator who
// makes room.
func passing(err error) bool {
	for _, kind := range []error{database.ErrBusy, database.ErrFull, database.ErrUnreadable, database.ErrReadOnly, database.ErrAway} {
		if errors.Is(err, kind) {
			return true
		}
	}
	return false
}

// problem is the refusal as the caller of a path reads it.
func (r *Refusal) problem(path string) portal.Problem {
	return portal.Problem{Type: portal.ProblemType(r.Code), Title: r.Title, Status: r.Status, Code: r.Code,
		Instance: path, Findings: r.Findings, More: r.More}
}
