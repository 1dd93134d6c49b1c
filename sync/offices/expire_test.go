package offices_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/linkage"
	"example.org/meldeportal/model/supply"
	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/offices/auswertung"
	"example.org/meldeportal/sync/offices/vertrauen"
)

// expiring: all of a register can be over, on a file as in a server.
func expiring(t *testing.T, r *registry) {
	t.Helper()
	ctx := context.Background()
	limits := auswertung.Limits{Report: moment.Add(time.Hour), Round: moment.Add(time.Hour)}
	e, err := r.auswertung.Expiring(ctx, limits)
	if err != nil || e.Persons != len(r.cases(t)) || e.Reports < e.Persons {
		t.Errorf("a dry run says %+v, %v", e, err)
	}
	for n := 1; n > 0; {
		n = must[int](t)(r.auswertung.Expire(ctx, limits))
	}
	r.carryTwice(t)
	if n := len(r.cases(t)); n != 0 {
		t.Errorf("%d persons are left", n)
	}
}

// Ten years after the last report of a person nothing of her is in any office; who has a later
// one stays with all of hers. A dry run deletes nothing.
func TestWhoseTimeIsOverIsInNoFile(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	r := newRegistry(t, newKeys(t), nil)
	gone := person{"Verschwindibus", "Zdenka", "Unauffindbar", "1957-11-23", "A123456780", "PATIENT-4711"}
	stays := person{"Schmidt", "Berta", "", "1950-01-31", "", "P-2"}
	at := func(n int, p person, when time.Time) {
		r.put(t, offices.Eingang{Art: offices.Meldung, Melder: site, Nummer: number(n), Eingang: when, Schluessel: r.site.Public(), Umschlag: r.sealed(t, number(n), report(t, p, fmt.Sprintf("MELDUNG-%d", n), nil))})
	}
	at(1, gone, moment.AddDate(-12, 0, 0))
	at(2, gone, moment.AddDate(-10, 0, -1))
	at(3, stays, moment.AddDate(-12, 0, 0))
	at(4, stays, moment.AddDate(-9, 0, 0))
	healthy := linkage.Identity{Nachname: "Kerngesund", Vornamen: "Klara", Geburtsdatum: "1960-06-06", Geschlecht: "W"}
	if _, err := r.vertrauen.TakeRounds(ctx, []supply.Record[supply.Runde]{{House: "SE-1", Number: "1", Person: healthy, Says: supply.Runde{Programm: "Mamma", Tag: "2025-03-01", Unauffaellig: true}}}); err != nil {
		t.Fatal(err)
	}
	r.carry(t)
	r.heard = nil
	limits := auswertung.Limits{Report: moment.AddDate(-10, 0, 0), Round: moment.AddDate(0, -6, 0)}
	expect := func(want auswertung.Expired, persons int) {
		t.Helper()
		if got, err := r.auswertung.Expiring(ctx, limits); err != nil || got != want {
			t.Errorf("a dry run says %+v, %v, want %+v", got, err, want)
		}
		if n := len(r.cases(t)); n != persons {
			t.Errorf("%d persons, want %d", n, persons)
		}
	}
	expect(auswertung.Expired{Persons: 1, Reports: 2}, 3)
	var traces [][]byte
	for kind, values := range map[string][]string{"name": {"VERSCHWINDIBUS", "ZDENKA", "UNAUFFINDBAR"}, "kvnr": {"A123456780"}} {
		for _, value := range values {
			k := must[[]byte](t)(r.second[0].Kontrollnummer(r.first.Kryptogramm(kind, value)))
			traces = append(traces, k, k[:8])
		}
	}
	hits := func() (n int) {
		for _, o := range offices.All() {
			for _, trace := range traces {
				n += bytes.Count(filesOf(t, r.dirs[o]), trace)
			}
		}
		return n
	}
	if hits() < len(traces) {
		t.Fatal("the test looks for the wrong thing")
	}
	for n := 1; n > 0; {
		n = must[int](t)(r.auswertung.Expire(ctx, limits))
	}
	r.carryTwice(t)
	expect(auswertung.Expired{}, 2)
	if n := hits(); n != 0 {
		t.Errorf("%d traces are left", n)
	}
	want := map[string]bool{number(1): true, number(2): true}
	for _, b := range r.heard {
		if !want[b.Nummer] || b.Ergebnis.Ergebnis != string(model.ErgebnisGeloescht) {
			t.Errorf("the Datenannahmestelle hears %+v", b)
		}
		delete(want, b.Nummer)
	}
	if len(want) > 0 {
		t.Errorf("the Datenannahmestelle does not hear of %v", want)
	}
	for n, want := range map[int]error{1: vertrauen.ErrUnknown, 2: vertrauen.ErrUnknown, 3: nil, 4: nil} {
		if _, err := r.vertrauen.Open(ctx, r.custodian, site, number(n), "Vera", "Nachschau"); !errors.Is(err, want) {
			t.Errorf("report %d at the Vertrauensstelle: %v, want %v", n, err, want)
		}
	}
	limits.Round = moment.Add(time.Second)
	expect(auswertung.Expired{Persons: 1, Reports: 1, Rounds: 1}, 2)
	if n, err := r.auswertung.Expire(ctx, limits); err != nil || n != 1 {
		t.Errorf("rounds of who has no case: %d, %v", n, err)
	}
	r.carry(t)
	expect(auswertung.Expired{}, 1)
}
