package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofrs/flock"
	"github.com/google/renameio/v2"

	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/seal"
	"example.org/meldeportal/sync/store"
	"example.org/meldeportal/sync/totp"
	"example.org/meldeportal/tui/work"
)

// demoCommand brings up everything with invented data in one process.
type demoCommand struct {
	Anzeige
	Zugang bool   `help:"Nur die erfundenen Zugangsdaten als JSON ausgeben."`
	Person string `help:"Loginname der erfundenen Person, deren Zugangsdaten --zugang ausgibt (meier, schulz, yildiz)." placeholder:"LOGIN"`
}

// Run starts the demo or prints its access data.
func (d demoCommand) Run(o *Ort) error {
	v, err := openDemo(context.Background(), o.Dir)
	if err != nil {
		return err
	}
	defer v.close()
	if d.Zugang {
		v.aid(d.Person)
		return errors.Join(v.printAccess(), v.filled(context.Background()))
	}
	services, err := v.services()
	if err != nil {
		return err
	}
	return v.show(services, d.Anzeige)
}

// demo is a folder with a portal, a store and a log of their own. The first
// process in a folder is host of the portal; others call it there.
type demo struct {
	*installation
	portal  *refportal.Portal
	address demoAddress

	register string // fingerprint of its root key
	host     *flock.Flock
	stop     context.CancelFunc
	served   chan error
	ready    chan struct{} // closed when the store is filled, or cannot be
	unready  error         // why not
	aids     atomic.Int32  // whose access data are shown, among demoUsers
}

// demoAddress is where the running demo's portal listens (portal.json).
type demoAddress struct {
	URL    string `json:"url"`
	CAFile string `json:"ca_datei"`
	Pin    string `json:"fingerabdruck"`
}

// demoCost keeps the demo's start short. Its passwords are printed on the screen.
var demoCost = seal.Floor

func openDemo(ctx context.Context, dir string) (*demo, error) {
	if dir == "" {
		p, err := findPaths("", os.Getenv)
		if err != nil {
			return nil, err
		}
		dir = filepath.Join(p.data, "demo")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("find demo folder: %w", err)
	}
	log, closeLog, err := openLog(dir)
	if err != nil {
		return nil, err
	}
	d := &demo{installation: &installation{paths: paths{data: dir}, log: log, close: closeLog}, host: flock.New(filepath.Join(dir, "demo.lock"))}
	if d.portal, err = refportal.Open(ctx, filepath.Join(dir, "portal"), refportal.Options{Now: time.Now, Log: log, Cost: demoCost, Judge: newDemoJudge()}); err != nil {
		return nil, errors.Join(fmt.Errorf("open demo portal: %w", err), closeLog())
	}
	if err := d.fillPortal(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("fill demo: %w", err), d.portal.Close(), closeLog())
	}
	if d.register, err = d.fillRegister(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("fill demo: %w", err), d.portal.Close(), closeLog())
	}
	d.ready = make(chan struct{})
	go d.prepare(ctx)
	return d, nil
}

// prepare fills the store while the sign-in is asked for, which takes a person longer.
func (d *demo) prepare(ctx context.Context) {
	defer close(d.ready)
	if err := d.fill(ctx); err != nil {
		d.unready = fmt.Errorf("fill demo: %w", err)
	}
}

// filled waits for the store.
func (d *demo) filled(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-d.ready:
		return d.unready
	}
}

// open opens the store once it is filled.
func (d *demo) open(ctx context.Context, copied func(percent int)) (*store.Store, error) {
	if err := d.filled(ctx); err != nil {
		return nil, err
	}
	return d.stored().open(demoCost)(ctx, copied)
}

func (d *demo) close() error {
	<-d.ready
	if d.stop != nil {
		d.stop()
		<-d.served
	}
	return errors.Join(d.portal.Close(), d.host.Close(), d.installation.close())
}

// services is the real program on the demo's portal, with the aid on the login
// screen. This is the only place that hands out an Aid.
func (d *demo) services() (*work.Services, error) {
	if err := d.serve(); err != nil {
		return nil, err
	}
	d.config = Config{Portal: d.address.URL, CADatei: d.address.CAFile, Fingerabdruck: []string{d.address.Pin}, Register: d.register}
	s, err := d.installation.services()
	if err != nil {
		return nil, err
	}
	door := s.Gate.(gate)
	door.Open, door.Existing = d.open, d.open
	s.Gate = demoGate{door, d}
	s.Aid = demoAid{d}
	return s, nil
}

func (d *demo) addressPath() string { return filepath.Join(d.data, "portal.json") }

