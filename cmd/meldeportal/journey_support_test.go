package main

import (
	"context"
	"encoding/json"
	"errors"
	"example.org/meldeportal/sync/desk"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/seal"
	"example.org/meldeportal/sync/store"
	"example.org/meldeportal/sync/totp"
	"example.org/meldeportal/tui/tuitest"
	"example.org/meldeportal/tui/wording"
)

// A journey drives the built program on a pseudo-terminal, as a person would.

// desktop is a folder of the program and the portal folder its accounts are in.
type desktop struct {
	t      testing.TB
	dir    string
	portal string
	demo   bool
	binary string           // "" = the program as staff run it
	cost   seal.Cost        // of the store's password
	people int              // in the list
	steps  map[string]int64 // the last step a login used a code of
}

// prepared is a filled demo folder, made once and copied by every journey.
var prepared = sync.OnceValues(func() (string, error) {
	binary, err := built()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(filepath.Dir(binary), "demo")
	d, err := openDemo(context.Background(), dir)
	if err != nil {
		return "", err
	}
	return dir, errors.Join(d.filled(context.Background()), d.close())
})

// newDemo is a demo folder of its own.
func newDemo(t testing.TB) *desktop {
	t.Helper()
	driven(t)
	from, err := prepared()
	if err != nil {
		t.Fatalf("prepare a demo folder: %v", err)
	}
	dir := t.TempDir()
	copyFolder(t, dir, from)
	return &desktop{t: t, dir: dir, portal: filepath.Join(dir, "portal"), demo: true, cost: demoCost, people: demoPatients, steps: map[string]int64{}}
}

// copyFolder copies what is in a folder, for its owner alone.
func copyFolder(t testing.TB, to, from string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(to, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		return os.Chmod(path, 0o600) // copying lets everybody read, which the portal refuses
	})
	if err != nil {
		t.Fatal(err)
	}
}

// start runs the program on the desktop's folder; env adds to its environment.
func (d *desktop) start(env ...string) *tuitest.Terminal {
	d.t.Helper()
	args := []string{"--dir", d.dir}
	if d.demo {
		args = append([]string{"demo"}, args...)
	}
	cmd := program(d.t, args...)
	cmd.Env = append(cmd.Env, env...)
	if d.binary != "" {
		cmd.Path = d.binary
	}
	return tuitest.Start(d.t, cmd, 80, 24)
}

// staff are who signs in.
type staff struct{ login, password string }

// user is the n-th of the demo's invented users.
func user(n int) staff { return staff{demoUsers[n].login, demoUsers[n].password} }

// signIn enters name, password and a code, after the QR code if it comes first.
func (d *desktop) signIn(term *tuitest.Terminal, p staff) {
	d.t.Helper()
	d.signInWith(term, p, "")
}

// signInWith enters a code of a person's; "" is one nobody has used yet.
func (d *desktop) signInWith(term *tuitest.Terminal, p staff, code string) {
	d.t.Helper()
	term.See("Loginname")
	credentials := p.login + "\r" + p.password + "\r"
	term.Type(credentials)
	if first := seeAny(d.t, term, "fertig", codeQuestion); first == "fertig" {
		term.Press("enter")
		term.See("erneut an")
		term.Type(credentials)
		term.See(codeQuestion)
	}
	if code == "" {
		code = d.code(p.login)
	}
	term.Type(code + "\r")
	if seeAny(d.t, term, "Arbeitsliste", "Notschlüssel dieses") != "Arbeitsliste" { // of a store that was made just now
		term.Press("f10")
		term.See("Arbeitsliste")
	}
	term.Press("f3")
	everybody := wording.Thousands(d.people)
	term.See(everybody + " von " + everybody)
}

const codeQuestion = "OTP-Code (6 Ziffern)"

// seeAny waits until the screen shows one of the texts and returns it.
func seeAny(t testing.TB, term *tuitest.Terminal, texts ...string) string {
	t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(2 * time.Millisecond) {
		screen := term.Screen()
		for _, text := range texts {
			if strings.Contains(screen, text) {
				return text
			}
		}
	}
	t.Fatalf("none of %q on the screen:\n%s", texts, term.Screen())
	return ""
}

const patience = 20 * time.Second

// code is a code nobody has used yet. The portal takes those of the step before
// and after as well, so a person can sign in three times without waiting.
func (d *desktop) code(login string) string {
	d.t.Helper()
	for ; ; time.Sleep(200 * time.Millisecond) {
		now := time.Now().Unix()
		first := now/30 - 1
		if now%30 > 25 {
			first++ // the one before is about to end
		}
		if step := max(first, d.steps[login]+1); step <= now/30+1 {
			d.steps[login] = step
			return d.last(login)
		}
	}
}

