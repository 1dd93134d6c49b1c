package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/sync/store"
)

// Reports leave from a shell while nobody is signed in, by a token that one person has set up;
// who signs in later sees them accepted.
func TestReportsLeaveWhileNobodyIsSignedIn(t *testing.T) {
	t.Parallel()
	s := newServer(t, "anna")
	anna := s.letter["anna"]
	d := newReal(t, s)
	if err := os.Chmod(d.dir, 0o700); err != nil {
		t.Fatal(err)
	}
	d.fill(anna, "Apfelbaum", "Birnbaum")
	s.start()
	l := d.sitDown(anna)
	l.hear("Angemeldet als")
	l.end()
	contains(t, "before it is set up", runs(t, 2, "sync", "--dir", d.dir).err, "nicht eingerichtet", "sync einrichten")
	said := d.allowed(t, anna, 0, "sync", "einrichten", "--zweck", "Server 1").out
	contains(t, "setting it up", said, "Eingerichtet bis", "meldeportal.db.senden")
	file := filepath.Join(d.dir, "meldeportal.db.senden")
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the token's file: %v, %v", info, err)
	}
	contains(t, "with nothing to send", runs(t, 0, "sync", "--dir", d.dir).out, "0 Meldungen gesendet.")
	tnr := d.queueAll(anna)
	contains(t, "a round", runs(t, 0, "sync", "--dir", d.dir).out, "2 Meldungen gesendet.")
	contains(t, "the portal's list", s.desk("meldung", "list"), tnr)
	contains(t, "another round", runs(t, 0, "sync", "--dir", d.dir).out, "0 Meldungen gesendet.")
	if got := d.delivery(anna, tnr); got.State != model.StateQueued {
		t.Errorf("before anybody came in it is %s", got.State)
	}
	found := examined(t, 0, d.dir)["Senden"]
	if contains(t, "the doctor", found.Text, "sendet ohne Anmeldung bis"); found.State != fine {
		t.Errorf("the doctor says %+v", found)
	}
	l = d.sitDown(anna)
	l.hear("Angemeldet als")
	for until := time.Now().Add(patience); d.delivery(anna, tnr).State != model.StateAccepted; time.Sleep(100 * time.Millisecond) {
		if time.Now().After(until) {
			t.Fatal("who signed in has not taken the receipts over")
		}
	}
	l.end()
	if err := os.Chmod(file, 0o640); err != nil {
		t.Fatal(err)
	}
	contains(t, "a token others can read", runs(t, 2, "sync", "--dir", d.dir).err, "können andere lesen")
	if err := os.Chmod(file, 0o600); err != nil {
		t.Fatal(err)
	}
	s.stop()
	contains(t, "no portal", runs(t, 1, "sync", "--dir", d.dir).err, "nicht erreichbar")
	logged, err := os.ReadFile(filepath.Join(d.dir, "meldeportal.log"))
	if err != nil || strings.Contains(string(logged), "Apfelbaum") || !strings.Contains(string(logged), "msg=sync sent=2 refused=0 waiting=0") {
		t.Errorf("the log says %v\n%s", err, logged)
	}
}

// allowed runs a command for somebody who gives password and code.
func (d *desktop) allowed(t *testing.T, p staff, status int, args ...string) outcome {
	t.Helper()
	cmd := program(t, append(args, "--dir", d.dir)...)
	cmd.Env = append(cmd.Env, "MELDEPORTAL_LOGIN="+p.login, passwordVariable+"="+p.password, codeVariable+"="+d.code(p.login))
	o := execute(t, cmd)
	if o.status != status {
		t.Fatalf("%q ended with %d, want %d\n%s%s", args, o.status, status, o.out, o.err)
	}
	return o
}

// Whoever kills a round loses nothing and sends nothing twice: the next one goes on, while the
// portal is slow.
func TestAKilledRoundLosesNothing(t *testing.T) {
	t.Parallel()
	const people, kills = 25, 20
	s := newServer(t, "anna")
	anna := s.letter["anna"]
	d := newReal(t, s)
	var names []model.Text
	for i := range people {
		names = append(names, model.Text(fmt.Sprintf("Baum%c", 'a'+i)))
	}
	d.fill(anna, names...)
	s.start()
	l := d.sitDown(anna)
	l.hear("Angemeldet als")
	l.end()
	d.allowed(t, anna, 0, "sync", "einrichten")
	d.queueAll(anna)
	slow := slowly(t, s.address, 40*time.Millisecond)
	for range kills {
		cmd := program(t, "sync", "--dir", d.dir, "--portal", "https://"+slow)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(20*time.Millisecond + rand.N(260*time.Millisecond))
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}
	runs(t, 0, "sync", "--dir", d.dir)
	list := s.desk("meldung", "list")
	waiting := d.waiting()
	arrived := 0
	for _, tnr := range waiting {
		arrived += strings.Count(list, tnr)
	}
	if len(waiting) != people || arrived != people {
		t.Errorf("of %d reports %d arrived", len(waiting), arrived)
	}
	contains(t, "a last round", runs(t, 0, "sync", "--dir", d.dir).out, "0 Meldungen gesendet.")
	t.Logf("%d kills, %d reports: 0 lost, 0 doubled", kills, arrived)
}

// slowly is an address by which somebody else's is reached, each answer later by a while.
func slowly(t *testing.T, to string, by time.Duration) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var open sync.WaitGroup
	open.Go(func() {
		for {
			in, err := ln.Accept()
			if err != nil {
				return
			}
			out, err := net.Dial("tcp", to)
			if err != nil {
				_ = in.Close()
				continue
			}
			open.Go(func() {
				_, _ = io.Copy(out, in)
				_ = out.Close()
			})
			open.Go(func() {
				some := make([]byte, 64<<10)
				for {
					n, err := out.Read(some)
					time.Sleep(by)
					if _, broken := in.Write(some[:n]); err != nil || broken != nil {
						_ = in.Close()
						return
					}
				}
			})
		}
	})
	t.Cleanup(func() {
		_ = ln.Close()
		open.Wait()
	})
	return ln.Addr().String()
}

// Fourteen days before its end each round says until when it may send.
func TestARoundSaysWhenItsTokenEnds(t *testing.T) {
	t.Parallel()
	now := time.Now()
	for left, want := range map[time.Duration]bool{15 * 24 * time.Hour: false, 13 * 24 * time.Hour: true, -time.Hour: true} {
		said := sentAloneText(&desk.SentAlone{Sent: 1, Refused: 2, Left: store.Left{Waiting: 6, Taken: 3, Apart: 1}, Ends: now.Add(left)}, now)
		contains(t, "the line", said, "1 Meldung gesendet, 2 abgelehnt", "2 warten, 1 wartet, bis sich jemand anmeldet.")
		if strings.Contains(said, "sync einrichten") != want {
			t.Errorf("%v before the end: %s", left, said)
		}
	}
}
