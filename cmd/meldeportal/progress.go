package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/charmbracelet/x/term"

	"example.org/meldeportal/sync/store"
)

// progress tells the person at the terminal how far a long job is. Where nobody
// looks nothing is written.
type progress struct {
	to   *os.File // nil = nobody looks
	what string
	all  int
	told time.Time
}

const progressEvery = 200 * time.Millisecond

func newProgress(to *os.File, what string, all int) *progress {
	p := &progress{what: what, all: all}
	if term.IsTerminal(to.Fd()) {
		p.to = to
	}
	return p
}

func (p *progress) at(n int) {
	if p.to == nil || p.all == 0 || time.Since(p.told) < progressEvery {
		return
	}
	p.told = time.Now()
	fmt.Fprintf(p.to, "\r%s läuft, %d %% (%d von %d). Strg+C bricht ab.", p.what, 100*n/p.all, n, p.all)
}

// of says how far a job is whose size shows when it has begun.
func (p *progress) of(n, all int) {
	p.all = all
	p.at(n)
}

// imported says how far an import is.
func (p *progress) imported(done store.Imported) { p.at(done.Reports + done.Known + done.Differ) }

// over takes the line away.
func (p *progress) over() {
	if p.to != nil && !p.told.IsZero() {
		fmt.Fprint(p.to, "\r\x1b[K")
	}
}

// stoppable ends when the person at the terminal stops the job, or loses the terminal.
func stoppable(ctx context.Context) (context.Context, context.CancelFunc) {
	return signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
}
