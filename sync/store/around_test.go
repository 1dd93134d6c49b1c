package store

import (
	"context"
	"errors"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/rights"
)

// Whatever changes a case between judging one of its drafts and queueing it makes
// the judgement one about another case.
func TestWhatWasJudgedAgainstAnOlderStateIsNotQueued(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(context.Context, *Vault, model.Draft, string) error{
		"another draft is begun": func(ctx context.Context, v *Vault, d model.Draft, _ string) error {
			_, err := v.NewDraft(ctx, d.PatientID, testReport("neu"))
			return err
		},
		"another draft is saved": func(ctx context.Context, v *Vault, d model.Draft, _ string) error { return v.SaveDraft(ctx, &d) },
		"another draft is deleted": func(ctx context.Context, v *Vault, d model.Draft, _ string) error {
			return v.DeleteDraft(ctx, d.ID, d.Rev)
		},
		"another report is queued": func(ctx context.Context, v *Vault, d model.Draft, _ string) error {
			_, err := v.Queue(ctx, complete(v, d, "t9"))
			return err
		},
		"another report went on paper": func(ctx context.Context, v *Vault, d model.Draft, _ string) error {
			_, err := v.MarkPaper(ctx, d.ID, d.Rev, "t9")
			return err
		},
		"another report is refused": func(ctx context.Context, v *Vault, _ model.Draft, sent string) error {
			return v.Reject(ctx, sent, "rules", "Nein.")
		},
		"another report is accepted": func(ctx context.Context, v *Vault, _ model.Draft, sent string) error {
			return v.Accept(ctx, sent, receipt(sent))
		},
		"the Stammdaten change": func(ctx context.Context, v *Vault, d model.Draft, _ string) error {
			c, err := v.Case(ctx, d.PatientID)
			if err != nil {
				return err
			}
			was := c.Patient
			c.Patient.Stammdaten.Nachname = "Anders"
			return v.SaveCase(ctx, &c, &was)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := newVault(t)
			c := newCase(t, v, "Muster")
			sent := queue(t, v, c.ID, "t0").Transaktionsnummer
			mine, hers := newDraft(t, v, c.ID, "meine"), newDraft(t, v, c.ID, "ihre")
			judged := complete(v, mine, "t1")
			if err := change(t.Context(), v, hers, sent); err != nil {
				t.Fatal(err)
			}
			if _, err := v.Queue(t.Context(), judged); !errors.Is(err, ErrMoved) {
				t.Errorf("Queue = %v, want ErrMoved", err)
			}
			if _, err := v.Queue(t.Context(), complete(v, mine, "t1")); err != nil {
				t.Errorf("judged again: Queue = %v, want it queued", err)
			}
		})
	}
}

func TestAnotherPersonsChangesLeaveAJudgementAsItIs(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	mine := newDraft(t, v, newCase(t, v, "Muster").ID, "meine")
	judged := complete(v, mine, "t1")
	queue(t, v, newCase(t, v, "Andere").ID, "t2")
	if _, err := v.Queue(t.Context(), judged); err != nil {
		t.Errorf("Queue = %v, want it queued", err)
	}
}

func TestAroundIsTheDraftWithEverythingElseOfItsCase(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	queue(t, v, c.ID, "t0")
	queue(t, v, newCase(t, v, "Andere").ID, "t2")
	mine, hers := newDraft(t, v, c.ID, "meine"), newDraft(t, v, c.ID, "ihre")
	a := must(v.Around(t.Context(), mine.ID, mine.Rev))(t)
	if a.Draft.ID != mine.ID || len(a.Drafts) != 1 || a.Drafts[0].ID != hers.ID || len(a.Sent) != 1 || a.Sent[0].Transaktionsnummer != "t0" {
		t.Errorf("Around = draft %s, others %+v, sent %+v; want mine, hers and t0", a.Draft.ID, a.Drafts, a.Sent)
	}
	if _, err := v.Around(t.Context(), mine.ID, mine.Rev+1); !errors.Is(err, ErrStale) {
		t.Errorf("Around of another revision = %v, want ErrStale", err)
	}
}

// A correction and a refused report are begun anew once, however many ask.
func TestASentReportIsReopenedOnce(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		settle func(*Vault, string) error
		open   func(*Vault, string) (model.Draft, error)
	}{
		{"correction", func(v *Vault, tnr string) error { return v.Accept(context.Background(), tnr, receipt(tnr)) },
			func(v *Vault, tnr string) (model.Draft, error) {
				return v.Correct(context.Background(), tnr, func(*model.Report) { time.Sleep(time.Millisecond) })
			}},
		{"refused", func(v *Vault, tnr string) error { return v.Reject(context.Background(), tnr, "rules", "Nein.") },
			func(v *Vault, tnr string) (model.Draft, error) { return v.Reopen(context.Background(), tnr) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			v := newVault(t)
			person := newCase(t, v, "Muster")
			d := newDraft(t, v, person.ID, "gesendet")
			d.Report.Meldung.MeldungID = "M-7"
			if err := v.SaveDraft(t.Context(), &d); err != nil {
				t.Fatal(err)
			}
			must(v.Queue(t.Context(), complete(v, d, "t1")))(t)
			if err := c.settle(v, "t1"); err != nil {
				t.Fatal(err)
			}
			ids := make(chan string, 8)
			for range cap(ids) {
				go func() {
					d, err := c.open(v, "t1")
					if err != nil {
						t.Errorf("reopen: %v", err)
					}
					ids <- d.ID
				}()
			}
			first := <-ids
			for range cap(ids) - 1 {
				if id := <-ids; id != first {
					t.Errorf("got drafts %s and %s, want one", first, id)
				}
			}
			if all := must(v.Drafts(t.Context(), person.ID))(t); len(all) != 1 {
				t.Errorf("drafts = %d, want 1", len(all))
			}
		})
	}
}

