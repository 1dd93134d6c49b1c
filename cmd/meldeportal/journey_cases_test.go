package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/cmd/internal/ablage"
	"example.org/meldeportal/model"
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
	h.Read()
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
	h.See("Systemtherapie Beginn · Testfrau")
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
	want := []model.Zweig{model.TypDiagnose, model.TypOP, model.TypSYST}
	if got := types(atPortal(t, d, d.caseOf(user(0), "Testfrau"))[0]); !slices.Equal(got, want) {
		t.Errorf("reports at the portal: %v, want %v", got, want)
	}
}

func TestCaseTwentyFollowUps(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	people := sentCases(t, d, func(c model.Case) bool {
		return c.LastTyp == model.TypVerlauf || c.LastTyp == model.TypSYST || c.Accepted > 1
	})[:20]
	term := d.start()
	d.signIn(term, user(0))
	h := newHand(term)
	h.Press("alt+s")
	h.See("Vorgabe")
	h.Type("\tv\tk\tk\tk\t0\ti\tj")
	h.Press("f3")
	begun := h.keys
	for _, c := range people {
		h.find(&c.Patient)
		before := h.keys
		h.Press("tab")
		h.Type("g")
		h.Press("ctrl+d")
		begun += h.keys - before
	}
	h.See("20 Zeilen")
	names := h.keys - begun
	h.Press("f12")
	h.See("20 Meldungen werden abgeschlossen")
	h.Read()
	h.Press("f12")
	h.See("20 von 20 abgeschlossen")
	h.tell(t, "twenty follow-ups")
	t.Logf("%d of them to name the twenty people", names)
	if h.keys > 160 {
		t.Errorf("%d keys, want at most 160", h.keys)
	}
	d.settle(people)
	term.Kill()
	all := atPortal(t, d, people...)
	for i, c := range people {
		if len(all[i]) != c.Accepted+1 {
			t.Fatalf("%d reports of one person, want %d and one more", len(all[i]), c.Accepted)
		}
		v := all[i][c.Accepted].Meldung.Verlauf
		if v.GesamtbeurteilungTumorstatus != "V" || v.UntersuchungsdatumVerlauf != model.DatumOf(now().AddDate(0, 0, -1)) {
			t.Errorf("follow-up says %s on %s, want V yesterday", v.GesamtbeurteilungTumorstatus, v.UntersuchungsdatumVerlauf)
		}
	}
}

// Where the people are those whose follow-up is due, nobody need be named.
func TestCaseDueFollowUps(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	term := d.start()
	d.signIn(term, user(0))
	h := newHand(term)
	h.Press("alt+s")
	h.See("Vorgabe")
	h.Type("g\tv\tk\tk\tk\t0\ti\tj")
	h.Press("alt+f")
	h.See("fällige Nachsorgen hinzugefügt")
	h.Press("f7", "f12")
	h.See("Meldungen werden abgeschlossen")
	h.Read()
	h.Press("f12")
	h.See("abgeschlossen; sie werden im Hintergrund")
	h.tell(t, "all follow-ups that are due")
	h.See(" angenommen")
	if h.keys > 25 {
		t.Errorf("%d keys, want at most 25", h.keys)
	}
}

// find types of a name on paper until the person stands first among those found:
// the beginning of the surname, then of the first name, at last the date of birth.
func (h *hand) find(p *model.Patient) {
	s := &p.Stammdaten
	hit := "▸ " + string(s.Nachname) + ", " + string(s.Vornamen)
	born := s.Geburtsdatum.German()
	typed := ""
	for _, key := range nameKeys(s) {
		h.Type(string(key))
		typed += string(key)
		h.Terminal.See("Person dazu: " + strings.TrimRight(typed, " "))
		h.Quiet(20 * time.Millisecond)
		for _, l := range strings.Split(h.Screen(), "\n") {
			if strings.Contains(l, hit) && strings.Contains(l, born) {
				return
			}
		}
	}
	h.Terminal.See(hit)
}

// nameKeys are the keys a person is looked for by, as far as need be.
func nameKeys(s *model.Stammdaten) string {
	first := func(text model.Text, n int) string {
		return strings.ToLower(string([]rune(string(text))[:min(n, len([]rune(string(text))))]))
	}
	day := strings.ReplaceAll(s.Geburtsdatum.German(), ".", "")
	return first(s.Nachname, 3) + " " + first(s.Vornamen, 3) + " " + day[:4]
}

