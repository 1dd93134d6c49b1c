package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"image/png"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"

	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/tui/tuitest"
)

// built is the program as staff run it, with the reference portal beside it,
// compiled once for all tests.
var built = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "meldeportal-test-")
	if err != nil {
		return "", err
	}
	builtIn = dir
	binary := filepath.Join(dir, "meldeportal")
	cmd := exec.Command("go", "build", "-trimpath", "-ldflags", "-X main.cheapest=yes", "-o", dir+string(filepath.Separator), ".", "../refportal")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-buildvcs=false")
	out, err := cmd.CombinedOutput()
	if err != nil {
		os.Stderr.Write(out)
	}
	return binary, err
})

// builtIn is the folder of the built programs, "" while no test has asked for them.
var builtIn string

func TestMain(m *testing.M) {
	// A journey waits for its program more than it computes.
	if err := flag.Set("test.parallel", strconv.Itoa(2*runtime.GOMAXPROCS(0))); err != nil {
		panic(err)
	}
	code := m.Run()
	if builtIn != "" {
		os.RemoveAll(builtIn)
	}
	os.Exit(code)
}

// driven marks a test of the built program: it says nothing of races.
func driven(t testing.TB) {
	t.Helper()
	if raced {
		t.Skip("drives the built program, which the race detector does not see into")
	}
}

// program is the built program.
func program(t testing.TB, args ...string) *exec.Cmd {
	t.Helper()
	driven(t)
	binary, err := built()
	if err != nil {
		t.Fatalf("build the program: %v", err)
	}
	cmd := exec.Command(binary, args...)
	cmd.Env = []string{"TERM=tmux-256color", "LANG=C.UTF-8", "HOME=" + t.TempDir(), "PATH=" + os.Getenv("PATH"), "TZ=Europe/Berlin"}
	return cmd
}

// scan photographs the screen and has zbarimg read the QR code.
func scan(t testing.TB, term *tuitest.Terminal) (uri, secret string) {
	t.Helper()
	var picture bytes.Buffer
	if err := png.Encode(&picture, term.Picture()); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(judges.Program(t, "zbarimg"), "--quiet", "--raw", "-")
	cmd.Stdin = &picture
	cmd.Env = append(os.Environ(), "DBUS_SYSTEM_BUS_ADDRESS=")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("zbarimg reads no QR code (%v) on the screen:\n%s", err, term.Screen())
	}
	uri = strings.TrimSpace(string(out))
	m := regexp.MustCompile(`secret=([A-Z2-7]{32})`).FindStringSubmatch(uri)
	if m == nil {
		t.Fatalf("QR code says %q, want an otpauth address with a secret", uri)
	}
	return uri, m[1]
}

// code has oathtool compute the one-time code of this moment.
func code(t testing.TB, secret string) string {
	t.Helper()
	out, err := exec.Command(judges.Program(t, "oathtool"), "--totp", "-b", secret).Output()
	if err != nil {
		t.Fatalf("oathtool: %v", err)
	}
	return strings.TrimSpace(string(out))
}

// enter types name and password of the first invented user.
func enter(term *tuitest.Terminal) {
	term.See("Loginname")
	term.Type(demoUsers[0].login + "\r" + demoUsers[0].password + "\r")
}

func TestMainJob(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	term := tuitest.Start(t, program(t, "demo", "--dir", dir), 80, 24)
	secret := enrol(t, term)
	document(t, term)

	term.Kill() // a power cut in the middle of a field
	if got := access(t, dir)["otp_geheimnis"]; got != secret {
		t.Errorf("demo --zugang gives otp_geheimnis %q, want the scanned one", got)
	}
	term = tuitest.Start(t, program(t, "demo", "--dir", dir), 80, 24)
	comeBack(t, term, secret)
	number := completeReport(t, term)
	term.Press("f10")
	term.See("Suche:")
	term.Press("f10")
	term.See("Arbeitsliste")
	term.Press("f10")
	term.See("Abmelden?")
	term.Read()
	term.Type("j")
	term.See("Loginname")
	term.Press("f10")
	if status := term.Wait(); status != 0 {
		t.Errorf("exit status %d, want 0", status)
	}
	delivered(t, dir, number)
	nothingInTheClear(t, dir, secret)
}

// enrol does the first login with QR code and one-time code (points 1 to 3).
func enrol(t *testing.T, term *tuitest.Terminal) (secret string) {
	term.See(demoUsers[0].password)
	enter(term)
	term.See("fertig")
	_, secret = scan(t, term)
	for i := 0; i < len(secret); i += 16 {
		group := secret[i:i+4] + " " + secret[i+4:i+8] + " " + secret[i+8:i+12] + " " + secret[i+12:i+16]
		if !strings.Contains(term.Screen(), group) {
			t.Errorf("the screen lacks the secret's groups %q:\n%s", group, term.Screen())
		}
	}
	term.Press("enter")
	term.See("erneut an")
	enter(term)
	term.See("OTP-Code (6 Ziffern)")
	c := nextCode(t, secret)
	term.Type(c[:3] + " " + c[3:] + "\r")
	term.See("Arbeitsliste")
	return secret
}

// beginDiagnosis begins a Diagnose from the record of a person with one tumour at most.
func beginDiagnosis(term *tuitest.Terminal) {
	term.Press("ctrl+n")
	term.See("welcher Anlass?")
	term.Type("1")
	term.See("[1/")
}

