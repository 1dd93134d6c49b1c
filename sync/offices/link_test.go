package offices_test

import (
	"context"
	"database/sql"
	"errors"
	"net"
	"path/filepath"
	"testing"
	"time"

	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/seal"
)

// served is the Vertrauensstelle on the net, with what it does.
func served(t *testing.T, signers map[offices.Office]*seal.Signer, receive offices.Receiving) map[offices.Office]offices.Peer {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	peers := map[offices.Office]offices.Peer{}
	for o, s := range signers {
		peers[o] = offices.Peer{Public: s.Public(), Address: ln.Addr().String()}
	}
	l := must[*offices.Link](t)(offices.NewLink(offices.Vertrauen, signers[offices.Vertrauen], peers, time.Now()))
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- l.Serve(ctx, ln, receive) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return peers
}

func signers(t *testing.T) map[offices.Office]*seal.Signer {
	t.Helper()
	all := map[offices.Office]*seal.Signer{}
	for _, o := range offices.All() {
		all[o] = must[*seal.Signer](t)(seal.NewSigner())
	}
	return all
}

func TestOfficesKnowEachOtherByTheirKeys(t *testing.T) {
	t.Parallel()
	known := signers(t)
	var heard []offices.Office
	peers := served(t, known, func(_ context.Context, from offices.Office, m []offices.Message) (int64, error) {
		heard = append(heard, from)
		return m[len(m)-1].Seq, nil
	})
	send := func(as offices.Office, by *seal.Signer, peers map[offices.Office]offices.Peer) (int64, error) {
		l := must[*offices.Link](t)(offices.NewLink(as, by, peers, time.Now()))
		defer l.Close()
		return l.Send(offices.Vertrauen)(t.Context(), []offices.Message{{Seq: 7, Body: []byte("{}")}})
	}
	for _, from := range []offices.Office{offices.Annahme, offices.Auswertung} {
		if n, err := send(from, known[from], peers); err != nil || n != 7 || heard[len(heard)-1] != from {
			t.Errorf("from %s: got %d, %v, heard of %v", from, n, err, heard)
		}
	}
	before := len(heard)
	stranger, other := must[*seal.Signer](t)(seal.NewSigner()), map[offices.Office]offices.Peer{}
	for o, p := range peers {
		other[o] = p
	}
	other[offices.Vertrauen] = offices.Peer{Public: stranger.Public(), Address: peers[offices.Vertrauen].Address}
	for what, got := range map[string]func() (int64, error){
		"a stranger": func() (int64, error) { return send(offices.Annahme, stranger, peers) },
		"an office that does not hand over there": func() (int64, error) { return send(offices.Annahme, known[offices.Kontrollnummern], peers) },
		"the office itself":                       func() (int64, error) { return send(offices.Annahme, known[offices.Vertrauen], peers) },
		"somebody in the place of the office":     func() (int64, error) { return send(offices.Annahme, known[offices.Annahme], other) },
	} {
		if n, err := got(); err == nil {
			t.Errorf("%s: %d were taken, want to be refused", what, n)
		}
	}
	if len(heard) != before {
		t.Errorf("%d messages were taken of others", len(heard)-before)
	}
}

// desk is one office's, with a database of its own.
func desk(t *testing.T, o offices.Office) (*offices.Handover, *database.DB) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "office.db")
	db := must[*database.DB](t)(offices.OpenDatabase(t.Context(), path, path, nil))
	t.Cleanup(func() { _ = db.Close() })
	return offices.NewHandover(o, db, data(t, 9), now), db
}

