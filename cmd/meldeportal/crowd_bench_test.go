package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/cmd/internal/guard"
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/model/worklist"
)

// typing has a colleague type into a draft of the crowd, without a rest, until the
// benchmark ends.
func typing(b *testing.B, dir string) {
	b.Helper()
	s, vault, err := openCrowd(b.Context(), filepath.Join(dir, "meldeportal.db"))
	if err != nil {
		b.Fatal(err)
	}
	draft, err := vault.LatestDraft(b.Context())
	if err != nil || draft == nil {
		b.Fatal(draft, err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		for n := 0; ctx.Err() == nil; n++ {
			draft.Report.Meldung.Anmerkung = model.Text(strings.Repeat("x", n%200))
			_ = vault.SaveDraft(ctx, draft) // somebody else may have the turn
			select {
			case <-ctx.Done():
			case <-time.After(700 * time.Millisecond):
			}
		}
	}()
	b.Cleanup(func() { stop(); <-stopped; _ = s.Close() })
}

// atDesk names the store whose reader this program is when the benchmark starts it
// again.
const atDesk = "MELDEPORTAL_TEST_AT_DESK"

// BenchmarkTogether has several people sit down within two seconds beside one who
// types: when the last of them has her work list and all people, and what memory they
// have together.
func BenchmarkTogether(b *testing.B) {
	if store := os.Getenv(atDesk); store != "" {
		if err := beColleague(store); err != nil {
			b.Fatal(err)
		}
		return
	}
	dir := crowdDir(b, many)
	typing(b, dir)
	for b.Loop() {
		begun := time.Now()
		var crowd []*colleague
		for i := range together {
			time.Sleep(time.Until(begun.Add(time.Duration(i) * 2 * time.Second / together)))
			crowd = append(crowd, sits(b, dir))
		}
		memory := 0
		var tasks, everybody []time.Duration
		for _, c := range crowd {
			tasks, everybody = append(tasks, c.sees("tasks")), append(everybody, c.sees("people"))
		}
		for _, c := range crowd {
			memory += status(b, c.cmd.Process.Pid, "VmRSS")
		}
		due := crowd[0].asks("due")
		for _, c := range crowd {
			c.leave()
		}
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(millisOf(slices.Max(tasks)), "last-tasks-ms")
		b.ReportMetric(millisOf(slices.Max(everybody)), "last-people-ms")
		b.ReportMetric(float64(memory), "all-MiB")
		b.ReportMetric(millisOf(due), "due-ms")
	}
}

// colleague is another program at the same store.
type colleague struct {
	b     *testing.B
	cmd   *exec.Cmd
	begun time.Time
	said  *bufio.Reader
	tell  *os.File
}

func sits(b *testing.B, dir string) *colleague {
	b.Helper()
	c := &colleague{b: b, cmd: exec.Command(os.Args[0], "-test.run", "^$", "-test.bench", "^BenchmarkTogether$", "-test.benchtime", "1x"), begun: time.Now()}
	c.cmd.Env = append(os.Environ(), atDesk+"="+filepath.Join(dir, "meldeportal.db"))
	in, tell, err := os.Pipe()
	if err != nil {
		b.Fatal(err)
	}
	c.cmd.Stdin, c.tell = in, tell
	out, err := c.cmd.StderrPipe()
	if err == nil {
		err = c.cmd.Start()
	}
	if err != nil {
		b.Fatal(err)
	}
	_ = in.Close()
	c.said = bufio.NewReader(out)
	return c
}

// sees waits until she has something.
func (c *colleague) sees(what string) time.Duration {
	c.b.Helper()
	line, err := c.said.ReadString('\n')
	if strings.TrimSpace(line) != what {
		c.b.Fatalf("a colleague said %q, %v, want %s", line, err, what)
	}
	return time.Since(c.begun)
}

func (c *colleague) asks(what string) time.Duration {
	c.b.Helper()
	c.begun = time.Now()
	if _, err := fmt.Fprintln(c.tell, what); err != nil {
		c.b.Fatal(err)
	}
	return c.sees(what)
}

func (c *colleague) leave() { _ = errors.Join(c.tell.Close(), c.cmd.Wait()) }

// beColleague does what signing in does after the portal has let somebody in, says when
// she has what, and reads the follow-ups when she is asked to.
func beColleague(path string) error {
	guard.Garbage(garbage, garbageBytes) // as the program has it
	ctx := context.Background()
	s, vault, err := openCrowd(ctx, path)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := vault.CatchUp(ctx, func(int) {}); err != nil {
		return err
	}
	page, err := vault.TaskPage(ctx, worklist.Span{N: 500}, func(slots []worklist.Counted) *worklist.Shelves {
		return worklist.NewPlaces(model.DatumOf(time.Now()), rule.Config{}).Shelves(time.Now(), worklist.Gesehen{}, slots)
	})
	if err != nil {
		return err
	}
	fmt.Fprintln(os.Stderr, "tasks")
	var pages people.Reader
	mark, err := vault.PeoplePages(ctx, pages.Page)
	if err != nil {
		return err
	}
	index, _ := pages.Index()
	if changes, err := vault.Changes(ctx, mark); err == nil {
		index.Change(&changes)
	}
	debug.FreeOSMemory()
	fmt.Fprintln(os.Stderr, "people")
	for asked := bufio.NewScanner(os.Stdin); asked.Scan(); {
		n := 0
		err := vault.FollowUps(ctx, model.DatumOf(time.Now()), func(worklist.Nachsorge) bool { n++; return n < 200 })
		if err != nil || n == 0 {
			return fmt.Errorf("%d follow-ups, %w", n, err)
		}
		fmt.Fprintln(os.Stderr, asked.Text())
	}
	if len(page.Tasks) == 0 || index.Len() == 0 {
		return errors.New("an empty desk")
	}
	return nil
}
