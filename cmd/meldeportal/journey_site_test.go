package main

import (
	"context"
	"database/sql"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/outbox"
	"example.org/meldeportal/sync/store"
)

// A store belongs to the Einrichtung it was made for: that of a neighbour is refused
// before anything is read or sent, a colleague is admitted by the portal's word, and
// what was lost is not begun anew. All of it on the built programs; each code counts
// once, so nobody here needs more than three.
func TestAStoreIsOfOneEinrichtung(t *testing.T) {
	t.Parallel()
	s := newServer(t, "anna", "bert", "dora")
	s.desk("einrichtung", "add", "HE-00000008", "--name", "Klinik nebenan")
	s.register("carl", "HE-00000008")
	d := newReal(t, s)
	d.fill(s.letter["anna"], "Apfelbaum")
	d.admit(s.letter["anna"], s.letter["carl"]) // by an earlier program, which asked nobody
	tnr := d.queueAll(s.letter["anna"])         // while the portal does not answer
	s.start()

	d.refusesCarl(s, tnr)
	l := d.sitDown(s.letter["bert"])
	l.hear(`nicht freigegeben\. Bitte jemanden mit der Rolle Verwaltung, Sie unter „Zugang“ einzuladen\.`)
	l.end()
	d.admits(s, tnr)
	t.Log("carl refused and the waiting report untouched; niemand, z and carl not admitted, bert admitted; one report sent")
	for name, loss := range losses {
		t.Run(name, func(t *testing.T) { d.copied(t).tellsOfTheLoss(s.letter["dora"], loss) })
	}
}

// refusesCarl signs in somebody of another Einrichtung who has a wrap in the store.
func (d *desktop) refusesCarl(s *realPortal, tnr string) {
	d.t.Helper()
	before := d.storeFiles()
	l := d.sitDown(s.letter["carl"])
	l.hear(`gehört einer anderen Einrichtung; nichts wurde gelesen oder gesendet\. Für Ihre mit --dir einen eigenen Ordner nehmen\. \(Klinikum Musterstadt\)`)
	l.hear(`Loginname\. Pflichtfeld`)
	time.Sleep(time.Second) // a queue that was begun would send at once
	l.end()
	if after := d.storeFiles(); !maps.Equal(before, after) {
		d.t.Error("the store was changed while somebody of another Einrichtung was refused")
	}
	contains(d.t, "the portal's list", s.desk("meldung", "list"), "Es ist noch keine Meldung eingegangen.")
	if got := d.delivery(s.letter["anna"], tnr); got.State != model.StateQueued || got.Attempts != 0 || got.Code != "" {
		d.t.Errorf("the waiting report is %s after %d attempts (%s), want it untouched", got.State, got.Attempts, got.Code)
	}
}

// admits lets anna try whom she can admit; her sign-in has the report sent.
func (d *desktop) admits(s *realPortal, tnr string) {
	d.t.Helper()
	l := d.sitDown(s.letter["anna"])
	l.hear(`Angemeldet als Frau anna, Klinikum Musterstadt`)
	for login, says := range map[string]string{
		"carl":    `meldet niemand für Ihre Einrichtung`, // of another one
		"niemand": `meldet niemand für Ihre Einrichtung`,
		"z":       `meldet niemand für Ihre Einrichtung`,
		"dora":    `Frau dora \(dora\) ist eingeladen`,
	} {
		l.say(":zugang", login, "")
		l.hear(says)
	}
	l.say(":zugang", "bert", "stamm med")
	l.hear(`Frau bert \(bert\) ist eingeladen: Stammdaten, Medizin\.`)
	for late := time.Now().Add(patience); d.delivery(s.letter["anna"], tnr).State != model.StateAccepted; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(late) {
			d.t.Fatal("the report of her own house was not sent after anna's sign-in")
		}
	}
	contains(d.t, "the portal's list", s.desk("meldung", "list"), tnr)
	hers := d.sitDown(s.letter["bert"]) // anna's program lets her in while she waits
	hers.hear(`Angemeldet als Frau bert, Klinikum Musterstadt`)
	hers.end()
	l.end()
	alone := d.sitDown(s.letter["dora"]) // nobody is there who could
	alone.hear(`Ihr Schlüssel liegt bereit\. Zugelassen werden Sie, sobald jemand mit der Rolle Verwaltung`)
	alone.end()
}

// loss is what becomes of a store, and what is said of it: each sentence names the
// folder and the next step.
type loss struct {
	of   func(path string) error
	says string
}

