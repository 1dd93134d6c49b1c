package main

import (
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rule"
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
