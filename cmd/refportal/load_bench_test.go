package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/sync/envelope"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/seal"
	"example.org/meldeportal/sync/totp"
	"example.org/meldeportal/sync/totp/phone"
)

// The figures of a portal under load: the program as it is, in a process of its own, which
// is this test's begun once more (TestMain), loaded from here.

const envProgram = "REFPORTAL_TEST_IS_THE_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(envProgram) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// report is one of an invented person, without fault.
//
//go:embed testdata/report.xml
var report []byte

const (
	loadSite        = "HE-00000001"
	loadLogin       = "anna"
	loadConnections = 32
)

// loaded is a portal in a process of its own, or in several that share a database, and who
// delivers to it.
type loaded struct {
	*testing.B
	urls     []string
	pids     []int
	password string
	tls      *tls.Config
	token    string
	secret   totp.Secret
	code     string // that was used last
	list     *envelope.List
	site     *seal.Signer
	ready    chan envelope.Report                  // sealed, see seal
	used     struct{ portals, load time.Duration } // of the processors, while reports were delivered
}

// newLoaded starts so many portals; more is said to each of their commands.
func newLoaded(b *testing.B, portals int, more ...string) *loaded {
	b.Helper()
	dir := b.TempDir()
	l := &loaded{B: b}
	l.program(dir, append(more, "einrichtung", "add", loadSite, "--name", "Klinikum Musterstadt")...)
	letter := l.program(dir, append(more, "user", "add", loadLogin, "--name", "Anna Beispiel", "--einrichtung", loadSite)...)
	l.password = passwordLine.FindStringSubmatch(letter)[1]
	l.program(dir, append(more, "schluessel", "neu", "--ablage", filepath.Join(b.TempDir(), "ablage"))...)
	l.serve(dir, more)
	pem, err := os.ReadFile(dir + "/ca.pem")
	l.must(err)
	for range portals - 1 {
		other := b.TempDir()
		for _, name := range []string{"server.key", "tls-key.pem", "ca.pem", "ca-key.pem"} {
			text, err := os.ReadFile(filepath.Join(dir, name))
			l.must(err)
			l.must(os.WriteFile(filepath.Join(other, name), text, 0o600))
		}
		l.serve(other, more)
	}
	l.tls = &tls.Config{RootCAs: x509.NewCertPool(), MinVersion: tls.VersionTLS13}
	l.tls.RootCAs.AppendCertsFromPEM(pem)
	c := l.client("")
	defer c.Close()
	e, err := c.Activate(context.Background(), loadLogin, l.password)
	l.must(err)
	l.secret, err = phone.Scan(string(e.Secret))
	l.must(err)
	at := l.client("load")
	l.token = l.signIn(at)
	l.site, err = seal.NewSigner()
	l.must(err)
	_, err = at.RegisterKey(context.Background(), loadSite, l.site.Public())
	l.must(err)
	groups := strings.Fields(seal.Fingerprint(l.site.Public()))
	l.program(dir, append(more, "einrichtung", "schluessel", "bestaetigen", loadSite, groups[len(groups)-2], groups[len(groups)-1])...)
	document, err := at.Keys(context.Background())
	l.must(err)
	l.list, err = envelope.Unchecked(document)
	l.must(err)
	return l
}

// seal makes n reports of as many invented people ready, which costs whoever delivers as much
// again, and is not measured here.
func (l *loaded) seal(n int) {
	l.ready = make(chan envelope.Report, n)
	var wg sync.WaitGroup
	for worker := range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := worker; i < n; i += runtime.GOMAXPROCS(0) {
				r := envelope.Report{Site: loadSite, Tnr: uuid.NewString(), Created: time.Now(), Document: bytes.ReplaceAll(report, []byte("-0000001"), fmt.Appendf(nil, "-%07d", i))}
				sealed, err := envelope.Seal(r, l.list, l.site)
				if err != nil {
					l.Errorf("seal: %v", err)
					return
				}
				r.Document = sealed
				l.ready <- r
			}
		})
	}
	wg.Wait()
	close(l.ready)
}

