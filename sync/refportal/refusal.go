package refportal

import (
	"errors"
	"net/http"

	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/server"
)

// ErrRefused is a report that the portal's staff put in and the rules refuse.
var ErrRefused = errors.New("report refused")

// ErrSeveral is a Transaktionsnummer that several sites have used.
var ErrSeveral = errors.New("number of several reports")

// The refusals of the inbox, besides those of every server.
var (
	errUnknownMeldung  = &server.Refusal{Code: portal.CodeUnknownMeldung, Status: http.StatusUnprocessableEntity, Title: "Zu dieser Meldungs-ID liegt keine Meldung Ihrer Einrichtung vor. Es gibt nichts zu löschen."}
	errUnknownReport   = &server.Refusal{Code: portal.CodeUnknownReport, Status: http.StatusNotFound, Title: "Zu dieser Transaktionsnummer liegt keine Meldung Ihrer Einrichtung vor."}
	errUnknownQuestion = &server.Refusal{Code: portal.CodeUnknownReport, Status: http.StatusNotFound, Title: "Diese Frage hat das Register Ihrer Einrichtung nicht gestellt."}
	errUnknownPerson   = &server.Refusal{Code: portal.CodeUnknownPerson, Status: http.StatusNotFound, Title: "Unter diesem Loginnamen meldet niemand für Ihre Einrichtung. Bitte prüfen Sie ihn."}
	errDuplicate       = &server.Refusal{Code: portal.CodeDuplicateReport, Status: http.StatusUnprocessableEntity, Title: "Doppelmeldung: Dieselbe Meldung liegt unter einer anderen Transaktionsnummer schon vor, unverändert. Es ist nichts weiter zu tun."}
	errTnrReused       = &server.Refusal{Code: portal.CodeTnrReused, Status: http.StatusUnprocessableEntity, Title: "Unter dieser Transaktionsnummer liegt bereits eine andere Meldung vor."}
	errSiteMismatch    = &server.Refusal{Code: portal.CodeSiteMismatch, Status: http.StatusForbidden, Title: "Die Meldung trägt die Melder_ID einer anderen Einrichtung."}
)

// invalid is the refusal of a report that breaks rules.
func invalid(v Verdict) *server.Refusal {
	return &server.Refusal{Code: portal.CodeReportInvalid, Status: http.StatusUnprocessableEntity, Findings: v.Findings, More: v.More,
		Title: "Die Meldung verletzt Regeln und wurde nicht angenommen. Bitte berichtigen Sie die genannten Angaben."}
}
