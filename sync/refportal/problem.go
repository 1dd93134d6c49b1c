package refportal

import (
	"net/http"
	"time"

	"example.org/meldeportal/sync/portal"
)

// refusal is a call that gets a problem for an answer.
type refusal struct {
	code       portal.Code
	retryAfter time.Duration
	findings   []portal.Finding
}

func (r *refusal) Error() string { return string(r.code) }

// busyWait is what a busy portal asks its callers to wait.
const busyWait = 5 * time.Second

// The refusals that need no more words.
var (
	errLoginFailed    = &refusal{code: portal.CodeLoginFailed}
	errSessionExpired = &refusal{code: portal.CodeSessionExpired}
	errBadEnvelope    = &refusal{code: portal.CodeBadEnvelope}
	errDigestMismatch = &refusal{code: portal.CodeDigestMismatch}
	errTooLarge       = &refusal{code: portal.CodeTooLarge}
	errUnknownMeldung = &refusal{code: portal.CodeUnknownMeldung}
	errUnknownReport  = &refusal{code: portal.CodeUnknownReport}
	errUnknownCall    = &refusal{code: portal.CodeUnknownCall}
	errTnrReused      = &refusal{code: portal.CodeTnrReused}
	errSiteMismatch   = &refusal{code: portal.CodeSiteMismatch}
	errBusy           = &refusal{code: portal.CodeMaintenance, retryAfter: busyWait}
)

// saying is a code's status and German sentence.
type saying struct {
	status int
	title  string
}

var sayings = map[portal.Code]saying{
	portal.CodeLoginFailed:    {http.StatusUnauthorized, "Die Anmeldung ist fehlgeschlagen. Bitte prüfen Sie Loginname, Passwort und OTP-Code."},
	portal.CodeSessionExpired: {http.StatusUnauthorized, "Die Sitzung ist abgelaufen. Bitte melden Sie sich erneut an."},
	portal.CodeThrottled:      {http.StatusTooManyRequests, "Zu viele Versuche. Bitte warten Sie und versuchen Sie es dann erneut."},
	portal.CodeSiteMismatch:   {http.StatusForbidden, "Die Meldung trägt die Melder_ID einer anderen Einrichtung."},
	portal.CodeUnknownReport:  {http.StatusNotFound, "Zu dieser Transaktionsnummer liegt keine Meldung Ihrer Einrichtung vor."},
	portal.CodeUnknownMeldung: {http.StatusUnprocessableEntity, "Zu dieser Meldungs-ID liegt keine Meldung Ihrer Einrichtung vor. Es gibt nichts zu löschen."},
	portal.CodeUnknownCall:    {http.StatusNotFound, "Diesen Aufruf kennt das Portal nicht. Bitte prüfen Sie die Adresse des Portals."},
	portal.CodeTnrReused:      {http.StatusUnprocessableEntity, "Unter dieser Transaktionsnummer liegt bereits eine andere Meldung vor."},
	portal.CodeReportInvalid:  {http.StatusUnprocessableEntity, "Die Meldung verletzt Regeln und wurde nicht angenommen. Bitte berichtigen Sie die genannten Angaben."},
	portal.CodeBadEnvelope:    {http.StatusBadRequest, "Der Aufruf hat nicht die vereinbarte Form."},
	portal.CodeDigestMismatch: {http.StatusBadRequest, "Der Inhalt stimmt nicht mit seiner Prüfsumme überein."},
	portal.CodeTooLarge:       {http.StatusRequestEntityTooLarge, "Die Meldung ist zu groß."},
	portal.CodeMaintenance:    {http.StatusServiceUnavailable, "Das Portal ist gerade nicht verfügbar. Bitte versuchen Sie es später erneut."},
	portal.CodeInternal:       {http.StatusInternalServerError, "Im Portal ist ein Fehler aufgetreten. Bitte versuchen Sie es später erneut."},
}

func (r *refusal) status() int { return sayings[r.code].status }

// problem is the refusal as the caller of a path reads it.
func (r *refusal) problem(path string) portal.Problem {
	s := sayings[r.code]
	return portal.Problem{Type: portal.ProblemType(r.code), Title: s.title, Status: s.status, Code: r.code,
		Instance: path, Findings: r.findings}
}
