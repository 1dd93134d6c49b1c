package main

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/desk"
	"example.org/meldeportal/sync/store"
	"example.org/meldeportal/tui/tuitest"
)

// fill makes the local store of a person who never signed in yet, with one
// complete draft for each surname.
func (d *desktop) fill(p staff, surnames ...model.Text) {
	d.t.Helper()
	s, err := openStore(filepath.Join(d.dir, "meldeportal.db"), d.cost)(context.Background(), nil)
	if err != nil {
		d.t.Fatal(err)
	}
	defer s.Close()
	vault, err := s.Create(context.Background(), store.Site{MelderID: site, Name: "Klinikum Musterstadt"}, p.login, p.password)
	if err != nil {
		d.t.Fatal(err)
	}
	v := newInventor(3)
	var people []store.Import
	for _, surname := range surnames {
		patient := v.person()
		patient.Stammdaten.Nachname = surname
		r := v.diagnosis(patient, time.Now())
		desk.Number(&r.Meldung, model.TypDiagnose, site)
		people = append(people, store.Import{Patient: patient, Drafts: []model.Report{r}})
	}
	if _, err := vault.Import(context.Background(), store.These(people), store.Importing{}); err != nil {
		d.t.Fatal(err)
	}
	d.people += len(people)
}

// openCase finds a person and opens the record.
func openCase(term *tuitest.Terminal, surname string) {
	term.Press("f3")
	term.Type(strings.ToLower(surname))
	term.See(" 1 von ")
	term.Press("enter")
	term.See("Entwürfe und übermittelte Meldungen")
}

// finish completes the draft of the record on the screen, Warnungen confirmed.
func finish(term *tuitest.Terminal) {
	term.See("zuletzt ")
	term.Press("enter")
	term.See("[")
	term.Press("f12")
	term.See("Prüfen ·")
	term.Read()
	term.Press("*", "f12")
	term.See("Transaktionsnummer")
}

func TestAReportWaitsForThePortalAndGoesByItself(t *testing.T) {
	t.Parallel()
	s, d, anna, term := office(t, "Apfelbaum", "Birnbaum")

	openCase(term, "Apfelbaum")
	s.stop()
	finish(term)
	term.See("wartet")
	term.See("offline seit")
	term.See("1 warte")
	s.start()
	term.See("angenommen") // without a key pressed
	term.See("Eingang beim Register")
	term.See("verbunden")
	term.Gone("1 warte")

	term.Press("f10")
	term.See("Entwürfe und übermittelte Meldungen")
	term.Press("f10")
	term.See("Suche:")
	openCase(term, "Birnbaum")
	s.stop()
	finish(term)
	term.See("offline seit") // the first attempt has failed
	term.Kill()
	s.start()
	term = d.start()
	d.signIn(term, anna)
	openCase(term, "Birnbaum")
	for lease := time.Now().Add(2*time.Minute + patience); !strings.Contains(term.Screen(), "angenommen"); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(lease) { // killed in the very moment of an attempt, it is tried again when the lease is over
			t.Fatalf("not delivered; screen:\n%s", term.Screen())
		}
	}
	term.Kill()
	if list := s.desk("meldung", "list"); strings.Count(list, site) != 2 {
		t.Errorf("portal has\n%swant two reports", list)
	}
}

func TestTheFirstStartAsksForThePortalAndKeepsTheAnswers(t *testing.T) {
	t.Parallel()
	s := newServer(t, "anna")
	s.start()
	d := bare(t, s)
	config := filepath.Join(d.dir, "config.toml")
	term := d.start()
	term.See("Einrichtung")
	wrong := strings.Repeat("0123 ", 15) + "4567"
	term.Type(s.url + "\r" + s.caFile() + "\r" + wrong + "\r\r")
	term.See("Fingerabdruck stimmt nicht")
	for what, pin := range map[string]string{"seen": s.pin(), "expected": wrong} {
		if !strings.Contains(strings.Join(strings.Fields(term.Screen()), " "), pin) {
			t.Errorf("the screen does not show the %s fingerprint %s whole:\n%s", what, pin, term.Screen())
		}
	}
	if _, err := os.Stat(config); err == nil {
		t.Error("the answers were kept, want them kept only when the portal is the right one")
	}
	if x, y, shown := term.Cursor(); !shown || !strings.Contains(line(term, y), "Fingerabdruck") {
		t.Errorf("caret at %d of %q (shown %v), want it in the answer to correct", x, line(term, y), shown)
	}
	term.Press("ctrl+u")
	term.Type(s.pin() + "\r\r")
	term.See("Anmeldung")
	term.See(s.url)
	d.signIn(term, s.letter["anna"])
	term.Kill()
	info, err := os.Stat(config)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("config.toml: %v, %v, want mode 0600", info, err)
	}
	c, found, err := loadConfig(config)
	if err != nil || !found || c.Portal != s.url || c.CADatei != s.caFile() || len(c.Fingerabdruck) != 1 || c.Fingerabdruck[0] != s.pin() {
		t.Errorf("config.toml: got %+v, %v, want the three answers", c, err)
	}
	term = d.start()
	d.signIn(term, s.letter["anna"]) // the second start asks nothing
}

