package main

import (
	"context"
	"errors"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/sync/totp"
	"example.org/meldeportal/tui"
)

// workplace is the desk of the demo's first user: the real store, the real
// portal behind TLS, invented people.
type workplace struct {
	*desk
	t    *testing.T
	demo *demo
}

func newWorkplace(t *testing.T) *workplace {
	t.Helper()
	d, err := openDemo(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.close(); err != nil {
			t.Errorf("close demo: %v", err)
		}
	})
	services, err := d.services()
	if err != nil {
		t.Fatal(err)
	}
	w := &workplace{t: t, demo: d}
	w.desk = w.enter(services.Gate, demoUsers[0].login, demoUsers[0].password)
	return w
}

// enter signs in as a person does, with the second factor set up on the way.
func (w *workplace) enter(g tui.Gate, login, password string) *desk {
	w.t.Helper()
	if _, err := g.Enrol(w.t.Context(), login, password); err != nil {
		w.t.Fatal(err)
	}
	secret, _, err := w.demo.portal.Secret(w.t.Context(), login)
	if err != nil {
		w.t.Fatal(err)
	}
	code, _ := totp.Code(secret, time.Now())
	opened, err := g.SignIn(w.t.Context(), login, password, code)
	if err != nil {
		w.t.Fatalf("sign in: %v", err)
	}
	w.t.Cleanup(func() {
		if err := opened.Station.Close(); err != nil {
			w.t.Errorf("close desk: %v", err)
		}
	})
	return opened.Station.(*desk)
}

// draft is one of the invented drafts.
func (w *workplace) draft() model.Draft {
	w.t.Helper()
	return found(w, func(c model.Case) bool { return c.Drafts == 1 && c.Accepted == 0 }, w.DraftsOf)[0]
}

// sent are the deliveries of an invented person with accepted reports of a type.
func (w *workplace) sent(typ model.Zweig) model.Delivery {
	w.t.Helper()
	all, err := w.Deliveries(w.t.Context(), "")
	w.must(err)
	for _, d := range all {
		if d.Typ == typ && d.State == model.StateAccepted {
			return d
		}
	}
	w.t.Fatalf("no accepted %s among the invented reports", typ)
	return model.Delivery{}
}

// found asks about the first case that fits.
func found[T any](w *workplace, fits func(model.Case) bool, ask func(context.Context, string) ([]T, error)) []T {
	w.t.Helper()
	var id string
	w.must(w.Cases(w.t.Context(), func(cases []model.Case) error {
		for _, c := range cases {
			if id == "" && fits(c) {
				id = c.ID
			}
		}
		return nil
	}))
	list, err := ask(w.t.Context(), id)
	w.must(err)
	if id == "" || len(list) == 0 {
		w.t.Fatal("no invented person fits")
	}
	return list
}

func (w *workplace) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatalf("%v (%v)", err, errors.Unwrap(err))
	}
}

// wantFailure compares the kind of an error, and that staff can read it.
func wantFailure(t *testing.T, err error, want answer.Kind) {
	t.Helper()
	var f *answer.Failure
	if !errors.As(err, &f) || f.Kind != want {
		t.Errorf("error = %v, want %s", err, want)
	}
}

// begunCompletely is a new draft that nothing stands against.
func (w *workplace) begunCompletely() model.Draft {
	w.t.Helper()
	r, err := w.Report(w.t.Context(), w.sent(model.TypDiagnose).Transaktionsnummer)
	w.must(err)
	d, err := w.BeginDraft(w.t.Context(), w.draft().PatientID, &r)
	w.must(err)
	return d
}

// submit completes a draft the way a person does: Warnungen are confirmed when
// they are shown.
func (w *workplace) submit(d model.Draft) model.Delivery {
	w.t.Helper()
	delivery, err := w.Complete(w.t.Context(), d.ID, d.Rev, nil)
	var refused *answer.Refusal
	if errors.As(err, &refused) {
		delivery, err = w.Complete(w.t.Context(), d.ID, d.Rev, rulesOf(refused))
		if errors.As(err, &refused) {
			w.t.Fatalf("refused: %+v", refused.Findings)
		}
	}
	w.must(err)
	return delivery
}

func rulesOf(r *answer.Refusal) (ids []string) {
	for _, f := range r.Findings {
		ids = append(ids, f.Rule)
	}
	return ids
}