// last is the code that was asked for last.
func (d *desktop) last(login string) string {
	d.t.Helper()
	p, err := refportal.Open(context.Background(), d.portal, refportal.Options{Cost: demoCost})
	if err != nil {
		d.t.Fatal(err)
	}
	defer p.Close()
	secret, _, err := p.Secret(context.Background(), login)
	if err != nil {
		d.t.Fatal(err)
	}
	code, _ := totp.Code(secret, time.Unix(d.steps[login]*30, 0))
	return code
}

// forget begins anew with a person's codes: there is a new secret.
func (d *desktop) forget(login string) { delete(d.steps, login) }

// look opens the local store beside the running program.
func (d *desktop) look(p staff, do func(*store.Vault) error) {
	d.t.Helper()
	s, err := openStore(filepath.Join(d.dir, "meldeportal.db"), d.cost)(context.Background(), nil)
	if err != nil {
		d.t.Fatal(err)
	}
	defer s.Close()
	vault, err := s.Unlock(context.Background(), p.login, p.password)
	if err == nil {
		err = do(vault)
	}
	if err != nil {
		d.t.Fatal(err)
	}
}

// admit has a person let another one in: asked in, her own first sign-in, the keys.
func (d *desktop) admit(by, who staff) {
	d.t.Helper()
	ctx := context.Background()
	s, err := openStore(filepath.Join(d.dir, "meldeportal.db"), d.cost)(ctx, nil)
	if err != nil {
		d.t.Fatal(err)
	}
	defer s.Close()
	site, err := s.Site(ctx)
	if err != nil {
		d.t.Fatal(err)
	}
	d.look(by, func(v *store.Vault) error {
		if err := v.Invite(ctx, who.login, rights.All&^rights.Verwaltung); err != nil {
			return err
		}
		recipient, err := s.Present(ctx, site, who.login, who.password, func(string) error { return nil })
		if err != nil {
			return err
		}
		return v.LetIn(ctx, who.login, recipient)
	})
}

// draft is the only draft of a case.
func (d *desktop) draft(p staff, caseID string) (draft model.Draft) {
	d.t.Helper()
	drafts := d.drafts(p, caseID)
	if len(drafts) != 1 {
		d.t.Fatalf("%d drafts, want 1", len(drafts))
	}
	return drafts[0]
}

func (d *desktop) drafts(p staff, caseID string) (drafts []model.Draft) {
	d.t.Helper()
	d.look(p, func(v *store.Vault) (err error) {
		drafts, err = v.Drafts(context.Background(), caseID)
		return err
	})
	return drafts
}

// newPerson registers an invented person without any report.
func (d *desktop) newPerson(surname model.Text) model.Case {
	d.t.Helper()
	c := model.Case{Patient: newInventor(1).person()}
	c.Patient.Stammdaten.Nachname, c.Patient.PatientID = surname, "P-"+surname
	d.look(user(0), func(v *store.Vault) error { return v.SaveCase(context.Background(), &c, nil) })
	d.people++
	return c
}

// caseOf is the case of a surname nobody else has.
func (d *desktop) caseOf(p staff, surname string) (found model.Case) {
	d.t.Helper()
	d.look(p, func(v *store.Vault) error {
		return v.Cases(context.Background(), func(chunk []model.Case) error {
			for _, c := range chunk {
				if string(c.Patient.Stammdaten.Nachname) == surname {
					found = c
				}
			}
			return nil
		})
	})
	if found.ID == "" {
		d.t.Fatalf("no case of %s", surname)
	}
	return found
}

// realPortal is a reference portal as a process of its own.
type realPortal struct {
	t        testing.TB
	dir, url string
	address  string
	letter   map[string]staff // by login
	process  *exec.Cmd
	args     []string // of serve, besides
}

const site = "HE-00000007"

// newServer registers a site with users; start makes it answer.
func newServer(t *testing.T, logins ...string) *realPortal {
	t.Helper()
	driven(t)
	s := &realPortal{t: t, dir: t.TempDir(), letter: map[string]staff{}}
	s.address = strings.TrimPrefix(nobody(t), "https://")
	s.url = "https://" + s.address
	s.desk("einrichtung", "add", site, "--name", "Klinikum Musterstadt")
	for _, login := range logins {
		s.register(login, site)
	}
	return s
}