// secretOnScreen is the secret in groups of four, as the enrolment shows it.
func secretOnScreen(t *testing.T, term *tuitest.Terminal) string {
	t.Helper()
	groups := regexp.MustCompile(`(?:[A-Z2-7]{4} ){3}[A-Z2-7]{4}`).FindAllString(term.Screen(), -1)
	if len(groups) != 2 {
		t.Fatalf("no secret on the screen:\n%s", term.Screen())
	}
	return strings.ReplaceAll(strings.Join(groups, ""), " ", "")
}

// leaveEnrolment goes back to the login and clears the name, which stays there.
func leaveEnrolment(term *tuitest.Terminal) {
	term.Press("f10")
	term.See("Loginname")
	term.Press("shift+tab", "ctrl+u")
}

const oneMessage = "Loginname, Passwort oder Code stimmt nicht"

func TestAResetEndsTheOldSecondFactor(t *testing.T) {
	t.Parallel()
	s := newServer(t, "anna")
	s.start()
	d := newReal(t, s)
	anna := s.letter["anna"]
	credentials := anna.login + "\r" + anna.password + "\r"
	term := d.start()
	term.See("Loginname")
	term.Type(credentials)
	term.See("fertig")
	before := secretOnScreen(t, term)
	leaveEnrolment(term)
	d.signIn(term, anna)
	old := d.code(anna.login) // of the old secret, not used yet
	term.Press("f10", "f10")
	term.See("Abmelden?")
	term.Read()
	term.Type("j")
	term.See("Loginname")

	s.renew(anna.login)
	term.Type(credentials)
	term.See("fertig")
	if secretOnScreen(t, term) == before {
		t.Error("the secret after the reset is the old one")
	}
	term.Press("enter")
	term.See("erneut an")
	term.Type(credentials)
	term.See(codeQuestion)
	term.Type(old + "\r")
	term.See(oneMessage)
	startOver(term)
	term.Type(credentials)
	term.See("fertig") // the new one again, until a code of it was right
	d.forget(anna.login)
	leaveEnrolment(term)
	d.signIn(term, anna)
}

// startOver goes back from the code, which was refused, to an empty first step.
func startOver(term *tuitest.Terminal) {
	term.See("stehen noch")
	term.Press("esc")
	term.See("▸ Passwort")
	term.Press("shift+tab", "ctrl+u")
}

func TestOneMessageForWhateverIsWrong(t *testing.T) {
	t.Parallel()
	s := newServer(t, "anna", "berta")
	s.start()
	d := newReal(t, s)
	anna := s.letter["anna"]
	term := d.start()
	d.signIn(term, anna)
	term.Press("f10", "f10")
	term.See("Abmelden?")
	term.Read()
	term.Type("j")
	term.See("Loginname")
	used := d.last(anna.login)
	good := d.code(anna.login)
	wrong := func(code string) string { return strings.Map(func(r rune) rune { return '0' + (r-'0'+5)%10 }, code) }
	attempts := []struct {
		name string
		who  staff
		code string
	}{
		{"wrong name", staff{"otto", anna.password}, good},
		{"wrong password", staff{anna.login, "falsch falsch falsch"}, good},
		{"wrong code", anna, wrong(good)},
		{"wrong password, no second factor yet", staff{"berta", "falsch falsch falsch"}, good},
		{"code of the last sign-in", anna, used},
	}
	var questions, answers []string
	for _, a := range attempts {
		term.Type(a.who.login + "\r" + a.who.password + "\r")
		term.See(codeQuestion)
		questions = append(questions, sameFor(term.Screen(), a.who.login))
		term.Type(a.code + "\r")
		term.See(oneMessage)
		answers = append(answers, sameFor(term.Screen(), a.who.login))
		startOver(term)
	}
	for i, a := range attempts {
		if questions[i] != questions[0] {
			t.Errorf("%s: the question for the code differs from that for a %s:\n%s\n%s", a.name, attempts[0].name, questions[i], questions[0])
		}
		if answers[i] != answers[0] {
			t.Errorf("%s: the answer differs from that to a %s:\n%s\n%s", a.name, attempts[0].name, answers[i], answers[0])
		}
	}
	d.signInWith(term, anna, good) // the control: this code was right all the time
}

// sameFor takes out of a screen what depends on who asks and when.
func sameFor(screen, login string) string {
	screen = regexp.MustCompile(`noch etwa [^.]* und`).ReplaceAllString(screen, "noch etwa … und")
	return regexp.MustCompile(` +`+login).ReplaceAllString(screen, " LOGIN")
}
