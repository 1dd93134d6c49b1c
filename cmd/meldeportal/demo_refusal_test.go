package main

import (
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/outbox"
)

// The demo's portal refuses the one report that is to be refused, says what to do, and
// takes it once that is done.
func TestDemoRefusesOneReportForTrial(t *testing.T) {
	t.Parallel()
	people, _, err := inventAll(time.Now())
	if err != nil {
		t.Fatal(err)
	}
	marked := 0
	for _, p := range people {
		for i := range p.Drafts {
			if p.Drafts[i].Meldung.Anmerkung == demoRefused {
				marked++
			}
		}
	}
	if marked != 1 {
		t.Errorf("%d drafts are to be refused, want one", marked)
	}
	sender := outbox.Sender{Absender: model.Absender{AbsenderID: model.Text(demoSite.AbsenderID), SoftwareID: softwareID, SoftwareVersion: model.Text(version)},
		Melder: model.Melder{ID: model.Text(demoSite.MelderID), KHAbtStationPraxis: model.Text(demoSite.Name)}}
	report := people[0].Sent[0].Report
	for remark, want := range map[model.Text]int{"": 0, "zum " + demoRefused: 1, "nichts": 0} {
		report.Meldung.Anmerkung = remark
		c, err := sender.Complete(&report, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		verdict, err := newDemoJudge().Judge(t.Context(), c.Document, demoSite.MelderID)
		if err != nil || len(verdict.Findings) != want {
			t.Errorf("with the remark %q: findings %+v, %v, want %d", remark, verdict.Findings, err, want)
		}
	}
}
