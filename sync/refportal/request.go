package refportal

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/google/uuid"

	"example.org/meldeportal/sync/portal"
)

// bearer is the request's token, "" without one.
func bearer(r *http.Request) portal.Hidden {
	token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	return portal.Hidden(token)
}

// number is the path's Transaktionsnummer: a random UUID in its usual spelling.
func number(r *http.Request) (string, error) {
	text := r.PathValue("tnr")
	id, err := uuid.Parse(text)
	if err != nil || id.String() != text || id.Version() != 4 {
		return "", errBadEnvelope
	}
	return text, nil
}

// readMessage reads a JSON body; unknown members are refused.
func readMessage(r *http.Request, into any) error {
	body, err := readBody(r, portal.TypeJSON, portal.MaxMessage)
	if err != nil {
		return err
	}
	decoder := json.NewDecoder(strings.NewReader(string(body)))
	decoder.DisallowUnknownFields()
	if decoder.Decode(into) != nil || decoder.More() {
		return errBadEnvelope
	}
	return nil
}

// readBody reads a body of a media type whole and compares it with its digest.
func readBody(r *http.Request, media string, limit int64) ([]byte, error) {
	given, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || given != media {
		return nil, errBadEnvelope
	}
	body, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, limit))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, errTooLarge
	case err != nil:
		return nil, errBadEnvelope
	case r.Header.Get(portal.HeaderDigest) != portal.ContentDigest(body):
		return nil, errDigestMismatch
	}
	return body, nil
}
