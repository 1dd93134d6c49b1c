package store

import (
	"database/sql"
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"example.org/meldeportal/model"
)

func numbers(list []model.Delivery) (tnrs []string) {
	for _, d := range list {
		tnrs = append(tnrs, d.Transaktionsnummer)
	}
	return tnrs
}

// version queues a further report of a case under a Meldung_ID.
func version(t *testing.T, v *Vault, caseID, meldung, tnr string) {
	t.Helper()
	r := testReport(tnr)
	r.Meldung.MeldungID = model.Text(meldung)
	send(t, v, caseID, r, tnr)
}

// send queues a report, as a correction where a version of it counts already.
func send(t *testing.T, v *Vault, caseID string, r model.Report, tnr string) {
	t.Helper()
	d := model.Draft{PatientID: caseID, Report: r}
	for _, sent := range must(v.Deliveries(t.Context(), caseID))(t) {
		if sent.MeldungID == r.Meldung.MeldungID && sent.State != model.StateRejected {
			d.Ersetzt = sent.Transaktionsnummer
			break
		}
	}
	must(v.Queue(t.Context(), complete(v, must(v.AddDraft(t.Context(), d))(t), tnr)))(t)
}

func TestNoteOfADeliveryIsWrittenAnew(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	version(t, v, c.ID, "M1", "t1")
	before := must(v.Document(t.Context(), "t1"))(t)
	for _, text := range []string{"Rückruf am Montag", ""} {
		mark := must(v.Mark(t.Context()))(t)
		if err := v.Note(t.Context(), "t1", text); err != nil {
			t.Fatal(err)
		}
		if d := must(v.Delivery(t.Context(), "t1"))(t); d.Notiz != text || d.MeldungID != "M1" {
			t.Errorf("delivery = %+v, want the note %q and the rest as it was", d, text)
		}
		if changes := must(v.Changes(t.Context(), mark))(t); len(changes.Cases) != 1 {
			t.Errorf("changes = %+v, want the case: others see the note, too", changes)
		}
	}
	if after := must(v.Document(t.Context(), "t1"))(t); !slices.Equal(after, before) {
		t.Error("the document changed with the note")
	}
	if err := v.Note(t.Context(), "t9", "x"); !errors.Is(err, ErrNotFound) {
		t.Errorf("Note of an unknown delivery = %v, want ErrNotFound", err)
	}
}

// Whose day has come goes before the later reports of its case again, though those were due
// while it was held: no column says so, whoever claims looks.
func TestOnItsDayAHeldDeliveryIsTheFirstAgain(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	version(t, v, c.ID, "M1", "t1")
	version(t, v, c.ID, "M2", "t2")
	if err := v.Hold(t.Context(), "t1", &model.Sperre{Grund: "Befund fehlt", Bis: "2026-05-20"}); err != nil {
		t.Fatalf("Hold: %v", err)
	}
	day := time.Date(2026, 5, 20, 0, 0, 0, 0, time.UTC)
	if got := numbers(claim(t, v, day, 5)); !slices.Equal(got, []string{"t1"}) {
		t.Errorf("claimed on the day = %q, want the first report alone", got)
	}
}

// What is held back is passed over until its day; only later versions of the
// same report wait with it.
func TestHeldDeliveryWaitsForItsDay(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	version(t, v, c.ID, "M1", "t1")
	version(t, v, c.ID, "M2", "t2")
	version(t, v, c.ID, "M1", "t3")
	s := &model.Sperre{Grund: "Befund fehlt", Bis: "2026-05-20"}
	if err := v.Hold(t.Context(), "t1", s); err != nil {
		t.Fatalf("Hold: %v", err)
	}
	if d := must(v.Delivery(t.Context(), "t1"))(t); !reflect.DeepEqual(d.Sperre, s) || d.State != model.StateQueued {
		t.Errorf("held = %+v, want queued with its Sperre", d)
	}
	if got := numbers(claim(t, v, later(0), 5)); !slices.Equal(got, []string{"t2"}) {
		t.Errorf("claimed = %q, want only the other report", got)
	}
	if err := v.Accept(t.Context(), "t2", receipt("t2")); err != nil {
		t.Fatal(err)
	}
	day := time.Date(2026, 5, 20, 0, 0, 0, 0, time.UTC)
	if n, next, err := v.Waiting(t.Context()); n != 1 || !next.Equal(day) || err != nil {
		t.Errorf("Waiting = %d, %v, %v, want the one behind it from %v", n, next, err, day)
	}
	if got := claim(t, v, day.Add(-time.Millisecond), 5); len(got) != 0 {
		t.Errorf("claimed before the day = %q, want nothing", numbers(got))
	}
	got := claim(t, v, day, 5)
	if !slices.Equal(numbers(got), []string{"t1"}) || got[0].Sperre != nil {
		t.Errorf("claimed on the day = %+v, want the first version, not held any more", got)
	}
}

// Whoever changes the plain column beside a hold, or spoils the hold, lets nothing go; a
// person does.
func TestNobodyLetsGoOfAReportInTheFile(t *testing.T) {
	t.Parallel()
	for _, forged := range []string{"held = 0", "held = 0, hold = CAST(substr(hold, 1, length(hold) - 1) || x'00' AS BLOB)"} {
		v := newVault(t)
		queue(t, v, newCase(t, v, "Muster").ID, "t1")
		if err := v.Hold(t.Context(), "t1", &model.Sperre{Grund: "Widerspruch wird geklärt"}); err != nil {
			t.Fatal(err)
		}
		v.forging(t, "UPDATE delivery SET "+forged+" WHERE tnr = 't1'")
		for range 2 {
			if got := claim(t, v, later(0), 5); len(got) != 0 {
				t.Errorf("%s: claimed %q, want nothing", forged, numbers(got))
			}
		}
		if err := v.Hold(t.Context(), "t1", nil); err != nil {
			t.Fatal(err)
		}
		if got := claim(t, v, later(0), 5); len(got) != 1 {
			t.Errorf("%s: claimed %q once it was lifted, want it", forged, numbers(got))
		}
	}
}