// document finds a patient and types half a Diagnose (points 4 and 5).
func document(t *testing.T, term *tuitest.Terminal) {
	term.Type("kowalski") // in the work list: it opens the patient list
	term.See("Kowalski, ")
	term.Press("enter")
	term.See("Entwürfe und übermittelte Meldungen")
	beginDiagnosis(term)
	term.Press("pgdown")
	term.See("Meldebegründung")
	term.Type("i\tj\t")
	term.Press("pgdown")
	term.See("Tumor")
	term.Type("-30\tc187\tt\t7.1\t")
	term.See("Histologie des Pri")
	term.See(" gespeichert ")
	term.Type("sig") // in the middle of the field Topographie
	term.See("Dickdarm, Sigma")
	term.See(" gespeichert ") // not ungespeichert any more
}

// comeBack signs in again and finds the draft at the very field.
func comeBack(t *testing.T, term *tuitest.Terminal, secret string) {
	term.See("OTP-Code")
	enter(term)
	term.See("OTP-Code (6 Ziffern)")
	signIn(t, term, secret)
	term.Type("kowalski")
	term.See("Kowalski, ")
	term.Press("enter")
	term.See("Entwurf")
	term.Press("enter")
	term.See("[3/")
	if x, y, visible := term.Cursor(); !visible || !strings.Contains(line(term, y), "Topographie (ICD-O-3)") {
		t.Errorf("cursor at %d,%d (shown: %v) on %q, want the field Topographie", x, y, visible, line(term, y))
	}
}

// signIn types a code that was not used before; a code counts once, so it may
// have to wait for the next one.
func signIn(t *testing.T, term *tuitest.Terminal, secret string) {
	term.Type(nextCode(t, secret) + "\r")
	term.See("Arbeitsliste")
	term.Press("f3")
	term.See("224 von 224")
}

func line(term *tuitest.Terminal, y int) string { return strings.Split(term.Screen(), "\n")[y] }

// completeReport fills in what is missing, checks and completes (points 5, 6).
func completeReport(t *testing.T, term *tuitest.Terminal) (number string) {
	term.Press("ctrl+u")
	term.Type("c187\t")
	term.See("Dickdarm, Sigma")
	term.Press("f8", "f8") // a Warnung about the morphology, then what is missing
	term.See("Leistungszustand *")
	term.Type("0\t")
	term.See(" gespeichert ")
	term.Press("f12")
	term.See("Prüfen ·")
	term.Read()
	term.Press("*")
	term.Press("f12")
	term.See("angenommen")
	m := regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}`).FindString(term.Screen())
	if m == "" {
		t.Fatalf("no Transaktionsnummer on the receipt:\n%s", term.Screen())
	}
	term.Press("f10")
	term.See("Entwürfe und übermittelte Meldungen")
	term.See(m[:8]) // the record is read anew
	if s := term.Screen(); !strings.Contains(s, "angenommen") || !strings.Contains(s, m[:8]) {
		t.Errorf("the patient's list lacks the receipt %s:\n%s", m[:8], s)
	}
	return m
}

// access reads demo --zugang.
func access(t *testing.T, dir string) map[string]string {
	t.Helper()
	out, err := program(t, "demo", "--dir", dir, "--zugang").Output()
	if err != nil {
		t.Fatalf("demo --zugang: %v", err)
	}
	var a map[string]string
	if err := json.Unmarshal(out, &a); err != nil {
		t.Fatalf("demo --zugang printed %q: %v", out, err)
	}
	return a
}

// delivered looks into the portal: the document is there, once, and xmllint
// finds it valid (point 7).
func delivered(t *testing.T, dir, number string) {
	t.Helper()
	p, err := refportal.Open(context.Background(), filepath.Join(dir, "portal"), refportal.Options{Cost: demoCost})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	document, receipt, found, err := p.Opened(context.Background(), officesOf(t, dir), number)
	if err != nil || !found || receipt.Transaktionsnummer != number {
		t.Fatalf("portal has document %s: %v (%v), receipt %+v", number, found, err, receipt)
	}
	validate(t, document)
}

// validate judges a document by our reader, and has xmllint judge it by the
// official schema where that is.
func validate(t *testing.T, document []byte) {
	t.Helper()
	if n, err := obds.Check(bytes.NewReader(document), obds.Options{}); n > 0 || err != nil {
		t.Errorf("%d problems, %v\n%s", n, err, document)
	}
	schema, there := judges.Schema(t, judges.EditionOf(document))
	if !there {
		return
	}
	cmd := exec.Command(judges.Program(t, "xmllint"), "--noout", "--schema", schema, "-")
	cmd.Stdin = bytes.NewReader(document)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("xmllint: %v\n%s\n%s", err, out, document)
	}
}

// nothingInTheClear searches every file of the folder for what must not be there.
func nothingInTheClear(t *testing.T, dir, secret string) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		local := filepath.Dir(path) == dir
		for _, canary := range []string{secret, demoUsers[0].password, "Kowalski"} {
			if bytes.Contains(text, []byte(canary)) && (local || canary != "Kowalski") {
				t.Errorf("%s holds %q in the clear", filepath.Base(path), canary[:4]+"…")
			}
		}
		return nil
	})
	if err != nil || files < 4 {
		t.Fatalf("looked into %d files: %v", files, err)
	}
}
