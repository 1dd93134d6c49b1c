package server

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"os"

	"github.com/google/renameio/v2"

	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/seal"
)

const privateMode fs.FileMode = 0o600

// loadKey reads the server key that secrets and documents are sealed under, or
// makes it with the server. A database without its key is ErrKeyMissing: a new
// key would open nothing.
func loadKey(ctx context.Context, path, place string) (*seal.Key, error) {
	raw, err := readPrivate(path)
	if errors.Is(err, fs.ErrNotExist) {
		raw, err = makeKey(ctx, path, place)
	}
	if err != nil {
		return nil, err
	}
	return seal.KeyFromBytes(raw)
}

func makeKey(ctx context.Context, path, place string) ([]byte, error) {
	if empty, err := database.Empty(ctx, place); err != nil || !empty {
		return nil, cmp.Or(err, ErrKeyMissing)
	}
	raw := make([]byte, seal.KeySize)
	rand.Read(raw)
	return raw, renameio.WriteFile(path, raw, privateMode)
}

// readPrivate reads a file that nobody else may read.
func readPrivate(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, ErrKeyMode
	}
	return os.ReadFile(path)
}
