// Package ablage keeps the private keys that belong to no server: the root key, which signs
// the list of keys, and those of the offices. Each lies in a file of its own, which nobody
// else may read, in a folder outside that of the portal: whoever runs the portal and takes all
// its files has none of them.
//
// It promises: a key that is there is never written over, so that an act that was broken off
// can be done again; the list that a portal shows is signed here and nowhere else. Start with
// Ablage and its New.
package ablage

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/seal"
)

// Ablage is a folder of private keys.
type Ablage struct {
	Dir  string
	Root string // file of the root key; "" = in Dir
	Now  func() time.Time
}

// What keeps a key from being used.
var (
	ErrInside = errors.New("private keys in the portal's folder")
	ErrMode   = errors.New("private key that others may read")
	ErrKey    = errors.New("file holds no key")
	ErrThere  = errors.New("offices have keys already")
	ErrPeers  = errors.New("no list of offices")
)

// The files.
const (
	fileRoot = "wurzel.key"
	fileMode = 0o400
	dirMode  = 0o700
)

// names are what the files of the offices' keys begin with.
var names = map[envelope.Role]string{envelope.Identity: "vertrauensstelle", envelope.Medical: "landesauswertungsstelle"}

// New makes the root key and a key for each office, and has a portal show the first list.
// ErrThere, ErrInside.
func (a Ablage) New(ctx context.Context, p *refportal.Portal, folder string) error {
	if _, _, err := p.KeyList(ctx); !errors.Is(err, refportal.ErrNoKeyList) {
		if err == nil {
			err = ErrThere
		}
		return err
	}
	if err := a.outside(folder); err != nil {
		return err
	}
	if err := os.MkdirAll(a.Dir, dirMode); err != nil {
		return fmt.Errorf("make folder for keys: %w", err)
	}
	root, err := a.root(true)
	if err != nil {
		return err
	}
	var list envelope.List
	for _, role := range envelope.Roles() {
		if err := a.next(&list, role); err != nil {
			return err
		}
	}
	return a.publish(ctx, p, &list, root)
}

// Rotate gives an office a new key; what is sealed for the one before is taken a while more.
func (a Ablage) Rotate(ctx context.Context, p *refportal.Portal, role envelope.Role) error {
	return a.change(ctx, p, func(l *envelope.List) error { return a.next(l, role) })
}

// End retires or revokes the key whose fingerprint ends so. envelope.ErrNoKey.
func (a Ablage) End(ctx context.Context, p *refportal.Portal, end string, how envelope.State) error {
	return a.change(ctx, p, func(l *envelope.List) error { return l.End(end, how) })
}

// Renew signs the list again, for as long as lists last.
func (a Ablage) Renew(ctx context.Context, p *refportal.Portal) error {
	return a.change(ctx, p, func(*envelope.List) error { return nil })
}

// Register is the register with all keys of the offices that are there.
func (a Ablage) Register() (*refportal.Register, error) {
	pairs := map[envelope.Role][]*seal.Pair{}
	for _, role := range envelope.Roles() {
		var err error
		if pairs[role], err = a.pairs(role); err != nil {
			return nil, err
		}
	}
	return refportal.NewRegister(pairs[envelope.Identity], pairs[envelope.Medical])
}

// change has a portal show a list that differs so from the one before.
func (a Ablage) change(ctx context.Context, p *refportal.Portal, how func(*envelope.List) error) error {
	list, _, err := p.KeyList(ctx)
	if err != nil {
		return err
	}
	root, err := a.root(false)
	if err != nil {
		return err
	}
	if err := how(list); err != nil {
		return err
	}
	return a.publish(ctx, p, list, root)
}

func (a Ablage) publish(ctx context.Context, p *refportal.Portal, list *envelope.List, root *seal.Signer) error {
	list.Names(p.ReceiptKey())
	document, err := list.Sign(root, a.Now())
	if err != nil {
		return fmt.Errorf("sign list of keys: %w", err)
	}
	return p.PublishKeys(ctx, document)
}

// next gives an office the next key of its own.
func (a Ablage) next(list *envelope.List, role envelope.Role) error {
	n := 1
	for _, k := range list.Keys {
		if k.Role == role {
			n++
		}
	}
	pair, err := a.office(role, n)
	if err != nil {
		return err
	}
	list.Rotate(role, pair.Recipient(), a.Now())
	return nil
}

// office is the nth key of an office, made where there is none.
func (a Ablage) office(role envelope.Role, n int) (*seal.Pair, error) {
	return pairAt(a.file(role, n))
}

// pairAt is the key in a file, made where there is none.
func pairAt(path string) (*seal.Pair, error) {
	pair, err := Custodian(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return pair, err
	}
	if pair, err = seal.NewPair(); err != nil {
		return nil, err
	}
	return pair, write(path, pair.Paper())
}

func (a Ablage) file(role envelope.Role, n int) string {
	return filepath.Join(a.Dir, fmt.Sprintf("%s-%d.key", names[role], n))
}

// root is the root key, made where there is none and it may be.
func (a Ablage) root(made bool) (*seal.Signer, error) {
	path := a.Root
	if path == "" {
		path = filepath.Join(a.Dir, fileRoot)
	}
	text, err := read(path)
	if errors.Is(err, fs.ErrNotExist) && made {
		root, err := seal.NewSigner()
		if err != nil {
			return nil, err
		}
		return root, write(path, base64.StdEncoding.EncodeToString(root.Seed()))
	}
	if err != nil {
		return nil, err
	}
	secret, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, ErrKey)
	}
	root, err := seal.SignerOf(secret)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, ErrKey)
	}
	return root, nil
}

// outside is ErrInside where private keys would lie in the portal's folder.
func (a Ablage) outside(folder string) error {
	portal, err := filepath.Abs(folder)
	if err == nil {
		portal, err = filepath.EvalSymlinks(portal)
	}
	if err != nil {
		return fmt.Errorf("find folder: %w", err)
	}
	for _, dir := range []string{a.Dir, filepath.Dir(a.Root)} {
		if dir == "." && a.Root == "" {
			continue
		}
		dir, err := resolved(dir)
		if err != nil {
			return fmt.Errorf("find folder: %w", err)
		}
		if rel, err := filepath.Rel(portal, dir); err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			return ErrInside
		}
	}
	return nil
}

// resolved is a folder without symbolic links, as far as it is there.
func resolved(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	there, err := filepath.EvalSymlinks(dir)
	if !errors.Is(err, fs.ErrNotExist) {
		return there, err
	}
	above, err := resolved(filepath.Dir(dir))
	return filepath.Join(above, filepath.Base(dir)), err
}

func read(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return "", fmt.Errorf("%s: %w", path, ErrMode)
	}
	text, err := os.ReadFile(path)
	return strings.TrimSpace(string(text)), err
}

// write writes a key that is not there yet, down to the disk.
func write(path, text string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return fmt.Errorf("write key: %w", err)
	}
	_, err = f.WriteString(text + "\n")
	err = errors.Join(err, f.Sync(), f.Close())
	if err != nil {
		return errors.Join(fmt.Errorf("write key: %w", err), os.Remove(path))
	}
	return nil
}
