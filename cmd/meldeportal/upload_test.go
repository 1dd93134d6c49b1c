package main

import (
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/obds"
	"example.org/meldeportal/sync/desk"
)

// packageOf is a package of so many complete reports, as the system of the house itself
// writes it; change spoils some.
func packageOf(t *testing.T, reports int, change func(n int, r *model.Report)) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "paket.xml")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	v := newInventor(11)
	w := obds.NewWriter(file, dataset.Newest, model.Absender{AbsenderID: "KIS-7", SoftwareID: "KIS", SoftwareVersion: "1"}, model.DatumOf(time.Now()))
	for n := range reports {
		p := v.person()
		p.PatientID = model.Text(fmt.Sprintf("KIS-%05d", n))
		r := v.diagnosis(p, time.Now())
		desk.Number(&r.Meldung, model.TypDiagnose, site)
		r.Meldung.MeldungID = model.Text(fmt.Sprintf("KIS-M-%05d", n))
		if change != nil {
			change(n, &r)
		}
		w.Add(&p, &r.Meldung)
	}
	if err := w.Close([]model.Melder{{ID: site, KHAbtStationPraxis: "Klinikum Musterstadt"}}); err != nil {
		t.Fatal(err)
	}
	return path
}

// upload is the command as somebody calls it.
func (d *desktop) upload(p staff, args ...string) *exec.Cmd {
	d.t.Helper()
	cmd := program(d.t, append([]string{"upload", "--dir", d.dir}, args...)...)
	cmd.Env = append(cmd.Env, "MELDEPORTAL_LOGIN="+p.login, passwordVariable+"="+p.password, codeVariable+"="+d.unused(p.login))
	return cmd
}

// received is how many reports the portal has taken.
func (s *realPortal) received() (n int) {
	s.t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(s.dir, "portal.db")+"?_pragma=busy_timeout(5000)")
	if err == nil {
		err = errors.Join(db.QueryRow("SELECT count(*) FROM report").Scan(&n), db.Close())
	}
	if err != nil {
		s.t.Fatal(err)
	}
	return n
}

// leasesOver lets two minutes pass for what a killed program had in hand.
func (d *desktop) leasesOver() {
	d.database(func(db *sql.DB) error {
		_, err := db.Exec("UPDATE delivery SET lease_until = 1 WHERE lease_until IS NOT NULL")
		return err
	})
}

// A package with a faulty report is not sent, unless the valid ones are wanted; each has its
// line in the protocol. Killed in the middle, the same command sends the rest: each report
// is at the portal once. Where only a proxy leads out of the house, it goes through that.
func TestAPackageIsSentFromTheCommandLine(t *testing.T) {
	t.Parallel()
	s := newServer(t, "boss")
	const name = "portal.musterstadt.example" // known to the proxy alone
	s.args = []string{"--host", name}
	s.start()
	d := newReal(t, s)
	d.fill(s.letter["boss"], "Apfelbaum")
	d.sitDown(s.letter["boss"]).end()
	const n = 40
	path := packageOf(t, n, func(n int, r *model.Report) {
		if n == 3 {
			r.Meldung.Diagnose.Diagnosesicherung = ""
		}
	})
	if out := execute(t, d.upload(s.letter["boss"], path)); out.status != 1 || !strings.Contains(out.err, "40 Meldungen, 39 gültig, 1 fehlerhaft. Nichts gesendet; --nur-gueltige sendet die gültigen.") {
		t.Fatalf("ended with %d: %s%s", out.status, out.out, out.err)
	}
	if sent := s.received(); sent != 0 {
		t.Fatalf("%d reports at the portal, want none", sent)
	}
	cmd := d.upload(s.letter["boss"], "--nur-gueltige", path)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for s.received() == 0 {
		time.Sleep(5 * time.Millisecond)
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	before := s.received()
	d.leasesOver()
	protocol := filepath.Join(t.TempDir(), "protokoll.txt")
	out := execute(t, d.upload(s.letter["boss"], "--nur-gueltige", "--protokoll", protocol, path))
	if out.status != 0 {
		t.Fatalf("ended with %d: %s%s", out.status, out.out, out.err)
	}
	contains(t, "output", out.out, "39 Meldungen: 39 angenommen, 0 abgelehnt, 0 warten, 0 nicht gesendet.", "Protokoll: "+protocol)
	text, err := os.ReadFile(protocol)
	if err != nil {
		t.Fatal(err)
	}
	if lines := regexp.MustCompile(`(?m)^KIS-M-\d{5}  angenommen      [0-9a-f-]{36}$`).FindAllString(string(text), -1); len(lines) != n-1 {
		t.Errorf("%d lines of accepted reports:\n%s", len(lines), text)
	}
	if after := s.received(); after != n-1 || before == 0 {
		t.Errorf("%d reports at the portal, %d when it was killed, want %d", after, before, n-1)
	}
	_, port, _ := net.SplitHostPort(s.address)
	d.configure(Config{Portal: "https://" + name + ":" + port, CADatei: s.caFile(), Fingerabdruck: []string{s.pin()}})
	cmd = d.upload(s.letter["boss"], packageOf(t, 1, func(_ int, r *model.Report) { r.Meldung.MeldungID = "KIS-M-00040" }))
	cmd.Env = append(cmd.Env, "HTTPS_PROXY="+proxyTo(t, name+":"+port, s.address))
	if out := execute(t, cmd); out.status != 0 || s.received() != n {
		t.Errorf("through a proxy: ended with %d, %d reports at the portal, want %d: %s%s", out.status, s.received(), n, out.out, out.err)
	}
}

// proxyTo is a proxy that leads to one place alone (RFC 9110, 9.3.6), and its address.
func proxyTo(t *testing.T, name, address string) string {
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodConnect || r.Host != name {
			http.Error(w, "", http.StatusForbidden)
			return
		}
		to, err := net.Dial("tcp", address)
		if err != nil {
			http.Error(w, "", http.StatusBadGateway)
			return
		}
		defer to.Close()
		from, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer from.Close()
		fmt.Fprint(from, "HTTP/1.1 200 Connection established\r\n\r\n")
		go func() { _, _ = io.Copy(to, from); _ = to.Close() }()
		_, _ = io.Copy(from, to)
	}))
	t.Cleanup(proxy.Close)
	return proxy.URL
}
