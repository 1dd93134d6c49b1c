package desk

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/sync/store"
)

// copied is what two people hold of one draft.
func copied(d model.Draft) model.Draft {
	d.Report = *field.Copy(&d.Report)
	return d
}

func save(w *workplace, d *Desk, draft *model.Draft) error {
	w.t.Helper()
	return d.SaveReport(w.t.Context(), draft, &draft.Report.Patient, true)
}

// moved wants the answer to a save that came too late.
func moved(t *testing.T, err error) *answer.Moved {
	t.Helper()
	var m *answer.Moved
	if !errors.As(err, &m) {
		t.Fatalf("got %v, want it kept beside the draft", err)
	}
	return m
}

func TestTheSecondInADraftKeepsEverythingBesideIt(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	berta := w.colleague()
	mine := w.begunCompletely()
	hers := copied(mine)
	mine.Report.Meldung.Anmerkung = "meine"
	w.must(save(w, w.Desk, &mine))
	hers.Report.Meldung.Anmerkung, hers.Cursor, hers.Form = "ihre", "Anmerkung", []byte("Weg zurück")
	m := moved(t, save(w, berta, &hers))
	if !strings.HasPrefix(m.Fassung, "Fassung von Berta Beispiel, ") || m.Gone || hers.ID != m.DraftID || hers.ID == mine.ID || hers.Rev != 1 {
		t.Errorf("got %+v and draft %s rev %d, want her own draft of a name", m, hers.ID, hers.Rev)
	}
	kept, err := w.Draft(t.Context(), m.DraftID)
	w.must(err)
	if kept.Report.Meldung.Anmerkung != "ihre" || kept.Cursor != "Anmerkung" || string(kept.Form) != "Weg zurück" || kept.Fassung != m.Fassung {
		t.Errorf("kept: %q at %q with %q, named %q", kept.Report.Meldung.Anmerkung, kept.Cursor, kept.Form, kept.Fassung)
	}
	first, err := w.Draft(t.Context(), mine.ID)
	w.must(err)
	if first.Report.Meldung.Anmerkung != "meine" || first.Fassung != "" {
		t.Errorf("the first version says %q, named %q; want it as it was saved", first.Report.Meldung.Anmerkung, first.Fassung)
	}
	w.must(save(w, berta, &hers)) // she goes on in it
	if a := w.task(hers.ID); a == nil || a.Fassung != m.Fassung {
		t.Errorf("work list: %+v, want it named", a)
	}
}

// Two versions of a report are never both sent, and not one of them unseen while
// the other is there.
func TestOfTwoVersionsOneIsSentAndSeen(t *testing.T) {
	t.Parallel()
	for name, mineFirst := range map[string]bool{"the first one": true, "the copy": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorkplace(t)
			mine := w.begunCompletely()
			hers := copied(mine)
			w.must(save(w, w.Desk, &mine))
			moved(t, save(w, w.colleague(), &hers))
			one, other := mine, hers
			if !mineFirst {
				one, other = hers, mine
			}
			_, err := w.Complete(t.Context(), one.ID, one.Rev, nil)
			var refused *answer.Refusal
			if !errors.As(err, &refused) || !slices.Contains(rulesOf(refused), "P-038") {
				t.Fatalf("completing beside the other: %v, want the Warnung P-038", err)
			}
			w.submit(one)
			_, err = w.Complete(t.Context(), other.ID, other.Rev, nil)
			if errors.As(err, &refused) { // it is told before that it was sent
				_, err = w.Complete(t.Context(), other.ID, other.Rev, rulesOf(refused))
			}
			wantFailure(t, err, answer.FailOtherSent)
		})
	}
}

// What a colleague completed or deleted meanwhile takes nothing of hers with it.
func TestADraftThatIsGoneTakesNothingWithIt(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		end  func(*workplace, model.Draft)
		sent bool
	}{
		"completed": {func(w *workplace, d model.Draft) { w.submit(d) }, true},
		"on paper": {func(w *workplace, d model.Draft) {
			_, err := w.MarkPaper(w.t.Context(), d.ID, d.Rev)
			w.must(err)
		}, true},
		"deleted": {func(w *workplace, d model.Draft) { w.must(w.DeleteDraft(w.t.Context(), d.ID, d.Rev)) }, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorkplace(t)
			mine := w.begunCompletely()
			hers := copied(mine)
			c.end(w, mine)
			hers.Report.Meldung.Anmerkung = "ihre"
			m := moved(t, save(w, w.colleague(), &hers))
			if !m.Gone || m.Sent != c.sent {
				t.Errorf("got %+v, want gone, sent %t", m, c.sent)
			}
			kept, err := w.Draft(t.Context(), m.DraftID)
			w.must(err)
			if kept.Report.Meldung.Anmerkung != "ihre" {
				t.Errorf("kept %q, want hers", kept.Report.Meldung.Anmerkung)
			}
		})
	}
}

// Saves of two people that come at the same time lose none of the values.
func TestManySavesOfTwoLoseNone(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	mine := w.begunCompletely()
	hers := copied(mine)
	berta := w.colleague()
	done := make(chan error, 2)
	write := func(d *Desk, draft model.Draft, who string) {
		for i := range 20 {
			draft.Report.Meldung.Anmerkung = model.Text(who + strings.Repeat("x", i))
			var m *answer.Moved
			if err := d.SaveReport(context.Background(), &draft, &draft.Report.Patient, true); err != nil && !errors.As(err, &m) {
				done <- err
				return
			}
			time.Sleep(time.Millisecond)
		}
		done <- nil
	}
	go write(w.Desk, mine, "A")
	go write(berta, hers, "B")
	w.must(errors.Join(<-done, <-done))
	drafts, err := w.DraftsOf(t.Context(), mine.PatientID)
	w.must(err)
	var texts []string
	for i := range drafts {
		if drafts[i].Report.Meldung.MeldungID == mine.Report.Meldung.MeldungID {
			texts = append(texts, string(drafts[i].Report.Meldung.Anmerkung))
		}
	}
	slices.Sort(texts)
	want := []string{"A" + strings.Repeat("x", 19), "B" + strings.Repeat("x", 19)}
	if !slices.Equal(texts, want) {
		t.Errorf("two people's last values: got %q, want %q", texts, want)
	}
}

// A save that finds neither draft nor record is no success.
func TestNothingIsKeptOfARecordThatIsGone(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	d := w.begunCompletely()
	d.ID, d.PatientID = "none", "none"
	if err := save(w, w.Desk, &d); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("got %v, want %v", err, store.ErrNotFound)
	}
}
