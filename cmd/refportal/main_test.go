package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/server"
	"example.org/meldeportal/sync/totp"
	"example.org/meldeportal/sync/totp/phone"
)

// said runs the program with a folder and gives its exit status and words.
func said(t *testing.T, dir string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	code = run(context.Background(), append(args, "--dir", dir), &out, &err)
	return code, out.String(), err.String()
}

func mustSay(t *testing.T, dir string, args ...string) string {
	t.Helper()
	code, stdout, stderr := said(t, dir, args...)
	if code != hilfe.ExitOK {
		t.Fatalf("refportal %s: got exit %d and %q, want 0", strings.Join(args, " "), code, stderr)
	}
	return stdout
}

var passwordLine = regexp.MustCompile(`(?m)^  Passwort\s+([a-z2-7-]{24}) `)

func TestTheLetterOpensTheAccount(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	mustSay(t, dir, "einrichtung", "add", "HE-00000001", "--name", "Klinikum Musterstadt")
	letter := mustSay(t, dir, "user", "add", "anna", "--name", "Anna Beispiel", "--einrichtung", "HE-00000001")
	password := passwordLine.FindStringSubmatch(letter)
	if password == nil {
		t.Fatalf("letter without a password:\n%s", letter)
	}
	url, stop := served(t, dir)
	defer stop()
	c, err := portal.New(portal.Config{URL: url, CAFile: filepath.Join(dir, "ca.pem"), Pins: [][]byte{letterPin(t, letter)}})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	e, err := c.Activate(t.Context(), "anna", password[1])
	if err != nil {
		t.Fatalf("activate: %v", err)
	}
	secret, err := phone.Scan(string(e.Secret))
	if err != nil {
		t.Fatal(err)
	}
	code, _ := totp.Code(secret, time.Now())
	if _, err := c.SignIn(t.Context(), "anna", password[1], code); err != nil {
		t.Fatalf("sign in: %v", err)
	}
	if list := mustSay(t, dir, "user", "list"); !strings.Contains(list, "eingerichtet") {
		t.Errorf("list: got %q, want the account as eingerichtet", list)
	}
	if err := c.RequestReset(t.Context(), "anna", password[1]); err != nil {
		t.Fatal(err)
	}
	if list := mustSay(t, dir, "user", "list"); !strings.Contains(list, "gesperrt seit") {
		t.Errorf("list: got %q, want the open request", list)
	}
	mustSay(t, dir, "otp", "reset", "anna", "--durch", "Eins")
	if code, _, said := said(t, dir, "otp", "reset", "anna", "--durch", "Eins"); code != hilfe.ExitFailure || !strings.Contains(said, "zweite Person") {
		t.Errorf("affirmed by the same person: got %d, %q", code, said)
	}
	if list := mustSay(t, dir, "user", "list"); !strings.Contains(list, "Eins will einen neuen zweiten Faktor") {
		t.Errorf("list: got %q, want who waits for whom", list)
	}
	mustSay(t, dir, "otp", "reset", "anna", "--durch", "Zwei")
	if list := mustSay(t, dir, "user", "list"); !strings.Contains(list, "wartet auf die erste Anmeldung") {
		t.Errorf("list: got %q, want the account waiting for its first code", list)
	}
	if _, err := c.Receipt(t.Context(), "x"); !isKind(err, portal.SessionExpired) {
		t.Errorf("session after the reset: got %v, want %s", err, portal.SessionExpired)
	}
}

func isKind(err error, want portal.Kind) bool {
	var e *portal.Error
	return errors.As(err, &e) && e.Kind == want
}

func letterPin(t *testing.T, letter string) []byte {
	t.Helper()
	_, rest, found := strings.Cut(letter, "Fingerabdruck")
	line, _, _ := strings.Cut(rest, "\n")
	pin, err := portal.ParsePin(line)
	if !found || err != nil {
		t.Fatalf("letter without a fingerprint: %v\n%s", err, letter)
	}
	return pin
}

// served starts the program as a server and gives the address it prints.
func served(t *testing.T, dir string) (url string, stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	out, in := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"--adresse", "127.0.0.1:0", "--dir", dir}, in, io.Discard)
		in.Close()
	}()
	text := make([]byte, 4096)
	n, err := out.Read(text)
	if err != nil {
		t.Fatalf("server said nothing: %v, exit %d", err, <-ended)
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	url = regexp.MustCompile(`https://[0-9.:]+[0-9]`).FindString(string(text[:n]))
	return url, func() {
		cancel()
		if code := <-ended; code != hilfe.ExitOK {
			t.Errorf("server ended with %d, want 0", code)
		}
	}
}