// serve starts a portal in a folder.
func (l *loaded) serve(dir string, more []string) {
	l.Helper()
	serving := command(dir, append(more, "--adresse", "127.0.0.1:0")...)
	out, err := serving.StdoutPipe()
	l.must(err)
	l.must(serving.Start())
	l.pids = append(l.pids, serving.Process.Pid)
	l.Cleanup(func() {
		_ = serving.Process.Kill()
		_ = serving.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	l.must(err)
	go func() { _, _ = io.Copy(io.Discard, out) }()
	l.urls = append(l.urls, regexp.MustCompile(`https://[0-9.:]+[0-9]`).FindString(line))
}

func (l *loaded) must(err error) {
	l.Helper()
	if err != nil {
		l.Fatal(err)
	}
}

func command(dir string, args ...string) *exec.Cmd {
	c := exec.Command(os.Args[0], append(args, "--dir", dir)...)
	c.Env = append(os.Environ(), envProgram+"=1")
	return c
}

func (l *loaded) program(dir string, args ...string) string {
	l.Helper()
	out, err := command(dir, args...).Output()
	l.must(err)
	return string(out)
}

func (l *loaded) client(workstation string) *portal.Client {
	c, err := portal.New(portal.Config{URL: l.urls[0], CA: l.tls.RootCAs, Device: portal.Hidden(workstation), Timeout: time.Minute})
	l.must(err)
	return c
}

// fresh waits for a code that was not used yet.
func (l *loaded) fresh() string {
	code, left := totp.Code(l.secret, time.Now())
	if code == l.code {
		time.Sleep(left)
		code, _ = totp.Code(l.secret, time.Now())
	}
	return code
}

// signIn signs in and gives the session's token.
func (l *loaded) signIn(c *portal.Client) string {
	l.Helper()
	code := l.fresh()
	l.code = code
	s, err := c.SignIn(context.Background(), loadLogin, l.password, code)
	l.must(err)
	return string(s.Token)
}

// connection speaks HTTP with as little work as there can be: it shares the machine with
// what it measures.
type connection struct {
	net.Conn
	in *bufio.Reader
}

// connect reaches the portals in turn.
func (l *loaded) connect(i int, from string) *connection {
	address := strings.TrimPrefix(l.urls[i%len(l.urls)], "https://")
	d := &net.Dialer{}
	if from != "" {
		d.LocalAddr = &net.TCPAddr{IP: net.ParseIP(from)}
	}
	config := l.tls.Clone()
	config.ServerName = "127.0.0.1"
	c, err := tls.DialWithDialer(d, "tcp", address, config)
	l.must(err)
	return &connection{c, bufio.NewReader(c)}
}

// ask sends a request and gives status and body of the answer.
func (c *connection) ask(method, path, media, more string, body []byte) (int, []byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: portal\r\nContent-Type: %s\r\nContent-Length: %d\r\nContent-Digest: %s\r\n%s\r\n", method, path, media, len(body), portal.ContentDigest(body), more)
	b.Write(body)
	if _, err := c.Write(b.Bytes()); err != nil {
		return 0, nil, err
	}
	answer, err := http.ReadResponse(c.in, nil)
	if err != nil {
		return 0, nil, err
	}
	said, err := io.ReadAll(answer.Body)
	if err == nil && answer.Header.Get(portal.HeaderDigest) != portal.ContentDigest(said) {
		err = errors.New("answer of another digest")
	}
	return answer.StatusCode, said, err
}

// deliver delivers a report and looks at its receipt.
func (l *loaded) deliver(c *connection, sealed *envelope.Report) error {
	status, said, err := c.ask(http.MethodPut, portal.PathReports+sealed.Tnr, portal.TypeEnvelope, "Authorization: Bearer "+l.token+"\r\n", sealed.Document)
	if err != nil || status != http.StatusCreated {
		return fmt.Errorf("got %d, %w, want 201: %s", status, err, said)
	}
	var r model.Receipt
	if err := json.Unmarshal(said, &r); err != nil || r.Transaktionsnummer != sealed.Tnr || r.Digest != portal.DocumentDigest(sealed.Document) || r.LogIndex == 0 {
		return fmt.Errorf("got receipt %s, %w", said, err)
	}
	return nil
}

// deliverMany delivers n reports on all connections, and gives how long each took.
func (l *loaded) deliverMany(n int) (took []time.Duration, all time.Duration) {
	var mu sync.Mutex
	for ; n > 0; n -= sealedAtOnce {
		l.seal(min(n, sealedAtOnce))
		cpu, own := l.cpu(), l.ownCPU()
		var wg sync.WaitGroup
		connections := make([]*connection, loadConnections)
		for i := range connections {
			connections[i] = l.connect(i, "")
		}
		begun := time.Now()
		for _, c := range connections {
			wg.Go(func() {
				defer c.Close()
				var mine []time.Duration
				for sealed := range l.ready {
					from := time.Now()
					if err := l.deliver(c, &sealed); err != nil {
						l.Errorf("delivery: %v", err)
						return
					}
					mine = append(mine, time.Since(from))
				}
				mu.Lock()
				defer mu.Unlock()
				took = append(took, mine...)
			})
		}
		wg.Wait()
		all += time.Since(begun)
		l.used.portals, l.used.load = l.used.portals+l.cpu()-cpu, l.used.load+l.ownCPU()-own
	}
	slices.Sort(took)
	return took, all
}

// sealedAtOnce are made ready before they are delivered: what 32 connections hold in memory.
const sealedAtOnce = 6000

// cpu is what the portals have had of the processors.
func (l *loaded) cpu() (all time.Duration) {
	for _, pid := range l.pids {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		l.must(err)
		_, rest, _ := strings.Cut(string(text), ") ") // the name before may hold blanks
		var user, system int64
		_, err = fmt.Sscanf(strings.Join(strings.Fields(rest)[11:13], " "), "%d %d", &user, &system)
		l.must(err)
		all += time.Duration(user+system) * 10 * time.Millisecond // USER_HZ is 100
	}
	return all
}

// ownCPU is what this process has had: the load.
func (l *loaded) ownCPU() time.Duration {
	var used syscall.Rusage
	l.must(syscall.Getrusage(syscall.RUSAGE_SELF, &used))
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// BenchmarkLoad: how many reports a second the portal takes in on 32 connections, and how long
// the slowest of a hundred takes.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		newLoaded(b, 1).bear()
	}
}

// BenchmarkLoadPostgres: the same of two portals that share a database in a PostgreSQL server.
func BenchmarkLoadPostgres(b *testing.B) {
	p := judges.StartPostgres(b)
	for n := 0; b.Loop(); n++ {
		newLoaded(b, 2, "--store", p.Address(fmt.Sprintf("portal%d", n))).bear()
	}
}

// bear measures what is borne. The processors' time is told, too: on a machine that others use
// it says more than the rate.
func (l *loaded) bear() {
	l.deliverMany(loadReports / 20)
	l.used.portals, l.used.load = 0, 0
	took, all := l.deliverMany(loadReports)
	n := float64(len(took))
	l.ReportMetric(float64(l.used.portals.Microseconds())/n, "portal-cpu-µs/PUT")
	l.ReportMetric(float64(l.used.load.Microseconds())/n, "load-cpu-µs/PUT")
	l.ReportMetric(n/all.Seconds(), "PUT/s")
	l.ReportMetric(millis(took[len(took)/2]), "p50-ms")
	l.ReportMetric(millis(took[len(took)*99/100]), "p99-ms")
	l.ReportMetric(0, "ns/op")
}

// BenchmarkUnderAttack: what is left of it while strangers from 400 addresses try to sign in
// 400 times a second, and how long somebody who is known needs to sign in meanwhile.
func BenchmarkUnderAttack(b *testing.B) {
	for b.Loop() {
		l := newLoaded(b, 1)
		l.deliverMany(attackedReports / 4)
		l.used.portals = 0
		quiet, all := l.deliverMany(attackedReports)
		b.ReportMetric(float64(l.used.portals.Microseconds())/float64(len(quiet)), "portal-cpu-µs/PUT-quiet")
		before := float64(len(quiet)) / all.Seconds()
		tried, end := l.attack()
		slowest := make(chan time.Duration)
		go func() {
			c := l.client("load")
			defer c.Close()
			time.Sleep(time.Second)
			from := time.Now()
			_, _ = c.Activate(context.Background(), loadLogin, l.password) // is told no: it is what the program asks first
			first := time.Since(from)
			l.fresh()
			from = time.Now()
			l.signIn(c)
			slowest <- first + time.Since(from)
		}()
		l.used.portals = 0
		begun, already := time.Now(), tried.Load()
		took, all := l.deliverMany(attackedReports)
		b.ReportMetric(float64(l.used.portals.Microseconds())/float64(len(took)), "portal-cpu-µs/PUT")
		b.ReportMetric(float64(tried.Load()-already)/time.Since(begun).Seconds(), "hostile/s")
		b.ReportMetric(before, "PUT/s-quiet")
		b.ReportMetric(float64(len(took))/all.Seconds(), "PUT/s")
		b.ReportMetric(millis(<-slowest), "sign-in-ms")
		end()
		b.ReportMetric(0, "ns/op")
	}
}

// attack tries to sign in under made-up names until end.
func (l *loaded) attack() (tried *atomic.Int64, end func()) {
	tried = new(atomic.Int64)
	ctx, stop := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	for i := range hostileSources {
		c := l.connect(i, fmt.Sprintf("127.0.%d.%d", 1+i/200, 1+i%200))
		wg.Go(func() {
			defer c.Close()
			tick := time.NewTicker(time.Second)
			defer tick.Stop()
			for n := 0; ; n++ {
				body, _ := json.Marshal(portal.SignIn{Credentials: portal.Credentials{Loginname: fmt.Sprintf("name-%d-%d", i, n%3), Passwort: "wrong"}, OTP: "000000"})
				if _, _, err := c.ask(http.MethodPost, portal.PathSessions, portal.TypeJSON, "", body); err != nil {
					if ctx.Err() == nil {
						l.Errorf("hostile call: %v", err)
					}
					return
				}
				tried.Add(1)
				select {
				case <-tick.C:
				case <-ctx.Done():
					return
				}
			}
		})
	}
	return tried, func() { stop(); wg.Wait() }
}
