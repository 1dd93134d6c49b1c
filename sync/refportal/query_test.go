package refportal_test

import (
	"slices"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/server"
)

// A site learns what the portal knows of its numbers, and what came after a place in the log;
// a number of another site is as unknown as one nobody used.
func TestASiteAsksWhatThePortalKnows(t *testing.T) {
	t.Parallel()
	f := start(t, nil)
	ctx := t.Context()
	f.must(t, f.AddSite(ctx, server.Site{MelderID: "HE-00000002", AbsenderID: "A-2", Name: "Praxis"}))
	f.must(t, f.AddAccount(ctx, server.Account{Login: "carla", Name: "Carla", MelderID: "HE-00000002"}, password))
	c := f.signedIn(t)
	var sent []model.Receipt
	for i := range 3 {
		receipt, err := c.Deliver(ctx, number(), document(t, func(r *model.Report) { *r = *diagnose(i + 1) }))
		f.must(t, err)
		sent = append(sent, receipt)
	}
	known, err := c.Known(ctx, []string{number(), sent[2].Transaktionsnummer, sent[0].Transaktionsnummer, "'; DROP"})
	f.must(t, err)
	want := []model.Bekannt{{Art: model.SendungMeldung, MeldungID: "M-0000001", Receipt: sent[0]}, {Art: model.SendungMeldung, MeldungID: "M-0000003", Receipt: sent[2]}}
	if !slices.Equal(known, want) {
		t.Errorf("known are %+v, want %+v", known, want)
	}
	after, err := c.KnownAfter(ctx, sent[0].LogIndex)
	f.must(t, err)
	if len(after) != 2 || after[0].Receipt != sent[1] || after[1].Receipt != sent[2] {
		t.Errorf("after the first are %+v", after)
	}
	other := f.client(t)
	_, err = other.SignIn(ctx, "carla", password, f.codeOf(t, "carla"))
	f.must(t, err)
	theirs, err := other.Known(ctx, []string{sent[0].Transaktionsnummer})
	f.must(t, err)
	all, err := other.KnownAfter(ctx, 0)
	f.must(t, err)
	if len(theirs)+len(all) != 0 {
		t.Errorf("another site learns %+v, %+v", theirs, all)
	}
	for name, wrong := range map[string][]string{"none": {}, "too many": slices.Repeat([]string{"x"}, portal.MaxQuery+1)} {
		if _, err := c.Known(ctx, wrong); problem(t, err).Code != portal.CodeBadEnvelope {
			t.Errorf("%s: %v", name, err)
		}
	}
}
