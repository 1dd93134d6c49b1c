package store

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"example.org/meldeportal/model/judges"
)

// inServer is a store in a server, and what its children are told.
func inServer(t *testing.T, p *judges.Postgres) (path string, v *Vault) {
	t.Helper()
	path = p.Address("store")
	s := must(Open(t.Context(), path, serverOptions(t)))(t)
	t.Cleanup(func() { _ = s.Close() }) // its server may be gone
	return path, must(s.Create(t.Context(), testSite, testLogin, testPassword))(t)
}

func serverOptions(t *testing.T) Options {
	o := testOptions("id")
	o.Beside = filepath.Join(t.TempDir(), "meldeportal.db")
	return o
}

// writers are processes that write into a store in a server.
func writers(t *testing.T, n int, role string, args func(i int) []string) (all []*exec.Cmd, said []<-chan string) {
	t.Helper()
	folder := t.TempDir()
	for i := range n {
		beside := filepath.Join(folder, strconv.Itoa(i))
		if err := os.MkdirAll(beside, 0o700); err != nil {
			t.Fatal(err)
		}
		cmd := child(t, os.Args[0], role, args(i)...)
		cmd.Env = append(cmd.Env, besideFolder+"="+beside)
		if role == "writer" {
			cmd.Stderr = nil // that its server is gone
		}
		said, all = append(said, lines(t, cmd)), append(all, cmd)
	}
	return all, said
}

// Many processes, as on several machines, save drafts in one server at once: nobody is
// refused, nothing is lost.
func TestManyProcessesWriteIntoAServer(t *testing.T) {
	judges.Alone(t)
	onFile(t)
	t.Parallel()
	path, v := inServer(t, judges.StartPostgres(t))
	c := newCase(t, v, "Muster")
	all, said := writers(t, serverProcesses, "timed", func(i int) []string { return []string{path, fmt.Sprintf("p%d-", i), c.ID} })
	var took []time.Duration
	for i, cmd := range all {
		for line := range said[i] {
			took = append(took, time.Duration(must(strconv.ParseInt(line, 10, 64))(t)))
		}
		if err := cmd.Wait(); err != nil {
			t.Errorf("process %d: %v", i, err)
		}
	}
	for _, d := range must(v.Drafts(t.Context(), c.ID))(t) {
		if d.Rev != serverSaves+1 {
			t.Errorf("draft %s has revision %d, want %d", d.ID, d.Rev, serverSaves+1)
		}
	}
	if len(took) != serverProcesses*serverSaves {
		t.Fatalf("%d saves, want %d", len(took), serverProcesses*serverSaves)
	}
	slices.Sort(took)
	t.Logf("PostgreSQL: %d processes × %d saves: 0 errors, p50 %v, p99 %v, slowest %v", serverProcesses, serverSaves,
		took[len(took)/2].Round(time.Millisecond), took[len(took)*99/100].Round(time.Millisecond), took[len(took)-1].Round(time.Millisecond))
}

// timedWriter saves one draft many times and says how many nanoseconds each save took.
func timedWriter(args []string) error {
	v, err := childVault(args[0], args[1])
	if err != nil {
		return err
	}
	ctx := context.Background()
	d, err := v.NewDraft(ctx, args[2], testReport("0"))
	if err != nil {
		return err
	}
	for i := range serverSaves {
		d.Report = testReport(strconv.Itoa(i + 1))
		start := time.Now()
		if err := v.SaveDraft(ctx, &d); err != nil {
			return err
		}
		fmt.Println(time.Since(start).Nanoseconds())
	}
	return v.store.Close()
}

// A server is killed under those who write, and its synchronous standby takes its place:
// what was confirmed is there, and whole.
func TestAKilledPrimaryLosesNothingConfirmed(t *testing.T) {
	judges.Alone(t)
	onFile(t)
	t.Parallel()
	p := judges.StartPostgres(t)
	_, v := inServer(t, p)
	if err := v.store.Close(); err != nil {
		t.Fatal(err)
	}
	promises := 0
	for kill := range primaryKills {
		standby := p.Standby()
		all, said := writers(t, 4, "writer", func(i int) []string { return []string{p.Address("store"), fmt.Sprintf("k%dw%d-", kill, i)} })
		heard := []string{<-said[0]}
		time.Sleep(time.Duration(200+37*kill%400) * time.Millisecond)
		p.Kill()
		for i, cmd := range all {
			_ = cmd.Process.Kill() // it may have ended for want of a server
			for line := range said[i] {
				heard = append(heard, line)
			}
			_ = cmd.Wait()
		}
		p = standby
		p.Promote()
		s := must(OpenExisting(t.Context(), p.Address("store"), serverOptions(t)))(t)
		promises += keptAll(t, must(s.Unlock(t.Context(), testLogin, testPassword))(t), slices.DeleteFunc(heard, func(line string) bool { return line == "" }))
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	if promises == 0 {
		t.Fatal("no child confirmed anything: the test proved nothing")
	}
	t.Logf("PostgreSQL: %d primaries killed under 4 writers, %d confirmed verbs, 0 lost, 0 torn", primaryKills, promises)
}
