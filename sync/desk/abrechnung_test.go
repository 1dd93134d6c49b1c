package desk

import (
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/land"
	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal"
)

// What the registry says was paid counts once for a report, whichever version it is about.
func TestABillingIsComparedWithWhatWasExpected(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	sent := w.sent(model.TypDiagnose)
	before, unreadable, err := w.archive().Abrechnung(t.Context(), model.DatumOf(time.Now()), land.Default)
	w.must(err)
	if sum := before.Summe(); sum.Meldungen == 0 || sum.Erwartet == 0 || sum.Verguetet != 0 || sum.Offen != sum.Erwartet || unreadable != 0 {
		t.Fatalf("before: %+v, %d unreadable", sum, unreadable)
	}
	for _, cents := range []int{900, 1950} {
		w.must(w.registry.Pay(t.Context(), []refportal.Payment{{Number: sent.Transaktionsnummer, Event: portal.Event{Cents: cents}}}))
	}
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		w.outbox.Answered() // has the feed read
		came, err := w.vault.Answers(t.Context(), sent.CaseID)
		w.must(err)
		if len(came) == 2 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("came back: %+v", came)
		}
	}
	d, err := w.vault.Delivery(t.Context(), sent.Transaktionsnummer)
	w.must(err)
	after, _, err := w.archive().Abrechnung(t.Context(), model.DatumOf(time.Now()), land.Default)
	w.must(err)
	was, sum := before.Summe(), after.Summe()
	if d.Ergebnis != model.ErgebnisVerguetet || sum.Verguetet != 1 || sum.Bezahlt != 1950 || sum.Meldungen != was.Meldungen || sum.Erwartet != was.Erwartet || sum.Offen >= was.Offen {
		t.Errorf("after: %+v, the report is %q; before: %+v", sum, d.Ergebnis, was)
	}
}
