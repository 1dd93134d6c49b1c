package server_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/meldeportal/sync/seal"
	"example.org/meldeportal/sync/server"
)

func TestTheLogLeavesOutWhatIsNotAllowed(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	server.NewLogger(&b).With("login", "Kanarienvogel").WithGroup("g").Info("call", "status", 200, "name", "Kanarienvogel", "err", errors.New("Kanarienvogel"))
	if text := b.String(); strings.Contains(text, "Kanarienvogel") || !strings.Contains(text, "status=200") {
		t.Errorf("got %q, want the status only", text)
	}
}

// open opens a server in a folder and gives its pin; the server is closed again.
func open(dir string, o server.Options) (pin []byte, names []string, err error) {
	o.Cost, o.Title, o.Database, o.Steps = seal.Floor, "test", "test.db", []string{""}
	s, err := server.Open(context.Background(), dir, o)
	if err != nil {
		return nil, nil, err
	}
	names = s.Certificate().DNSNames
	return s.Pin(), names, s.Close()
}

func TestTheFilesAreTheirOwnersOnly(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "server")
	if _, _, err := open(dir, server.Options{}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{".", "test.db", "server.key", "ca-key.pem", "tls-key.pem"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if mode := info.Mode().Perm(); mode&0o077 != 0 {
			t.Errorf("%s: got mode %o, want nothing for others", name, mode)
		}
	}
}

func TestADatabaseWithoutItsKeyIsNotOpened(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, _, err := open(dir, server.Options{}); err != nil {
		t.Fatal(err)
	}
	key := filepath.Join(dir, "server.key")
	if err := os.Chmod(key, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, _, err := open(dir, server.Options{}); !errors.Is(err, server.ErrKeyMode) {
		t.Errorf("key that others read: got %v, want ErrKeyMode", err)
	}
	if err := os.Remove(key); err != nil {
		t.Fatal(err)
	}
	if _, _, err := open(dir, server.Options{}); !errors.Is(err, server.ErrKeyMissing) {
		t.Errorf("no key: got %v, want ErrKeyMissing", err)
	}
	if _, err := os.Stat(key); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a new key was made: %v", err)
	}
}
