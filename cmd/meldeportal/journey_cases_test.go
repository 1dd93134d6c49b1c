package main

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/store"
	"example.org/meldeportal/tui/tuitest"
)

// The written cases a documentation officer's speed is measured by. Each test
// prints how many keys it took and how long the program needed for them.

// hand types and counts the keys.
type hand struct {
	*tuitest.Terminal
	keys  int
	begun time.Time
}

func newHand(term *tuitest.Terminal) *hand { return &hand{Terminal: term, begun: time.Now()} }

func (h *hand) Type(text string) {
	h.keys += len([]rune(text))
	h.Terminal.Type(text)
}

func (h *hand) Press(keys ...string) {
	h.keys += len(keys)
	h.Terminal.Press(keys...)
}

// fill answers the fields a report still demands, from one to the next by F8.
func (h *hand) fill(answers ...string) {
	for _, a := range answers {
		h.Type(a)
		h.Press("f8")
	}
}

// complete judges, confirms and completes; the receipt comes by itself.
func (h *hand) complete() {
	h.Press("f12")
	h.See("abschließbar")
	h.Press("f12")
	h.See("Eingang beim Register")
}

func (h *hand) tell(t *testing.T, what string) {
	t.Helper()
	t.Logf("%s: %d keys, %.1f s of the program's time", what, h.keys, time.Since(h.begun).Seconds())
}

func TestCaseNewBreastCancerPatient(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	term := d.start()
	d.signIn(term, user(0))
	h := newHand(term)
	h.Press("ctrl+n")
	h.See("Neue Person")
	h.Type("Testfrau\tErna\t120350\tw")
	h.Press("pgdown")
	h.Type("g\t105313145\ta123456780")
	h.Press("pgdown")
	h.Type("Lindenallee\t5\t34117\tKassel\tde\t")
	h.Press("f10")
	h.See("▸ Testfrau, Erna")
	h.Press("enter")
	h.See("Noch kein Tumor")

	h.Press("ctrl+n")
	h.See("welcher Anlass?")
	h.Type("1")
	h.See("[1/")
	h.Press("pgdown")
	h.Type("i\tj")
	h.Press("pgdown")
	h.Type("-20\tc504\tl\t71\tc504")
	h.Press("pgdown")
	h.See("Histologiedatum")
	h.Type("-20\t85003\t\t2")
	h.Press("pgdown")
	h.See("TNM-Formel")
	h.Type("cT2 cN1 cM0")
	h.Press("f8")
	h.See("Leistungszustand *")
	h.Type("1")
	h.complete()
	diagnosis := h.keys
	t.Logf("person and Diagnose: %d keys", diagnosis)

	h.Press("enter")
	h.See("Tumor 1: C50.4")
	h.Press("ctrl+n")
	h.See("welcher Anlass?")
	h.Type("3")
	h.See("OP · Testfrau")
	h.Press("f8")
	h.fill("i", "j", "-10", "k", "5870a1")
	h.Type("r0\tr0\tn\t")
	h.See("keine Komplikation")
	h.complete()
	t.Logf("OP: %d keys", h.keys-diagnosis)
	op := h.keys

	h.Press("enter")
	h.See("Tumor 1: C50.4")
	h.Press("ctrl+n")
	h.See("welcher Anlass?")
	h.Type("6")
	h.See("Systemisch · Testfrau")
	h.Press("f8")
	h.fill("i", "j", "k", "a", "ch", "-2")
	h.Type("cyclop")
	h.Press("down", "tab")
	h.Type("epir")
	h.Press("down", "f8")
	h.Type("u\t")
	h.complete()
	t.Logf("SYST: %d keys", h.keys-op)
	h.tell(t, "new patient with Diagnose, OP and SYST")
	term.Kill()
	atPortal(t, d, d.caseOf(user(0), "Testfrau"), model.TypDiagnose, model.TypOP, model.TypSYST)
}

func TestCaseCorrection(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	sent := sentDiagnosis(t, d)
	term := d.start()
	d.signIn(term, user(0))
	h := newHand(term)
	h.Type(string(sent.Patient.PatientID) + "\r")
	h.See("Tumor 1:")
	h.Press("enter")
	h.See("F7 Korrigieren")
	h.Press("f7")
	h.See("Korrektur")
	h.Press("f3")
	h.Type("leist\r")
	h.See("Leistungszustand *")
	h.Type("2")
	h.Press("f12")
	h.See("1 Warnung offen") // a correction replaces the whole report
	h.Press("f7", "f12")
	h.See("Eingang beim Register")
	h.tell(t, "one correction")
	term.Kill()

	versions := atPortal(t, d, sent, model.TypDiagnose, model.TypDiagnose)
	if a, b := versions[0].Meldung, versions[1].Meldung; a.MeldungID != b.MeldungID || b.Diagnose.AllgemeinerLeistungszustand != "2" ||
		!strings.HasPrefix(string(b.Anmerkung), "Korrekturmeldung") {
		t.Errorf("correction has Meldung_ID %s (original %s), Leistungszustand %q, remark %q", b.MeldungID, a.MeldungID,
			b.Diagnose.AllgemeinerLeistungszustand, b.Anmerkung)
	}
}

// sentDiagnosis is the case of a person with one report, which was sent.
func sentDiagnosis(t *testing.T, d *desktop) (found model.Case) {
	t.Helper()
	d.look(user(0), func(v *store.Vault) error {
		return v.Cases(context.Background(), func(chunk []model.Case) error {
			for _, c := range chunk {
				if c.Accepted == 1 {
					found = c
				}
			}
			return nil
		})
	})
	if found.ID == "" {
		t.Fatal("the demo has nobody with one sent report")
	}
	return found
}

// atPortal looks for the reports of a case in the store and at the portal: each
// has a receipt, the portal has its document, and xmllint finds it valid.
func atPortal(t *testing.T, d *desktop, c model.Case, types ...model.Zweig) (reports []model.Report) {
	t.Helper()
	var sent []store.Sent
	d.look(user(0), func(v *store.Vault) (err error) {
		sent, err = v.Reports(context.Background(), c.ID)
		return err
	})
	p, err := refportal.Open(context.Background(), filepath.Join(d.dir, "portal"), refportal.Options{Cost: demoCost})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if len(sent) != len(types) {
		t.Fatalf("%d reports, want %v", len(sent), types)
	}
	for i := range sent {
		document, _, found, err := p.Document(context.Background(), sent[i].Transaktionsnummer)
		if err != nil || !found || sent[i].Receipt == nil || sent[i].Report.Meldung.Typ != types[i] {
			t.Fatalf("report %d is a %s, receipt %v, at the portal: %v (%v); want a %s with both", i+1,
				sent[i].Report.Meldung.Typ, sent[i].Receipt != nil, found, err, types[i])
		}
		validate(t, document)
		for _, f := range rule.Check(rule.Case{Report: &sent[i].Report, Today: sent[i].Report.Meldedatum}) {
			if f.Severity == rule.Fehler {
				t.Errorf("%s: %s %s", types[i], f.Rule, f.Text)
			}
		}
		reports = append(reports, sent[i].Report)
	}
	return reports
}
