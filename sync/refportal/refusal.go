package refportal

import (
	"errors"
	"net/http"

	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/server"
)

// ErrRefused is a report that the portal's staff put in and the rules refuse.
var ErrRefused = errors.New("report refused")

// The refusals of the inbox, besides those of every server.
var (
	errUnknownMeldung = &server.Refusal{Code: portal.CodeUnknownMeldung, Status: http.StatusUnprocessableEntity, Title: "Zu dieser Meldungs-ID liegt keine Meldung Ihrer Einrichtung vor. Es gibt nichts zu löschen."}
	errUnknownReport  = &server.Refusal{Code: portal.CodeUnknownReport, Status: http.StatusNotFound, Title: "Zu dieser Transaktionsnummer liegt keine Meldung Ihrer Einrichtung vor."}
	errUnknownPerson  = &server.Refusal{Code: portal.CodeUnknownPerson, Status: http.StatusNotFound, Title: "Unter diesem Loginnamen meldet niemand für Ihre Einrichtung. Bitte prüfen Sie ihn."}
	errTnrReused      = &server.Refusal{Code: portal.CodeTnrReused, Status: http.StatusUnprocessableEntity, Title: "Unter dieser Transaktionsnummer liegt bereits eine andere Meldung vor."}
	errSiteMismatch   = &server.Refusal{Code: portal.CodeSiteMismatch, Status: http.StatusForbidden, Title: "Die Meldung trägt die Melder_ID einer anderen Einrichtung."}
)

// invalid is the refusal of a report that breaks rules.
func invalid(findings []portal.Finding) *server.Refusal {
	return &server.Refusal{Code: portal.CodeReportInvalid, Status: http.StatusUnprocessableEntity, Findings: findings,
		Title: "Die Meldung verletzt Regeln und wurde nicht angenommen. Bitte berichtigen Sie die genannten Angaben."}
}