// settle waits until nothing of the cases is on its way any more.
func (d *desktop) settle(cases []model.Case) {
	d.t.Helper()
	d.look(user(0), func(v *store.Vault) error {
		for deadline := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
			waiting := 0
			for _, c := range cases {
				now, err := v.Case(context.Background(), c.ID)
				if err != nil {
					return err
				}
				waiting += now.Waiting
			}
			if waiting == 0 {
				return nil
			}
			if time.Now().After(deadline) {
				return fmt.Errorf("%d reports still wait", waiting)
			}
		}
	})
}

func TestCaseCorrection(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	sent := sentCases(t, d, func(c model.Case) bool { return c.Accepted == 1 })[0]
	term := d.start()
	d.signIn(term, user(0))
	h := newHand(term)
	h.Type(string(sent.Patient.PatientID) + "\r")
	h.See("Tumor 1:")
	h.Press("enter")
	h.See("Alt+C Korrektur")
	h.Press("alt+c")
	h.See("Korrektur")
	h.Press("f3")
	h.Type("leist\r")
	h.See("Leistungszustand *")
	h.Type("2")
	h.Press("f12")
	h.See("1 Warnung offen") // a correction replaces the whole report
	h.Read()
	h.Press("*", "f12")
	h.See("Eingang beim Register")
	h.tell(t, "one correction")
	term.Kill()

	versions := atPortal(t, d, sent)[0]
	if len(versions) != 2 {
		t.Fatalf("%d versions, want 2", len(versions))
	}
	if a, b := versions[0].Meldung, versions[1].Meldung; a.MeldungID != b.MeldungID || b.Diagnose.AllgemeinerLeistungszustand != "2" ||
		!strings.HasPrefix(string(b.Anmerkung), "Korrekturmeldung") {
		t.Errorf("correction has Meldung_ID %s (original %s), Leistungszustand %q, remark %q", b.MeldungID, a.MeldungID,
			b.Diagnose.AllgemeinerLeistungszustand, b.Anmerkung)
	}
}

// sentCases are the people with sent reports that fit.
func sentCases(t *testing.T, d *desktop, fits func(model.Case) bool) (found []model.Case) {
	t.Helper()
	d.look(user(0), func(v *store.Vault) error {
		return v.Cases(context.Background(), func(chunk []model.Case) error {
			for _, c := range chunk {
				if c.Accepted > 0 && fits(c) {
					found = append(found, c)
				}
			}
			return nil
		})
	})
	if len(found) == 0 {
		t.Fatal("the demo has no such person")
	}
	return found
}

// atPortal looks for the reports of cases in the store and at the portal: each
// has a receipt, the portal has its document, and xmllint finds it valid.
func atPortal(t *testing.T, d *desktop, cases ...model.Case) (reports [][]model.Report) {
	t.Helper()
	p, err := refportal.Open(context.Background(), filepath.Join(d.dir, "portal"), refportal.Options{Cost: demoCost})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	register := officesOf(t, d.dir)
	d.look(user(0), func(v *store.Vault) error {
		for _, c := range cases {
			sent, err := v.Reports(context.Background(), c.ID)
			if err != nil {
				return err
			}
			reports = append(reports, nil)
			for i := range sent {
				receipted(t, p, register, &sent[i])
				reports[len(reports)-1] = append(reports[len(reports)-1], sent[i].Report)
			}
		}
		return nil
	})
	return reports
}

// officesOf is the register of a demo, which opens what left sealed.
func officesOf(t *testing.T, dir string) *refportal.Register {
	t.Helper()
	register, err := ablage.Ablage{Dir: filepath.Join(dir, demoOffices), Now: time.Now}.Register()
	if err != nil {
		t.Fatal(err)
	}
	return register
}

func receipted(t *testing.T, p *refportal.Portal, register *refportal.Register, s *store.Sent) {
	t.Helper()
	document, _, found, err := p.Opened(context.Background(), register, s.Transaktionsnummer)
	if err != nil || !found || s.Receipt == nil {
		t.Fatalf("%s: receipt %v, at the portal: %v (%v); want both", s.Report.Meldung.Typ, s.Receipt != nil, found, err)
	}
	validate(t, document)
}

// types are the types of reports, in their order.
func types(reports []model.Report) (list []model.Zweig) {
	for i := range reports {
		list = append(list, reports[i].Meldung.Typ)
	}
	return list
}
