package store

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/seal"
)

// sends sets up sending for a store, and is the program that does it.
func sends(t *testing.T, v *Vault) (*Sender, *seal.Key) {
	t.Helper()
	key := must(seal.NewKey())(t)
	must(v.SetSender(t.Context(), "token", later(24*time.Hour), key))(t)
	return begunSender(t, v.store, key), key
}

func begunSender(t *testing.T, s *Store, key *seal.Key) *Sender {
	t.Helper()
	x := must(s.Sender(t.Context(), "token", key))(t)
	t.Cleanup(func() { _ = x.Close() })
	return x
}

func handed(t *testing.T, x *Sender, n int) []string {
	t.Helper()
	return tnrs(must(x.Claim(t.Context(), "me", later(0), time.Minute, n))(t))
}

// A program without the store's key sends what waits, in order; what it has a receipt for it
// sends no second time, and is accepted once somebody inside has taken the receipt over.
func TestAProgramWithoutTheKeySends(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	one, other := newCase(t, v, "Ahorn"), newCase(t, v, "Birke")
	queue(t, v, one.ID, "eins")
	queue(t, v, one.ID, "zwei")
	x, _ := sends(t, v)
	queue(t, v, other.ID, "drei") // completed afterwards
	if got := handed(t, x, 5); !slices.Equal(got, []string{"eins", "drei"}) {
		t.Fatalf("handed out %q", got)
	}
	if got := must(x.Document(t.Context(), "eins"))(t); string(got) != "<oBDS/>eins" {
		t.Errorf("it sends %q", got)
	}
	if err := x.Accept(t.Context(), "eins", receipt("zwei")); !errors.Is(err, ErrReceipt) {
		t.Errorf("another's receipt: %v", err)
	}
	for _, tnr := range []string{"eins", "drei"} {
		if err := x.Accept(t.Context(), tnr, receipt(tnr)); err != nil {
			t.Fatal(err)
		}
	}
	if d := must(v.Delivery(t.Context(), "eins"))(t); d.State != model.StateQueued || d.Receipt != nil {
		t.Errorf("before anybody took it over it is %s with %v", d.State, d.Receipt)
	}
	if got := handed(t, x, 5); !slices.Equal(got, []string{"zwei"}) {
		t.Errorf("handed out then %q", got)
	}
	if l := must(v.store.Left(t.Context()))(t); l != (Left{Waiting: 3, Taken: 2}) {
		t.Errorf("left are %+v", l)
	}
	moved := must(v.TakeIn(t.Context()))(t)
	if got := tnrs(moved); !slices.Equal(got, []string{"eins", "drei"}) {
		t.Errorf("taken over were %q", got)
	}
	for _, tnr := range []string{"eins", "drei"} {
		if d := must(v.Delivery(t.Context(), tnr))(t); d.State != model.StateAccepted || *d.Receipt != receipt(tnr) {
			t.Errorf("%s is %s with %v", tnr, d.State, d.Receipt)
		}
	}
	if err := x.Accept(t.Context(), "eins", receipt("eins")); err != nil {
		t.Errorf("once more: %v", err)
	}
	if left := must(queryAll(t.Context(), v.store.reader, scanText, "SELECT tnr FROM outgoing UNION ALL SELECT tnr FROM inbox"))(t); !slices.Equal(left, []string{"zwei"}) {
		t.Errorf("kept are %q", left)
	}
	if c := must(v.Case(t.Context(), one.ID))(t); c.Waiting != 1 || c.Accepted != 1 {
		t.Errorf("the case counts %d waiting, %d accepted", c.Waiting, c.Accepted)
	}
}

// What is refused has its reason said again to whoever is inside; later reports go on.
func TestWhatIsRefusedWhileNobodyIsInIsAskedOnceMore(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Ahorn")
	queue(t, v, c.ID, "eins")
	queue(t, v, c.ID, "zwei")
	x, _ := sends(t, v)
	handed(t, x, 1)
	if err := x.Reject(t.Context(), "eins", "report-invalid", "Ein Satz."); err != nil {
		t.Fatal(err)
	}
	if got := handed(t, x, 5); !slices.Equal(got, []string{"zwei"}) {
		t.Errorf("handed out then %q", got)
	}
	if moved := must(v.TakeIn(t.Context()))(t); len(moved) > 0 {
		t.Errorf("taken over were %v", moved)
	}
	if d := must(v.Delivery(t.Context(), "eins"))(t); d.State != model.StateQueued || d.Code != "report-invalid" {
		t.Errorf("it is %s, %s", d.State, d.Code)
	}
	if got := tnrs(claim(t, v, later(time.Hour), 1)); !slices.Equal(got, []string{"eins"}) {
		t.Errorf("inside are handed out %q", got)
	}
}

