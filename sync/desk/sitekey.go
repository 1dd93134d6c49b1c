package desk

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"

	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/seal"
	"example.org/meldeportal/sync/store"
)

// The site signs by a key that is made here, sealed in the store, and named to the portal at
// each sign-in. The registry's staff compare its fingerprint with somebody of the house before
// it counts; until then, and where the portal knows no such keys, everything else goes on.

const siteKeyName = "einrichtungsschluessel"

// fileSiteKey says which key it is and how it is with it, beside the store: for whoever is
// asked for the fingerprint. It holds no secret.
const fileSiteKey = "einrichtungsschluessel.json"

// siteSigner is the key by which the house signs, made where there is none.
func siteSigner(ctx context.Context, v *store.Vault) (*seal.Signer, error) {
	secret, err := v.Common(ctx, siteKeyName, func() ([]byte, error) {
		s, err := seal.NewSigner()
		if err != nil {
			return nil, err
		}
		return s.Seed(), nil
	})
	if err != nil {
		return nil, err
	}
	return seal.SignerOf(secret)
}

// nameSiteKey names the key to the portal and keeps how it is with it.
func (e *Entrance) nameSiteKey(ctx context.Context, v *store.Vault, melderID string) error {
	if e.Register == "" {
		return nil
	}
	signer, err := siteSigner(ctx, v)
	if err != nil {
		return err
	}
	state, err := e.Portal.RegisterKey(ctx, melderID, signer.Public())
	if err != nil {
		return err
	}
	text, err := json.Marshal(portal.SiteKeyState{Fingerprint: seal.Fingerprint(signer.Public()), State: state.State})
	if err != nil {
		return err
	}
	e.Log.Info("site key named", "state", string(state.State))
	return renameio.WriteFile(filepath.Join(e.Folder, fileSiteKey), text, 0o600)
}

// SiteKey is the key by which the house signs, as the portal saw it last; ok is false where
// it never did.
func SiteKey(folder string) (s portal.SiteKeyState, ok bool) {
	text, err := os.ReadFile(filepath.Join(folder, fileSiteKey))
	return s, err == nil && json.Unmarshal(text, &s) == nil
}
