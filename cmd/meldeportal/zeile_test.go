package main

import (
	"bytes"
	"io"
	"math/rand/v2"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// lineMode is the program in line mode behind two pipes, as a script or a screen
// reader's terminal has it.
type lineMode struct {
	t     testing.TB
	cmd   *exec.Cmd
	in    io.WriteCloser
	mu    sync.Mutex
	heard bytes.Buffer
	read  int // of what was heard, how much hear has passed
}

func startLines(t testing.TB, args ...string) *lineMode {
	t.Helper()
	return listen(t, program(t, append(args, "--zeilenmodus")...))
}

// listen starts a program in line mode.
func listen(t testing.TB, cmd *exec.Cmd) *lineMode {
	t.Helper()
	l := &lineMode{t: t, cmd: cmd}
	in, err := l.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	l.in, l.cmd.Stdout, l.cmd.Stderr = in, l, l
	if err := l.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.cmd.Process.Kill() })
	return l
}

// Write takes what the program says.
func (l *lineMode) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.heard.Write(b)
}

// say answers questions, one a line.
func (l *lineMode) say(answers ...string) {
	l.t.Helper()
	if _, err := io.WriteString(l.in, strings.Join(answers, "\n")+"\n"); err != nil {
		l.t.Fatalf("answer: %v; heard:\n%s", err, l.all())
	}
}

// hear waits until the program says something that matches, and returns it.
func (l *lineMode) hear(pattern string) []string {
	l.t.Helper()
	want := regexp.MustCompile(pattern)
	for late := time.Now().Add(30 * time.Second); time.Now().Before(late); time.Sleep(5 * time.Millisecond) {
		news := l.all()[l.read:]
		if at := want.FindStringIndex(news); at != nil {
			l.read += at[1]
			return want.FindStringSubmatch(news)
		}
	}
	l.t.Fatalf("waiting for %q took too long; heard since:\n%s", pattern, l.all()[l.read:])
	return nil
}

func (l *lineMode) all() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.heard.String()
}

// signIn is the demo's first sign-in: the second factor is shown as text.
func (l *lineMode) signIn(d *desktop) {
	l.t.Helper()
	l.hear(`Loginname\. Pflichtfeld`)
	l.say(demoUsers[0].login, demoUsers[0].password)
	l.hear(`Vierergruppen: ((?:[A-Z2-7]{4} ?){8})`)
	l.hear(`otpauth://totp/`)
	l.say("", demoUsers[0].login, demoUsers[0].password)
	l.enterCode(d)
}

func (l *lineMode) enterCode(d *desktop) {
	l.t.Helper()
	l.hear(`OTP-Code, 6 Ziffern`)
	l.say(d.code(demoUsers[0].login))
	l.hear(`Angemeldet als`)
}

// fields jumps to fields by name and answers them.
func (l *lineMode) fields(pairs ...string) {
	l.t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		l.say(":feld "+pairs[i], pairs[i+1])
	}
}

func (l *lineMode) end() {
	l.t.Helper()
	l.in.Close() // the end of the input saves and ends
	if err := l.cmd.Wait(); err != nil {
		l.t.Errorf("end: %v; heard:\n%s", err, l.all())
	}
	if strings.ContainsRune(l.all(), 0x1b) {
		l.t.Error("the line mode wrote an escape sequence")
	}
}

// TestMainJobLineByLine is the main job without a terminal: a new person, a whole
// Diagnose and a Verlauf, each completed and with its receipt.
func TestMainJobLineByLine(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	l := startLines(t, "demo", "--dir", d.dir)
	l.signIn(d)
	l.newPerson()
	l.say(":neu", "1")
	l.hear(`Meldung Diagnose, Zeilmann, Rosa`)
	l.fields("meldebegründung", "i", "eigene leistung", "j", "diagnosedatum", "14.05.2026", "diagnose (icd-10)", "brust")
	l.hear(`Treffer für „brust“`)
	l.say("c504")
	l.hear(`Gespeichert: C50\.4, Brustkrebs`)
	l.fields("seite", "l", "diagnosesicherung", "7.1", "topographie (icd-o-3)", "c504", "morphologie (icd-o-3)", "85003", "grading", "2")
	l.say(":feld leistungszustand", "0", ":feld tnm-formel", "1", "cT2 cN1 cM0")
	l.complete()
	l.say("", ":neu", "1", "8")
	l.hear(`Meldung Verlauf Statusmeldung, Zeilmann, Rosa`)
	l.fields("meldebegründung", "i", "eigene leistung", "j", "untersuchungsdatum", "01.11.2026", "gesamtbeurteilung", "V",
		"leistungszustand", "1", "primärtumor", "K", "lymphknoten", "K")
	l.say("K")
	l.complete()
	l.say(":inhalt")
	l.hear(`Untersuchungsdatum[^\n]*01\.11\.2026`)
	l.end()
}

func (l *lineMode) newPerson() {
	l.t.Helper()
	l.say(":neu")
	l.hear(`Nachname\. Pflichtfeld\. Bisher leer`)
	l.say("Zeilmann", "Rosa", "12.3.1950", "w")
	l.hear(`Gespeichert: W, weiblich`)
	l.fields("versicherung", "1", "krankenkasse (ik)", "109905003", "versichertennummer", "A123456780",
		"straße", "Hauptweg", "hausnummer", "1", "postleitzahl", "34117", "ort", "Kassel", "land", "DE")
	l.say(":verlassen")
	l.hear(`Akte Zeilmann, Rosa`)
}