func TestAChangedPersonAndTheDraftAreOneAct(t *testing.T) {
	t.Parallel()
	v := must(openStore(t, testPath(t)).Create(t.Context(), testSite, testLogin, testPassword))(t)
	c := newCase(t, v, "Muster")
	d := begun(t, v, c.ID, testReport("Text"))
	if d.Report.Patient.PatientID != c.Patient.PatientID {
		t.Fatalf("begun under %q, want the Stammdaten of the case", d.Report.Patient.PatientID)
	}
	was := d.Report.Patient
	d.Report.Patient.Stammdaten.Nachname = "Neu"
	if err := v.SaveReport(t.Context(), &d, &model.Draft{Report: model.Report{Patient: was}}, "Fassung"); err != nil {
		t.Fatal(err)
	}
	if got := must(v.Case(t.Context(), c.ID))(t).Patient.Stammdaten.Nachname; got != "Neu" {
		t.Errorf("the person is %q, want Neu", got)
	}
	if err := errors.Join(v.Admit(t.Context(), "neu", testPassword), v.SetRoles(t.Context(), "neu", rights.Stammdaten)); err != nil {
		t.Fatal(err)
	}
	her, refused := must(v.store.Unlock(t.Context(), "neu", testPassword))(t), d
	refused.Report.Patient.Stammdaten.Nachname = "Anders"
	if err := her.SaveReport(t.Context(), &refused, &d, "Fassung"); !errors.Is(err, ErrNoRole) {
		t.Errorf("SaveReport of who may change the person alone = %v, want ErrNoRole", err)
	}
	if got := must(v.Case(t.Context(), c.ID))(t).Patient.Stammdaten.Nachname; got != "Neu" {
		t.Errorf("after a refused save the person is %q, want Neu", got)
	}
}

// Whose draft it is the store knows: what is changed of the person is changed of her.
func TestADraftSaysNothingOfAnotherPerson(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c, other := newCase(t, v, "Muster"), newCase(t, v, "Andere")
	d := begun(t, v, c.ID, testReport("Text"))
	was := d
	d.PatientID, d.Report.Patient.Stammdaten.Nachname = other.ID, "Neu"
	if err := v.SaveReport(t.Context(), &d, &was, "Fassung"); err != nil || d.PatientID != c.ID {
		t.Errorf("SaveReport = %v, of %s, want it of %s", err, d.PatientID, c.ID)
	}
	for id, want := range map[string]model.Text{c.ID: "Neu", other.ID: "Andere"} {
		if got := must(v.Case(t.Context(), id))(t).Patient.Stammdaten.Nachname; got != want {
			t.Errorf("the person is %q, want %q", got, want)
		}
	}
}

// The number of somebody else keeps neither the draft nor the rest of the person
// from being stored.
func TestATakenNumberKeepsNothingElseFromTheDisk(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	other := newCase(t, v, "Andere")
	d := begun(t, v, c.ID, testReport("Text"))
	was := d.Report.Patient
	d.Report.Patient.PatientID, d.Report.Patient.Stammdaten.Nachname = other.Patient.PatientID, "Neu"
	if err := v.SaveReport(t.Context(), &d, &model.Draft{Report: model.Report{Patient: was}}, "Fassung"); !errors.Is(err, ErrDuplicate) || d.Rev != 2 {
		t.Errorf("SaveReport = %v, Rev %d, want ErrDuplicate and 2", err, d.Rev)
	}
	got := must(v.Case(t.Context(), c.ID))(t).Patient
	if got.PatientID != c.Patient.PatientID || got.Stammdaten.Nachname != "Neu" {
		t.Errorf("the person is %q, %q; want her own number and Neu", got.PatientID, got.Stammdaten.Nachname)
	}
	if stored := must(v.Draft(t.Context(), d.ID))(t); stored.Report.Patient.PatientID != other.Patient.PatientID {
		t.Errorf("the draft says %q, want what was typed", stored.Report.Patient.PatientID)
	}
}

// What is taken over is decided by the record as it stands in the transaction that
// begins the draft.
func TestWhatIsTakenOverIsDecidedByTheRecordOfThatMoment(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	first := begun(t, v, c.ID, testReport("Text"))
	var seen []model.Draft
	d := must(v.TakeOver(t.Context(), c.ID, func(r *Record) model.Report {
		seen = r.Drafts
		return testReport("Neu")
	}))(t)
	if len(seen) != 1 || seen[0].ID != first.ID {
		t.Errorf("decided by %+v, want the draft there was", seen)
	}
	if d.ID == first.ID || d.Report.Patient.Stammdaten.Nachname != c.Patient.Stammdaten.Nachname {
		t.Errorf("begun: %+v, want another draft with the Stammdaten of the case", d)
	}
}
