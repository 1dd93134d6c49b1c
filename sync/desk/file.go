package desk

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/google/renameio/v2"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rights"
)

// SaveFile writes a document where a person asked for it, as WriteFile does: it takes a
// fresh code of hers. That she did is written down first, not under which name: she may
// have named it after a patient.
func (d *Desk) SaveFile(ctx context.Context, path string, content []byte) (string, error) {
	if !d.Fresh() {
		return "", &answer.Failure{Kind: answer.FailNotFresh}
	}
	if err := d.vault.Leave(ctx, rights.DateiGeschrieben, ""); err != nil {
		return "", Failure(err)
	}
	return WriteFile(path, content)
}

// WriteFile writes a file that only its owner reads. It never overwrites, and never
// leaves half a file.
func WriteFile(path string, content []byte) (string, error) {
	path, err := fromHome(path)
	if err != nil {
		return "", &answer.Failure{Kind: answer.FailFileWrite, Detail: path, Err: err}
	}
	if _, err := os.Lstat(path); err == nil {
		return "", &answer.Failure{Kind: answer.FailFileExists, Detail: path}
	}
	if folder, err := os.Stat(filepath.Dir(path)); err != nil || !folder.IsDir() {
		return "", &answer.Failure{Kind: answer.FailNoFolder, Detail: filepath.Dir(path), Err: err}
	}
	switch err := renameio.WriteFile(path, content, 0o600); {
	case DiskFull(err):
		return "", &answer.Failure{Kind: answer.FailFileFull, Detail: path, Err: err}
	case err != nil:
		return "", &answer.Failure{Kind: answer.FailFileWrite, Detail: path, Err: err}
	}
	return path, nil
}

var errNoName = errors.New("no file name")

// fromHome is the whole path of one that somebody typed: it counts from the
// home directory, as does one that begins with ~.
func fromHome(path string) (string, error) {
	path = strings.TrimSpace(path)
	if path == "" || path == "~" || strings.HasSuffix(path, string(filepath.Separator)) {
		return path, errNoName
	}
	if filepath.IsAbs(path) {
		return filepath.Clean(path), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return path, errors.Join(fs.ErrNotExist, err)
	}
	return filepath.Join(home, strings.TrimPrefix(path, "~"+string(filepath.Separator))), nil
}

// DiskFull reports that there was no room, or no more of it for this person.
func DiskFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}
