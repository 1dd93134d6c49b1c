package desk

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/seal"
	"example.org/meldeportal/sync/store"
)

// Where a root key was compared nothing leaves as it is: a report is sealed for the offices
// when it is completed, by the newest list that was seen, online or not.

// sealer is how documents are sealed, nil where they leave as they are.
func (e *Entrance) sealer(v *store.Vault, melderID string) func(tnr string, document []byte, now time.Time) ([]byte, error) {
	if e.Register == "" {
		return nil
	}
	signer := sync.OnceValues(func() (*seal.Signer, error) { return siteSigner(context.Background(), v) })
	return func(tnr string, document []byte, now time.Time) ([]byte, error) {
		list := e.knownKeys(filepath.Join(e.Folder, fileKeyList))
		switch {
		case list == nil:
			return nil, keyListFailure("sie fehlt hier noch; eine Anmeldung mit Code holt sie", nil)
		case !now.Before(list.Expires):
			return nil, keyListFailure("sie ist abgelaufen", envelope.ErrExpired)
		}
		by, err := signer()
		if err != nil {
			return nil, err
		}
		sealed, err := envelope.Seal(envelope.Report{Site: melderID, Tnr: tnr, Created: now, Document: document}, list, by)
		if errors.Is(err, envelope.ErrNoKey) {
			return nil, keyListFailure("sie nennt keinen Schlüssel, der gilt", err)
		}
		if err != nil {
			return nil, fmt.Errorf("seal report: %w", err)
		}
		return sealed, nil
	}
}
