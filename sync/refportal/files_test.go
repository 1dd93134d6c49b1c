package refportal_test

import (
	"bytes"
	"context"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/seal"
)

func TestSecretsPasswordsAndReportsStandNowhereInClear(t *testing.T) {
	t.Parallel()
	f, ctx := start(t, nil), context.Background()
	c := f.client(t)
	e, err := c.Activate(ctx, login, password)
	f.must(t, err)
	s, err := c.SignIn(ctx, login, password, f.code(t))
	f.must(t, err)
	tnr := number()
	_, err = c.Deliver(ctx, tnr, document(t, func(r *model.Report) { r.Patient.Stammdaten.Nachname = "Kanarienvogel" }))
	f.must(t, err)
	_, err = c.SignIn(ctx, "Kanarienvogel", "Kanarienvogel-Passwort", "Kanarienvogel-Code")
	wantKind(t, "canary", err, portal.LoginFailed)
	request, err := http.NewRequest(http.MethodGet, f.url+"/Kanarienvogel?Kanarienvogel=1", nil)
	f.must(t, err)
	f.send(t, request)

	key, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(string(e.Secret))
	f.must(t, err)
	canaries := map[string]string{"password": password, "secret": string(e.Secret), "secret's bytes": string(key), "secret in hex": hex.EncodeToString(key),
		"token": string(s.Token), "patient": "Kanarienvogel", "document": "<oBDS"}
	places := f.contents(t)
	places["log"] = f.log.String()
	for place, content := range places {
		for name, canary := range canaries {
			if strings.Contains(strings.ToLower(content), strings.ToLower(canary)) {
				t.Errorf("%s holds the %s in clear", place, name)
			}
		}
	}
	if !strings.Contains(places["portal.db"]+places["portal.db-wal"], tnr) || !strings.Contains(places["log"], `route="PUT /v1/reports/{tnr}" status=201`) {
		t.Error("the search looked at the wrong places: number or log line not found")
	}
}

// contents are the portal's files.
func (f *fixture) contents(t *testing.T) map[string]string {
	t.Helper()
	contents := map[string]string{}
	entries, err := os.ReadDir(f.dir)
	f.must(t, err)
	for _, entry := range entries {
		text, err := os.ReadFile(filepath.Join(f.dir, entry.Name()))
		f.must(t, err)
		contents[entry.Name()] = string(text)
	}
	return contents
}

func TestTheFilesAreTheirOwnersOnly(t *testing.T) {
	t.Parallel()
	f := start(t, lenient{})
	entries, err := os.ReadDir(f.dir)
	f.must(t, err)
	var names []string
	for _, entry := range entries {
		info, err := entry.Info()
		f.must(t, err)
		names = append(names, entry.Name())
		if mode := info.Mode().Perm(); mode&0o077 != 0 {
			t.Errorf("%s: got mode %o, want nothing for others", entry.Name(), mode)
		}
	}
	for _, want := range []string{"portal.db", "server.key", "tls-cert.pem", "tls-key.pem"} {
		if !slices.Contains(names, want) {
			t.Errorf("got files %v, want %s among them", names, want)
		}
	}
}

func TestTheLogLeavesOutWhatIsNotAllowed(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	refportal.NewLogger(&b).With("login", "Kanarienvogel").WithGroup("g").Info("call", "status", 200, "name", "Kanarienvogel", "err", errors.New("Kanarienvogel"))
	if text := b.String(); strings.Contains(text, "Kanarienvogel") || !strings.Contains(text, "status=200") {
		t.Errorf("got %q, want the status only", text)
	}
}

// open opens a portal in a folder and gives its pin; the portal is closed again.
func open(dir string, o refportal.Options) (pin []byte, names []string, err error) {
	o.Cost, o.Judge = seal.Floor, lenient{}
	p, err := refportal.Open(context.Background(), dir, o)
	if err != nil {
		return nil, nil, err
	}
	names = p.Certificate().DNSNames
	return p.Pin(), names, p.Close()
}

func TestTheCertificateIsRenewedWithItsKey(t *testing.T) {
	t.Parallel()
	dir, now := t.TempDir(), time.Now()
	pin, _, err := open(dir, refportal.Options{})
	if err != nil {
		t.Fatal(err)
	}
	read := func() string {
		text, err := os.ReadFile(filepath.Join(dir, "tls-cert.pem"))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	first := read()
	for _, step := range []struct {
		name    string
		options refportal.Options
		renewed bool
	}{
		{"opened again", refportal.Options{}, false},
		{"for another host", refportal.Options{Hosts: []string{"portal.example", "192.0.2.7"}}, true},
		{"for one of its hosts", refportal.Options{Hosts: []string{"portal.example"}}, false},
		{"near its end", refportal.Options{Now: func() time.Time { return now.AddDate(2, 0, -10) }}, true},
	} {
		again, names, err := open(dir, step.options)
		if err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		if second := read(); (second != first) != step.renewed || !bytes.Equal(again, pin) {
			t.Errorf("%s: got renewed %v, same pin %v, names %v; want %v, true", step.name, second != first, bytes.Equal(again, pin), names, step.renewed)
		}
		first = read()
	}
}

func TestADatabaseWithoutItsKeyIsNotOpened(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, _, err := open(dir, refportal.Options{}); err != nil {
		t.Fatal(err)
	}
	key := filepath.Join(dir, "server.key")
	if err := os.Chmod(key, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, _, err := open(dir, refportal.Options{}); !errors.Is(err, refportal.ErrKeyMode) {
		t.Errorf("key that others read: got %v, want ErrKeyMode", err)
	}
	if err := os.Remove(key); err != nil {
		t.Fatal(err)
	}
	if _, _, err := open(dir, refportal.Options{}); !errors.Is(err, refportal.ErrKeyMissing) {
		t.Errorf("no key: got %v, want ErrKeyMissing", err)
	}
	if _, err := os.Stat(key); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a new key was made: %v", err)
	}
}

func TestReceiptsSurviveARestart(t *testing.T) {
	t.Parallel()
	f, ctx := start(t, lenient{}), context.Background()
	tnr := number()
	first, err := f.signedIn(t).Deliver(ctx, tnr, []byte("<oBDS/>"))
	f.must(t, err)
	second, err := refportal.Open(ctx, f.dir, refportal.Options{Now: f.now, Cost: seal.Floor, Judge: lenient{}})
	f.must(t, err)
	t.Cleanup(func() { _ = second.Close() })
	g := &fixture{Portal: second, clock: f.clock, dir: f.dir, url: serve(t, second)}
	if again, err := g.signedIn(t).Deliver(ctx, tnr, []byte("<oBDS/>")); err != nil || again != first {
		t.Errorf("got %+v, %v, want %+v", again, err, first)
	}
}
