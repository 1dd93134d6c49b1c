package main

import (
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/sync/totp"
	"example.org/meldeportal/sync/totp/phone"
)

// Over SSH the program is replaced under sessions that stay open for hours. These
// tests run programs of before, built from the history, beside today's.

// since finds the commit that ended an earlier program.
var since = map[string][]string{
	"0.1.0":                 {"-S", `var version = "0.1.0"`, "--", "cmd/meldeportal/main.go"},
	"0.2.0, tables up to 4": {"--diff-filter=A", "--", "sync/store/migrations/0005.sql"},
}

// earlier is a program of before; without git or its history the test is skipped.
func earlier(t *testing.T, name string) string {
	t.Helper()
	driven(t)
	judges.Program(t, "git")
	log := exec.Command("git", append([]string{"log", "-1", "--format=%H"}, since[name]...)...)
	log.Dir = filepath.Join("..", "..")
	out, err := log.Output()
	commit := strings.TrimSpace(string(out))
	if err == nil && commit == "" {
		commit = "HEAD" // the file that ended it is not committed yet
	} else {
		commit += "^"
	}
	if err != nil || exec.Command("git", "-C", log.Dir, "cat-file", "-e", commit+"^{commit}").Run() != nil {
		t.Skipf("the history of this repository has no %s; it is needed to build the program of before", name)
	}
	dir := filepath.Join(t.TempDir(), "before")
	binary := filepath.Join(t.TempDir(), "meldeportal")
	for _, args := range [][]string{{"git", "clone", "-q", "--shared", "--no-checkout", log.Dir, dir},
		{"git", "-C", dir, "checkout", "-q", resolve(t, log.Dir, commit)}, {"go", "build", "-C", dir, "-trimpath", "-o", binary, "./cmd/meldeportal"}} {
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-buildvcs=false")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%q: %v\n%s", args, err, out)
		}
	}
	return binary
}

func resolve(t *testing.T, root, commit string) string {
	t.Helper()
	out, err := exec.Command("git", "-C", root, "rev-parse", commit).Output()
	if err != nil {
		t.Fatalf("find %s: %v", commit, err)
	}
	return strings.TrimSpace(string(out))
}

// of runs another program with the arguments and environment of a command.
func of(binary string, cmd *exec.Cmd) *exec.Cmd {
	cmd.Path, cmd.Args[0] = binary, binary
	return cmd
}

// entering is a command of a program that gets name and password of the demo's
// first user.
func entering(t *testing.T, binary, dir string, args ...string) outcome {
	t.Helper()
	cmd := of(binary, program(t, append(args, "--dir", dir)...))
	cmd.Env = append(cmd.Env, "MELDEPORTAL_LOGIN="+demoUsers[0].login, passwordVariable+"="+demoUsers[0].password)
	o := execute(t, cmd)
	if o.status != 0 {
		t.Fatalf("%q of %s ended with %d\n%s%s", args, binary, o.status, o.out, o.err)
	}
	return o
}

// An objection that a program of before saves while today's has changed the tables
// is never lost: the export leaves the person out and lists mark her.
func TestAnObjectionSavedByAnEarlierProgramIsNotLost(t *testing.T) {
	t.Parallel()
	for _, name := range programsBeside {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before, dir := earlier(t, name), t.TempDir()
			entering(t, before, dir, "demo", "--zugang")
			whole, number := exportOf(t, before, dir)
			l := listen(t, of(before, program(t, "demo", "--dir", dir, "--zeilenmodus")))
			l.signInAs(demoUsers[0].login, demoUsers[0].password)
			l.say(number)
			l.hear(`1 Person\.`)
			l.say("1", ":neu", "1")
			l.hear(`Welcher Anlass`)
			l.say("8")
			l.hear(`Meldung Verlauf`)

			first := exportedIn(t, dir) // it changes the tables under the open program
			l.say(":feld Meldebegründung", "W")
			said := l.hear(`Gespeichert: W[^\n]*`)[0]
			l.say(":ende")
			l.hear(`Programm beendet`)
			second := exportedIn(t, dir)

			contains(t, "first export", first, exportTally(whole))
			contains(t, "export after the objection", second, "1 Person wegen Widerspruchs ausgelassen")
			if strings.Contains(second, number) {
				t.Errorf("the export holds %s, who has objected", number)
			}
			marked := 0
			lookInto(t, dir, func(c *model.Case) {
				if c.Widerspruch {
					marked++
				}
			})
			if marked != 1 {
				t.Errorf("people marked in the list = %d, want 1", marked)
			}
			kept, err := filepath.Glob(filepath.Join(dir, "meldeportal.db.v*"))
			if err != nil || len(kept) != 1 {
				t.Errorf("copies from before the change = %q, %v, want one", kept, err)
			}
			t.Logf("%s said %q; today's export before: %q, after: %q; %d person marked; copy %s", name, said,
				exportTally(first), exportTally(second), marked, filepath.Base(strings.Join(kept, " ")))
		})
	}
}