// A hold that is taken out of the file together with its column is noticed: the report is
// not sent, and stands as damaged where it is shown. So is an earlier hold that is put back.
func TestAHoldTakenOutOfTheFileIsNoticed(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	c := newCase(t, v, "Muster")
	queue(t, v, c.ID, "t1")
	hold := &model.Sperre{Grund: "Widerspruch wird geklärt"}
	if err := v.Hold(t.Context(), "t1", hold); err != nil {
		t.Fatal(err)
	}
	v.keepCopy(t)
	noticed := func(forged string) {
		t.Helper()
		v.forging(t, "UPDATE delivery SET "+forged+" WHERE tnr = 't1'")
		for range 2 {
			if got := claim(t, v, later(0), 5); len(got) != 0 {
				t.Errorf("%s: claimed %q, want nothing", forged, numbers(got))
			}
		}
		if _, err := v.Delivery(t.Context(), "t1"); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: it is shown with %v, want ErrDamaged", forged, err)
		}
		if damage := must(v.proveRows(t.Context()))(t); !slices.Contains(damage, Damage{"delivery", "t1"}) {
			t.Errorf("%s: named %v, want the report", forged, damage)
		}
		if err := v.Hold(t.Context(), "t1", nil); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: lifted with %v, want ErrDamaged", forged, err)
		}
	}
	noticed("held = 0, hold = NULL")
	noticed("held = 0, hold = zeroblob(60)")
	v.copyOver(t, "delivery", "tnr", "t1")
	if err := v.Hold(t.Context(), "t1", nil); err != nil {
		t.Fatal(err)
	}
	noticed("held = 0, hold = (SELECT hold FROM was.delivery WHERE tnr = 't1')")
}

// What is held back since before MACs told of it is as it was, and proven from then on.
func TestHoldsOfBeforeAreProvenOnce(t *testing.T) {
	t.Parallel()
	v := must(openStore(t, testPath(t)).Create(t.Context(), testSite, testLogin, testPassword))(t)
	c := newCase(t, v, "Muster")
	queue(t, v, c.ID, "t1")
	if err := v.Hold(t.Context(), "t1", &model.Sperre{Grund: "Widerspruch wird geklärt"}); err != nil {
		t.Fatal(err)
	}
	v.holdsOfBefore(t, "t1")
	as := func(when string) {
		t.Helper()
		if d := must(v.Delivery(t.Context(), "t1"))(t); d.Sperre == nil {
			t.Errorf("%s: it is not held back", when)
		}
		if damage := must(v.proveRows(t.Context()))(t); len(damage) > 0 {
			t.Errorf("%s: damaged: %v", when, damage)
		}
	}
	as("before")
	if err := v.BringOver(t.Context(), func(int) {}); err != nil {
		t.Fatal(err)
	}
	as("afterwards")
	hers := must(openStore(t, v.store.place).Unlock(t.Context(), testLogin, testPassword))(t)
	hers.forging(t, "UPDATE delivery SET held = 0, hold = NULL WHERE tnr = 't1'")
	if damage := must(hers.proveRows(t.Context()))(t); !slices.Contains(damage, Damage{"delivery", "t1"}) {
		t.Errorf("named %v, want the report", damage)
	}
}

// holdsOfBefore signs a delivery as programs did whose MACs did not tell of a hold.
func (v *Vault) holdsOfBefore(t *testing.T, tnr string) {
	t.Helper()
	onFile(t)
	err := v.sealing(t.Context(), func(tx *sql.Tx) error {
		d, err := queryOne(t.Context(), tx, scanPlain, selectPlain+"WHERE tnr = ?", tnr)
		if err != nil {
			return err
		}
		was := d.mac
		d.hold = nil
		if _, err := tx.Exec("UPDATE delivery SET mac = ? WHERE tnr = ?", v.deliveryMAC(&d), tnr); err != nil {
			return err
		}
		if err := v.retag(tx, d.caseID, tableDelivery, tnr, was); err != nil {
			return err
		}
		site, row, err := v.store.site(t.Context(), tx)
		if err != nil {
			return err
		}
		return recordSite(tx, v.key.ring(), sealedSite{site, true, false}, row)
	})
	if err != nil {
		t.Fatal(err)
	}
	v.store.holds.Store(false)
}

func TestLiftedHoldLetsGo(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	queue(t, v, newCase(t, v, "Muster").ID, "t1")
	if err := v.Hold(t.Context(), "t1", &model.Sperre{Grund: "bis jemand sie aufhebt"}); err != nil {
		t.Fatalf("Hold: %v", err)
	}
	if got := claim(t, v, later(1000*24*time.Hour), 5); len(got) != 0 {
		t.Errorf("claimed = %q, want nothing while it is held", numbers(got))
	}
	if err := v.Hold(t.Context(), "t1", nil); err != nil {
		t.Fatalf("lift: %v", err)
	}
	if got := claim(t, v, later(0), 5); len(got) != 1 {
		t.Errorf("claimed = %q, want it", numbers(got))
	}
	if err := v.Hold(t.Context(), "t1", &model.Sperre{}); !errors.Is(err, ErrNotNow) {
		t.Errorf("Hold while it is sent = %v, want ErrNotNow", err)
	}
	if err := v.Hold(t.Context(), "t9", nil); !errors.Is(err, ErrNotFound) {
		t.Errorf("Hold of none = %v, want ErrNotFound", err)
	}
}
