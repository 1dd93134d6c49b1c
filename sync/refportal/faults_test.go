package refportal_test

import (
	"context"
	"crypto/x509"
	"testing"
	"time"

	"example.org/meldeportal/sync/portal"
	"example.org/meldeportal/sync/refportal/faults"
)

func TestFaultsLookLikeTheRealThing(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fault faults.Fault
		want  portal.Kind
		taken bool // the report is in, whatever the client thinks
	}{
		"refused connection": {faults.RefusedConnection, portal.Unreachable, false},
		"lost answer":        {faults.LostAnswer, portal.Unreachable, true},
		"cut answer":         {faults.Cut, portal.Unreachable, true},
		"late answer":        {faults.Late(time.Minute), portal.Timeout, true},
		"refused":            {faults.Refused, portal.Refused, false},
		"unavailable":        {faults.Unavailable, portal.Busy, false},
		"nonsense":           {faults.Nonsense, portal.Nonsense, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, ctx := newPortal(t, lenient{}), context.Background()
			f.url = serve(t, f.Portal, f.faults.Wrap(f.Handler()))
			c, tnr, doc := f.impatient(t), number(), []byte("<oBDS/>")
			f.faults.Inject(test.fault)
			_, err := c.Deliver(ctx, tnr, doc)
			wantKind(t, "first delivery", err, test.want)
			first, _, taken, err := f.Document(ctx, tnr)
			if err != nil || taken != test.taken || taken && string(first) != string(doc) {
				t.Errorf("report taken in: got %v, %v, want %v", taken, err, test.taken)
			}
			r, err := c.Deliver(ctx, tnr, doc)
			if err != nil || r.LogIndex != 1 {
				t.Errorf("second delivery: got %+v, %v, want the receipt of index 1", r, err)
			}
		})
	}
}

// impatient is a signed-in client that waits some seconds at most.
func (f *fixture) impatient(t *testing.T) *portal.Client {
	t.Helper()
	pool := x509.NewCertPool()
	pool.AddCert(f.Certificate())
	c, err := portal.New(portal.Config{URL: f.url, CA: pool, Timeout: 5 * time.Second})
	f.must(t, err)
	t.Cleanup(c.Close)
	_, err = c.SignIn(context.Background(), login, password, f.code(t))
	f.must(t, err)
	return c
}

func TestALateAnswerArrives(t *testing.T) {
	t.Parallel()
	f := start(t, lenient{})
	c := f.signedIn(t)
	f.faults.Inject(faults.Late(20 * time.Millisecond))
	if r, err := c.Deliver(context.Background(), number(), []byte("<oBDS/>")); err != nil || r.LogIndex != 1 {
		t.Errorf("got %+v, %v, want a receipt", r, err)
	}
}
