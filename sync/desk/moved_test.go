package desk

import (
	"errors"
	"slices"
	"testing"

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

// save saves what somebody made of was, which she had read.
func save(w *workplace, d *Desk, draft *model.Draft, was model.Draft) error {
	w.t.Helper()
	return d.SaveReport(w.t.Context(), draft, &was, true)
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

// merged wants the answer to a save that met another one.
func merged(t *testing.T, err error) *answer.Merged {
	t.Helper()
	var m *answer.Merged
	if !errors.As(err, &m) || answer.Failed(err) != nil {
		t.Fatalf("got %v, want it put together", err)
	}
	return m
}

// Two people had the same draft open. What only one has changed is as she has it; of what
// both have changed the second one's stands, and the first one's is kept with who and when.
func TestTheSecondInADraftKeepsWhatBothHaveChanged(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	berta := w.colleague()
	was := w.begunCompletely()
	mine, hers := copied(was), copied(was)
	mine.Report.Meldung.Anmerkung, mine.Report.Meldung.EigeneLeistung, mine.Notiz = "meine", "N", "Arztbrief fehlt"
	w.must(save(w, w.Desk, &mine, was))
	hers.Report.Meldung.Anmerkung, hers.Report.Meldung.Diagnose.Diagnosesicherung, hers.Cursor, hers.Form = "ihre", "7.2", "Anmerkung", []byte("Weg zurück")
	m := merged(t, save(w, berta, &hers, was))
	if m.By != anna || hers.ID != mine.ID || hers.Rev != mine.Rev+1 {
		t.Errorf("got %+v and draft %s rev %d, want the same draft, met with %s", m, hers.ID, hers.Rev, anna)
	}
	now, err := w.Draft(t.Context(), mine.ID)
	w.must(err)
	r := now.Report.Meldung
	if r.Anmerkung != "ihre" || r.EigeneLeistung != "N" || r.Diagnose.Diagnosesicherung != "7.2" || now.Notiz != "Arztbrief fehlt" || now.Cursor != "Anmerkung" || string(now.Form) != "Weg zurück" {
		t.Errorf("stored: %q, %q, %q, note %q, at %q", r.Anmerkung, r.EigeneLeistung, r.Diagnose.Diagnosesicherung, now.Notiz, now.Cursor)
	}
	if len(now.Abweichungen) != 1 || now.Abweichungen[0].Wert != "meine" || now.Abweichungen[0].Steht != "ihre" || now.Abweichungen[0].Von != anna || now.Abweichungen[0].Gegen != berta.who.Login || !now.Abweichungen[0].Am.Equal(mine.Updated) {
		t.Errorf("kept %+v, want mine with who and when", now.Abweichungen)
	}
}

// Stammdaten that a colleague changed in the draft are not told as changed by who comes
// second, and do not give way to what she only had read.
func TestWhoComesSecondChangesOnlyTheStammdatenSheChanged(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	berta := w.colleague()
	was := w.begunCompletely()
	mine, hers := copied(was), copied(was)
	mine.Report.Patient.Stammdaten.Adresse.Strasse = "Neue Gasse"
	w.must(save(w, w.Desk, &mine, was))
	hers.Report.Patient.Stammdaten.Titel = "Dr."
	merged(t, save(w, berta, &hers, was))
	c, err := w.Case(t.Context(), was.PatientID)
	w.must(err)
	for name, s := range map[string]model.Stammdaten{"the record": c.Patient.Stammdaten, "the draft": hers.Report.Patient.Stammdaten} {
		if s.Adresse.Strasse != "Neue Gasse" || s.Titel != "Dr." {
			t.Errorf("%s: %q, %q, want what both changed", name, s.Adresse.Strasse, s.Titel)
		}
	}
	again := copied(hers)
	again.Report.Patient.Stammdaten.Titel = "Prof."
	mine2 := copied(hers)
	mine2.Report.Patient.Stammdaten.Titel = "PD"
	w.must(save(w, berta, &again, hers))
	err = save(w, w.Desk, &mine2, hers)
	merged(t, err)
	var over *answer.Overwritten
	if errors.As(err, &over) {
		t.Errorf("told twice: %+v", over.Fields)
	}
}

// twoVersions are two drafts of one report: one was deleted while somebody wrote in it,
// and taken back.
func twoVersions(w *workplace) (mine, hers model.Draft) {
	mine = w.begunCompletely()
	hers = copied(mine)
	w.must(w.DeleteDraft(w.t.Context(), mine.ID, mine.Rev))
	moved(w.t, save(w, w.colleague(), &hers, mine))
	mine, err := w.TakeBack(w.t.Context(), mine.ID)
	w.must(err)
	return mine, hers
}

// Two versions of a report are never both sent, and not one of them unseen while
// the other is there.
func TestOfTwoVersionsOneIsSentAndSeen(t *testing.T) {
	t.Parallel()
	for name, mineFirst := range map[string]bool{"the first one": true, "the copy": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorkplace(t)
			mine, hers := twoVersions(w)
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
			m := moved(t, save(w, w.colleague(), &hers, mine))
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

// A save that finds neither draft nor record is no success.
func TestNothingIsKeptOfARecordThatIsGone(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	d := w.begunCompletely()
	d.ID, d.PatientID = "none", "none"
	if err := save(w, w.Desk, &d, copied(d)); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("got %v, want %v", err, store.ErrNotFound)
	}
}