var losses = map[string]loss{
	"truncated": {func(path string) error { return os.Truncate(path, 0) }, `Der Speicher in (\S+) fehlt, ist leer oder ausgetauscht\.`},
	"removed":   {os.Remove, `Der Speicher in (\S+) fehlt, ist leer oder ausgetauscht\.`},
	"key table emptied": {func(path string) error {
		db, err := sql.Open("sqlite", path)
		if err != nil {
			return err
		}
		defer db.Close()
		_, err = db.Exec("DELETE FROM keywrap")
		return err
	}, `Dem Speicher in (\S+) fehlen die Schlüssel\.`},
}

// tellsOfTheLoss signs somebody in whom the portal confirms, and exports.
func (d *desktop) tellsOfTheLoss(p staff, loss loss) {
	d.t.Helper()
	if err := loss.of(filepath.Join(d.dir, "meldeportal.db")); err != nil {
		d.t.Fatal(err)
	}
	before := d.storeFiles()
	l := d.sitDown(p)
	said := l.hear(loss.says + ` Bitte die Sicherung zurückspielen\. Zum Neubeginn dort alle Dateien meldeportal\.db\* wegräumen\.`)
	if said[1] != d.dir {
		d.t.Errorf("the sentence names %s, want %s", said[1], d.dir)
	}
	l.end()
	cmd := program(d.t, "export", "--dir", d.dir, "--out", filepath.Join(d.t.TempDir(), "out"))
	cmd.Env = append(cmd.Env, "MELDEPORTAL_LOGIN="+p.login, passwordVariable+"="+p.password, codeVariable+"="+d.unused(p.login))
	out := execute(d.t, cmd)
	if out.status != 1 || !regexp.MustCompile(loss.says).MatchString(out.err) {
		d.t.Errorf("export ended with %d and said %q, want 1 and the same sentence", out.status, out.err)
	}
	if after := d.storeFiles(); !maps.Equal(before, after) {
		d.t.Errorf("the files of the store were %d and are %d: something was made or changed", len(before), len(after))
	}
}

// sitDown signs somebody in line by line, after her second factor if she has none
// yet; what follows is for the caller to hear.
func (d *desktop) sitDown(p staff) *lineMode {
	d.t.Helper()
	l := startLines(d.t, "--dir", d.dir)
	l.hear(`Loginname\. Pflichtfeld`)
	l.say(p.login, p.password)
	if l.hear(`(OTP-Code), 6 Ziffern|Enter, wenn das Konto in der App steht`)[1] == "" {
		l.say("", p.login, p.password)
		l.hear(`OTP-Code, 6 Ziffern`)
	}
	l.say(d.code(p.login))
	return l
}

// queueAll completes all drafts, and returns the number of the last one.
func (d *desktop) queueAll(p staff) (tnr string) {
	d.t.Helper()
	d.look(p, func(v *store.Vault) error {
		drafts, err := v.Drafts(d.t.Context(), "")
		for i := range drafts {
			sender := outbox.Sender{Absender: model.Absender{AbsenderID: site, SoftwareID: softwareID, SoftwareVersion: model.Text(version), Bezeichnung: "Klinikum Musterstadt"},
				Melder: model.Melder{ID: site, KHAbtStationPraxis: "Klinikum Musterstadt"}}
			if tnr, err = queued(v, sender, &drafts[i]); err != nil {
				return err
			}
		}
		return err
	})
	return tnr
}

// queued freezes a draft and queues it without judging it, and gives its number.
func queued(v *store.Vault, sender outbox.Sender, d *model.Draft) (tnr string, err error) {
	around, err := v.Around(context.Background(), d.ID, d.Rev)
	if err != nil {
		return "", err
	}
	c, err := sender.Complete(&d.Report, time.Now())
	if err != nil {
		return "", err
	}
	_, err = v.Queue(context.Background(), store.Judged{DraftID: d.ID, Rev: d.Rev, State: around.State, Completed: c})
	return c.Transaktionsnummer, err
}

// delivery is what the store knows of a transmission.
func (d *desktop) delivery(p staff, tnr string) (found model.Delivery) {
	d.t.Helper()
	d.look(p, func(v *store.Vault) (err error) {
		found, err = v.Delivery(d.t.Context(), tnr)
		return err
	})
	return found
}

// storeFiles are the files of the store with what is in them.
func (d *desktop) storeFiles() map[string]string {
	d.t.Helper()
	paths, err := filepath.Glob(filepath.Join(d.dir, "meldeportal.db*"))
	if err != nil {
		d.t.Fatal(err)
	}
	files := map[string]string{}
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			d.t.Fatal(err)
		}
		files[filepath.Base(path)] = string(content)
	}
	return files
}

// copied is the same desktop in a folder of its own.
func (d *desktop) copied(t *testing.T) *desktop {
	t.Helper()
	other := *d
	other.t, other.dir = t, t.TempDir()
	copyFolder(t, other.dir, d.dir)
	return &other
}