// register adds a user and keeps what the letter says.
func (s *realPortal) register(login, einrichtung string) {
	s.t.Helper()
	letter := s.desk("user", "add", login, "--name", "Frau "+login, "--einrichtung", einrichtung)
	_, rest, _ := strings.Cut(letter, "Passwort")
	s.letter[login] = staff{login, strings.Fields(rest)[0]}
}

// desk runs a command of the registry's staff and gives what it printed.
func (s *realPortal) desk(args ...string) string {
	s.t.Helper()
	out, err := s.command(args...).CombinedOutput()
	if err != nil {
		s.t.Fatalf("refportal %v: %v\n%s", args, err, out)
	}
	return string(out)
}

// renew has two of the registry's staff give an account a new second factor.
func (s *realPortal) renew(login string) {
	s.t.Helper()
	s.desk("otp", "reset", login, "--durch", "Eins")
	s.desk("otp", "reset", login, "--durch", "Zwei")
}

func (s *realPortal) command(args ...string) *exec.Cmd {
	s.t.Helper()
	binary, err := built()
	if err != nil {
		s.t.Fatal(err)
	}
	cmd := exec.Command(filepath.Join(filepath.Dir(binary), "refportal"), append(args, "--dir", s.dir, "--adresse", s.address)...)
	cmd.Env = append(os.Environ(), "TZ=Europe/Berlin") // the program's: between the two midnights its day would be in the future
	return cmd
}

// start serves until stop or the end of the test.
func (s *realPortal) start() {
	s.t.Helper()
	s.process = s.command(append([]string{"serve"}, s.args...)...)
	out, err := s.process.StdoutPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	if err := s.process.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(s.stop)
	said := make([]byte, 64)
	if n, err := out.Read(said); err != nil || !strings.Contains(string(said[:n]), "Referenzportal") {
		s.t.Fatalf("server said %q: %v", said[:n], err)
	}
}

func (s *realPortal) stop() {
	if s.process == nil {
		return
	}
	s.process.Process.Signal(syscall.SIGTERM)
	s.process.Wait()
	s.process = nil
}

func (s *realPortal) caFile() string { return filepath.Join(s.dir, "ca.pem") }

// pin is the fingerprint as the letter prints it.
func (s *realPortal) pin() string {
	s.t.Helper()
	p, err := refportal.Open(context.Background(), s.dir, refportal.Options{})
	if err != nil {
		s.t.Fatal(err)
	}
	defer p.Close()
	return portal.Fingerprint(p.Pin())
}

// office is a server and a program of anna's in which she is signed in, with people in
// her store.
func office(t *testing.T, people ...model.Text) (s *realPortal, d *desktop, anna staff, term *tuitest.Terminal) {
	t.Helper()
	s = newServer(t, "anna")
	s.start()
	d, anna = newReal(t, s), s.letter["anna"]
	d.fill(anna, people...)
	term = d.start()
	d.signIn(term, anna)
	return s, d, anna, term
}

// newReal is the real program set up for a server.
func newReal(t *testing.T, s *realPortal) *desktop {
	t.Helper()
	d := bare(t, s)
	d.configure(Config{Portal: s.url, CADatei: s.caFile(), Fingerabdruck: []string{s.pin()}})
	return d
}

// configure has the program read this from its next start on.
func (d *desktop) configure(c Config) {
	d.t.Helper()
	if err := saveConfig(filepath.Join(d.dir, "config.toml"), c); err != nil {
		d.t.Fatal(err)
	}
}

// bare is the real program before its first start.
func bare(t *testing.T, s *realPortal) *desktop {
	return &desktop{t: t, dir: t.TempDir(), portal: s.dir, cost: seal.Floor, steps: map[string]int64{}}
}

// demoAddress writes the running demo's portal into a configuration for the
// real program.
func (d *desktop) demoAddress() error {
	text, err := os.ReadFile(filepath.Join(d.dir, "portal.json"))
	if err != nil {
		return err
	}
	var a demoAddress
	if err := json.Unmarshal(text, &a); err != nil {
		return err
	}
	return saveConfig(filepath.Join(d.dir, "config.toml"), Config{Portal: a.URL, CADatei: a.CAFile, Fingerabdruck: []string{a.Pin}})
}

// prepareDay is a day for invented reports.
var prepareDay = time.Date(2026, 4, 1, 10, 0, 0, 0, time.UTC)

// openStore opens a store in a file, or makes it.
func openStore(path string, cost seal.Cost) desk.Opening { return stored{file: path}.open(cost) }
