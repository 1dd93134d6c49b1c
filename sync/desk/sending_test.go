package desk

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/store"
)

// shell is the door of a workplace as a command goes through it.
func (w *workplace) shell() *Entrance {
	w.t.Helper()
	door := *w.door
	door.Portal = w.client()
	return &door
}

// fresh is a code that was not used: each counts once.
func (w *workplace) fresh(login string) string {
	w.t.Helper()
	w.must(w.registry.ResetOTP(w.t.Context(), login))
	return w.code(login)
}

// What a person with the role Verwaltung sets up is listed, sends, and ends by whoever of her
// Einrichtung has the role; without the role nothing is set up, and nothing is left at the portal.
func TestSendingWithoutAnybodyIsSetUpListedAndEnded(t *testing.T) {
	t.Parallel()
	w := newStation(t)
	door := w.shell()
	ctx := t.Context()
	nobody := func(int, int) {}
	_, err := door.SendAlone(ctx, nobody)
	wantFailure(t, err, answer.FailNoSender)
	wantFailure(t, door.EndSending(ctx, anna, password, w.fresh(anna), ""), answer.FailNoSender)
	made, file, err := door.SetUpSending(ctx, anna, password, w.fresh(anna), "Server 1")
	w.must(err)
	text, err := os.ReadFile(file)
	w.must(err)
	var kept tokenFile
	w.must(json.Unmarshal(text, &kept))
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 || kept.ID != made.ID || !kept.Ends.Equal(made.Ends) {
		t.Errorf("the file holds %+v, %v", kept, err)
	}
	w.stop() // she leaves
	w.ended.Wait()
	d := w.submit(w.newDraft(w.newCase(), model.TypDiagnose, nil))
	done, err := door.SendAlone(ctx, nobody)
	w.must(err)
	if done.Sent != 1 || done.Refused != 0 || done.Waiting != 1 || done.Taken != 1 || done.Apart != 0 || !done.Ends.Equal(made.Ends) {
		t.Errorf("it did %+v", done)
	}
	w.takeIn(ctx)
	if got, err := w.vault.Delivery(ctx, d.Transaktionsnummer); err != nil || got.State != model.StateAccepted {
		t.Errorf("taken over it is %s, %v", got.State, err)
	}
	if tries, err := w.Versuche(ctx, d.Transaktionsnummer); err != nil || len(tries) != 1 || tries[0].Wer != "" || tries[0].Code != "" {
		t.Errorf("its tries are %+v, %v", tries, err)
	}
	all, own, err := door.SiteTokens(ctx, anna, password, w.fresh(anna))
	if w.must(err); len(all) != 1 || own != made.ID || all[0].Zweck != "Server 1" || all[0].Von != anna {
		t.Errorf("listed are %+v, %s", all, own)
	}
	second, _, err := door.SetUpSending(ctx, anna, password, w.fresh(anna), "Server 1")
	w.must(err)
	stale := w.client()
	_, err = stale.UseSiteToken(ctx, portal.Hidden(kept.Token))
	wantFailure(t, Failure(err), answer.FailSession)
	if is, err := w.Abgleich(ctx); err != nil || !is.ZugangBis.IsZero() {
		t.Errorf("ninety days before its end it says %+v, %v", is, err)
	}
	now := w.now
	w.now = func() time.Time { return now().AddDate(0, 0, 77) }
	if is, err := w.Abgleich(ctx); err != nil || !is.ZugangBis.Equal(second.Ends) {
		t.Errorf("thirteen days before its end it says %+v, %v", is, err)
	}
	w.now = now
	l, err := door.LookAtSending(ctx)
	if w.must(err); !l.Set || l.Fault != nil || !l.Ends.Equal(second.Ends) {
		t.Errorf("looked at it is %+v", l)
	}
	w.must(os.WriteFile(file, text, 0o600)) // somebody puts the old one back
	_, err = door.SendAlone(ctx, nobody)
	wantFailure(t, err, answer.FailTokenEnded)
	w.must(door.EndSending(ctx, anna, password, w.fresh(anna), ""))
	if _, err := os.Stat(file); err == nil {
		t.Error("the file is still there")
	}
	if strings.Contains(w.log.String(), kept.Token) {
		t.Error("the token is in the log")
	}
	actions := []rights.Action{}
	_, err = w.vault.Audit(ctx, func(l store.Line) { actions = append(actions, l.Action) })
	w.must(err)
	for _, want := range []rights.Action{rights.SendenEingerichtet, rights.SendenBeendet} {
		if !slices.Contains(actions, want) {
			t.Errorf("the audit has no %s", want)
		}
	}
}

// Without the role nobody sets it up, ends it or makes a token at the portal.
func TestSendingTakesTheRole(t *testing.T) {
	t.Parallel()
	w := newStation(t)
	door := w.shell()
	_, err := w.Invite(t.Context(), berta, rights.All&^rights.Verwaltung)
	w.must(err)
	hers := w.shell()
	hers.LetIn = 10 * time.Second
	d, err := hers.SignIn(t.Context(), berta, password, w.code(berta), func(answer.Update) {})
	w.must(err)
	w.must(d.Close())
	_, _, err = door.SetUpSending(t.Context(), berta, password, w.fresh(berta), "x")
	wantFailure(t, err, answer.FailRole)
	wantFailure(t, door.EndSending(t.Context(), berta, password, w.fresh(berta), "x"), answer.FailRole)
	all, _, err := door.SiteTokens(t.Context(), anna, password, w.fresh(anna))
	if w.must(err); len(all) != 0 {
		t.Errorf("the portal has %+v", all)
	}
}

// What the portal has and the store has not is told to whoever signs in, once.
func TestWhatIsMissingIsToldAtTheSignIn(t *testing.T) {
	t.Parallel()
	w := newStation(t)
	c := w.shell().Portal
	_, err := c.SignIn(t.Context(), anna, password, w.fresh(anna))
	w.must(err)
	elsewhere := w.newDraft(w.newCase(), model.TypDiagnose, nil)
	completed, err := w.sender.Complete(&elsewhere.Report, w.now())
	w.must(err)
	_, err = c.Deliver(t.Context(), completed.Transaktionsnummer, completed.Document)
	w.must(err)
	for _, want := range [][]string{{completed.Transaktionsnummer}, nil} {
		d, err := w.shell().SignIn(t.Context(), anna, password, w.fresh(anna), func(answer.Update) {})
		w.must(err)
		if told := d.Apart(); !slices.Equal(told.Dort, want) {
			t.Errorf("told are %q, want %q", told.Dort, want)
		}
		if is, err := d.Abgleich(t.Context()); err != nil || len(is.Dort) != 1 {
			t.Errorf("in the list are %+v, %v", is, err)
		}
		w.must(d.Close())
	}
}
