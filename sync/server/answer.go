package server

import (
	"encoding/json"
	"math"
	"net/http"
	"strconv"

	"example.org/meldeportal/sync/portal"
)

// answered writes what a call gives.
func answered(c Call) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		status, body, err := c(r)
		if err != nil {
			Refuse(w, r, asRefusal(err))
			return
		}
		if d, is := body.(Document); is {
			d.send(w, r, status)
			return
		}
		write(w, status, portal.TypeJSON, body)
	})
}

// Document is a body that is sent as it is.
type Document struct {
	Media string
	Text  []byte
	Tag   string // by which a caller says that she has it (ETag); "" = it has none
}

func (d Document) send(w http.ResponseWriter, r *http.Request, status int) {
	if d.Tag != "" {
		w.Header().Set("ETag", d.Tag)
		if r.Header.Get("If-None-Match") == d.Tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	send(w, status, d.Media, d.Text)
}

// Refuse writes a refusal as problem+json.
func Refuse(w http.ResponseWriter, r *http.Request, why *Refusal) {
	if why.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(why.RetryAfter.Seconds()))))
	}
	w.Header().Set(headerCode, string(why.Code))
	write(w, why.Status, portal.TypeProblem, why.problem(r.URL.Path))
}

func write(w http.ResponseWriter, status int, media string, body any) {
	if body == nil {
		w.Header().Set("Cache-Control", "no-store")
		w.WriteHeader(status)
		return
	}
	text, err := json.Marshal(body)
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError) // our types always encode
		return
	}
	send(w, status, media, text)
}

func send(w http.ResponseWriter, status int, media string, text []byte) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", media)
	w.Header().Set("Content-Length", strconv.Itoa(len(text)))
	w.Header().Set(portal.HeaderDigest, portal.ContentDigest(text))
	w.WriteHeader(status)
	_, _ = w.Write(text) // whoever asked may be gone
}

// headerCode repeats a problem's code, for the log line of the request.
const headerCode = "X-Problem-Code"
