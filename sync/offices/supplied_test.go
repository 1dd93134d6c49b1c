package offices_test

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"example.org/meldeportal/model/linkage"
	"example.org/meldeportal/model/supply"
	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/offices/auswertung"
	"example.org/meldeportal/sync/offices/vertrauen"
)

func death(line int, number string, who linkage.Identity, icd string) supply.Record[supply.Sterbefall] {
	return supply.Record[supply.Sterbefall]{Line: line, House: "Musterstadt", Number: number, Person: who,
		Says: supply.Sterbefall{Standesamt: "Musterstadt", Monat: "2026-03", Ursachen: []supply.Ursache{{Rolle: "grundleiden", ICD: []string{icd}, Dauer: "3 Monate"}}}}
}

// supplied: a death is of the person whose reports are there, or of a new one until a report
// comes; the same file twice changes nothing, and a file is taken as a whole or not at all. So is
// screening.
func supplied(t *testing.T, r *registry) {
	t.Helper()
	ctx := context.Background()
	zora := linkage.Identity{Nachname: "Zwiebelturm", Vornamen: "Zora", Geburtsdatum: "1938-04-17", Geschlecht: "W", PLZ: "35390", Ort: "Gießen", Anschrift: "Lindenallee 3", KVNR: "B234567895"}
	before := len(r.cases(t))
	take := func(want vertrauen.Supplied, all ...supply.Record[supply.Sterbefall]) {
		t.Helper()
		if got, err := r.vertrauen.TakeDeaths(ctx, all); err != nil || got != want {
			t.Errorf("got %+v, %v, want %+v", got, err, want)
		}
		r.carryTwice(t)
	}
	first := death(2, "G 1", zora, "C34.9")
	if got, err := r.vertrauen.TakeDeaths(ctx, []supply.Record[supply.Sterbefall]{first, death(3, "G 1", zora, "C34.1")}); !errors.Is(err, vertrauen.ErrMeanwhile) || got != (vertrauen.Supplied{}) {
		t.Errorf("a file that is wrong at its end: %+v, %v", got, err)
	}
	r.carry(t)
	if n := len(r.cases(t)); n != before {
		t.Errorf("%d persons after a file that was refused, want %d", n, before)
	}
	find := func() (c auswertung.Case) {
		t.Helper()
		for _, one := range r.cases(t) {
			if len(one.Deaths) > 0 {
				c = one
			}
		}
		return c
	}
	take(vertrauen.Supplied{New: 1}, first)
	c := find()
	if len(c.Reports) != 0 || len(c.Deaths) != 1 || c.Deaths[0].Causes()[0] != "C34.9" || c.Deaths[0].Ursachen[0].Dauer != "3 Monate" || c.Deaths[0].Open.Year != 1938 || c.Deaths[0].Open.Sex != 'W' {
		t.Errorf("a person of whom only her death is known: %+v", c)
	}
	person := c.Registernummer
	take(vertrauen.Supplied{Known: 1}, first)
	take(vertrauen.Supplied{Changed: 1}, death(2, "G 1", zora, "C34.1"))
	take(vertrauen.Supplied{Known: 1}, death(9, "G 1", zora, "C34.1"))
	if c := find(); len(c.Deaths) != 1 || c.Deaths[0].Causes()[0] != "C34.1" || c.Registernummer != person {
		t.Errorf("after a correction: %+v", c)
	}
	round := supply.Record[supply.Runde]{Line: 2, House: "SE-1", Number: "7", Person: zora, Says: supply.Runde{Programm: "Mamma", Tag: "2024-03-01", Unauffaellig: true}}
	for _, want := range []vertrauen.Supplied{{New: 1}, {Known: 1}} {
		if got, err := r.vertrauen.TakeRounds(ctx, []supply.Record[supply.Runde]{round}); err != nil || got != want {
			t.Errorf("a round: got %+v, %v, want %+v", got, err, want)
		}
	}
	r.heard = nil
	whose := personOf(zora)
	r.arrive(t, number(61), report(t, whose, "M-61", nil))
	r.carryTwice(t)
	if len(r.heard) != 1 {
		t.Errorf("results %+v, want the one of the report: nobody waits for others", r.heard)
	}
	if c := find(); len(c.Reports) != 1 || len(c.Deaths) != 1 || len(c.Rounds) != 1 || c.Rounds[0].Tag != "2024-03-01" || c.Registernummer != person {
		t.Errorf("after a report of the same person: %+v, want it under %d", c, person)
	}
	requested(t, r, zora, person)
	for _, desk := range []*offices.Handover{r.vertrauen.Desk(), r.kontrollnummern.Desk(), r.auswertung.Desk()} {
		aside, err := desk.LaidAside(ctx)
		for _, a := range aside {
			if a.Code != "nummer" { // the one of before
				t.Errorf("laid aside: %+v, %v", a, err)
			}
		}
	}
}

