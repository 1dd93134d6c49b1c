package main

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"

	"example.org/meldeportal/sync/portal"
)

// fileWorkstation holds the key by which the portal knows a workstation again, beside the
// store: where somebody has signed in, wrong tries from elsewhere keep her out no more. It
// opens nothing, so that one that cannot be read or written is done without.
const fileWorkstation = "arbeitsplatz.key"

// workstation is the key of a data folder, made where there is none; "" without a folder.
func workstation(data string) portal.Hidden {
	if data == "" {
		return ""
	}
	path := filepath.Join(data, fileWorkstation)
	key, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		key = []byte(rand.Text())
		err = renameio.WriteFile(path, key, 0o600)
	}
	if err != nil {
		return ""
	}
	return portal.Hidden(key)
}
