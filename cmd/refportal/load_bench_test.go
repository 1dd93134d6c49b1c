package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"example.org/meldeportal/sync/portal"
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

// loaded is a portal in a process of its own, and who delivers to it.
type loaded struct {
	*testing.B
	url, password string
	pid           int
	tls           *tls.Config
	token         string
	secret        totp.Secret
	code          string // that was used last
	next          atomic.Int64
}

func newLoaded(b *testing.B) *loaded {
	b.Helper()
	dir := b.TempDir()
	l := &loaded{B: b}
	l.program(dir, "einrichtung", "add", loadSite, "--name", "Klinikum Musterstadt")
	letter := l.program(dir, "user", "add", loadLogin, "--name", "Anna Beispiel", "--einrichtung", loadSite)
	l.password = passwordLine.FindStringSubmatch(letter)[1]
	serving := command(dir, "--adresse", "127.0.0.1:0")
	out, err := serving.StdoutPipe()
	l.must(err)
	l.must(serving.Start())
	l.pid = serving.Process.Pid
	b.Cleanup(func() {
		_ = serving.Process.Kill()
		_ = serving.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	l.must(err)
	go func() { _, _ = io.Copy(io.Discard, out) }()
	l.url = regexp.MustCompile(`https://[0-9.:]+[0-9]`).FindString(line)
	pem, err := os.ReadFile(dir + "/ca.pem")
	l.must(err)
	l.tls = &tls.Config{RootCAs: x509.NewCertPool(), MinVersion: tls.VersionTLS13}
	l.tls.RootCAs.AppendCertsFromPEM(pem)
	c := l.client("")
	defer c.Close()
	e, err := c.Activate(context.Background(), loadLogin, l.password)
	l.must(err)
	l.secret, err = phone.Scan(string(e.Secret))
	l.must(err)
	l.token = l.signIn(l.client("load"))
	return l
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
	c, err := portal.New(portal.Config{URL: l.url, CA: l.tls.RootCAs, Device: portal.Hidden(workstation), Timeout: time.Minute})
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

func (l *loaded) connect(from string) *connection {
	address := strings.TrimPrefix(l.url, "https://")
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

// ask sends a request and gives the status of the answer.
func (c *connection) ask(method, path, media, more string, body []byte) (int, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: portal\r\nContent-Type: %s\r\nContent-Length: %d\r\nContent-Digest: %s\r\n%s\r\n", method, path, media, len(body), portal.ContentDigest(body), more)
	b.Write(body)
	if _, err := c.Write(b.Bytes()); err != nil {
		return 0, err
	}
	answer, err := http.ReadResponse(c.in, nil)
	if err != nil {
		return 0, err
	}
	_, err = io.Copy(io.Discard, answer.Body)
	return answer.StatusCode, err
}

// deliver delivers a report nobody has delivered yet.
func (l *loaded) deliver(c *connection) (int, error) {
	n := l.next.Add(1)
	document := bytes.ReplaceAll(report, []byte("-0000001"), fmt.Appendf(nil, "-%07d", n)) // person and report
	return c.ask(http.MethodPut, portal.PathReports+uuid.NewString(), portal.TypeXML, "Authorization: Bearer "+l.token+"\r\n", document)
}

// deliverMany delivers n reports on all connections, or goes on for a while where n is 0,
// and gives how long each took.
func (l *loaded) deliverMany(n int, during time.Duration) (took []time.Duration, all time.Duration) {
	var left atomic.Int64
	left.Store(int64(n))
	var mu sync.Mutex
	var wg sync.WaitGroup
	until := time.Now().Add(during)
	connections := make([]*connection, loadConnections)
	for i := range connections {
		connections[i] = l.connect("")
	}
	begun := time.Now()
	for _, c := range connections {
		wg.Go(func() {
			defer c.Close()
			var mine []time.Duration
			for n > 0 && left.Add(-1) >= 0 || n == 0 && time.Now().Before(until) {
				from := time.Now()
				if status, err := l.deliver(c); err != nil || status != http.StatusCreated {
					l.Errorf("delivery: got %d, %v, want 201", status, err)
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
	slices.Sort(took)
	return took, time.Since(begun)
}

// cpu is what the portal has had of the processors.
func (l *loaded) cpu() time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", l.pid))
	l.must(err)
	_, rest, _ := strings.Cut(string(text), ") ") // the name before may hold blanks
	var user, system int64
	_, err = fmt.Sscanf(strings.Join(strings.Fields(rest)[11:13], " "), "%d %d", &user, &system)
	l.must(err)
	return time.Duration(user+system) * 10 * time.Millisecond // USER_HZ is 100
}

func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// BenchmarkLoad: how many reports a second the portal takes in on 32 connections, and how long
// the slowest of a hundred takes.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		l := newLoaded(b)
		l.deliverMany(loadReports/20, 0)
		cpu := l.cpu()
		took, all := l.deliverMany(loadReports, 0)
		b.ReportMetric(float64((l.cpu()-cpu).Microseconds())/float64(len(took)), "portal-cpu-µs/PUT")
		b.ReportMetric(float64(len(took))/all.Seconds(), "PUT/s")
		b.ReportMetric(millis(took[len(took)/2]), "p50-ms")
		b.ReportMetric(millis(took[len(took)*99/100]), "p99-ms")
		b.ReportMetric(0, "ns/op")
	}
}

// BenchmarkUnderAttack: what is left of it while strangers from 400 addresses try to sign in
// 400 times a second, and how long somebody who is known needs to sign in meanwhile.
func BenchmarkUnderAttack(b *testing.B) {
	for b.Loop() {
		l := newLoaded(b)
		l.deliverMany(0, attackTime/4)
		cpuQuiet := l.cpu()
		quiet, all := l.deliverMany(0, attackTime)
		b.ReportMetric(float64((l.cpu()-cpuQuiet).Microseconds())/float64(len(quiet)), "portal-cpu-µs/PUT-quiet")
		before := float64(len(quiet)) / all.Seconds()
		tried, end := l.attack()
		slowest := make(chan time.Duration)
		go func() {
			c := l.client("load")
			defer c.Close()
			time.Sleep(attackTime / 4)
			from := time.Now()
			_, _ = c.Activate(context.Background(), loadLogin, l.password) // is told no: it is what the program asks first
			first := time.Since(from)
			l.fresh()
			from = time.Now()
			l.signIn(c)
			slowest <- first + time.Since(from)
		}()
		cpu := l.cpu()
		took, all := l.deliverMany(0, attackTime)
		b.ReportMetric(float64((l.cpu()-cpu).Microseconds())/float64(len(took)), "portal-cpu-µs/PUT")
		b.ReportMetric(float64(tried.Load())/all.Seconds(), "hostile/s")
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
		c := l.connect(fmt.Sprintf("127.0.%d.%d", 1+i/200, 1+i%200))
		wg.Go(func() {
			defer c.Close()
			tick := time.NewTicker(time.Second)
			defer tick.Stop()
			for n := 0; ; n++ {
				body, _ := json.Marshal(portal.SignIn{Credentials: portal.Credentials{Loginname: fmt.Sprintf("name-%d-%d", i, n%3), Passwort: "wrong"}, OTP: "000000"})
				if _, err := c.ask(http.MethodPost, portal.PathSessions, portal.TypeJSON, "", body); err != nil {
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
