package main

import (
	"path/filepath"
	"strings"
	"testing"

	"example.org/meldeportal/sync/store"
	"example.org/meldeportal/tui/tuitest"
)

// letIn runs the program as a person who gives name and password in the
// environment.
func letIn(t *testing.T, status int, dir string, args ...string) outcome {
	t.Helper()
	cmd := program(t, append(args, "--dir", dir)...)
	cmd.Env = append(cmd.Env, "MELDEPORTAL_LOGIN="+demoUsers[0].login, passwordVariable+"="+demoUsers[0].password)
	o := execute(t, cmd)
	if o.status != status {
		t.Fatalf("%q ended with %d, want %d\n%s%s", args, o.status, status, o.out, o.err)
	}
	return o
}

// entered is a folder whose store the first demo user's sign-in has made.
func entered(t *testing.T) (dir string) {
	t.Helper()
	driven(t)
	dir = t.TempDir()
	s, err := openStore(filepath.Join(dir, "meldeportal.db"), demoCost)(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Enter(t.Context(), store.Site{MelderID: demoSite.MelderID, Name: demoSite.Name}, demoUsers[0].login, demoUsers[0].password); err != nil {
		t.Fatal(err)
	}
	return dir
}

// recordIn is everything the store of a folder holds.
func recordIn(t *testing.T, dir string) (record store.Record) {
	t.Helper()
	d := &desktop{t: t, dir: dir, cost: demoCost}
	d.look(user(0), func(v *store.Vault) (err error) {
		record, err = v.Record(t.Context(), "")
		return err
	})
	return record
}

func TestImportTwiceIsImportOnce(t *testing.T) {
	t.Parallel()
	files, dir := t.TempDir(), entered(t)
	a := put(t, files, "a.xml", obdsText("3.0.1", patient("P1", diagnose("M1", "C18.7"), operation("M2", "C18.7"))))
	b := put(t, files, "b.xml", obdsText("3.0.4", patient("P1", diagnose("M4", "C18.7")), patient("P2", diagnose("M3", "C18.7"))))
	contains(t, "first", letIn(t, 0, dir, "import", "--als", "entwurf", a, b).out, "4 Meldungen als Entwurf", "2 Personen neu", "0 Meldungen schon")
	contains(t, "second", letIn(t, 0, dir, "import", "--als", "entwurf", a, b).out, "0 Meldungen als Entwurf", "0 Personen neu", "4 Meldungen schon")
	changed := put(t, files, "c.xml", obdsText("3.0.4", patient("P2", diagnose("M3", "C18.6"))))
	contains(t, "another version", letIn(t, 0, dir, "import", "--als", "gesendet", changed).err, "1 Meldung ist mit anderem Inhalt schon vorhanden")
}

func TestImportIsAllOrNothing(t *testing.T) {
	t.Parallel()
	files, dir := t.TempDir(), entered(t)
	text := obdsText("3.0.4", patient("P1", diagnose("M1", "C18.7")))
	good := put(t, files, "gut.xml", text)
	for _, c := range []struct {
		name, text, as, says string
		status               int
	}{
		{"truncated", text[:len(text)-90], "entwurf", "abgeschnitten", 2},
		{"newer version", strings.Replace(text, "3.0.4", "3.1.0", 1), "entwurf", "3.1.0", 2},
		{"two people with one id", obdsText("3.0.4", patient("P5", diagnose("M5", "C18.7")), patient("P5", diagnose("M6", "C18.7"))), "entwurf", "zwei Personen", 1},
		{"one id in two files", obdsText("3.0.4", person{"P1", "M", "1980-01-01", []string{diagnose("M7", "C18.7")}}), "entwurf", "zwei Personen", 1},
		{"sent with a fault", strings.Replace(text, "<Geschlecht>W", "<Geschlecht>Q", 1), "gesendet", "nicht schemagerecht", 1},
	} {
		bad := put(t, files, "schlecht.xml", c.text)
		contains(t, c.name, letIn(t, c.status, dir, "import", "--als", c.as, good, bad).err, c.says)
	}
	contains(t, "import", letIn(t, 0, dir, "import", "--als", "entwurf", good).out, "1 Meldung als Entwurf", "1 Person neu")
}

func TestImportNeedsTheIDsItKnowsPeopleAndReportsBy(t *testing.T) {
	t.Parallel()
	files, dir := t.TempDir(), entered(t)
	good := obdsText("3.0.4", patient("P1", diagnose("M1", "C18.7")), patient("P2", diagnose("M2", "C18.7")))
	for name, text := range map[string]string{
		"no Patient_ID": strings.NewReplacer(` Patient_ID="P1"`, "", ` Patient_ID="P2"`, "").Replace(good),
		"no Meldung_ID": strings.Replace(good, ` Meldung_ID="M2"`, "", 1),
	} {
		contains(t, name, letIn(t, 1, dir, "import", "--als", "entwurf", put(t, files, "m.xml", text)).err, "Nichts übernommen", "nicht wiederzuerkennen")
	}
	contains(t, "all of them after refused imports", letIn(t, 0, dir, "import", "--als", "entwurf", put(t, files, "m.xml", good)).out, "2 Personen neu")
}

func TestImportedReportsHaveAllThereIsAboutThePerson(t *testing.T) {
	t.Parallel()
	text := strings.Replace(obdsText("3.0.4", patient("P1", diagnose("M1", "C18.7"), operation("M2", "C18.7"))),
		"</Menge_Meldung>", "</Menge_Meldung><Anmerkung>zur Person</Anmerkung>", 1)
	dir := entered(t)
	letIn(t, 0, dir, "import", "--als", "gesendet", put(t, t.TempDir(), "m.xml", text))
	record := recordIn(t, dir)
	if len(record.Sent) != 2 {
		t.Fatalf("%d reports, want 2", len(record.Sent))
	}
	for i := range record.Sent {
		r := &record.Sent[i].Report
		if r.Patient.Anmerkung != "zur Person" || r.Patient.PatientID != "P1" || r.Melder.ID != "4711" {
			t.Errorf("%s: Anmerkung %q of %q by %q, want \"zur Person\" of P1 by 4711", r.Meldung.MeldungID, r.Patient.Anmerkung, r.Patient.PatientID, r.Melder.ID)
		}
	}
}

// The portal refuses documents with such characters.
func TestImportDropsControlCharactersWithANote(t *testing.T) {
	t.Parallel()
	text := strings.Replace(obdsText("3.0.4", patient("P1", diagnose("M1", "C18.7"))), "</Meldung>", "<Anmerkung>x\u009by</Anmerkung></Meldung>", 1)
	path, dir := put(t, t.TempDir(), "m.xml", text), entered(t)
	contains(t, "note", letIn(t, 0, dir, "import", "--als", "entwurf", path).err, "Steuerzeichen", "weggelassen")
	if drafts := recordIn(t, dir).Drafts; len(drafts) != 1 || drafts[0].Report.Meldung.Anmerkung != "xy" {
		t.Errorf("drafts %+v, want one with the Anmerkung \"xy\"", drafts)
	}
	contains(t, "second", letIn(t, 0, dir, "import", "--als", "entwurf", path).out, "1 Meldung schon")
}

func TestFaultyReportsMayBeDrafts(t *testing.T) {
	t.Parallel()
	text := strings.Replace(obdsText("3.0.4", patient("P1", diagnose("M1", "C18.7"))), "<Geschlecht>W", "<Geschlecht>Q", 1)
	o := letIn(t, 0, entered(t), "import", "--als", "entwurf", put(t, t.TempDir(), "m.xml", text))
	contains(t, "notes", o.err, "S-Wert", "Zeile 10")
	contains(t, "output", o.out, "1 Meldung als Entwurf")
}

func TestImportAsksForALogin(t *testing.T) {
	t.Parallel()
	dir := entered(t)
	path := put(t, dir, "m.xml", obdsText("3.0.4", patient("P1", diagnose("M1", "C18.7"))))
	contains(t, "without a terminal", runs(t, 2, "import", "--dir", dir, "--als", "entwurf", path).err, passwordVariable)
	contains(t, "without --als", runs(t, 2, "import", path).err, "--als")
	letIn(t, 0, dir, "import", "--als", "gesendet", path)
	cmd := program(t, "import", "--dir", dir, "--als", "gesendet", path)
	cmd.Env = append(cmd.Env, "MELDEPORTAL_LOGIN="+demoUsers[0].login, passwordVariable+"=ein ganz falsches Passwort")
	if o := execute(t, cmd); o.status != 1 || !strings.Contains(o.err, "Passwort") {
		t.Errorf("wrong password: status %d, %q; want 1 and a sentence about the password", o.status, o.err)
	}
	if text := runs(t, 0, "import", "--help").out; !strings.Contains(text, passwordVariable) || !strings.Contains(text, "MELDEPORTAL_LOGIN") {
		t.Errorf("the help does not name the variables:\n%s", text)
	}
}

func TestPasswordIsAskedWithoutShowingIt(t *testing.T) {
	t.Parallel()
	dir := entered(t)
	path := put(t, dir, "m.xml", obdsText("3.0.4", patient("P1", diagnose("M1", "C18.7"))))
	term := tuitest.Start(t, program(t, "import", "--dir", dir, "--als", "entwurf", path), 80, 24)
	term.See("Loginname:")
	term.Type(demoUsers[0].login + "\r")
	term.See("Passwort:")
	term.Type(demoUsers[0].password + "\r")
	term.See("1 Meldung als Entwurf")
	if status := term.Wait(); status != 0 {
		t.Errorf("exit status %d, want 0", status)
	}
	if strings.Contains(term.Screen(), demoUsers[0].password) {
		t.Errorf("the screen shows the password:\n%s", term.Screen())
	}
	contains(t, "second run", letIn(t, 0, dir, "import", "--als", "entwurf", path).out, "1 Meldung schon")
}

func TestExportWritesPackagesTheSchemaAccepts(t *testing.T) {
	t.Parallel()
	dir, out := t.TempDir(), filepath.Join(t.TempDir(), "neu", "pakete")
	runs(t, 0, "demo", "--zugang", "--dir", dir)
	d, _ := outward(t, dir)
	contains(t, "export", d.letOut(0, "export", "--out", out, "--je-datei", "25").out, "120 Meldungen in 5 Dateien")
	contains(t, "check", runs(t, 0, "check", "--nur-schema", out).out, "5 Dateien geprüft: 0 Fehler")
	contains(t, "second export", d.letOut(0, "export", "--out", out).out, "_006.xml", "120 Meldungen in 1 Datei")
	contains(t, "nothing since", d.letOut(0, "export", "--out", out, "--seit", "2999-01-01").out, "0 Meldungen in 0 Dateien")
	if got := names(t, out); len(got) != 6 {
		t.Errorf("files = %q, want six: nothing is overwritten", got)
	}
	again := letIn(t, 0, dir, append([]string{"import", "--als", "gesendet"}, filepath.Join(out, names(t, out)[0]))...)
	contains(t, "what comes back", again.out, "0 Meldungen als anderswo gesendet", "24 Meldungen schon vorhanden")
}

func TestExportLeavesOutWhatOthersSent(t *testing.T) {
	t.Parallel()
	dir, out := entered(t), t.TempDir()
	path := put(t, t.TempDir(), "m.xml", obdsText("3.0.4", patient("P1", diagnose("M1", "C18.7"))))
	letIn(t, 0, dir, "import", "--als", "gesendet", path)
	d, _ := outward(t, dir)
	contains(t, "export", d.letOut(0, "export", "--out", out).out, "0 Meldungen in 0 Dateien")
}

// A store is made by somebody the portal has confirmed, never by a command that
// believes any password.
func TestNoCommandMakesAStore(t *testing.T) {
	t.Parallel()
	path := put(t, t.TempDir(), "m.xml", obdsText("3.0.4", patient("P1", diagnose("M1", "C18.7"))))
	for name, args := range map[string][]string{
		"import": {"import", "--als", "entwurf", path}, "export": {"export", "--out", filepath.Join(t.TempDir(), "out")},
	} {
		dir := t.TempDir()
		contains(t, name, letIn(t, 1, filepath.Join(dir, "vertippt"), args...).err, "keinen Speicher", "zuerst einmal mit dem Programm anmelden")
		if got := names(t, dir); len(got) != 0 {
			t.Errorf("%s in a folder that is not there made %q, want nothing", name, got)
		}
		letIn(t, 1, dir, args...)
		if got := names(t, dir); len(got) != 0 {
			t.Errorf("%s in an empty folder made %q, want nothing", name, got)
		}
	}
}
