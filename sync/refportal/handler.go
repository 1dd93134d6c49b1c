package refportal

import (
	"context"
	"net/http"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/portal"
)

// call is one call of the contract: it gives status and body of a success, or an
// error.
type call func(r *http.Request) (status int, body any, err error)

// Handler answers the calls of the contract (sync/portal).
func (p *Portal) Handler() http.Handler {
	mux := http.NewServeMux()
	for pattern, c := range p.calls() {
		mux.Handle(pattern, answered(c))
	}
	return p.logged(safely(p.faults.wrap(mux)))
}

func (p *Portal) calls() map[string]call {
	return map[string]call{
		"POST " + portal.PathActivations:        p.postActivation,
		"POST " + portal.PathSessions:           p.postSession,
		"GET " + portal.PathCurrent:             p.getSession,
		"DELETE " + portal.PathCurrent:          p.deleteSession,
		"POST " + portal.PathResets:             p.postReset,
		"PUT " + portal.PathReports + "{tnr}":   p.putReport,
		"GET " + portal.PathReports + "{tnr}":   p.getReport,
		"PUT " + portal.PathDeletions + "{tnr}": p.putDeletion,
		"GET " + portal.PathHealth:              func(*http.Request) (int, any, error) { return http.StatusOK, okay, nil },
		"GET " + portal.PathReady:               p.getReady,
		"/":                                     func(*http.Request) (int, any, error) { return 0, nil, errUnknownCall },
	}
}

var okay = map[string]string{"status": "ok"}

func (p *Portal) postActivation(r *http.Request) (int, any, error) {
	var c portal.Credentials
	if err := readMessage(r, &c); err != nil {
		return 0, nil, err
	}
	e, err := p.activate(r.Context(), c)
	return http.StatusCreated, e, err
}

func (p *Portal) postSession(r *http.Request) (int, any, error) {
	var s portal.SignIn
	if err := readMessage(r, &s); err != nil {
		return 0, nil, err
	}
	session, err := p.signIn(r.Context(), s)
	return http.StatusCreated, session, err
}

func (p *Portal) getSession(r *http.Request) (int, any, error) {
	token := bearer(r)
	v, err := p.visitor(r.Context(), token)
	return http.StatusOK, v.session(token), err
}

func (p *Portal) deleteSession(r *http.Request) (int, any, error) {
	return http.StatusNoContent, nil, p.endSession(r.Context(), bearer(r))
}

func (p *Portal) postReset(r *http.Request) (int, any, error) {
	var c portal.Credentials
	if err := readMessage(r, &c); err != nil {
		return 0, nil, err
	}
	return http.StatusAccepted, okay, p.requestReset(r.Context(), c)
}

func (p *Portal) putReport(r *http.Request) (int, any, error) {
	return p.put(r, portal.TypeXML, portal.MaxDocument, p.deliver)
}

func (p *Portal) putDeletion(r *http.Request) (int, any, error) {
	return p.put(r, portal.TypeJSON, portal.MaxMessage, p.requestDeletion)
}

// put takes in a document under the number of the path.
func (p *Portal) put(r *http.Request, media string, limit int64, take func(context.Context, Delivery) (model.Receipt, bool, error)) (int, any, error) {
	v, err := p.visitor(r.Context(), bearer(r))
	if err != nil {
		return 0, nil, err
	}
	tnr, err := number(r)
	if err != nil {
		return 0, nil, err
	}
	document, err := readBody(r, media, limit)
	if err != nil {
		return 0, nil, err
	}
	receipt, created, err := take(r.Context(), Delivery{tnr, v.site.MelderID, document, p.now()})
	if created {
		return http.StatusCreated, receipt, err
	}
	return http.StatusOK, receipt, err
}

func (p *Portal) getReport(r *http.Request) (int, any, error) {
	v, err := p.visitor(r.Context(), bearer(r))
	if err != nil {
		return 0, nil, err
	}
	found, ok, err := receipt(p.db.Reader, r.PathValue("tnr"))
	if err == nil && (!ok || found.MelderID != v.site.MelderID) {
		err = errUnknownReport
	}
	return http.StatusOK, found, err
}

func (p *Portal) getReady(r *http.Request) (int, any, error) {
	var one int
	if err := p.db.Reader.QueryRowContext(r.Context(), "SELECT 1").Scan(&one); err != nil || p.stopping.Load() {
		return 0, nil, errBusy
	}
	return http.StatusOK, okay, nil
}
