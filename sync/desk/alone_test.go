package desk

import (
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
)

// Where the portal is away the password alone opens the store, for whom it let in not too
// long ago. What is completed waits, and leaves after the first sign-in.
func TestWithoutThePortalThePasswordOpensTheStoreAndWhatIsCompletedWaits(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	w.must(w.Close())
	alone, err := w.door.Alone(t.Context(), anna, password, nil, func(answer.Update) {})
	w.must(err)
	w.Desk = alone
	if who := w.Who(); who.MelderID != site || who.Name != "Anna Beispiel" {
		t.Errorf("works as %+v", who)
	}
	if l := w.Link(); !l.Alone || !l.Ended || l.Since.IsZero() {
		t.Errorf("link without a session: %+v", l)
	}
	d, held := w.submit(w.newDraft(w.newCase(), model.TypDiagnose, nil)), w.submit(w.newDraft(w.newCase(), model.TypDiagnose, nil))
	w.must(w.Hold(t.Context(), held.Transaktionsnummer, &model.Sperre{Grund: "Befund fehlt"}))
	w.outbox.Hurry()
	time.Sleep(200 * time.Millisecond)
	if list, err := w.Deliveries(t.Context(), d.CaseID); err != nil || len(list) != 1 || list[0].State != model.StateQueued || list[0].Attempts != 0 {
		t.Errorf("without a session: %+v, %v", list, err)
	}
	w.must(w.registry.ResetOTP(t.Context(), anna)) // another code than that of the first sign-in
	_, err = w.SignInAgain(t.Context(), password, w.code(anna))
	w.must(err)
	w.arrives(d)
	if l := w.Link(); l.Alone || l.Ended {
		t.Errorf("link with a session: %+v", l)
	}
	w.must(w.Hold(t.Context(), held.Transaktionsnummer, nil))
	w.arrives(held)
}

func TestThePortalsWordCountsForDays(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	w.must(w.Close())
	day := 24 * time.Hour
	for _, c := range []struct {
		later, most time.Duration
		login       string
		want        answer.Kind
	}{
		{6 * day, 7 * day, anna, ""},
		{8 * day, 7 * day, anna, answer.FailLongAgo},
		{-2 * time.Hour, 7 * day, anna, answer.FailClockBack},
		{0, 0, anna, answer.FailOnlineOnly},
		{0, 7 * day, berta, answer.FailNotAdmitted},
	} {
		door := *w.door
		door.Offline, door.Now = c.most, func() time.Time { return time.Now().Add(c.later) }
		d, err := door.Alone(t.Context(), c.login, password, nil, func(answer.Update) {})
		if c.want != "" {
			wantFailure(t, err, c.want)
			continue
		}
		w.must(err)
		w.must(d.Close())
	}
	_, err := w.door.Alone(t.Context(), anna, password+"x", nil, func(answer.Update) {})
	wantFailure(t, err, answer.FailStoreLocked)
}

// A person who was let into the store and never signed in from here was never confirmed
// here.
func TestWhoNeverSignedInHereIsNotLetInWithoutThePortal(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	w.must(w.admit(berta))
	_, err := w.door.Alone(t.Context(), berta, password, nil, func(answer.Update) {})
	wantFailure(t, err, answer.FailNeverHere)
}
