package refportal

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"sync/atomic"
	"time"

	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/seal"
	"example.org/meldeportal/sync/server"
)

// Options are the portal's surroundings. The zero value is right for a server.
type Options struct {
	Now   func() time.Time // nil = time.Now
	Cost  seal.Cost        // of new password hashes; zero = right for a server
	Judge Judge            // nil = NewJudge(Now, Newest)
	Hosts []string         // names and addresses of the certificate, besides the loopback's
	Log   *slog.Logger     // nil = nothing is logged; see server.NewLogger

	Certificate, CertificateKey, KeyFile, Store string // see server.Options

	Newest field.Edition // of those in which it takes reports; 0 = dataset.Newest
}

// Portal is an open reference portal: a server with an inbox. It is safe for
// concurrent use.
type Portal struct {
	*server.Server
	judge   Judge
	reports *database.Shared[*arrival]
	came    chan struct{} // a sealed report came
	log     *slog.Logger
	signer  *seal.Signer // of receipts
	keys    atomic.Pointer[keyList]
	sealed  bool // it takes reports in no other form
}

// OnlySealed has the portal take no report any more that came as it is. It is said before
// anything is served.
func (p *Portal) OnlySealed() { p.sealed = true }

//go:embed migrations/*.sql postgres/*.sql
var migrationFiles embed.FS

// Open opens the portal whose files are in dir, or makes it.
func Open(ctx context.Context, dir string, o Options) (*Portal, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Newest == 0 {
		o.Newest = dataset.Newest
	}
	steps := database.Steps(migrationFiles)
	s, err := server.Open(ctx, dir, server.Options{
		Title: "Meldeportal (Referenzportal)", Database: "portal.db", Steps: steps, Served: database.Served(migrationFiles, "postgres", len(steps)), Later: []int{4, 6, 9},
		Now: o.Now, Cost: o.Cost, Hosts: o.Hosts, Log: o.Log, Certificate: o.Certificate, CertificateKey: o.CertificateKey, KeyFile: o.KeyFile, Store: o.Store,
		Editions: dataset.Until(o.Newest),
	})
	if err != nil {
		return nil, fmt.Errorf("open portal: %w", err)
	}
	p := &Portal{Server: s, judge: o.Judge, came: make(chan struct{}, 1), log: o.Log}
	if p.log == nil {
		p.log = slog.New(slog.DiscardHandler)
	}
	if p.signer, err = receiptSigner(s.Key); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	p.reports = database.Share(s.DB, p.takeIn)
	if p.judge == nil {
		p.judge = NewJudge(o.Now, o.Newest)
	}
	if err := p.tellOldReports(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("tell reports: %w", err), s.Close())
	}
	if err := p.signOldReceipts(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return p, nil
}

// Serve answers on a listener until ctx ends, then lets the calls that are under
// way finish. The listener is closed.
func (p *Portal) Serve(ctx context.Context, ln net.Listener) error {
	return p.Server.Serve(ctx, ln, p.Handler())
}
