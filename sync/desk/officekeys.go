package desk

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/google/renameio/v2"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/portal"
)

// What is sent is sealed for the registry's offices. Which keys they have a list says that a
// root key signs; people compare that key's fingerprint with their letter once, at the set-up.
// From then on the portal is believed no other root, and no list older than one it has shown.

// fileKeyList is the newest list, beside the store. It holds no secret.
const fileKeyList = "schluesselliste.json"

// RegisterKey is the fingerprint of the root key of a portal's registry, "" for a portal that
// has none. typed are the last two groups of it, as they stand in the letter.
func RegisterKey(ctx context.Context, c *portal.Client, typed string) (fingerprint string, err error) {
	document, err := c.Keys(ctx)
	switch {
	case err != nil:
		return "", Failure(err)
	case document == nil && typed != "":
		return "", &answer.Failure{Kind: answer.FailNoRegister}
	case document == nil:
		return "", nil
	}
	list, err := envelope.Unchecked(document)
	if err != nil {
		return "", keyListFailure("sie ist nicht lesbar oder verändert", err)
	}
	if !list.Named(typed) {
		return "", &answer.Failure{Kind: answer.FailRegister}
	}
	return list.Fingerprint(), nil
}

func keyListFailure(why string, err error) error {
	return &answer.Failure{Kind: answer.FailKeyList, Detail: why, Err: err}
}

// KeyList is the list that a portal shows, when its root key is the known one. It is
// answer.FailKeyList where it is not to be believed.
func KeyList(ctx context.Context, c *portal.Client, register string, now time.Time) (*envelope.List, []byte, error) {
	document, err := c.Keys(ctx)
	if err != nil {
		return nil, nil, Failure(err)
	}
	if document == nil {
		return nil, nil, keyListFailure("es zeigt keine mehr", nil)
	}
	list, err := envelope.ReadList(document, register, now)
	switch {
	case errors.Is(err, envelope.ErrRoot):
		return nil, nil, keyListFailure("sie ist von einem anderen Registerschlüssel", err)
	case errors.Is(err, envelope.ErrExpired):
		return nil, nil, keyListFailure("sie ist abgelaufen", err)
	case err != nil:
		return nil, nil, keyListFailure("sie ist nicht lesbar oder verändert", err)
	}
	return list, document, nil
}

// keepKeys keeps the list that the portal shows. One that has expired only keeps reports
// from being sealed; any other that is not believed keeps everybody out: somebody stands
// between this program and the registry, or the portal was put back.
func (e *Entrance) keepKeys(ctx context.Context) error {
	if e.Register == "" {
		return nil
	}
	err := e.keepList(ctx)
	if err == nil {
		e.believe()
	}
	return err
}

func (e *Entrance) keepList(ctx context.Context) error {
	list, document, err := KeyList(ctx, e.Portal, e.Register, e.Now())
	if errors.Is(err, envelope.ErrExpired) {
		e.Log.Warn("list of keys has expired")
		return nil
	}
	if err != nil {
		return err
	}
	path := filepath.Join(e.Folder, fileKeyList)
	if known := e.knownKeys(path); known != nil {
		if err := list.After(known.Version); err != nil {
			return keyListFailure(fmt.Sprintf("sie ist älter als die bisherige (Fassung %d statt %d)", list.Version, known.Version), err)
		}
		if list.Version == known.Version {
			return nil
		}
	}
	return Failure(e.writeKeys(document))
}

// believe has receipts be believed that a key of the kept list signed. A list that names no key
// for them has all of them be believed, as does a portal without one.
func (e *Entrance) believe() {
	looks := e.genuine()
	e.Portal.Believe(func(r *model.Receipt) bool {
		is := looks(r)
		return is == "" || is == model.EchtheitGeprueft
	})
}

// genuine says what a receipt's signature is worth, by the list that is kept now.
func (e *Entrance) genuine() func(*model.Receipt) model.Echtheit {
	list := e.keptKeys()
	if e.Register == "" || list == nil {
		return func(*model.Receipt) model.Echtheit { return "" }
	}
	return list.Looks
}

func (e *Entrance) writeKeys(document []byte) error {
	return renameio.WriteFile(filepath.Join(e.Folder, fileKeyList), document, 0o600)
}

// knownKeys is the list that was kept, nil where there is none of this root key.
func (e *Entrance) knownKeys(path string) *envelope.List {
	document, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	list, err := envelope.Unchecked(document)
	if err != nil || list.Fingerprint() != e.Register {
		return nil
	}
	return list
}
