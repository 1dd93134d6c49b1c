package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/cmd/internal/hilfe"
)

func TestTheRegisterNeedsItsKeys(t *testing.T) {
	t.Parallel()
	dir, keys := t.TempDir(), filepath.Join(t.TempDir(), "ablage")
	if code, _, said := said(t, dir, "serve", "--stelle", "register"); code != hilfe.ExitFailure || !strings.Contains(said, "--ablage") {
		t.Errorf("without a folder: got %d, %q", code, said)
	}
	mustSay(t, dir, "schluessel", "neu", "--ablage", keys)
	mustSay(t, dir, "schluessel", "wechseln", "vertrauensstelle", "--ablage", keys)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan int, 1)
	var out bytes.Buffer
	go func() {
		ended <- run(ctx, []string{"serve", "--stelle", "register", "--ablage", keys, "--dir", dir}, &out, os.Stderr)
	}()
	time.AfterFunc(time.Second, stop)
	if code := <-ended; code != hilfe.ExitOK || !strings.Contains(out.String(), "Das Register arbeitet") {
		t.Errorf("with its keys: got %d, %q", code, out.String())
	}
	if err := os.Chmod(filepath.Join(keys, "vertrauensstelle-2.key"), 0o444); err != nil {
		t.Fatal(err)
	}
	if code, _, said := said(t, dir, "serve", "--stelle", "register", "--ablage", keys); code != hilfe.ExitFailure || !strings.Contains(said, "für andere lesbar") {
		t.Errorf("with a key others read: got %d, %q", code, said)
	}
}
