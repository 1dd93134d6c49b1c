package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/meldeportal/cmd/internal/ablage"
	"example.org/meldeportal/cmd/internal/hilfe"
	"example.org/meldeportal/cmd/internal/stellen"
	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/refportal"
)

func TestTheDemoShowsWhatEachOfficeHas(t *testing.T) {
	t.Parallel()
	said := mustSay(t, t.TempDir(), "demo")
	for _, want := range []string{"Datenannahmestelle", "Vertrauensstelle", "Kontrollnummernstelle", "Landesauswertungsstelle", "registernummer=1", "stand=verbunden", "chiffrat=6167652d"} {
		if !strings.Contains(said, want) {
			t.Errorf("the demo does not show %q:\n%s", want, said)
		}
	}
	if n := strings.Count(said, ": 0 Treffer"); n != len(offices.All()) {
		t.Errorf("%d offices know nobody, want all:\n%s", n, said)
	}
}

// lines is what a program says while it runs.
type lines struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// Each office is a process of its own: a folder of keys, an address, a database.
func TestEachOfficeIsAProcessOfItsOwn(t *testing.T) {
	t.Parallel()
	dir, keys := t.TempDir(), filepath.Join(t.TempDir(), "ablage")
	if code, _, said := said(t, dir, "serve", "--stelle", "vertrauen"); code != hilfe.ExitFailure || !strings.Contains(said, "--ablage") {
		t.Errorf("without keys: got %d, %q", code, said)
	}
	mustSay(t, dir, "schluessel", "neu", "--ablage", keys)
	args := []string{"stellen", "neu", "--ablage", keys}
	for _, o := range offices.All() {
		ln, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		args = append(args, "--stelle", string(o)+"="+ln.Addr().String())
		if err := ln.Close(); err != nil {
			t.Fatal(err)
		}
	}
	mustSay(t, dir, args...)
	ctx, stop := context.WithCancel(t.Context())
	var all sync.WaitGroup
	out, dirs := map[offices.Office]*lines{}, map[offices.Office]string{offices.Annahme: dir}
	for _, o := range offices.All() {
		if dirs[o] == "" {
			dirs[o] = t.TempDir()
		}
		own, at, to := filepath.Join(keys, string(o)), dirs[o], &lines{}
		out[o] = to
		all.Go(func() {
			if code := run(ctx, []string{"serve", "--stelle", string(o), "--ablage", own, "--dir", at, "--adresse", "127.0.0.1:0"}, to, to); code != hilfe.ExitOK {
				t.Errorf("%s ended with %d: %s", o, code, to)
			}
		})
	}
	defer all.Wait()
	defer stop()
	for o, to := range out {
		for end := time.Now().Add(20 * time.Second); !strings.Contains(to.String(), "Strg+C"); time.Sleep(20 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("%s says %q", o, to)
			}
		}
	}
	p, err := refportal.Open(t.Context(), dir, refportal.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{Context: t.Context(), out: &lines{}, err: &lines{}}
	if err := d.demoWay("").Deliver(d, p); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		n, err := p.Desk().Taken(t.Context(), offices.Vertrauen)
		if err != nil {
			t.Fatal(err)
		}
		if n == int64(len(demoPeople)) {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("results of %d reports came back, want 3; offices say %v", n, out)
		}
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	changeKeys(t, keys, dirs[offices.Auswertung])
	askAndAnswer(t, keys, dirs)
	takeFilesIn(t, keys, dirs)
	tellRelatives(t, keys, dirs)
	longJobs(t, keys, dirs)
	if said := mustSay(t, dirs[offices.Vertrauen], "stellen", "beiseite", "vertrauen", "--ablage", filepath.Join(keys, string(offices.Vertrauen)), "--nochmal"); !strings.Contains(said, "nichts beiseite") {
		t.Errorf("laid aside: %q", said)
	}
	for _, o := range offices.All()[1:] { // each has its own database and nothing of the keys
		entries, err := os.ReadDir(dirs[o])
		if err != nil || len(entries) == 0 {
			t.Fatal(entries, err)
		}
		for _, e := range entries {
			if !strings.HasPrefix(e.Name(), string(o)+".db") {
				t.Errorf("in the folder of %s lies %s", o, e.Name())
			}
		}
	}
}

