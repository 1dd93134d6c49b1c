package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"strings"

	"example.org/meldeportal/sync/portal"
)

// bearer is the request's token, "" without one.
func bearer(r *http.Request) portal.Hidden {
	token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	return portal.Hidden(token)
}

// ReadMessage reads a JSON body; unknown members are refused.
func ReadMessage(r *http.Request, into any) error {
	body, err := ReadBody(r, portal.TypeJSON, portal.MaxMessage)
	if err != nil {
		return err
	}
	decoder := json.NewDecoder(strings.NewReader(string(body)))
	decoder.DisallowUnknownFields()
	if decoder.Decode(into) != nil || decoder.More() {
		return ErrBadEnvelope
	}
	return nil
}

const usualBody = 64 << 10

// ReadBody reads a body of a media type whole and compares it with its digest.
func ReadBody(r *http.Request, media string, limit int64) ([]byte, error) {
	given, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || given != media {
		return nil, ErrBadEnvelope
	}
	var whole bytes.Buffer
	whole.Grow(int(min(max(r.ContentLength, 0), usualBody)) + bytes.MinRead) // who says how much comes is believed so far
	_, err = whole.ReadFrom(http.MaxBytesReader(nil, r.Body, limit))
	body := whole.Bytes()
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, ErrTooLarge
	case err != nil:
		return nil, ErrBadEnvelope
	case r.Header.Get(portal.HeaderDigest) != portal.ContentDigest(body):
		return nil, ErrDigestMismatch
	}
	return body, nil
}
