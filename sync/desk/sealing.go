package desk

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/check"
	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/outbox"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/seal"
	"example.org/meldeportal/sync/store"
)

// Where a root key was compared nothing leaves as it is: a report is sealed for the offices
// when it is completed, by the newest list that was seen, online or not.

// seals has a sender seal what leaves, where a root key was compared.
func (e *Entrance) seals(s *outbox.Sender, v *store.Vault) {
	if e.Register == "" {
		return
	}
	melderID := string(s.Melder.ID)
	signer := sync.OnceValues(func() (*seal.Signer, error) { return siteSigner(context.Background(), v) })
	s.Seal = func(tnr, ersetzt string, document []byte, now time.Time) ([]byte, error) {
		judged, err := check.Whole(document, model.DatumOf(now))
		if err != nil {
			return nil, fmt.Errorf("judge report: %w", err)
		}
		return e.seal(envelope.Seal, envelope.Report{Site: melderID, Tnr: tnr, Replaces: ersetzt, Created: now, Document: document, Judged: judged}, signer)
	}
	s.SealRequest = func(tnr string, document []byte, now time.Time) ([]byte, error) {
		return e.seal(envelope.SealRequest, envelope.Report{Site: melderID, Tnr: tnr, Created: now, Document: document}, signer)
	}
}

// seal seals something by the newest list that was seen.
func (e *Entrance) seal(how func(envelope.Report, *envelope.List, *seal.Signer) ([]byte, error), r envelope.Report, signer func() (*seal.Signer, error)) ([]byte, error) {
	list := e.knownKeys(filepath.Join(e.Folder, fileKeyList))
	switch {
	case list == nil:
		return nil, keyListFailure("sie fehlt hier noch; eine Anmeldung mit Code holt sie", nil)
	case !r.Created.Before(list.Expires):
		return nil, keyListFailure("sie ist abgelaufen", envelope.ErrExpired)
	}
	by, err := signer()
	if err != nil {
		return nil, err
	}
	sealed, err := how(r, list, by)
	if errors.Is(err, envelope.ErrNoKey) {
		return nil, keyListFailure("sie nennt keinen Schlüssel, der gilt", err)
	}
	if err != nil {
		return nil, fmt.Errorf("seal what leaves: %w", err)
	}
	return sealed, nil
}

// newestKeys is the list that the portal shows now, believed and kept.
func (e *Entrance) newestKeys(ctx context.Context) (*envelope.List, error) {
	if err := e.keepKeys(ctx); err != nil {
		return nil, err
	}
	list := e.knownKeys(filepath.Join(e.Folder, fileKeyList))
	if list == nil {
		return nil, keyListFailure("sie fehlt hier noch; eine Anmeldung mit Code holt sie", nil)
	}
	return list, nil
}

// sealAnew seals what waits for the keys of now, under its number: the portal has refused it, as
// one of those it is sealed for is retired. What the newest list still takes is no case for it.
func (d *Desk) sealAnew(ctx context.Context, tnr string) error {
	if d.sender.Seal == nil || d.portal.keys == nil {
		return errNotSealed
	}
	list, err := d.portal.keys(ctx)
	if err != nil {
		return err
	}
	before, err := d.vault.Document(ctx, tnr)
	if err != nil {
		return err
	}
	written, err := d.vault.Written(ctx, tnr)
	if err != nil {
		return err
	}
	now := d.now()
	e, request := readEither(before)
	if e == nil || taken(e, list, now) {
		return errNotSealed
	}
	sealed, err := d.closeAnew(tnr, e.Replaces, written, request)
	if err != nil {
		return err
	}
	return d.vault.SealedAnew(ctx, tnr, sealed, portal.DocumentDigest(sealed))
}

// readEither reads an envelope, of a report or of a request; nil where it is none.
func readEither(document []byte) (e *envelope.Envelope, request bool) {
	if e, err := envelope.Read(document); err == nil {
		return e, false
	}
	e, err := envelope.ReadRequest(document)
	return e, err == nil
}

// closeAnew seals a report, or a request to delete one, that has its number already.
func (d *Desk) closeAnew(tnr, ersetzt string, document []byte, request bool) ([]byte, error) {
	if request {
		return d.sender.SealRequest(tnr, document, d.now())
	}
	return d.sender.Seal(tnr, ersetzt, document, d.now())
}

var errNotSealed = errors.New("nothing to seal anew")

// taken reports whether every part of an envelope is for a key that still counts.
func taken(e *envelope.Envelope, list *envelope.List, now time.Time) bool {
	for _, p := range e.Parts {
		if list.Takes(p.Role, p.Recipient, now) != nil {
			return false
		}
	}
	return true
}
