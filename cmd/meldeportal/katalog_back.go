package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/model/catalog"
)

// An import can be taken back: what it replaces is put aside first, with a list of
// what it touches. One import is kept so, the last one.

const (
	asideEnding = ".vorher" // of the folder beside that of the lists
	asideList   = "import.json"
)

// keepAll stores the lists of an import, with the way back.
func keepAll(folder string, lists []*catalog.List) error {
	if err := putAside(folder, lists); err != nil {
		return err
	}
	for _, l := range lists {
		if err := keep(folder, l); err != nil {
			return err
		}
	}
	return nil
}

// putAside keeps what an import replaces. The list of names is written last: without
// it there is no way back, and none to half of one.
func putAside(folder string, lists []*catalog.List) error {
	aside := folder + asideEnding
	if err := errors.Join(os.RemoveAll(aside), os.MkdirAll(aside, 0o700)); err != nil {
		return cannotWrite(aside, err)
	}
	var names []string
	for _, l := range lists {
		name := keptName(l)
		names = append(names, name)
		text, err := os.ReadFile(filepath.Join(folder, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = renameio.WriteFile(filepath.Join(aside, name), text, 0o600)
		}
		if err != nil {
			return cannotWrite(filepath.Join(aside, name), err)
		}
	}
	text, err := json.Marshal(names)
	if err != nil {
		return fmt.Errorf("encode names: %w", err)
	}
	if err := renameio.WriteFile(filepath.Join(aside, asideList), text, 0o600); err != nil {
		return cannotWrite(aside, err)
	}
	return nil
}

// takeBack puts back what the last import replaced and removes what it brought. It
// may be broken off and begun again.
func takeBack(folder string) (names []string, err error) {
	aside := folder + asideEnding
	text, err := os.ReadFile(filepath.Join(aside, asideList))
	if err != nil || json.Unmarshal(text, &names) != nil {
		return nil, &verdict{hilfe.ExitFailure, "Es gibt keinen Import, der sich zurücknehmen lässt."}
	}
	for _, name := range names {
		path := filepath.Join(folder, filepath.Base(name))
		before, err := os.ReadFile(filepath.Join(aside, filepath.Base(name)))
		switch {
		case err == nil:
			err = renameio.WriteFile(path, before, 0o600)
		case errors.Is(err, fs.ErrNotExist):
			if err = os.Remove(path); errors.Is(err, fs.ErrNotExist) {
				err = nil
			}
		}
		if err != nil {
			return nil, cannotWrite(path, err)
		}
	}
	if err := os.RemoveAll(aside); err != nil {
		return nil, cannotWrite(aside, err)
	}
	return names, nil
}