// askAndAnswer has the Landesauswertungsstelle ask about the two reports of one person, and the
// Vertrauensstelle open and answer.
func askAndAnswer(t *testing.T, keys string, dirs map[offices.Office]string) {
	t.Helper()
	s, err := ablage.Ablage{Dir: filepath.Join(keys, string(offices.Auswertung)), Now: time.Now}.Auswertung(t.Context(), filepath.Join(dirs[offices.Auswertung], "auswertung.db"), filepath.Join(dirs[offices.Auswertung], "auswertung.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	r := &reviewed{stelle: s, by: "Anna", one: 1, tumours: map[int64][]string{}}
	links, _, err := r.Waiting(t.Context(), 9)
	if err != nil || len(links) != 1 {
		t.Fatalf("links of person 1: %+v, %v", links, err)
	}
	if err := r.Ask(t.Context(), links[0].ID, "häufiger Name"); err != nil {
		t.Fatal(err)
	}
	trust := func(args ...string) string {
		t.Helper()
		return mustSay(t, dirs[offices.Vertrauen], append(args, "--ablage", filepath.Join(keys, string(offices.Vertrauen)))...)
	}
	waitFor(t, func() bool { return strings.Contains(trust("stellen", "fragen"), "Frage 1") })
	if said := trust("stellen", "fragen"); !strings.Contains(said, "zwei Personen mit einer Registernummer?") || strings.Count(said, "Einrichtung "+demoSite) != 2 {
		t.Errorf("the question: %q", said)
	}
	custodian := filepath.Join(keys, "treuhaender", "treuhaender.key")
	for _, without := range []string{"--grund", "--treuhaender"} {
		args := map[string]string{"--grund": "Rückruf blieb aus", "--treuhaender": custodian}
		delete(args, without)
		all := []string{"stellen", "fragen", "oeffnen", "1", "--ablage", filepath.Join(keys, string(offices.Vertrauen))}
		for name, value := range args {
			all = append(all, name, value)
		}
		if code, out, _ := said(t, dirs[offices.Vertrauen], all...); code != hilfe.ExitUsage || strings.Contains(out, "Beispielmann") {
			t.Errorf("opened without %s: %d, %q", without, code, out)
		}
	}
	if said := trust("stellen", "fragen", "oeffnen", "1", "--treuhaender", custodian, "--grund", "Rückruf blieb aus", "--durch", "Vera"); !strings.Contains(said, "Beispielmann-Öztürk") || !strings.Contains(said, "Beispielmann Oeztuerk") {
		t.Errorf("opened: %q", said)
	}
	if said := trust("stellen", "einsichten"); !strings.Contains(said, "Vera: Rückruf blieb aus\n  Einrichtung "+demoSite) {
		t.Errorf("the log: %q", said)
	}
	trust("stellen", "fragen", "beantworten", "1", "--ergebnis", "gleich", "--durch", "Vera")
	if said := trust("stellen", "fragen"); said != "Es wartet keine Frage.\n" {
		t.Errorf("after the answer: %q", said)
	}
	r.one = 0
	waitFor(t, func() bool {
		all, p, err := r.Waiting(t.Context(), 9)
		return err == nil && len(all) > 0 && strings.HasPrefix(all[0].Answer, "eine Person (Auskunft vom ") && p.Waiting == len(all)
	})
}

// takeFilesIn has the Vertrauensstelle take in deaths and a round of screening, of a person whose
// reports are there and of one nobody knows, and the Landesauswertungsstelle count them.
func takeFilesIn(t *testing.T, keys string, dirs map[offices.Office]string) {
	t.Helper()
	file := func(text string) string {
		path := filepath.Join(t.TempDir(), "datei.csv")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	trust := []string{"--ablage", filepath.Join(keys, string(offices.Vertrauen))}
	paula := demoPeople[2]
	const who = ";nachname;vornamen;geburtsdatum;geschlecht;plz;ort;versichertennummer\n"
	known := fmt.Sprintf(";%s;%s;12.08.1961;W;35390;Gießen;B234567895\n", paula.Nachname, paula.Vornamen)
	const head = "standesamt;eintrag;sterbemonat;grundleiden_icd" + who
	unknown := "Musterstadt;G 2/2026;03.2026;C34.1;Niemand;Nora;01.02.1940;W;35390;Gießen;\n"
	deaths := file(head + "Musterstadt;G 1/2026;03.2026;C50.9" + known + unknown)
	bad := file(head + "Musterstadt;G 1/2026;03.2026;C50.9" + known + strings.Replace(unknown, "01.02.1940", "gestern", 1))
	if code, out, err := said(t, dirs[offices.Vertrauen], append([]string{"sterbefaelle", "einlesen", bad}, trust...)...); code != hilfe.ExitFailure || out != "" || !strings.Contains(err, "nichts daraus ist gespeichert") || !strings.Contains(err, "Zeile 3, Feld geburtsdatum: ist kein Datum") {
		t.Errorf("a bad file: %d, %q, %q", code, out, err)
	}
	for _, want := range []string{"2 Zeilen: 2 neu, 0 geändert, 0 waren bekannt", "2 Zeilen: 0 neu, 0 geändert, 2 waren bekannt"} {
		if said := mustSay(t, dirs[offices.Vertrauen], append([]string{"sterbefaelle", "einlesen", deaths}, trust...)...); !strings.Contains(said, want) {
			t.Errorf("deaths: %q, want %q", said, want)
		}
	}
	rounds := file("stelle;nummer;programm;tag;befund" + who + "SE-1;7;Mamma;01.03.2025;unauffaellig" + known)
	if said := mustSay(t, dirs[offices.Vertrauen], append([]string{"screening", "einlesen", rounds}, trust...)...); !strings.Contains(said, "1 neu") {
		t.Errorf("screening: %q", said)
	}
	count := func(args ...string) string {
		return mustSay(t, dirs[offices.Auswertung], append(append([]string{"auswerten"}, args...), "--unter", "1", "--ablage", filepath.Join(keys, string(offices.Auswertung)))...)
	}
	waitFor(t, func() bool { return strings.Contains(count("--nach", "intervall"), "Intervallkarzinom      1\n") })
	said := count("vollstaendigkeit")
	for _, want := range []string{"C33–C34 Lunge      1  100,0 %    0,0 %  1,00\n", "C50 Brust          2    0,0 %  100,0 %  0,50\n"} {
		if !strings.Contains(said, want) {
			t.Errorf("completeness:\n%s\nwant %q", said, want)
		}
	}
}

// tellRelatives has a relative be told in two sheets: one names the person, the other one what she
// had.
func tellRelatives(t *testing.T, keys string, dirs map[offices.Office]string) {
	t.Helper()
	paula := demoPeople[2]
	file := filepath.Join(t.TempDir(), "antrag.csv")
	write := func(relation string) {
		text := fmt.Sprintf("aktenzeichen;antragsteller;beziehung;verstorben;nachname;vornamen;geburtsdatum;geschlecht;plz;ort;versichertennummer\nA 7;Emil Muster;%s;10.03.2026;%s;%s;12.08.1961;W;35390;Gießen;B234567895\n",
			relation, paula.Nachname, paula.Vornamen)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ask := []string{"auskunft", "antrag", file, "--ablage", filepath.Join(keys, string(offices.Vertrauen)), "--durch", "Vera"}
	write("eltern")
	if code, out, failed := said(t, dirs[offices.Vertrauen], ask...); code != hilfe.ExitFailure || out != "" || !strings.Contains(failed, "Eltern bekommen Auskunft nur") {
		t.Errorf("parents without the tick: %d, %q, %q", code, out, failed)
	}
	herself := fmt.Sprintf("aktenzeichen;antragsteller;beziehung;ausgewiesen;nachname;vornamen;geburtsdatum;geschlecht\nA 8;%[2]s %[1]s;selbst;ja;%[1]s;%[2]s;12.08.1961;W\n", paula.Nachname, paula.Vornamen)
	if err := os.WriteFile(file, []byte(herself), 0o600); err != nil {
		t.Fatal(err)
	}
	if own := mustSay(t, dirs[offices.Vertrauen], ask...); !strings.Contains(own, "(selbst)") || !strings.Contains(own, "geboren am 12.08.1961\n") {
		t.Errorf("the sheet of the patient herself:\n%s", own)
	}
	write("nachkomme")
	sheet := mustSay(t, dirs[offices.Vertrauen], ask...)
	_, sign, _ := strings.Cut(sheet, "Kennzeichen   ")
	sign, _, _ = strings.Cut(sign, "\n")
	if !strings.Contains(sheet, "Emil Muster (Nachkomme)") || !strings.Contains(sheet, "Paula Beispielmann-Öztürk, geboren am 12.08.1961, verstorben am 10.03.2026") || len(sign) != 19 {
		t.Errorf("the sheet of the Vertrauensstelle:\n%s", sheet)
	}
	tell := append(append([]string{"auskunft", "drucken"}, strings.Fields(sign)...), "--ablage", filepath.Join(keys, string(offices.Auswertung)))
	waitFor(t, func() bool { code, _, _ := said(t, dirs[offices.Auswertung], tell...); return code == hilfe.ExitOK })
	medical := mustSay(t, dirs[offices.Auswertung], tell...)
	for _, want := range []string{sign, "(C50.4)", "10.02.2026", "Sterbefall 03.2026", "keine alleinige Grundlage"} {
		if !strings.Contains(medical, want) {
			t.Errorf("the sheet of the Landesauswertungsstelle does not say %q:\n%s", want, medical)
		}
	}
	for _, name := range []string{"Paula", "Beispielmann", "Muster", "1961"} {
		if strings.Contains(medical, name) {
			t.Errorf("the sheet of the Landesauswertungsstelle says %q:\n%s", name, medical)
		}
	}
}

// longJobs has the register linked anew, and what is old be counted; nothing is.
func longJobs(t *testing.T, keys string, dirs map[offices.Office]string) {
	t.Helper()
	for _, c := range []struct {
		office offices.Office
		args   []string
		code   int
		want   string
	}{
		{offices.Auswertung, []string{"stellen", "neu-verknuepfen"}, hilfe.ExitOK, "6 Meldungen sind verglichen. 0 Personen würden zu 0 zusammengeführt, 0 in 0 geteilt; 0 Paare würden zur Prüfung vorgelegt. 1 Entscheidungen"},
		{offices.Auswertung, []string{"stellen", "neu-verknuepfen", "--ausfuehren"}, hilfe.ExitOK, "Es ist ausgeführt."},
		{offices.Auswertung, []string{"stellen", "fristen", "--jahre", "0"}, hilfe.ExitFailure, "mindestens 1"},
		{offices.Auswertung, []string{"stellen", "fristen"}, hilfe.ExitOK, ": 0, mit 0 Einträgen, davon 0 Teilnahmen ohne Fall.\nGelöscht ist nichts."},
		{offices.Auswertung, []string{"stellen", "fristen", "--jahre", "3", "--ausfuehren"}, hilfe.ExitOK, "0 Personen sind hier gelöscht"},
		{offices.Vertrauen, []string{"stellen", "widerspruch", demoSite, "P-0000001"}, hilfe.ExitOK, "Zu 1 Meldungen unter dieser Nummer gibt es keine Identität mehr"},
		{offices.Vertrauen, []string{"stellen", "widerspruch", demoSite, "P-4711"}, hilfe.ExitOK, "liegt keine Meldung vor"},
	} {
		code, out, failed := said(t, dirs[c.office], append(c.args, "--ablage", filepath.Join(keys, string(c.office)))...)
		if code != c.code || !strings.Contains(out+failed, c.want) {
			t.Errorf("%v: %d, %q, %q, want %q", c.args, code, out, failed, c.want)
		}
	}
}

func waitFor(t *testing.T, is func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !is(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("it does not come")
		}
	}
}

// changeKeys makes a new key and asks for the register to be changed to it, twice.
func changeKeys(t *testing.T, keys, dir string) {
	t.Helper()
	if said := mustSay(t, dir, "stellen", "schluessel", "--ablage", filepath.Join(keys, string(offices.Kontrollnummern))); !strings.Contains(said, "Generation 2") {
		t.Errorf("a new key: %q", said)
	}
	for _, want := range []string{"3 Meldungen sind zur Umstellung unterwegs", "0 Meldungen sind zur Umstellung unterwegs"} {
		if said := mustSay(t, dir, "stellen", "umstellen", "1", "--ablage", filepath.Join(keys, string(offices.Auswertung))); !strings.Contains(said, want) {
			t.Errorf("the change: got %q, want %q", said, want)
		}
	}
	if code, _, said := said(t, dir, "stellen", "schluessel", "--ablage", filepath.Join(keys, string(offices.Auswertung))); code != hilfe.ExitFailure {
		t.Errorf("a new key in another office's folder: got %d, %q", code, said)
	}
}

// A folder of one office opens none of another.
func TestTheKeysOfAnOfficeAreItsOwn(t *testing.T) {
	t.Parallel()
	dir, keys := t.TempDir(), filepath.Join(t.TempDir(), "ablage")
	if code, _, said := said(t, dir, "stellen", "neu", "--ablage", keys); code != hilfe.ExitFailure || said == "" {
		t.Errorf("before the first keys: got %d, %q", code, said)
	}
	mustSay(t, dir, "schluessel", "neu", "--ablage", keys)
	mustSay(t, dir, "stellen", "neu", "--ablage", keys, "--stelle", "auswertung=10.0.0.4:99")
	if code, _, said := said(t, dir, "stellen", "neu", "--ablage", keys, "--stelle", "dachboden=x:1"); code != hilfe.ExitFailure || !strings.Contains(said, "Diese Stelle gibt es nicht") {
		t.Errorf("an office that is none: got %d, %q", code, said)
	}
	before, err := os.ReadFile(filepath.Join(keys, "auswertung", "ausweis.key"))
	if err != nil {
		t.Fatal(err)
	}
	mustSay(t, dir, "schluessel", "wechseln", "landesauswertungsstelle", "--ablage", keys)
	if said := mustSay(t, dir, "stellen", "neu", "--ablage", keys); !strings.Contains(said, "10.0.0.4:99") || !strings.Contains(said, "127.0.0.1:9102") {
		t.Errorf("once more after a new key: got %q, want the addresses of before", said)
	}
	if after, err := os.ReadFile(filepath.Join(keys, "auswertung", "ausweis.key")); err != nil || !bytes.Equal(before, after) {
		t.Errorf("an office has another key, %v", err)
	}
	if _, err := os.Stat(filepath.Join(keys, "auswertung", "landesauswertungsstelle-2.key")); err != nil {
		t.Errorf("the new key is not in the office's folder: %v", err)
	}
	secrets := map[string]string{}
	for _, o := range append(offices.All(), "treuhaender") {
		entries, err := os.ReadDir(filepath.Join(keys, string(o)))
		if err != nil || len(entries) == 0 {
			t.Fatal(entries, err)
		}
		for _, e := range entries {
			path := filepath.Join(keys, string(o), e.Name())
			info, err := e.Info()
			if err != nil {
				t.Fatal(err)
			}
			if info.Mode().Perm()&0o077 != 0 {
				t.Errorf("%s has mode %v", path, info.Mode())
			}
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if other, is := secrets[string(text)]; is && e.Name() != "stellen.json" {
				t.Errorf("%s has what %s has", path, other)
			}
			secrets[string(text)] = path
		}
	}
	for _, o := range offices.All()[1:] {
		for _, other := range offices.All() {
			if other == o {
				continue
			}
			shelf := ablage.Ablage{Dir: filepath.Join(keys, string(other)), Now: time.Now}
			place := filepath.Join(t.TempDir(), "office.db")
			if _, err := (&stellen.Stelle{Office: o}).Open(t.Context(), shelf, "", place); !errors.Is(err, stellen.ErrOther) {
				t.Errorf("%s with the keys of %s: got %v", o, other, err)
			}
		}
	}
}
