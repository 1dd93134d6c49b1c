package main

import (
	"errors"
	"io/fs"
	"syscall"

	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/model/packed"
)

// unreadable is a file that could not be read, or not to its end.
type unreadable struct {
	text string // German sentence
	path string // element path of what was being read
	line int
}

// unreadableOf says in German why a file could not be read.
func unreadableOf(err error) *unreadable {
	var refusal *obds.Refusal
	var fault *packed.Fault
	switch {
	case errors.As(err, &fault):
		return &unreadable{text: fault.Text}
	case errors.As(err, &refusal):
		return &unreadable{text: refusal.Text, path: refusal.Path, line: refusal.Line}
	case errors.Is(err, fs.ErrNotExist):
		return &unreadable{text: "Die Datei gibt es nicht. Bitte den Namen prüfen."}
	case errors.Is(err, fs.ErrPermission):
		return &unreadable{text: "Die Datei darf nicht gelesen werden. Bitte die Rechte prüfen."}
	case errors.Is(err, syscall.EISDIR):
		return &unreadable{text: "Das ist ein Ordner und keine Datei."}
	}
	return &unreadable{text: "Die Datei lässt sich nicht lesen. Bitte Datenträger oder Netzlaufwerk prüfen."}
}
