package main

import (
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/sync/totp"
	"example.org/meldeportal/tui/work"
)

// The invented reports show staff what a good one looks like: no Fehler and no
// Warnung stands against any of them, in the order in which they were sent.
func TestInventedReportsAreWithoutFault(t *testing.T) {
	t.Parallel()
	now := time.Now()
	people, past, err := inventAll(now)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[model.Zweig]int{}
	for _, p := range people {
		var history []rule.Past
		for i := range p.Sent {
			r := &p.Sent[i].Report
			kinds[r.Meldung.Typ]++
			for _, f := range rule.Check(rule.Case{Report: r, History: history, Today: r.Meldedatum}) {
				if f.Severity != rule.Hinweis {
					t.Errorf("%s of %s: %s %s %v", r.Meldung.Typ, r.Patient.PatientID, f.Rule, f.Text, f.Fields)
				}
			}
			history = append(history, rule.Past{Report: r, Sent: true})
		}
	}
	for _, typ := range []model.Zweig{model.TypDiagnose, model.TypOP, model.TypST, model.TypSYST, model.TypVerlauf} {
		if kinds[typ] == 0 {
			t.Errorf("no report of type %s among %d", typ, len(past))
		}
	}
}

// What the demo imported is no news, and its drafts are all there.
func TestWorkListOfTheInventedPeople(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	all, err := demoDesk(t).Tasks.Worklist(t.Context(), func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	drafts := 0
	for _, a := range all {
		if a.Art == worklist.AufgabeAntwort || a.Angenommen != nil {
			t.Errorf("answer %+v, want none for what was imported", a)
		}
		if a.DraftID != "" {
			drafts++
		}
		if a.Person == "" {
			t.Errorf("task %+v without a name", a)
		}
	}
	if drafts != demoDrafts {
		t.Errorf("drafts = %d, want %d", drafts, demoDrafts)
	}
}

// demoDesk is the workplace of the demo's first user, who signs in as a person does,
// with the second factor set up on the way.
func demoDesk(t *testing.T) *work.Desk {
	t.Helper()
	d, err := openDemo(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.close(); err != nil {
			t.Errorf("close demo: %v", err)
		}
	})
	services, err := d.services()
	if err != nil {
		t.Fatal(err)
	}
	who := demoUsers[0]
	if _, err := services.Gate.Enrol(t.Context(), who.login, who.password); err != nil {
		t.Fatal(err)
	}
	secret, _, err := d.portal.Secret(t.Context(), who.login)
	if err != nil {
		t.Fatal(err)
	}
	code, _ := totp.Code(secret, time.Now())
	desk, err := services.Gate.SignIn(t.Context(), who.login, who.password, code, func(answer.Update) {})
	if err != nil {
		t.Fatalf("sign in: %v", err)
	}
	t.Cleanup(func() {
		if err := desk.Station.Close(); err != nil {
			t.Errorf("close desk: %v", err)
		}
	})
	return desk
}