// complete judges the report, confirms what wants it and waits for the receipt.
func (l *lineMode) complete() {
	l.t.Helper()
	l.say(":pruefen")
	for {
		said := l.hear(`ja (bestätigt|schließt ab)|Nicht abschließbar[^\n]*\n[^\n]*`)
		if said[1] == "" {
			l.t.Fatal(said[0])
		}
		if said[1] != "bestätigt" {
			break
		}
		l.say("ja")
	}
	l.say("ja")
	l.hear(`Transaktionsnummer [0-9a-f-]{36}`)
	l.hear(`Quittung: Eingang beim Register`)
}

// TestKilledLineModeLosesNoAnswer kills the program behind an answer; the next
// one goes on with the person, and knows her when she is written down again.
func TestKilledLineModeLosesNoAnswer(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	l := startLines(t, "demo", "--dir", d.dir)
	l.signIn(d)
	l.say(":neu", "Zeilmann", "Rosa")
	l.hear(`Gespeichert: Rosa`)
	l.cmd.Process.Kill()
	l.cmd.Wait()

	l = startLines(t, "demo", "--dir", d.dir)
	l.hear(`Loginname`)
	l.say(demoUsers[0].login, demoUsers[0].password)
	l.enterCode(d)
	l.say(":neu")
	l.hear(`Fortgesetzt`)
	l.hear(`Nachname\. Pflichtfeld\. Bisher Zeilmann`)
	l.say(":feld vornamen")
	l.hear(`Vornamen\. Pflichtfeld\. Bisher Rosa`)
	l.say("", "12.3.1950", ":feld versicherung", "3", ":verlassen")
	l.hear(`Akte Zeilmann, Rosa`)
	l.say("", ":neu", "Zeilmann", "Rosa", "3.12.1950")
	l.hear(`gibt es vielleicht schon`)
	l.hear(`1: Zeilmann, Rosa[^\n]*Tag und Monat vertauscht`)
	l.say("1")
	l.hear(`Akte Zeilmann, Rosa, geboren 12\.03\.1950`)
	l.end()
}

// TestPlainTerminalIsAskedLineByLine: on TERM=dumb nobody has to know the flag,
// and the password is not shown.
func TestPlainTerminalIsAskedLineByLine(t *testing.T) {
	t.Parallel()
	term := newDemo(t).start("TERM=dumb")
	raw := &tape{}
	term.Record(raw)
	term.See("Loginname. Pflichtfeld")
	term.Type("meier\r")
	term.See("Passwort. Pflichtfeld")
	term.Type("geheimnis\r")
	term.See("OTP-Code, 6 Ziffern")
	if shown := raw.String(); strings.Contains(shown, "geheimnis") || strings.ContainsRune(shown, 0x1b) {
		t.Errorf("the terminal was sent %q", shown)
	}
	term.Type("000000") // other answers are shown
	term.See("000000")
}

// asked matches a question of a form.
const asked = `(?m)^([^.:\n]+)\. [^\n]*Enter (?:lässt es so|geht weiter)\.\n`

// lastQuestion is the field that was asked last.
func (l *lineMode) lastQuestion() string {
	all := regexp.MustCompile(asked).FindAllStringSubmatch(l.all(), -1)
	return all[len(all)-1][1]
}

// goOn starts the program again and opens the person's draft.
func (d *desktop) goOn(t testing.TB) *lineMode {
	t.Helper()
	l := startLines(t, "demo", "--dir", d.dir)
	l.hear(`Loginname\. Pflichtfeld`)
	l.say(demoUsers[0].login, demoUsers[0].password)
	l.enterCode(d)
	l.say("zeilmann rosa", "1", "1")
	l.hear(`Meldung Diagnose, Zeilmann, Rosa`)
	l.hear(asked)
	return l
}

// TestLineModeKilledAtARandomQuestionOpensThere kills the program at a random
// question of a Diagnose; the draft opens there again, with what was answered.
func TestLineModeKilledAtARandomQuestionOpensThere(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	l := startLines(t, "demo", "--dir", d.dir)
	l.signIn(d)
	l.newPerson()
	l.say(":neu", "1", "")
	l.hear(asked)
	answers := []string{"i", "j", ":feld diagnosedatum", "14.05.2026", ":feld seite", "l", ":feld grading", "2"}
	for len(answers) > 0 {
		n := len(answers) - rand.IntN((len(answers)+1)/2)
		for _, answer := range answers[:n] {
			l.say(answer)
			l.hear(asked)
		}
		answers = answers[n:]
		was := l.lastQuestion()
		l.cmd.Process.Kill()
		l.cmd.Wait()
		l = d.goOn(t)
		if is := l.lastQuestion(); is != was {
			t.Errorf("killed at %q, goes on at %q", was, is)
		}
	}
	for name, want := range map[string]string{"meldebegründung": "I,", "diagnosedatum": "14.05.2026", "seite": "L,", "grading": "2,"} {
		l.say(":feld " + name)
		if got := l.hear(`(?m)^[^\n]*Bisher ([^\n]*)\n`)[1]; !strings.HasPrefix(got, want) {
			t.Errorf("%s: %q is there, want %q", name, got, want)
		}
	}
	l.end()
}
