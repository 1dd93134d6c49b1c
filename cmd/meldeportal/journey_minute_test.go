package main

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/tui/tuitest"
)

var (
	runningCode = regexp.MustCompile(`OTP-Code +(\d{6}) \(noch`)
	keyShownAs  = regexp.MustCompile(`[A-Z2-7]{4}(?: [A-Z2-7]{4}){3}`)
)

// access is what the demo tells scripts.
func (d *desktop) access() (a struct {
	Secret string `json:"otp_geheimnis"`
}) {
	d.t.Helper()
	out, err := program(d.t, "demo", "--dir", d.dir, "--zugang").Output()
	if err == nil {
		err = json.Unmarshal(out, &a)
	}
	if err != nil {
		d.t.Fatal(err)
	}
	return a
}

// codeInSight is the code the demo shows.
func codeInSight(t *testing.T, term *tuitest.Terminal) string {
	t.Helper()
	for late := time.Now().Add(patience); time.Now().Before(late); time.Sleep(20 * time.Millisecond) {
		if found := runningCode.FindStringSubmatch(term.Screen()); found != nil {
			return found[1]
		}
	}
	t.Fatalf("no running code on the screen:\n%s", term.Screen())
	return ""
}

func TestTheFirstMinuteNeedsNoPhone(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	if got := d.access().Secret; got != "" {
		t.Error("the secret is given before the QR code was shown")
	}
	term := d.start()
	credentials := user(0).login + "\r" + user(0).password + "\r"
	term.See("Loginname")
	term.Type(credentials)
	term.See("fertig")
	shown := strings.Join(keyShownAs.FindAllString(term.Screen(), -1), " ")
	term.Press("enter")
	term.See("erneut an")
	codeInSight(t, term)
	if got := d.access().Secret; got != strings.ReplaceAll(shown, " ", "") {
		t.Errorf("the access data give %q, the screen has shown %q", got, shown)
	}
	term.Type(credentials)
	term.See(codeQuestion)
	for range 2 { // as often as one likes, and not in a circle
		term.Press("alt+q")
		term.See("fertig")
		if again := strings.Join(keyShownAs.FindAllString(term.Screen(), -1), " "); again != shown || shown == "" {
			t.Errorf("the second step shows the key %q, want %q", again, shown)
		}
		term.Press("f10")
		term.See(codeQuestion)
	}
	term.Press("esc")
	term.See("Passwort")
	term.Gone(codeQuestion)
	term.Type(user(0).password + "\r")
	term.See("Alt+Q zeigt den QR-Code noch einmal")
	term.Press("alt+q")
	term.See("fertig")
	term.Press("enter")
	term.See(codeQuestion)
	term.Type(codeInSight(t, term) + "\r")
	term.See("Arbeitsliste")
}

// Each of the invented people needs no phone: the code in sight is hers.
func TestTheSecondPersonNeedsNoPhone(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	term := d.start()
	credentials := user(1).login + "\r" + user(1).password + "\r"
	term.See("Loginname")
	term.Type(credentials)
	term.See("fertig")
	term.Press("enter")
	term.See("erneut an")
	term.Type(credentials)
	term.See(codeQuestion)
	term.See("Loginname " + user(1).login)
	term.Type(codeInSight(t, term) + "\r")
	term.See("Arbeitsliste")
	out, err := program(t, "demo", "--dir", d.dir, "--zugang", "--person", user(1).login).Output()
	if err != nil || !strings.Contains(string(out), `"otp_geheimnis"`) || !strings.Contains(string(out), user(1).password) {
		t.Errorf("her access data: %s, %v", out, err)
	}
}

func TestTheFirstMinuteLineByLine(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	l := startLines(t, "demo", "--dir", d.dir)
	l.hear(`Loginname\. Pflichtfeld`)
	l.say(user(0).login, user(0).password)
	shown := l.hear(`Vierergruppen: ((?:[A-Z2-7]{4} ?){8})`)[1]
	l.say("")
	l.hear(`Laufender OTP-Code \d{6}`)
	l.say(user(0).login, user(0).password)
	l.hear(`OTP-Code, 6 Ziffern.*:schluessel`)
	l.say(":schluessel")
	if again := l.hear(`Vierergruppen: ((?:[A-Z2-7]{4} ?){8})`)[1]; again != shown {
		t.Errorf("the key is %q now, want %q", again, shown)
	}
	l.say("")
	l.hear(`OTP-Code, 6 Ziffern`)
	l.say(":schluessel", "", "")
	code := l.hear(`Laufender OTP-Code (\d{6})`)[1]
	l.hear(`Loginname\. Pflichtfeld`)
	l.say(user(0).login, user(0).password, code)
	l.hear(`Angemeldet als`)
}
