package main

import (
	"encoding/pem"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/tui/tuitest"
)

// Each of these must end in a German sentence with the next step, with the
// program alive and the terminal left clean.

func TestAPortalThatIsNotWhatItShouldBeIsToldInASentence(t *testing.T) {
	t.Parallel()
	plain := httptest.NewServer(http.NotFoundHandler())
	nonsense := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("<html>Willkommen</html>")) }))
	other := httptest.NewTLSServer(http.NotFoundHandler())
	over := make(chan struct{})
	slow := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-over }))
	for _, s := range []*httptest.Server{plain, nonsense, other, slow} {
		t.Cleanup(s.Close)
	}
	t.Cleanup(func() { close(over) })
	closed := nobody(t)
	for name, c := range map[string]struct {
		portal, ca string
		pin        string
		want       []string
	}{
		"down":              {closed, "", "", []string{"nicht erreichbar", "erneut versuchen"}},
		"plain HTTP":        {strings.Replace(plain.URL, "http:", "https:", 1), "", "", []string{"unverschlüsseltes HTTP", "nichts wurde gesendet"}},
		"unknown authority": {other.URL, "", "", []string{"Falsches Zertifikat", "Gesehen:", "Proxy"}},
		"wrong key":         {nonsense.URL, caFile(t, nonsense), strings.Repeat("ab", 32), []string{"Falsches Zertifikat", "Fingerabdruck stimmt nicht", "Erwartet:"}},
		"nonsense":          {nonsense.URL, caFile(t, nonsense), portal.Fingerprint(portal.Pin(nonsense.Certificate())), []string{"stammt nicht vom Meldeportal", "Adresse prüfen"}},
		"slow":              {slow.URL, caFile(t, slow), "", []string{"antwortet nicht rechtzeitig", "erneut versuchen"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			config := Config{Portal: c.portal, CADatei: c.ca, Frist: "2s"}
			if c.pin != "" {
				config.Fingerabdruck = []string{c.pin}
			}
			if err := saveConfig(filepath.Join(dir, "config.toml"), config); err != nil {
				t.Fatal(err)
			}
			term := tuitest.Start(t, program(t, "--dir", dir), 80, 24)
			enter(term)
			for _, want := range c.want {
				term.See(want)
			}
			term.Press("f10")
			leftClean(t, term)
		})
	}
}

// leftClean waits for the end and looks at what is left on the terminal.
func leftClean(t *testing.T, term *tuitest.Terminal) {
	t.Helper()
	if status := term.Wait(); status != 0 {
		t.Errorf("exit status %d, want 0", status)
	}
	if raw := term.Tail(200); !strings.Contains(raw, "\x1b[?1049l") || !strings.Contains(raw, "\x1b[?25h") {
		t.Errorf("the terminal is left with %q, want the alternate screen off and the cursor shown", raw)
	}
}

// nobody is an address where nobody listens.
func nobody(t testing.TB) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return "https://" + l.Addr().String()
}

func caFile(t *testing.T, s *httptest.Server) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ca.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestASmallWindowKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	term := tuitest.Start(t, program(t, "demo", "--dir", t.TempDir()), 80, 24)
	term.See(demoUsers[0].password)
	term.Type("mei")
	term.See("mei")
	term.Resize(59, 15)
	term.See("Fenster zu klein")
	term.See("60 × 16")
	term.Resize(80, 24)
	term.See("Loginname")
	term.Type("er")
	term.See(" meier")
}

func TestAConfigWithATypoIsNamedWithFileAndEntry(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"portl = \"https://portal.example\"\n":                    "„portl“. Gemeint ist vielleicht „portal“",
		"portal = \"https://portal.example\"\nfingerabdruck = \n": "Zeile 2",
		"portal = 7\n":                          "falscher Art",
		"[regeln]\nP-999 = \"aus\"\n":           "P-999",
		"portal = \"http://a.example\"\n":       "spricht kein TLS",
		"portal = \"https://a\"\nfrist=\"x\"\n": "frist",
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, "config.toml")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := program(t, "--dir", dir).CombinedOutput()
		if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != 2 {
			t.Errorf("%q: %v, want exit status 2", text, err)
		}
		if !strings.Contains(string(out), want) {
			t.Errorf("%q: printed %q, want %q in it", text, out, want)
		}
	}
}

func TestALostConnectionEndsTheProgramQuietly(t *testing.T) {
	t.Parallel()
	term := tuitest.Start(t, program(t, "demo", "--dir", t.TempDir()), 80, 24)
	term.See("Loginname")
	term.Signal(syscall.SIGHUP)
	if status := term.Wait(); status != 0 {
		t.Errorf("exit status %d after a hang-up, want 0", status)
	}
}

func TestTheProgramWritesNothingWhileNobodyTypes(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := saveConfig(filepath.Join(dir, "config.toml"), Config{Portal: nobody(t)}); err != nil {
		t.Fatal(err)
	}
	term := tuitest.Start(t, program(t, "--dir", dir), 80, 24)
	term.See("Loginname")
	time.Sleep(300 * time.Millisecond)
	before := term.Written()
	time.Sleep(time.Second)
	if wrote := term.Written() - before; wrote != 0 {
		t.Errorf("wrote %d bytes while idle, want 0", wrote)
	}
}
