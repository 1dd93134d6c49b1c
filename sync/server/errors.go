package server

import "errors"

// What a server's staff can get wrong.
var (
	ErrKeyMissing     = errors.New("database without its server key")
	ErrTLSKey         = errors.New("file holds no key of a certificate")
	ErrTLSCertificate = errors.New("file holds no certificate")
	ErrTLSPair        = errors.New("certificate of another key")
	ErrKeyMode        = errors.New("server key readable by others")
	ErrUnknownSite    = errors.New("no such site")
	ErrSiteTaken      = errors.New("Melder_ID already in use")
	ErrSite           = errors.New("site needs Melder_ID, Absender_ID and name")
	ErrSamePerson     = errors.New("the same person cannot affirm")
	ErrUnknownLogin   = errors.New("no such login name")
	ErrLoginTaken     = errors.New("login name already in use")
	ErrLoginShape     = errors.New("login name not of 2 to 32 small letters, digits, dots, hyphens")
	ErrPassword       = errors.New("password shorter than 15 characters, common, or her name")
)
