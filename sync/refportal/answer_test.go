package refportal_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/server"
)

func TestAnAnswerIsKeptBesideItsQuestion(t *testing.T) {
	t.Parallel()
	f, ctx := start(t, nil), server.By(context.Background(), "Eins")
	c := f.signedIn(t)
	tnr := number()
	_, err := c.Deliver(ctx, tnr, document(t, nil))
	f.must(t, err)
	f.must(t, f.Tell(ctx, tnr, portal.Event{Kind: portal.EventQuestion, Text: "Liegt ein Befund vor?"}))
	f.must(t, f.Tell(ctx, tnr, portal.Event{Kind: portal.EventResult, Ergebnis: "angenommen"}))
	me, err := c.Extend(ctx)
	f.must(t, err)
	reply := func(tnr string, change func(*portal.Reply)) []byte {
		r := portal.Reply{Version: portal.ReplyVersion, Transaktionsnummer: tnr, MelderID: me.MelderID, Frage: 1, Text: "Ja.", BeantwortetAm: f.now()}
		if change != nil {
			change(&r)
		}
		text, err := json.Marshal(r)
		f.must(t, err)
		return text
	}
	one := number()
	sent := reply(one, nil)
	first, err := c.Reply(ctx, one, sent)
	f.must(t, err)
	f.advance(time.Minute)
	again, err := c.Reply(ctx, one, sent)
	if err != nil || !again.Equal(first) {
		t.Errorf("the same once more: %v, %v, want its first word", again, err)
	}
	_, err = c.Reply(ctx, one, reply(one, func(r *portal.Reply) { r.Text = "Nein." }))
	wantCode(t, "other bytes under the number", err, portal.CodeTnrReused)
	for name, test := range map[string]struct {
		change func(*portal.Reply)
		want   portal.Code
	}{
		"no such question": {func(r *portal.Reply) { r.Frage = 9 }, portal.CodeUnknownReport},
		"no question":      {func(r *portal.Reply) { r.Frage = 2 }, portal.CodeUnknownReport},
		"nothing said":     {func(r *portal.Reply) { r.Text = " " }, portal.CodeBadEnvelope},
		"another site's":   {func(r *portal.Reply) { r.MelderID = "HE-99999999" }, portal.CodeSiteMismatch},
	} {
		n := number()
		_, err := c.Reply(ctx, n, reply(n, test.change))
		wantCode(t, name, err, test.want)
	}
	all, err := f.Answers(ctx)
	f.must(t, err)
	if len(all) != 1 || all[0].Reply.Text != "Ja." || all[0].Question.Transaktionsnummer != tnr || !all[0].At.Equal(first) {
		t.Errorf("kept %+v, want the one", all)
	}
}
