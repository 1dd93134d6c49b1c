package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/tui/tuitest"
)

// memory is what a process has in its memory that it can write to: all it ever read.
func memory(t *testing.T, pid int) []byte {
	t.Helper()
	maps, err := os.ReadFile(fmt.Sprintf("/proc/%d/maps", pid))
	if err != nil {
		t.Skipf("the memory of another process cannot be read here: %v", err)
	}
	mem, err := os.Open(fmt.Sprintf("/proc/%d/mem", pid))
	if err != nil {
		t.Skipf("the memory of another process cannot be read here: %v", err)
	}
	defer mem.Close()
	var all bytes.Buffer
	for line := range strings.Lines(string(maps)) {
		var from, to int64
		var may string
		if _, err := fmt.Sscanf(line, "%x-%x %s", &from, &to, &may); err != nil || !strings.HasPrefix(may, "rw") {
			continue
		}
		part := make([]byte, to-from)
		n, _ := mem.ReadAt(part, from) // what is not there reads as nothing
		all.Write(part[:n])
	}
	return all.Bytes()
}

// rareNames are surnames nobody else has.
func rareNames(n int) (names []model.Text) {
	for i := range n {
		names = append(names, model.Text("Zzq"+string([]byte{'a' + byte(i/17576), 'a' + byte(i/676%26), 'a' + byte(i/26%26), 'a' + byte(i%26)})+"heim"))
	}
	return names
}

func count(in []byte, names []model.Text) (found int) {
	for _, name := range names {
		if bytes.Contains(in, []byte(name)) {
			found++
		}
	}
	return found
}

// A locked workplace, and one that was signed out from, have no name and no password in
// memory; the password opens it again with the session it had.
func TestALockedWorkplaceHasNobodysNameInMemory(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	names := rareNames(lockedNames)
	_, _, anna, term := office(t, append(names, "Apfelbaum")...)
	if in := count(memory(t, term.PID()), names); in < len(names)*9/10 {
		t.Errorf("control: before the lock %d of %d names are in memory", in, len(names))
	}

	term.Press("alt+x")
	term.See("Gesperrt seit")
	seen := memory(t, term.PID())
	if in := count(seen, names); in > 0 {
		t.Errorf("locked: %d of %d names in memory", in, len(names))
	}
	if bytes.Contains(seen, []byte(anna.password)) {
		t.Error("locked: the password is in memory")
	}
	t.Logf("locked: 0 of %d names, no password in %d MiB of memory", len(names), len(seen)>>20)
	term.Type("nicht-dieses-passwort\r")
	term.See("Das Passwort stimmt nicht")
	term.Type(anna.password + "\r")
	term.See("Wieder offen")
	term.See("verbunden")
	openCase(term, "Apfelbaum")
	finish(term)
	term.See("angenommen") // by the session that was left

	signOut(term)
	seen = memory(t, term.PID())
	if in := count(seen, names); in > 0 || bytes.Contains(seen, []byte(anna.password)) {
		t.Errorf("signed out: %d of %d names in memory", in, len(names))
	}
	t.Logf("signed out: 0 of %d names, no password in %d MiB of memory", len(names), len(seen)>>20)
}

// signOut leaves the workplace from any list.
func signOut(term *tuitest.Terminal) {
	for !strings.Contains(term.Screen(), "Abmelden?") {
		term.Press("f10")
		time.Sleep(200 * time.Millisecond)
	}
	term.Read()
	term.Type("j")
	term.See("Loginname")
}

// How long a desk may be left is 5 to 15 minutes.
func TestTheLockCannotBeTakenAway(t *testing.T) {
	t.Parallel()
	for minutes, want := range map[int]bool{4: false, 5: true, 15: true, 16: false, 0: false} {
		if after, err := lockAfter(Config{SperreMinuten: &minutes}); (err == nil) != want || want && after != time.Duration(minutes)*time.Minute {
			t.Errorf("%d minutes: %v, %v", minutes, after, err)
		}
	}
	if after, err := lockAfter(Config{}); err != nil || after != usualLock*time.Minute {
		t.Errorf("nothing said: %v, %v", after, err)
	}
}

// The line mode locks and opens by the same rules, in the demo too.
func TestTheLineModeLocksAndOpens(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	d := newDemo(t)
	l := startLines(t, "demo", "--dir", d.dir)
	l.signIn(d)
	l.say(":sperren")
	l.hear(`Gesperrt\.`)
	l.hear(`Gesperrt seit \d\d:\d\d\. Das Passwort von `)
	l.hear(`Passwort; die Eingabe`)
	l.say("nicht-dieses-passwort")
	l.hear(`Das Passwort stimmt nicht`)
	l.say(demoUsers[0].password)
	l.hear(`Wieder offen für `)
	l.hear(`Arbeitsliste, .* verbunden`)
	l.say(":sperren", "")
	l.hear(`Loginname\. Pflichtfeld`)
	l.end()
}

// On a terminal the line mode begins anew, too, where it is locked.
func TestALockedLineModeHasNobodysNameInMemory(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	s := newServer(t, "anna")
	s.start()
	d := newReal(t, s)
	anna := s.letter["anna"]
	d.fill(anna, "Zzqrarheim")
	term := tuitest.Start(t, program(t, "--dir", d.dir, "--zeilenmodus"), 80, 24)
	term.See("Loginname. Pflichtfeld")
	term.Type(anna.login + "\r")
	term.See("Passwort. Pflichtfeld")
	term.Type(anna.password + "\r")
	if first := seeAny(t, term, "Enter, wenn das Konto", "OTP-Code"); first != "OTP-Code" {
		term.Type("\r" + anna.login + "\r")
		term.See("erneut an")
		term.Type(anna.password + "\r")
		term.See("OTP-Code")
	}
	term.Type(d.code(anna.login) + "\r")
	term.See("Angemeldet als")
	term.Type("zzqrarheim\r")
	term.See("Zzqrarheim, ")
	if !bytes.Contains(memory(t, term.PID()), []byte("Zzqrarheim")) {
		t.Error("control: the name is not in memory before the lock")
	}
	term.Type(":sperren\r")
	term.See("Gesperrt seit")
	term.See("Passwort; die Eingabe")
	if seen := memory(t, term.PID()); bytes.Contains(seen, []byte("Zzqrarheim")) || bytes.Contains(seen, []byte(anna.password)) {
		t.Error("locked: name or password is in memory")
	}
	term.Type(anna.password + "\r")
	term.See("Wieder offen für Frau anna")
	if strings.Contains(term.Screen(), anna.password) {
		t.Error("the password stands on the terminal")
	}
}