// serve makes this process the host of the portal, unless another one is.
func (d *demo) serve() error {
	first, err := d.first()
	if err != nil || !first {
		return err
	}
	listener, err := net.Listen("tcp", d.lastAddress())
	if err != nil {
		if listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
			return fmt.Errorf("listen: %w", err)
		}
	}
	ctx, stop := context.WithCancel(context.Background())
	d.stop, d.served = stop, make(chan error, 1)
	register, err := d.offices().Register()
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	go func() {
		var work sync.WaitGroup
		work.Go(func() { d.portal.Work(ctx, register) })
		err := d.portal.Serve(ctx, listener)
		work.Wait()
		d.served <- err
	}()
	d.address = demoAddress{URL: "https://" + listener.Addr().String(), CAFile: d.portal.CertificateFile(), Pin: portal.Fingerprint(d.portal.Pin())}
	return d.writeAddress()
}

func (d *demo) writeAddress() error {
	text, err := json.Marshal(d.address)
	if err != nil {
		return fmt.Errorf("encode address: %w", err)
	}
	if err := renameio.WriteFile(d.addressPath(), text, 0o600); err != nil {
		return fmt.Errorf("write address: %w", err)
	}
	return nil
}

// hostPatience is how long the address of a portal that is being started is
// waited for.
const hostPatience = 5 * time.Second

// first reports that this process is to be the host. Where another one is, its
// address is read, which is there a moment after its lock.
func (d *demo) first() (bool, error) {
	for late := time.Now().Add(hostPatience); ; time.Sleep(20 * time.Millisecond) {
		first, err := d.host.TryLock()
		if err != nil {
			return false, fmt.Errorf("lock demo: %w", err)
		}
		if first {
			return true, nil
		}
		if err = d.readAddress(); err == nil || time.Now().After(late) {
			return false, err
		}
	}
}

// lastAddress is the address of the run before, so that deliveries and scripts
// find the portal where it was.
func (d *demo) lastAddress() string {
	if d.readAddress() == nil {
		return d.address.URL[len("https://"):]
	}
	return "127.0.0.1:0"
}

func (d *demo) readAddress() error {
	text, err := os.ReadFile(d.addressPath())
	if err != nil {
		return fmt.Errorf("read address: %w", err)
	}
	if err := json.Unmarshal(text, &d.address); err != nil {
		return fmt.Errorf("decode address: %w", err)
	}
	return nil
}

// printAccess writes the access data as one JSON object, for scripts.
func (d *demo) printAccess() error {
	if err := d.readAddress(); err != nil {
		d.address = demoAddress{} // the demo never ran: there is no address yet
	}
	u := d.aided()
	access := map[string]any{"loginname": u.login, "passwort": u.password,
		"portal_url": d.address.URL, "verzeichnis": d.data}
	if secret, shown, err := d.secret(u.login); err != nil {
		return err
	} else if shown {
		access["otp_geheimnis"] = secret.Reveal()
	}
	return json.NewEncoder(os.Stdout).Encode(access)
}

// aid has the access data be those of a login name, the first user's where it is nobody's.
func (d *demo) aid(login string) {
	at := slices.IndexFunc(demoUsers, func(u demoUser) bool { return u.login == portal.FoldLogin(login) })
	d.aids.Store(int32(max(0, at)))
}

// aided is whose access data are shown: hers who signs in, or the first one's.
func (d *demo) aided() demoUser { return demoUsers[d.aids.Load()] }

// secret is an invented user's second factor; shown says that she has got
// it: a code was accepted, or the QR code was confirmed with "fertig".
func (d *demo) secret(login string) (secret totp.Secret, shown bool, err error) {
	secret, shown, err = d.portal.Secret(context.Background(), login)
	if err == nil && !shown {
		_, missing := os.Stat(d.scannedPath(login))
		shown = missing == nil
	}
	return secret, shown, err
}

// scannedPath is an empty file that is there once somebody's QR code was confirmed.
func (d *demo) scannedPath(login string) string {
	return filepath.Join(d.data, "qr-code-gezeigt-"+login)
}

// demoAid knows the invented users' access data: work.Aid.
type demoAid struct{ demo *demo }

// For has the data be those of a login name.
func (a demoAid) For(login string) { a.demo.aid(login) }

// Access is shown on the demo's login screen.
func (a demoAid) Access(now time.Time) (login, password, code string, left time.Duration) {
	u := a.demo.aided()
	secret, shown, err := a.demo.secret(u.login)
	if err == nil && shown {
		code, left = totp.Code(secret, now)
	}
	return u.login, u.password, code, left
}

// Scanned notes that the QR code was confirmed, also for other processes.
func (a demoAid) Scanned() error {
	if err := os.WriteFile(a.demo.scannedPath(a.demo.aided().login), nil, 0o600); err != nil {
		return fmt.Errorf("note shown QR code: %w", err)
	}
	return nil
}