// What is held back, damaged, or a request to delete is none of its business.
func TestItGetsWhatMayLeaveAlone(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	x, _ := sends(t, v)
	deliver(t, v, newCase(t, v, "Ahorn").ID, "M-A", "gesendet")
	must(v.QueueDeletion(t.Context(), "gesendet", request(model.Frozen{Transaktionsnummer: "loeschen", Document: []byte("{}"), Digest: "digest"})))(t)
	queue(t, v, newCase(t, v, "Birke").ID, "gehalten")
	if err := v.Hold(t.Context(), "gehalten", &model.Sperre{Grund: "Befund fehlt", Bis: "2026-12-31"}); err != nil {
		t.Fatal(err)
	}
	if got := handed(t, x, 5); len(got) > 0 {
		t.Errorf("handed out %q", got)
	}
	if _, err := v.store.db.Writer.Exec("UPDATE delivery SET hold = NULL, held = 0 WHERE tnr = 'gehalten'"); err != nil { // from outside
		t.Fatal(err)
	}
	if got := handed(t, x, 5); len(got) > 0 {
		t.Errorf("its hold taken out of the row, handed out %q", got)
	}
	if l := must(v.store.Left(t.Context()))(t); l.Apart != 2 {
		t.Errorf("left are %+v", l)
	}
	queue(t, v, newCase(t, v, "Esche").ID, "frei")
	if err := v.Hold(t.Context(), "frei", &model.Sperre{Grund: "Befund fehlt", Bis: "2026-12-31"}); err != nil {
		t.Fatal(err)
	}
	if err := v.Hold(t.Context(), "frei", nil); err != nil {
		t.Fatal(err)
	}
	if err := v.Pack(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := handed(t, x, 1); !slices.Contains(append(got, handed(t, x, 5)...), "frei") {
		t.Errorf("let go: %q", got)
	}
}

// A receipt that the sender has not proven is none: forged, or moved to another report, it
// goes, and the report waits as before.
func TestAForgedReceiptIsNone(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	for i, tnr := range []string{"eins", "zwei", "drei"} {
		queue(t, v, newCase(t, v, strings.Repeat("A", i+1)).ID, tnr)
	}
	x, _ := sends(t, v)
	handed(t, x, 5)
	for _, tnr := range []string{"eins", "zwei"} {
		if err := x.Accept(t.Context(), tnr, receipt(tnr)); err != nil {
			t.Fatal(err)
		}
	}
	for _, forged := range []string{
		"UPDATE inbox SET receipt = replace(receipt, '\"log_index\":7', '\"log_index\":8') WHERE tnr = 'eins'",
		"UPDATE inbox SET tnr = 'drei' WHERE tnr = 'zwei'",
	} {
		if _, err := v.store.db.Writer.Exec(forged); err != nil {
			t.Fatal(err)
		}
	}
	if moved := must(v.TakeIn(t.Context()))(t); len(moved) > 0 {
		t.Errorf("taken over were %v", moved)
	}
	for _, tnr := range []string{"eins", "zwei", "drei"} {
		if d := must(v.Delivery(t.Context(), tnr))(t); d.Receipt != nil || d.State == model.StateAccepted {
			t.Errorf("%s is %s with %v", tnr, d.State, d.Receipt)
		}
	}
}

// What a killed one was sending is due at once for the next; two never send.
func TestTheNextOneGoesOnWhereAKilledOneWas(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	queue(t, v, newCase(t, v, "Ahorn").ID, "eins")
	x, key := sends(t, v)
	handed(t, x, 5)
	if _, err := v.store.Sender(t.Context(), "token", key); !errors.Is(err, ErrSending) {
		t.Errorf("a second one: %v", err)
	}
	if _, err := v.store.Sender(t.Context(), "another", key); !errors.Is(err, ErrNoSender) {
		t.Errorf("by another token: %v", err)
	}
	if err := x.lock.Release(); err != nil { // as its end would
		t.Fatal(err)
	}
	next := begunSender(t, v.store, key)
	if got := handed(t, next, 5); !slices.Equal(got, []string{"eins"}) {
		t.Errorf("handed out %q", got)
	}
	if err := next.Release(t.Context(), "eins", "me"); err != nil {
		t.Fatal(err)
	}
	if n, due, err := next.Waiting(t.Context()); err != nil || n != 1 || due.IsZero() {
		t.Errorf("waiting are %d, due %v, %v", n, due, err)
	}
	if err := next.Defer(t.Context(), "eins", later(time.Hour), "maintenance"); err != nil {
		t.Fatal(err)
	}
	if got := handed(t, next, 5); len(got) > 0 {
		t.Errorf("before its time are handed out %q", got)
	}
	if err := next.Hurry(t.Context(), later(0)); err != nil {
		t.Fatal(err)
	}
	if got := handed(t, next, 5); !slices.Equal(got, []string{"eins"}) {
		t.Errorf("in a hurry are handed out %q", got)
	}
}

// Set up anew it is another one: the one before opens nothing any more, and no receipt is lost.
func TestSendingIsSetUpAnewAndEnded(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	for i, tnr := range []string{"eins", "zwei"} {
		queue(t, v, newCase(t, v, strings.Repeat("A", i+1)).ID, tnr)
	}
	x, _ := sends(t, v)
	handed(t, x, 1)
	if err := x.Accept(t.Context(), "eins", receipt("eins")); err != nil {
		t.Fatal(err)
	}
	if before := must(v.SetSender(t.Context(), "token2", later(48*time.Hour), must(seal.NewKey())(t)))(t); before != "token" {
		t.Errorf("before was %q", before)
	}
	if d := must(v.Delivery(t.Context(), "eins"))(t); d.State != model.StateAccepted {
		t.Errorf("the receipt of before: %s", d.State)
	}
	if _, err := x.Document(t.Context(), "zwei"); !errors.Is(err, ErrDamaged) {
		t.Errorf("the key of before opens what waits: %v", err)
	}
	if id, ends, err := v.store.SenderID(t.Context()); err != nil || id != "token2" || !ends.Equal(later(48*time.Hour)) {
		t.Errorf("it is %s until %v, %v", id, ends, err)
	}
	if id := must(v.EndSender(t.Context()))(t); id != "token2" {
		t.Errorf("ended %q", id)
	}
	if _, err := v.EndSender(t.Context()); !errors.Is(err, ErrNoSender) {
		t.Errorf("ended twice: %v", err)
	}
	if n := must(queryOne(t.Context(), v.store.reader, scanNumber, "SELECT count(*) FROM outgoing"))(t); n != 0 {
		t.Errorf("%d are still sealed for it", n)
	}
}

// When somebody leaves the sender's key is sealed anew with all the rest, and opens as before.
func TestTheSendersKeyIsSealedAnew(t *testing.T) {
	t.Parallel()
	v, known := staffed(t, testPath(t))
	queue(t, v, newCase(t, v, "Zeder").ID, "eins")
	x, _ := sends(t, v)
	v.leave(t, leaver)
	v.resealed(t)
	row := must(queryOne(t.Context(), v.store.reader, scanSender, selectSender))(t)
	if _, err := seal.OpenSealedKey(known, row.sealed, tableSender, row.id); err == nil {
		t.Error("whoever left opens it")
	}
	if err := x.Accept(t.Context(), "eins", receipt("eins")); err != nil {
		t.Fatal(err)
	}
	if moved := must(v.TakeIn(t.Context()))(t); len(moved) != 1 {
		t.Errorf("taken over were %v", moved)
	}
}

// Of a report that leaves in an envelope it gets the envelope alone, whenever it was completed.
func TestItGetsTheEnvelopeAlone(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	closed := func(name, tnr string) {
		j := complete(v, newDraft(t, v, newCase(t, v, name).ID, tnr), tnr)
		j.Document, j.Plain = []byte(`{"v":1}`), []byte("<oBDS/>"+tnr)
		must(v.Queue(t.Context(), j))(t)
	}
	closed("Ahorn", "vorher")
	x, _ := sends(t, v)
	closed("Birke", "danach")
	for _, tnr := range []string{"vorher", "danach"} {
		if got := must(x.Document(t.Context(), tnr))(t); string(got) != `{"v":1}` {
			t.Errorf("%s: it sends %q", tnr, got)
		}
	}
}
