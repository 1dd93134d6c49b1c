package refportal_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
	"example.org/meldeportal/sync/server"
)

// A site hears of a finding that names it, and answers; another site hears nothing.
func TestASiteIsToldWhatIsMissing(t *testing.T) {
	t.Parallel()
	f, ctx := start(t, nil), server.By(context.Background(), "Eins")
	c := f.signedIn(t)
	f.must(t, f.AddSite(ctx, server.Site{MelderID: "HE-00000002", AbsenderID: "A-2", Name: "Praxis"}))
	f.must(t, f.AddAccount(ctx, server.Account{Login: "carla", MelderID: "HE-00000002"}, password))
	other := f.client(t)
	_, err := other.SignIn(ctx, "carla", password, f.codeOf(t, "carla"))
	f.must(t, err)

	f.must(t, f.MissReport(ctx, melderID, portal.Missing{Einsendenummer: "H/26/117", Befunddatum: "2026-02-03", PatientID: "P-0000001", Stelle: "Pathologie am Markt"}, "Bitte prüfen."))
	for name, test := range map[string]struct {
		site string
		m    portal.Missing
		want error
	}{
		"nobody":           {"HE-09", portal.Missing{PatientID: "1"}, server.ErrUnknownSite},
		"nothing to go by": {melderID, portal.Missing{Stelle: "Pathologie"}, refportal.ErrNoMissing},
		"no day":           {melderID, portal.Missing{PatientID: "1", Befunddatum: "gestern"}, refportal.ErrNoMissing},
	} {
		if err := f.MissReport(ctx, test.site, test.m, ""); !errors.Is(err, test.want) {
			t.Errorf("%s: got %v, want %v", name, err, test.want)
		}
	}
	feed, err := c.Events(ctx, 0)
	f.must(t, err)
	if len(feed.Events) != 1 {
		t.Fatalf("got %+v, want one", feed)
	}
	e := feed.Events[0]
	if e.Kind != portal.EventMissing || e.Missing == nil || e.Missing.Grund != "Pathologie ohne Meldung" || e.Missing.Einsendenummer != "H/26/117" || e.MeldungID != "" || e.Transaktionsnummer == "" {
		t.Errorf("got %+v, %+v", e, e.Missing)
	}
	if hers, err := other.Events(ctx, 0); err != nil || len(hers.Events) != 0 {
		t.Errorf("another site sees %+v, %v", hers, err)
	}
	reply := func(melder string) (string, []byte) {
		n := number()
		text, err := json.Marshal(portal.Reply{Version: portal.ReplyVersion, Transaktionsnummer: n, MelderID: melder, Frage: e.Cursor, Text: "Nicht bei uns.", BeantwortetAm: f.now()})
		f.must(t, err)
		return n, text
	}
	n, text := reply("HE-00000002")
	_, err = other.Reply(ctx, n, text)
	wantCode(t, "another site's answer", err, portal.CodeUnknownReport)
	n, text = reply(melderID)
	_, err = c.Reply(ctx, n, text)
	f.must(t, err)
	all, err := f.Missed(ctx)
	f.must(t, err)
	if len(all) != 1 || all[0].MelderID != melderID || len(all[0].Replies) != 1 || all[0].Replies[0].Text != "Nicht bei uns." {
		t.Errorf("kept %+v, want the notice with its answer", all)
	}
}

// radiation is a radiotherapy of an invented person, begun or ended.
func radiation(meldung string, anlass model.Code, change func(*model.Report)) func(*model.Report) {
	return func(r *model.Report) {
		r.Meldung.MeldungID, r.Meldung.Typ, r.Meldung.Diagnose = model.Text(meldung), model.TypST, nil
		r.Meldung.ST = &model.ST{STID: "S-1", Meldeanlass: anlass, Intention: "K", StellungOP: "A",
			MengeBestrahlung: []model.Bestrahlung{{Beginn: "2024-05-06"}}, Nebenwirkungen: model.Nebenwirkungen{GradMaximal2OderUnbekannt: "K"}}
		if change != nil {
			change(r)
		}
	}
}

// Whatever came open or sealed, each therapy without an end is told once, and none that ended.
func TestATherapyWithoutAnEndIsToldOnce(t *testing.T) {
	t.Parallel()
	s, ctx := newSealingBy(t, lenient{}), server.By(context.Background(), "Eins")
	second := func(r *model.Report) { r.Patient.PatientID = "P-0000002" }
	young := func(r *model.Report) {
		r.Patient.PatientID, r.Meldung.ST.MengeBestrahlung[0].Beginn = "P-0000003", "2025-12-01"
	}
	sealed := s.deliver(t, document(t, radiation("M-1", model.Behandlungsbeginn, nil)))
	s.deliver(t, document(t, radiation("M-2", model.Behandlungsbeginn, second)))
	s.deliver(t, document(t, radiation("M-3", model.Behandlungsende, second)))
	s.deliver(t, document(t, radiation("M-4", model.Behandlungsbeginn, young)))
	s.judged(t)
	before, err := s.client.Events(ctx, 0)
	s.must(t, err)
	for i, want := range []int{1, 0} {
		if told, err := s.FindMissing(ctx, s.register, s.MonthsAgo(15)); err != nil || told != want {
			t.Errorf("round %d: told %d, %v; want %d", i, told, err, want)
		}
	}
	feed, err := s.client.Events(ctx, before.Next)
	s.must(t, err)
	if len(feed.Events) != 1 || feed.Events[0].Transaktionsnummer != sealed || feed.Events[0].Missing.Grund != "Therapie ohne Ende" {
		t.Fatalf("in the feed: %+v, want the one of %s", feed.Events, sealed)
	}
	if err := s.MissEnd(ctx, sealed, ""); !errors.Is(err, refportal.ErrMissed) {
		t.Errorf("by staff once more: %v, want ErrMissed", err)
	}
	corrected := s.deliver(t, document(t, radiation("M-1", model.Behandlungsbeginn, func(r *model.Report) { r.Meldung.ST.Intention = "P" })))
	s.judged(t)
	if told, err := s.FindMissing(ctx, s.register, s.MonthsAgo(15)); err != nil || told != 0 {
		t.Errorf("after a correction, %s: told %d, %v; want none", corrected, told, err)
	}
	if err := s.MissEnd(ctx, number(), ""); !errors.Is(err, refportal.ErrUnknownReport) {
		t.Errorf("an unknown number: %v", err)
	}
}
