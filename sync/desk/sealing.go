package desk

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
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
	list := e.keptKeys()
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

// withKeys does what the list of keys that is known is for. Where that one does not do, the
// portal is asked for the newest once: nobody has to sign in anew for it.
func withKeys[T any](ctx context.Context, d *Desk, do func() (T, error)) (T, error) {
	done, err := do()
	var f *answer.Failure
	if !errors.As(err, &f) || f.Kind != answer.FailKeyList || d.portal.keys == nil {
		return done, err
	}
	if _, asked := d.portal.keys(ctx); asked != nil {
		return done, err
	}
	return do()
}

// keptKeys is the newest list that was seen, nil where there is none.
func (e *Entrance) keptKeys() *envelope.List {
	return e.knownKeys(filepath.Join(e.Folder, fileKeyList))
}

// newestKeys is the list that the portal shows now, believed and kept.
func (e *Entrance) newestKeys(ctx context.Context) (*envelope.List, error) {
	if err := e.keepKeys(ctx); err != nil {
		return nil, err
	}
	list := e.keptKeys()
	if list == nil {
		return nil, keyListFailure("sie fehlt hier noch; eine Anmeldung mit Code holt sie", nil)
	}
	return list, nil
}

// sealAnew seals what waits for the keys of now, under its number: it waits as it is since before
// there were keys, or the portal has refused it, as one of those it is sealed for is retired.
// What the newest list still takes is no case for it.
func (d *Desk) sealAnew(ctx context.Context, tnr string) (done bool, err error) {
	if d.sender.Seal == nil || d.portal.keys == nil {
		return false, nil
	}
	before, err := d.vault.Document(ctx, tnr)
	if err != nil {
		return false, err
	}
	delivery, err := d.vault.Delivery(ctx, tnr)
	if err != nil {
		return false, err
	}
	replaces := delivery.Ersetzt
	if portal.IsEnvelope(before) {
		e := readEither(before)
		if e == nil {
			return false, nil
		}
		if done, err := d.retired(ctx, e); err != nil || !done {
			return false, err
		}
		replaces = e.Replaces
	}
	written, err := d.vault.Written(ctx, tnr)
	if err != nil {
		return false, err
	}
	sealed, err := withKeys(ctx, d, func() ([]byte, error) {
		if delivery.Art == model.SendungLoeschantrag {
			return d.sender.SealRequest(tnr, written, d.now())
		}
		return d.sender.Seal(tnr, replaces, written, d.now())
	})
	if err != nil {
		return false, err
	}
	return true, d.vault.SealedAnew(ctx, tnr, sealed, portal.DocumentDigest(sealed))
}

// retired reports that an envelope is for a key that counts no more: by the list that is known,
// else by that which the portal shows now.
func (d *Desk) retired(ctx context.Context, e *envelope.Envelope) (bool, error) {
	if list := d.portal.kept(); list != nil && !taken(e, list, d.now()) {
		return true, nil
	}
	list, err := d.portal.keys(ctx)
	return err == nil && !taken(e, list, d.now()), err
}

// readEither reads an envelope, of a report or of a request; nil where it is none.
func readEither(document []byte) *envelope.Envelope {
	e, err := envelope.Read(document)
	if err != nil {
		e, err = envelope.ReadRequest(document)
	}
	if err != nil {
		return nil
	}
	return e
}

// taken reports whether every part of an envelope is for a key that still counts.
func taken(e *envelope.Envelope, list *envelope.List, now time.Time) bool {
	for _, p := range e.Parts {
		if list.Takes(p.Role, p.Recipient, now) != nil {
			return false
		}
	}
	return true
}
