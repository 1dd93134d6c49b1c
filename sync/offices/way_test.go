package offices_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/judges"
	"example.org/meldeportal/model/linkage"
	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/offices/auswertung"
	"example.org/meldeportal/sync/offices/vertrauen"
)

// A report goes through all offices and ends as a case of a person, on a file as in a server.
func TestAReportEndsAsACase(t *testing.T) {
	t.Parallel()
	t.Run("file", func(t *testing.T) {
		t.Parallel()
		contract(t, newRegistry(t, newKeys(t), nil))
	})
	t.Run("server", func(t *testing.T) {
		t.Parallel()
		p := judges.StartPostgres(t, judges.Fast...)
		contract(t, newRegistry(t, newKeys(t), func(o offices.Office) string { return p.Address(string(o)) }))
	})
}

func contract(t *testing.T, r *registry) {
	t.Helper()
	onePerson(t, r)
	review(t, r)
	seen(t, r)
	asking(t, r)
	correction(t, r)
	objection(t, r)
	deletion(t, r)
	supplied(t, r)
	anew(t, r)
	expiring(t, r)
}

// onePerson: two reports of one person are one case, whoever misspells her name; another
// person is another one; results come back by the number they were sent under.
func onePerson(t *testing.T, r *registry) {
	t.Helper()
	again := anna
	again.nachname = "Gruenwald"
	r.arrive(t, number(1), report(t, anna, "M-1", nil))
	r.arrive(t, number(2), report(t, again, "M-2", nil))
	r.arrive(t, number(3), report(t, person{"Schmidt", "Berta", "", "1950-01-31", "", "P-2"}, "M-3", nil))
	r.arrive(t, number(4), report(t, person{"UNBEKANNT", "N.N.", "", "1900-01-01", "", "P-3"}, "M-4", nil))
	r.arrive(t, number(5), report(t, anna, "M-5", func(r *model.Report) { r.Meldung.Tumorzuordnung.PrimaertumorICD.Code = "J45.0" }))
	r.carry(t)
	want := map[string]string{number(1): "angenommen", number(2): "angenommen", number(3): "angenommen", number(4): "abgelehnt", number(5): "abgelehnt"}
	for _, b := range r.heard {
		if b.Melder != site || !strings.HasPrefix(b.Ergebnis.Ergebnis, want[b.Nummer]) {
			t.Errorf("result of %s: got %+v, want %s", b.Nummer, b, want[b.Nummer])
		}
		if b.Ergebnis.Ergebnis == "abgelehnt" && b.Text == "" {
			t.Errorf("%s was refused without a word", b.Nummer)
		}
		delete(want, b.Nummer)
	}
	if len(want) > 0 {
		t.Errorf("no result of %v", want)
	}
	cases := r.cases(t)
	if len(cases) != 2 || len(cases[1].Reports) != 2 || len(cases[2].Reports) != 1 {
		t.Fatalf("got cases %+v, want two reports of person 1, one of person 2", cases)
	}
	m := cases[1].Reports[0].Meldung
	if m.Meldung.Tumorzuordnung.PrimaertumorICD.Code != "C50.4" || m.Meldung.Diagnose == nil || m.Patient.Stammdaten.Geburtsdatum.Day() != "1964-12-01" || m.Patient.Stammdaten.Geschlecht != "W" {
		t.Errorf("the medical part says %+v", m)
	}
	if s := m.Patient.Stammdaten; s.Nachname != "" || s.Vornamen != "" || m.Patient.PatientID != "" || m.Meldung.MeldungID != "" {
		t.Errorf("the Auswertungsstelle knows %+v", m.Patient)
	}
}