// exportOf is what a program says of its export, with all it wrote, and the number
// of the first person in it.
func exportOf(t *testing.T, binary, dir string) (text, number string) {
	t.Helper()
	out := t.TempDir()
	text = entering(t, binary, dir, "export", "--out", out).out
	for _, name := range names(t, out) {
		content, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		text += string(content)
	}
	if found := regexp.MustCompile(`Patient_ID="([^"]+)"`).FindStringSubmatch(text); found != nil {
		number = found[1]
	}
	return text, number
}

// exportTally is the words with the figures of an export.
func exportTally(text string) string {
	return regexp.MustCompile(`\d+ Meldungen? in \d+ Datei(en)? geschrieben\.(\n\d+ Person(en)? wegen Widerspruchs ausgelassen)?`).FindString(text)
}

func lookInto(t *testing.T, dir string, do func(*model.Case)) {
	t.Helper()
	s, err := openStore(filepath.Join(dir, "meldeportal.db"), demoCost)(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	v, err := s.Unlock(t.Context(), demoUsers[0].login, demoUsers[0].password)
	if err == nil {
		err = v.Cases(t.Context(), func(cases []model.Case) error {
			for i := range cases {
				do(&cases[i])
			}
			return nil
		})
	}
	if err != nil {
		t.Fatal(err)
	}
}

// signInAs is a first sign-in with the code of the secret that is shown.
func (l *lineMode) signInAs(login, password string) totp.Secret {
	l.t.Helper()
	l.hear(`Loginname\. Pflichtfeld`)
	l.say(login, password)
	secret, err := phone.Scan(l.hear(`Vierergruppen: ((?:[A-Z2-7]{4} ?){8})`)[1])
	if err != nil {
		l.t.Fatal(err)
	}
	l.hear(`otpauth://totp/`)
	l.say("", login, password)
	l.hear(`OTP-Code, 6 Ziffern`)
	code, _ := totp.Code(secret, time.Now())
	l.say(code)
	l.hear(`Angemeldet als`)
	return secret
}

// A program of today whose tables a newer one has changed refuses to save, says
// why, and keeps what was typed.
func TestAnOlderProgramKeepsWhatWasTypedAndSaysWhy(t *testing.T) {
	t.Parallel()
	s := newServer(t, "anna")
	s.start()
	d := newReal(t, s)
	d.fill(s.letter["anna"], "Apfelbaum")
	term := d.start()
	d.signIn(term, s.letter["anna"])
	openCase(term, "Apfelbaum")
	term.See("zuletzt ")
	term.Press("enter")
	term.See("[1/")
	term.Press("f3")
	term.Type("diagnosetext\r")
	for late := time.Now().Add(patience); current(term) != "Diagnosetext"; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(late) {
			t.Fatalf("the field is not reached:\n%s", term.Screen())
		}
	}
	was := d.tables(99)
	term.Type("Adenokarzinom des Sigmas\t")
	term.See("neuere Programmversion")
	term.See("NICHT GESPEICHERT")
	term.See("Adenokarzinom des Sigmas")
	d.tables(was)
	term.Press("f2")
	term.Gone("NICHT GESPEICHERT")
	c := d.caseOf(s.letter["anna"], "Apfelbaum")
	if got := d.draft(s.letter["anna"], c.ID).Report.Meldung.Diagnose.PrimaertumorDiagnosetext; got != "Adenokarzinom des Sigmas" {
		t.Errorf("stored = %q, want what was typed", got)
	}
}

// tables makes the store's tables those of another version, and returns theirs.
func (d *desktop) tables(version int) (was int) {
	d.t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(d.dir, "meldeportal.db")+"?_pragma=busy_timeout(5000)")
	if err != nil {
		d.t.Fatal(err)
	}
	defer db.Close()
	if err = db.QueryRow("PRAGMA user_version").Scan(&was); err == nil {
		_, err = db.Exec(fmt.Sprintf("PRAGMA user_version = %d", version))
	}
	if err != nil {
		d.t.Fatal(err)
	}
	return was
}