// Whatever happens on the way, each message has one effect, in order; and what cannot be right
// is refused.
func TestAMessageIsTakenOnce(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	h, _ := desk(t, offices.Vertrauen)
	var effects []string
	fail := errors.New("disk")
	work := func(_ context.Context, _ offices.Office, body []byte) (func(*sql.Tx) error, error) {
		switch string(body) {
		case "aside":
			return nil, &offices.Aside{Code: "x", Text: "Beiseite."}
		case "late":
			return func(tx *sql.Tx) error {
				_, err := tx.Exec("INSERT INTO reached (way, office, seq) VALUES ('in', 'half', 1)")
				return errors.Join(err, &offices.Aside{Code: "y", Text: "Beiseite."})
			}, nil
		case "fail":
			return func(*sql.Tx) error { return fail }, nil
		}
		return func(*sql.Tx) error { effects = append(effects, string(body)); return nil }, nil
	}
	m := func(seq int64, body string) offices.Message { return offices.Message{Seq: seq, Body: []byte(body)} }
	for _, c := range []struct {
		what string
		in   []offices.Message
		want int64
		err  error
	}{
		{"two", []offices.Message{m(1, "a"), m(2, "b")}, 2, nil},
		{"the same again, with a new one", []offices.Message{m(1, "a"), m(2, "b"), m(3, "c")}, 3, nil},
		{"after a gap", []offices.Message{m(5, "e")}, 0, offices.ErrGap},
		{"something else under a number", []offices.Message{m(3, "x")}, 0, offices.ErrOther},
		{"what cannot be used, then what can", []offices.Message{m(4, "aside"), m(5, "late"), m(6, "d")}, 6, nil},
		{"what fails, with what would not", []offices.Message{m(7, "g"), m(8, "fail")}, 0, fail},
		{"the same when it does not fail", []offices.Message{m(7, "g")}, 7, nil},
		{"nothing", nil, 7, nil},
	} {
		effects = nil
		got, err := h.Receive(ctx, offices.Annahme, c.in, work)
		if !errors.Is(err, c.err) || got != c.want {
			t.Errorf("%s: got %d, %v, want %d, %v", c.what, got, err, c.want, c.err)
		}
	}
	aside, err := h.LaidAside(ctx)
	if err != nil || len(aside) != 2 || aside[0].Seq != 4 || aside[1].Code != "y" {
		t.Errorf("laid aside: got %+v, %v", aside, err)
	}
	if n, err := h.Taken(ctx, "half"); err != nil || n != 0 {
		t.Errorf("half of what was laid aside stayed: %d, %v", n, err)
	}
	used := func(context.Context, offices.Office, []byte) (func(*sql.Tx) error, error) {
		return func(*sql.Tx) error { effects = append(effects, "again"); return nil }, nil
	}
	effects = nil
	if n, err := h.Again(ctx, used); err != nil || n != 2 || len(effects) != 2 {
		t.Errorf("once more: got %d, %v, effects %v", n, err, effects)
	}
	if n, err := h.Again(ctx, used); err != nil || n != 0 {
		t.Errorf("once more when nothing is left: got %d, %v", n, err)
	}
}

// An office that is down, or whose answer is lost, is asked again; nothing is sent away before
// it has said that it has it.
func TestWhatAnOfficeHasNotTakenWaits(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	h, db := desk(t, offices.Annahme)
	for i := range 3 {
		if err := db.Write(ctx, func(tx *sql.Tx) error { return h.Leave(tx, offices.Vertrauen, i) }); err != nil {
			t.Fatal(err)
		}
	}
	down := errors.New("down")
	for _, c := range []struct {
		what    string
		taken   int64
		err     error
		want    int
		waiting int
	}{{"down", 0, down, 0, 3}, {"an older copy", 0, nil, 0, 3}, {"some", 2, nil, 2, 1}, {"the rest", 3, nil, 1, 0}, {"nothing", 3, nil, 0, 0}} {
		n, err := h.DeliverOnce(ctx, offices.Vertrauen, func(context.Context, []offices.Message) (int64, error) { return c.taken, c.err })
		if n != c.want || c.err != nil && !errors.Is(err, c.err) || c.what == "an older copy" && !errors.Is(err, offices.ErrGap) {
			t.Errorf("%s: got %d, %v", c.what, n, err)
		}
		if left, err := h.Waiting(ctx, offices.Vertrauen); err != nil || left != c.waiting {
			t.Errorf("%s: %d wait, %v, want %d", c.what, left, err, c.waiting)
		}
	}
}
