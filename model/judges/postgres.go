package judges

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"
)

// Postgres is a PostgreSQL server of a test's own, on a socket in a folder of its own. It
// ends with the test.
type Postgres struct {
	t        testing.TB
	programs string // the folder of its programs
	folder   string
	settings []string
	running  *exec.Cmd
}

// Fast are settings of a server that nobody's power cut is played with.
var Fast = []string{"fsync=off", "synchronous_commit=off", "full_page_writes=off"}

// StartPostgres starts a server; the test is skipped where PostgreSQL is not installed.
func StartPostgres(t testing.TB, settings ...string) *Postgres {
	t.Helper()
	p := newPostgres(t, settings)
	p.run("initdb", "--pgdata", p.Data(), "--username", "meldeportal", "--auth", "trust", "--no-sync", "--encoding", "UTF8", "--locale", "C")
	p.Start()
	return p
}

func newPostgres(t testing.TB, settings []string) *Postgres {
	t.Helper()
	p := &Postgres{t: t, programs: postgresPrograms(t), settings: settings}
	var err error
	if p.folder, err = os.MkdirTemp("", "pg"); err == nil { // short: the path of a socket is
		err = giveAway(p.folder)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		p.Kill()
		if err := os.RemoveAll(p.folder); err != nil {
			t.Error(err)
		}
	})
	return p
}

// postgresPrograms are where the system keeps them: Debian has a folder for each version.
func postgresPrograms(t testing.TB) string {
	t.Helper()
	if found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb"); len(found) > 0 {
		return filepath.Dir(slices.Max(found))
	}
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path)
	}
	if required() {
		t.Fatal("PostgreSQL is not installed")
	}
	t.Skip("PostgreSQL is not installed")
	return ""
}

// Data is the folder of its data.
func (p *Postgres) Data() string { return filepath.Join(p.folder, "data") }

// Address leads to the tables in a schema.
func (p *Postgres) Address(schema string) string {
	q := url.Values{"host": {p.folder}, "search_path": {schema}}
	return "postgres://meldeportal@/postgres?" + q.Encode()
}

// run runs one of its programs to the end.
func (p *Postgres) run(program string, args ...string) {
	p.t.Helper()
	cmd := exec.Command(filepath.Join(p.programs, program), args...)
	cmd.Dir, cmd.SysProcAttr = p.folder, unprivileged()
	if out, err := cmd.CombinedOutput(); err != nil {
		p.t.Fatalf("%s: %v\n%s", program, err, out)
	}
}

// Start starts the server again, and returns when it answers.
func (p *Postgres) Start() {
	p.t.Helper()
	args := []string{"-D", p.Data(), "-k", p.folder, "-c", "listen_addresses=", "-c", "max_connections=400"}
	for _, s := range p.settings {
		args = append(args, "-c", s)
	}
	var said bytes.Buffer
	cmd := exec.Command(filepath.Join(p.programs, "postgres"), args...)
	cmd.Dir, cmd.SysProcAttr, cmd.Stdout, cmd.Stderr = p.folder, unprivileged(), &said, &said
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	p.running = cmd
	for end := time.Now().Add(time.Minute); !p.answers(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			p.Kill()
			p.t.Fatalf("PostgreSQL does not answer:\n%s", said.String())
		}
	}
}

func (p *Postgres) answers() bool {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	return exec.CommandContext(ctx, filepath.Join(p.programs, "pg_isready"), "-q", "-h", p.folder).Run() == nil
}

// Kill ends the server as a crash does, which has it recover at its next start.
func (p *Postgres) Kill() {
	if p.running == nil {
		return
	}
	_ = p.running.Process.Signal(syscall.SIGQUIT) // it may have ended by itself
	_ = p.running.Wait()
	p.running = nil
}

// Tell has the server do what a text of SQL says.
func (p *Postgres) Tell(text string) string {
	p.t.Helper()
	cmd := exec.Command(filepath.Join(p.programs, "psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", p.folder, "-U", "meldeportal", "postgres", "-c", text)
	out, err := cmd.CombinedOutput()
	if err != nil {
		p.t.Fatalf("psql: %v\n%s", err, fmt.Sprintf("%.500s", out))
	}
	return string(bytes.TrimSpace(out))
}

// Standby starts a server that has what this one has, and everything it commits from now on
// before this one says that it is committed.
func (p *Postgres) Standby() *Postgres {
	p.t.Helper()
	s := newPostgres(p.t, p.settings)
	s.run("pg_basebackup", "-h", p.folder, "-U", "meldeportal", "-D", s.Data(), "-R", "-X", "stream", "--checkpoint=fast", "--no-sync")
	s.Start()
	p.Tell("ALTER SYSTEM SET synchronous_standby_names = '*'")
	p.Tell("SELECT pg_reload_conf()")
	p.wait("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'", "1")
	return s
}

// Promote makes a standby the server that is written to.
func (p *Postgres) Promote() {
	p.t.Helper()
	p.Tell("SELECT pg_promote()")
	p.wait("SELECT pg_is_in_recovery()", "f")
	p.Tell("ALTER SYSTEM RESET synchronous_standby_names") // it has none yet
	p.Tell("SELECT pg_reload_conf()")
	p.wait("SHOW synchronous_standby_names", "")
}

// wait asks until the answer is the wanted one.
func (p *Postgres) wait(question, want string) {
	p.t.Helper()
	for end := time.Now().Add(time.Minute); p.Tell(question) != want; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			p.t.Fatalf("%s: not yet %q", question, want)
		}
	}
}