// requested: a relative's request finds the person, and nobody where nobody is; it leaves no
// report behind.
func requested(t *testing.T, r *registry, zora linkage.Identity, registernummer int64) {
	t.Helper()
	ctx := context.Background()
	before := len(r.cases(t))
	nobody := linkage.Identity{Nachname: "Unbekanntowitsch", Vornamen: "Ulf", Geburtsdatum: "1911-11-11", Geschlecht: "M"}
	for _, c := range []struct {
		who  linkage.Identity
		want int64
	}{{zora, registernummer}, {nobody, 0}} {
		sign, err := r.vertrauen.Request(ctx, &supply.Record[supply.Antrag]{Number: "A 1", Person: c.who, Says: supply.Antrag{Antragsteller: "Emil", Beziehung: "ehe", Verstorben: "2026-03-01"}}, "Vera")
		if err != nil {
			t.Fatal(err)
		}
		if _, _, _, err := r.auswertung.Requested(ctx, sign); !errors.Is(err, auswertung.ErrSign) {
			t.Errorf("before it came: %v", err)
		}
		r.carryTwice(t)
		got, found, doubt, err := r.auswertung.Requested(ctx, sign)
		if err != nil || doubt || found != (c.want != 0) || got.Registernummer != c.want {
			t.Errorf("request about %s: got person %d, %v, %v, %v, want %d", c.who.Nachname, got.Registernummer, found, doubt, err, c.want)
		}
	}
	if n := len(r.cases(t)); n != before {
		t.Errorf("requests left %d persons", n-before)
	}
}

func personOf(i linkage.Identity) person {
	return person{i.Nachname, i.Vornamen, "", i.Geburtsdatum, i.KVNR, "P-61"}
}

// Of who died no office has a name, nor the number of the entry, on the way or afterwards.
func TestADeathIsOfNobody(t *testing.T) {
	t.Parallel()
	r := newRegistry(t, newKeys(t), nil)
	who := linkage.Identity{Nachname: "Verschwindibus", Vornamen: "Zdenka", Geburtsdatum: "1957-11-23", Geschlecht: "W", Anschrift: "Nirgendweg 17"}
	if _, err := r.vertrauen.TakeDeaths(context.Background(), []supply.Record[supply.Sterbefall]{death(2, "EINTRAG-4711", who, "C34.1")}); err != nil {
		t.Fatal(err)
	}
	look := func(when string) {
		for _, o := range offices.All() {
			text := filesOf(t, r.dirs[o])
			for _, trace := range []string{"Verschwindibus", "VERSCHWINDIBUS", "Zdenka", "ZDENKA", "1957-11-23", "Nirgendweg", "NIRGENDWEG", "EINTRAG-4711"} {
				if bytes.Contains(text, []byte(trace)) {
					t.Errorf("%s: %s is in the files of %s", when, trace, o)
				}
			}
		}
	}
	look("before it is handed on")
	r.carry(t)
	look("at the end")
	if c := r.cases(t); len(c) != 1 || c[1].Deaths[0].Standesamt != "Musterstadt" {
		t.Errorf("cases: %+v", c)
	}
}
