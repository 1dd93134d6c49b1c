package main

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	osuser "os/user"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/tui/tuitest"
)

// sshServer is a real sshd on a free port that lets a key in and gives it the program and
// nothing else, by the very lines the README gives.
type sshServer struct {
	t    *testing.T
	dir  string
	port string
	name string
}

func newSSHServer(t *testing.T, d *desktop) *sshServer {
	t.Helper()
	sshd := judges.Program(t, "sshd")
	me, err := osuser.Current()
	if err != nil {
		t.Fatal(err)
	}
	if me.Uid == "0" { // Debian's sshd wants it for its unprivileged half
		if err := os.MkdirAll("/run/sshd", 0o755); err != nil {
			t.Fatal(err)
		}
	}
	s := &sshServer{t: t, dir: t.TempDir(), name: me.Username}
	for _, key := range []string{"host", "person"} {
		s.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", filepath.Join(s.dir, key))
	}
	public, err := os.ReadFile(filepath.Join(s.dir, "person.pub"))
	if err != nil {
		t.Fatal(err)
	}
	s.write("authorized_keys", string(public))
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, s.port, _ = net.SplitHostPort(free.Addr().String())
	free.Close()
	binary, err := built()
	if err != nil {
		t.Fatal(err)
	}
	rules := strings.NewReplacer("Match User meldeportal", "Match User "+s.name, "/usr/local/bin/meldeportal", binary, "/srv/meldeportal", d.dir).Replace(readmeBlock(t, "sshd_config"))
	s.write("sshd_config", fmt.Sprintf("Port %s\nListenAddress 127.0.0.1\nHostKey %s\nAuthorizedKeysFile %s\nPidFile none\nStrictModes no\nUsePAM no\nPermitRootLogin yes\n%s",
		s.port, filepath.Join(s.dir, "host"), filepath.Join(s.dir, "authorized_keys"), rules))
	server := exec.Command(sshd, "-D", "-e", "-f", filepath.Join(s.dir, "sshd_config"))
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Process.Kill(); server.Wait(); everybodyLeft(t, d.dir) })
	for late := time.Now().Add(10 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		c, err := net.Dial("tcp", "127.0.0.1:"+s.port)
		if err == nil {
			c.Close()
			return s
		}
		if time.Now().After(late) {
			t.Fatalf("sshd does not answer: %v", err)
		}
	}
}

// everybodyLeft waits until no program works in a folder any more: those of sessions whose
// connection broke off save first.
func everybodyLeft(t *testing.T, dir string) {
	t.Helper()
	for late := time.Now().Add(20 * time.Second); time.Now().Before(late); time.Sleep(20 * time.Millisecond) {
		lines, err := filepath.Glob("/proc/[0-9]*/cmdline")
		if err == nil && !slices.ContainsFunc(lines, func(path string) bool {
			line, _ := os.ReadFile(path)
			return bytes.Contains(line, []byte(dir))
		}) {
			return
		}
	}
	t.Errorf("somebody is still at work in %s", dir)
}

// readmeBlock is a block of the README that begins with a comment of that name.
func readmeBlock(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, block, found := strings.Cut(string(text), "# "+name+"\n")
	block, _, closed := strings.Cut(block, "```")
	if !found || !closed {
		t.Fatalf("the README has no block %q", name)
	}
	return block
}

func (s *sshServer) run(name string, args ...string) {
	s.t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		s.t.Fatalf("%s: %v: %s", name, err, out)
	}
}

func (s *sshServer) write(name, text string) {
	s.t.Helper()
	if err := os.WriteFile(filepath.Join(s.dir, name), []byte(text), 0o600); err != nil {
		s.t.Fatal(err)
	}
}

// dial is a session of somebody at a terminal of a kind.
func (s *sshServer) dial(kind string, command ...string) *exec.Cmd {
	cmd := exec.Command("ssh", append([]string{"-tt", "-p", s.port, "-i", filepath.Join(s.dir, "person"), "-o", "IdentitiesOnly=yes",
		"-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", s.name + "@127.0.0.1"}, command...)...)
	cmd.Env = append(os.Environ(), "TERM="+kind)
	return cmd
}

// Two people work over SSH on one store, each with a terminal of her own kind. A session
// that breaks off saves what was typed; a command of one's own is not run.
func TestTwoSessionsOverSSHWorkOnOneStore(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	s := newServer(t, "anna", "berta")
	s.start()
	d := newReal(t, s)
	anna, berta := s.letter["anna"], s.letter["berta"]
	d.fill(anna, "Apfelbaum", "Birnbaum")
	d.admit(anna, berta)
	server := newSSHServer(t, d)
	first := tuitest.Start(t, server.dial("xterm-256color"), 80, 24)
	second := tuitest.Start(t, server.dial("linux", "cat", "/etc/passwd"), 80, 23)
	d.signIn(first, anna)
	d.signIn(second, berta)
	openCase(first, "Apfelbaum")
	openCase(second, "Birnbaum")
	first.See("zuletzt ")
	first.Press("enter")
	first.See("[")
	first.Press("f3")
	first.Type("anmerkung")
	first.Press("enter")
	first.See("▸ Anmerkung")
	first.Type("Dr. Probe")
	first.See("Dr. Probe")
	first.Kill() // the connection breaks off
	third := tuitest.Start(t, server.dial("screen"), 80, 24)
	d.signIn(third, anna)
	third.Press("f10")
	third.See("Apfelbaum, A")
	third.Press("f8")
	third.See("Dr. Probe")
	second.Press("f10")
	second.See("Suche")
}