func TestWhatWasTakenInIsShownAsItArrived(t *testing.T) {
	t.Parallel()
	dir, tnr := t.TempDir(), "9b2f4c1e-6f0e-4c58-9d3a-0a1b2c3d4e5f"
	mustSay(t, dir, "einrichtung", "add", "HE-1", "--name", "Klinikum")
	p, err := refportal.Open(t.Context(), dir, refportal.Options{Judge: lenient{}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.Seed(t.Context(), []refportal.Delivery{{Transaktionsnummer: tnr, MelderID: "HE-1", Document: []byte("<oBDS/>"), ReceivedAt: time.Now()}})
	if err := errors.Join(err, p.Close()); err != nil {
		t.Fatal(err)
	}
	if list := mustSay(t, dir, "meldung", "list"); !strings.Contains(list, tnr) || !strings.Contains(list, "HE-1") {
		t.Errorf("list: got %q, want the number and its Melder", list)
	}
	if doc := mustSay(t, dir, "meldung", "show", tnr); doc != "<oBDS/>" {
		t.Errorf("show: got %q, want the very bytes", doc)
	}
	mustSay(t, dir, "meldung", "frage", tnr, "Liegt ein Befund vor?", "--feld", "Diagnose.Diagnosesicherung", "--durch", "Eins")
	mustSay(t, dir, "meldung", "ergebnis", "1", "angenommen mit Hinweis", "--durch", "Zwei")
	mustSay(t, dir, "einrichtung", "doku-check", "HE-1", "--naechste", "10")
	if acts := mustSay(t, dir, "protokoll"); !strings.Contains(acts, "Eins") || strings.Count(acts, tnr) != 2 || strings.Contains(acts, "Befund") {
		t.Errorf("protokoll: got %q, want who did what with the report, and no text", acts)
	}
}

// lenient takes every document.
type lenient struct{}

func (lenient) Judge(context.Context, []byte, string) (refportal.Verdict, error) {
	return refportal.Verdict{}, nil
}

func TestTheServerAnswersUnderItsNames(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	url, stop := served(t, dir)
	defer stop()
	text, err := os.ReadFile(filepath.Join(dir, "ca.pem"))
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(text)
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, ServerName: "localhost"}}}
	defer client.CloseIdleConnections()
	response, err := client.Get(url + portal.PathHealth)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Errorf("got %s, want 200", response.Status)
	}
}

func TestWhatIsRefusedIsSaidInGerman(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	mustSay(t, dir, "einrichtung", "add", "HE-1", "--name", "Klinikum")
	mustSay(t, dir, "user", "add", "anna", "--name", "Anna", "--einrichtung", "HE-1")
	for _, test := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"einrichtung", "add", "HE-1", "--name", "Praxis"}, hilfe.ExitFailure, "schon vergeben"},
		{[]string{"einrichtung", "add", "HE-2", "--name", " "}, hilfe.ExitFailure, "Melder_ID und Namen"},
		{[]string{"user", "add", "anna", "--name", "A", "--einrichtung", "HE-1"}, hilfe.ExitFailure, "schon vergeben"},
		{[]string{"user", "add", "bernd", "--name", "B", "--einrichtung", "HE-9"}, hilfe.ExitFailure, "Einrichtung gibt es nicht"},
		{[]string{"user", "add", "B B", "--name", "B", "--einrichtung", "HE-1"}, hilfe.ExitFailure, "Ein Loginname hat"},
		{[]string{"otp", "reset", "nobody"}, hilfe.ExitFailure, "Loginnamen gibt es nicht"},
		{[]string{"meldung", "show", "nothing"}, hilfe.ExitFailure, "liegt keine Meldung vor"},
		{[]string{"user", "add", "bernd"}, hilfe.ExitUsage, "Es fehlt die Option"},
		{[]string{"--fassung", "3.1.0"}, hilfe.ExitUsage, "3.0.4, 3.0.5"},
		{[]string{"usr"}, hilfe.ExitUsage, "Gemeint ist vielleicht user"},
		{[]string{"--adresse", "nowhere"}, hilfe.ExitFailure, "Das hat nicht geklappt"},
	} {
		code, stdout, stderr := said(t, dir, test.args...)
		if code != test.code || !strings.Contains(stderr, test.want) || stdout != "" {
			t.Errorf("refportal %s: got %d %q %q, want %d %q", strings.Join(test.args, " "), code, stdout, stderr, test.code, test.want)
		}
	}
}

func TestTheLetterNamesTheServersAddress(t *testing.T) {
	t.Parallel()
	for want, o := range map[string]Ort{
		"https://127.0.0.1:8443":      {Adresse: "127.0.0.1:8443"},
		"https://[::1]:8443":          {Adresse: "[::1]:8443"},
		"https://localhost:8443":      {Adresse: "0.0.0.0:8443"},
		"https://localhost:443":       {Adresse: ":443"},
		"https://portal.example:8443": {Adresse: "0.0.0.0:8443", Host: []string{"portal.example", "192.0.2.7"}},
	} {
		if got := o.url(); got != want {
			t.Errorf("%+v: got %s, want %s", o, got, want)
		}
	}
}

func TestHelpAndVersionEndWithZero(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"--help"}, {"user", "--help"}, {"user", "add", "--help"}, {"--version"}} {
		if stdout := mustSay(t, t.TempDir(), args...); stdout == "" {
			t.Errorf("refportal %v said nothing", args)
		}
	}
}

func TestEveryRefusalHasASentence(t *testing.T) {
	t.Parallel()
	for _, err := range []error{database.ErrNewer, database.ErrAway, database.ErrRefused, database.ErrAddress, server.ErrKeyMissing, server.ErrKeyMode, server.ErrUnknownSite, server.ErrSiteTaken,
		server.ErrSite, server.ErrSamePerson, server.ErrTLSKey, server.ErrTLSCertificate, server.ErrTLSPair, refportal.ErrSeveral, refportal.ErrUnknownReport, refportal.ErrDecided, refportal.ErrDeleted, refportal.ErrEvent, server.ErrUnknownLogin, server.ErrLoginTaken, server.ErrLoginShape, errNoHome, os.ErrPermission} {
		if text := sentence(err); strings.Contains(text, err.Error()) {
			t.Errorf("%v: got %q, want a German sentence", err, text)
		}
	}
}