// review: what is between two zones waits for somebody; what she decides can be undone.
func review(t *testing.T, r *registry) {
	t.Helper()
	ctx := context.Background()
	linked, err := r.auswertung.Pairs(ctx, auswertung.Verbunden, 10)
	if err != nil || len(linked) != 1 || linked[0].A.Registernummer != 1 || linked[0].Weight <= 0 || linked[0].Weight != linked[0].Vector.Weight() {
		t.Fatalf("linked pairs: got %+v, %v, want the one of person 1 with its vector", linked, err)
	}
	id := linked[0].ID
	if c, err := r.auswertung.Components(ctx, id); err != nil || len(c) < 10 || c[0].Level != linkage.Equal {
		t.Errorf("components: got %+v, %v, want an equal name first", c, err)
	}
	for _, c := range []struct {
		what string
		do   func() error
		want map[int64]int // reports by person
		err  error
	}{
		{"link what is linked", func() error { return r.auswertung.Link(ctx, id, "Anna", "gleich") }, map[int64]int{1: 2, 2: 1}, auswertung.ErrDecided},
		{"separate without a reason", func() error { return r.auswertung.Separate(ctx, id, "Anna", "") }, map[int64]int{1: 2, 2: 1}, auswertung.ErrReason},
		{"separate", func() error { return r.auswertung.Separate(ctx, id, "Anna", "zwei Schwestern") }, map[int64]int{1: 1, 2: 1, 3: 1}, nil},
		{"undo", func() error { return r.auswertung.Undo(ctx, id, "Anna", "vertippt") }, map[int64]int{1: 2, 2: 1}, nil},
		{"later", func() error { return r.auswertung.Later(ctx, id, "Anna", "Rückfrage") }, map[int64]int{1: 1, 2: 1, 3: 1}, nil},
		{"link", func() error { return r.auswertung.Link(ctx, id, "Anna", "Rückfrage beantwortet") }, map[int64]int{1: 2, 2: 1}, nil},
		{"another pair", func() error { return r.auswertung.Link(ctx, 99, "Anna", "x") }, map[int64]int{1: 2, 2: 1}, auswertung.ErrPair},
	} {
		if err := c.do(); !errors.Is(err, c.err) {
			t.Errorf("%s: got %v, want %v", c.what, err, c.err)
		}
		got := map[int64]int{}
		for n, of := range r.cases(t) {
			got[n] = len(of.Reports)
		}
		if len(got) != len(c.want) {
			t.Errorf("%s: got %v, want %v", c.what, got, c.want)
		}
		for n, reports := range c.want {
			if n < 3 && got[n] != reports {
				t.Errorf("%s: got %v, want %v", c.what, got, c.want)
			}
		}
	}
	if d, err := r.auswertung.Decisions(ctx, id); err != nil || len(d) != 4 || d[0].By != auswertung.Programm || !d[1].Undone || !strings.Contains(d[1].Reason, "vertippt") {
		t.Errorf("decisions: got %+v, %v, want all four", d, err)
	}
}

// correction: a later version of a report takes the place of the one before; what says the
// same is none.
func correction(t *testing.T, r *registry) {
	t.Helper()
	r.heard = nil
	r.arriveFor(t, number(11), number(404), report(t, anna, "M-1", func(r *model.Report) { r.Meldung.Tumorzuordnung.Seitenlokalisation = "R" }))
	r.arriveFor(t, number(12), number(11), report(t, anna, "M-1", func(r *model.Report) { r.Meldung.Tumorzuordnung.Seitenlokalisation = "R" }))
	r.carry(t)
	if len(r.heard) != 2 || r.heard[1].Ergebnis.Ergebnis != string(model.ErgebnisDoppelmeldung) {
		t.Errorf("results: got %+v, want the second one to be a Doppelmeldung", r.heard)
	}
	r.heard = nil
	r.arriveFor(t, number(13), number(3), report(t, anna, "M-1", nil))
	r.carry(t)
	if len(r.heard) != 1 || r.heard[0].Ergebnis.Ergebnis != string(model.ErgebnisAbgelehnt) || !strings.Contains(r.heard[0].Text, "zu einer anderen Meldung gehört") {
		t.Errorf("in the place of another report: got %+v, want it refused", r.heard)
	}
	of := r.cases(t)[1].Reports
	if len(of) != 2 || of[1].Meldung.Meldung.Tumorzuordnung.Seitenlokalisation != "R" {
		t.Errorf("reports of person 1: got %+v, want the later version of the first", of)
	}
}

