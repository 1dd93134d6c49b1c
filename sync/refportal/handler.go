package refportal

import (
	"context"
	"maps"
	"net/http"

	"github.com/google/uuid"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/server"
)

// Handler answers the calls of the contract (sync/portal).
func (p *Portal) Handler() http.Handler {
	calls := p.Calls()
	maps.Copy(calls, map[string]server.Call{
		"PUT " + portal.PathReports + "{tnr}":   p.putReport,
		"GET " + portal.PathReports + "{tnr}":   p.getReport,
		"POST " + portal.PathQuery:              p.postQuery,
		"PUT " + portal.PathDeletions + "{tnr}": p.putDeletion,

		"GET " + portal.PathEvents:            p.getEvents,
		"PUT " + portal.PathAnswers + "{tnr}": p.putAnswer,

		"GET " + portal.PathKeys:                   p.getKeys,
		"POST " + portal.PathSites + "{site}/keys": p.postSiteKey,

		"GET " + portal.PathSites + "{site}":               p.getSite,
		"PUT " + portal.PathSites + "{site}/changes/{tnr}": p.putChange,

		"GET " + portal.PathColleagues + "{login}": p.getColleague,
		"PUT " + portal.PathOwnKey:                 p.putOwnKey,

		"DELETE " + portal.PathColleagues + "{login}/sessions": p.deleteSessionsOf,
	})
	return p.Guard(server.Mux(calls))
}

// putReport takes a report sealed, or, as before there were envelopes, as it is.
func (p *Portal) putReport(r *http.Request) (int, any, error) {
	if r.Header.Get("Content-Type") == portal.TypeEnvelope {
		return p.put(r, portal.TypeEnvelope, portal.MaxDocument, p.deliverSealed)
	}
	return p.put(r, portal.TypeXML, portal.MaxDocument, p.deliver)
}

// putDeletion is for people: a site token may not ask for anything to be deleted.
func (p *Portal) putDeletion(r *http.Request) (int, any, error) {
	if _, err := p.Session(r); err != nil {
		return 0, nil, err
	}
	if r.Header.Get("Content-Type") == portal.TypeEnvelope {
		return p.put(r, portal.TypeEnvelope, portal.MaxMessage, p.requestSealed)
	}
	return p.put(r, portal.TypeJSON, portal.MaxMessage, p.requestDeletion)
}

// put takes in a document under the number of the path. Whether the session goes on is asked
// for certain where the document is stored, or its answer is known.
func (p *Portal) put(r *http.Request, media string, limit int64, take func(context.Context, server.Session, Delivery) (model.Receipt, bool, error)) (int, any, error) {
	who, err := p.Seen(r)
	if err != nil {
		return 0, nil, err
	}
	tnr, err := numberOf(r)
	if err != nil {
		return 0, nil, err
	}
	document, err := server.ReadBody(r, media, limit)
	if err != nil {
		return 0, nil, err
	}
	receipt, created, err := take(r.Context(), who, Delivery{tnr, who.Site.MelderID, document, p.Moment()})
	if created {
		return http.StatusCreated, receipt, err
	}
	if _, over := p.Sender(r); over != nil {
		return 0, nil, over
	}
	return http.StatusOK, receipt, err
}

func (p *Portal) getReport(r *http.Request) (int, any, error) {
	who, err := p.Sender(r)
	if err != nil {
		return 0, nil, err
	}
	found, ok, err := receipt(p.DB.Reader, who.Site.MelderID, r.PathValue("tnr"))
	if err == nil && !ok {
		err = errUnknownReport
	}
	return http.StatusOK, found, err
}

// numberOf is the path's Transaktionsnummer: a random UUID in its usual spelling.
func numberOf(r *http.Request) (string, error) {
	text := r.PathValue("tnr")
	id, err := uuid.Parse(text)
	if err != nil || id.String() != text || id.Version() != 4 {
		return "", server.ErrBadEnvelope
	}
	return text, nil
}
