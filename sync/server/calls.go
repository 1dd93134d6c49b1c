package server

import (
	"errors"
	"net/http"
	"path"
	"strings"

	"example.org/meldeportal/sync/portal"
)

// Call is one call of a contract: it gives status and body of a success, or an
// error.
type Call func(r *http.Request) (status int, body any, err error)

// Calls are the calls every server answers, by method and path: signing in and
// out, and how it is.
func (s *Server) Calls() map[string]Call {
	return map[string]Call{
		"POST " + portal.PathActivations: s.postActivation,
		"POST " + portal.PathSessions:    s.postSession,
		"GET " + portal.PathCurrent:      s.getSession,
		"DELETE " + portal.PathCurrent:   s.deleteSession,
		"GET " + portal.PathSessions:     s.getSessions,

		"DELETE " + portal.PathSessions + "/{id}": s.deleteOne,

		"POST " + portal.PathSiteTokens: s.postSiteToken,
		"GET " + portal.PathSiteTokens:  s.getSiteTokens,
		"GET " + portal.PathSiteToken:   s.getSiteToken,

		"DELETE " + portal.PathSiteTokens + "/{id}": s.deleteSiteToken,

		"PUT " + portal.PathPassword: s.putPassword,
		"POST " + portal.PathResets:  s.postReset,
		"GET " + portal.PathContract: func(*http.Request) (int, any, error) {
			return http.StatusOK, Document{Media: portal.TypeYAML, Text: portal.Contract}, nil
		},
		"GET " + portal.PathHealth: func(*http.Request) (int, any, error) { return http.StatusOK, okay, nil },
		"GET " + portal.PathReady:  s.getReady,
	}
}

// Mux answers calls; any other is ErrUnknownCall.
func Mux(calls map[string]Call) http.Handler {
	mux := http.NewServeMux()
	for pattern, c := range calls {
		mux.Handle(pattern, answered(c))
	}
	unknown := answered(func(*http.Request) (int, any, error) { return 0, nil, ErrUnknownCall })
	mux.Handle("/", unknown)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if winding(r) {
			unknown.ServeHTTP(w, r)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// winding reports whether a call's path is none, or goes round: the library would answer by
// itself, and send the caller elsewhere.
func winding(r *http.Request) bool {
	given := r.URL.EscapedPath()
	if !strings.HasPrefix(given, "/") {
		return true
	}
	straight := path.Clean(given)
	return given != straight && (straight == "/" || given != straight+"/")
}

// Guard notes each call in the log, and answers where one panics.
func (s *Server) Guard(next http.Handler) http.Handler { return s.logged(safely(next)) }

var okay = map[string]string{"status": "ok"}

func (s *Server) postActivation(r *http.Request) (int, any, error) {
	var c portal.Credentials
	if err := ReadMessage(r, &c); err != nil {
		return 0, nil, err
	}
	e, err := s.activate(r.Context(), askerOf(r), c)
	return http.StatusCreated, e, err
}

func (s *Server) postSession(r *http.Request) (int, any, error) {
	var in portal.SignIn
	if err := ReadMessage(r, &in); err != nil {
		return 0, nil, err
	}
	session, err := s.signIn(r.Context(), askerOf(r), in)
	return http.StatusCreated, session, err
}

func (s *Server) getSession(r *http.Request) (int, any, error) {
	session, err := s.Session(r)
	return http.StatusOK, s.shown(session, bearer(r)), err
}

func (s *Server) deleteSession(r *http.Request) (int, any, error) {
	if err := s.noSession(r.Context(), string(tokenHash(bearer(r)))); errors.Is(err, ErrForbidden) {
		return 0, nil, err
	}
	return http.StatusNoContent, nil, s.endSession(r.Context(), bearer(r))
}

func (s *Server) getSessions(r *http.Request) (int, any, error) {
	who, err := s.Session(r)
	if err != nil {
		return 0, nil, err
	}
	open, err := s.sessionsOf(r.Context(), who.Login, bearer(r))
	return http.StatusOK, open, err
}

func (s *Server) deleteOne(r *http.Request) (int, any, error) {
	who, err := s.Session(r)
	if err != nil {
		return 0, nil, err
	}
	return http.StatusNoContent, nil, s.endOne(r.Context(), who.Login, r.PathValue("id"))
}

func (s *Server) putPassword(r *http.Request) (int, any, error) {
	var in portal.NewPassword
	if err := ReadMessage(r, &in); err != nil {
		return 0, nil, err
	}
	return http.StatusNoContent, nil, s.changePassword(r.Context(), askerOf(r), in, bearer(r))
}

func (s *Server) postReset(r *http.Request) (int, any, error) {
	var c portal.Credentials
	if err := ReadMessage(r, &c); err != nil {
		return 0, nil, err
	}
	return http.StatusAccepted, okay, s.requestReset(r.Context(), askerOf(r), c)
}

func (s *Server) getReady(r *http.Request) (int, any, error) {
	var one int
	if err := s.DB.Reader.QueryRowContext(r.Context(), "SELECT 1").Scan(&one); err != nil || s.stopping.Load() {
		return 0, nil, ErrBusy
	}
	ready := portal.Readiness{Status: "ok", Editions: s.opt.Editions}
	if token := bearer(r); token != "" {
		return http.StatusOK, ready, s.goesOn(r.Context(), token)
	}
	return http.StatusOK, ready, nil
}