// objection: who has objected is a case like others, and nobody can find out who it is.
func objection(t *testing.T, r *registry) {
	t.Helper()
	ctx := context.Background()
	got, err := r.vertrauen.Open(ctx, r.custodian, site, number(1), "Anna", "Verdacht auf Synonymfehler")
	if err != nil || got.Nachname != "Grünwald" || got.Geburtsdatum != "1964-12-19" {
		t.Errorf("the custodian opens %+v, %v", got, err)
	}
	if all, err := r.vertrauen.Einsichten(ctx, 1); err != nil || len(all) != 1 || all[0].Wer != "Anna" || all[0].Grund != "Verdacht auf Synonymfehler" {
		t.Errorf("noted: got %+v, %v", all, err)
	}
	if _, err := r.vertrauen.Open(ctx, r.custodian, site, number(1), "Anna", ""); !errors.Is(err, vertrauen.ErrReason) {
		t.Errorf("without a reason: got %v", err)
	}
	if n, err := r.vertrauen.Object(ctx, site, "P-1"); err != nil || n == 0 {
		t.Fatal(n, err)
	}
	r.arrive(t, number(21), report(t, anna, "M-21", nil))
	r.arrive(t, number(22), report(t, person{"Öztürk", "Can", "", "1971-05-05", "", "P-9"}, "M-22", func(r *model.Report) { r.Meldung.Meldebegruendung = "W" }))
	r.carry(t)
	for _, n := range []int{1, 2, 21, 22} {
		if _, err := r.vertrauen.Open(ctx, r.custodian, site, number(n), "Anna", "Verdacht"); !errors.Is(err, vertrauen.ErrNobody) {
			t.Errorf("after a Widerspruch, report %d: got %v, want ErrNobody", n, err)
		}
	}
	if got := len(r.cases(t)[1].Reports); got != 3 {
		t.Errorf("person 1 has %d reports after it, want all 3", got)
	}
}

// deletion: what was deleted is in no office any more, and its number stays used.
func deletion(t *testing.T, r *registry) {
	t.Helper()
	before := len(r.cases(t))
	r.put(t, r.asks(t, number(31), "M-3"))
	r.carry(t)
	if got := r.cases(t); len(got) != before-1 || len(got[2].Reports) != 0 {
		t.Errorf("cases after a Löschung: got %+v, want none of person 2", got)
	}
	r.arrive(t, number(3), report(t, person{"Schmidt", "Berta", "", "1950-01-31", "", "P-2"}, "M-3", nil))
	r.carry(t)
	aside, err := r.vertrauen.Desk().LaidAside(context.Background())
	if err != nil || len(aside) != 1 || aside[0].Code != "nummer" || !strings.HasSuffix(aside[0].Text, ".") {
		t.Errorf("laid aside: got %+v, %v, want the number that was used", aside, err)
	}
}

// A person with more reports than a block has places stays one person, whichever of them is
// deleted.
func TestAPersonWithManyReportsStaysOne(t *testing.T) {
	t.Parallel()
	r := newRegistry(t, newKeys(t), nil)
	const many = 90 // the largest block has 60
	for i := range many {
		r.arrive(t, number(i+1), report(t, anna, fmt.Sprintf("M-%d", i), nil))
	}
	r.carry(t)
	r.put(t, offices.Eingang{Art: offices.Loeschung, Melder: site, Nummer: number(500), Eingang: moment, MeldungID: "M-0"})
	r.arrive(t, number(501), report(t, anna, "M-501", nil))
	r.carry(t)
	changed(t, r, func() {})
	r.arrive(t, number(502), report(t, anna, "M-502", nil))
	r.carry(t)
	if c := r.cases(t); len(c) != 1 {
		t.Errorf("%d persons, want 1", len(c))
	}
}
