package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/sync/store"
)

// What the registry asks comes in while the program is killed: each question is there once,
// in the order of the feed, and how far that was read fits what is there.
func TestTheFeedSurvivesKills(t *testing.T) {
	t.Parallel()
	s, d, anna, term := office(t, "Apfelbaum", "Birnbaum")
	var tnrs []string
	for _, name := range []string{"Apfelbaum", "Birnbaum"} {
		openCase(term, name)
		finish(term)
		term.See("angenommen")
		term.Press("f10")
		term.See("Entwürfe und übermittelte Meldungen")
		term.Press("f10")
		term.See("Suche:")
		tnrs = append(tnrs, d.deliveryOf(anna, name))
	}
	asked := 0
	for kill := range 1 + killRounds/4 {
		term.Kill()
		for range 8 {
			s.desk("meldung", "frage", tnrs[asked%len(tnrs)], fmt.Sprintf("Frage %d", asked))
			asked++
		}
		term = d.start()
		d.signIn(term, anna)
		time.Sleep(time.Duration(rand.IntN(150)) * time.Millisecond)
		if kill > 0 || killRounds == 1 {
			term.Kill()
			t.Logf("killed when %d of %d were there", d.cameIn(t, anna, asked), asked)
			term = d.start()
			d.signIn(term, anna)
		}
		for late := time.Now().Add(patience); d.cameIn(t, anna, asked) < asked; time.Sleep(50 * time.Millisecond) {
			if time.Now().After(late) {
				t.Fatalf("%d of %d questions came in:\n%s", d.cameIn(t, anna, asked), asked, term.Screen())
			}
		}
	}
}

// deliveryOf is the Transaktionsnummer of a person's only report.
func (d *desktop) deliveryOf(p staff, surname string) (tnr string) {
	d.t.Helper()
	id := d.caseOf(p, surname).ID
	d.look(p, func(v *store.Vault) error {
		all, err := v.Deliveries(context.Background(), id)
		if err != nil || len(all) != 1 {
			return fmt.Errorf("%d deliveries, %w", len(all), err)
		}
		tnr = all[0].Transaktionsnummer
		return nil
	})
	return tnr
}

// cameIn counts the questions that are there, which are the first ones, each once.
func (d *desktop) cameIn(t *testing.T, p staff, asked int) (n int) {
	t.Helper()
	d.look(p, func(v *store.Vault) error {
		var all []model.Rueckmeldung
		err := v.Cases(context.Background(), func(cases []model.Case) error {
			for i := range cases {
				came, err := v.Answers(context.Background(), cases[i].ID)
				if err != nil {
					return err
				}
				all = append(all, came...)
			}
			return nil
		})
		if err != nil {
			return err
		}
		all = slices.DeleteFunc(all, func(r model.Rueckmeldung) bool { return r.Art != model.RueckFrage })
		slices.SortFunc(all, func(a, b model.Rueckmeldung) int { return int(a.Nummer - b.Nummer) })
		at, err := v.FeedAt(context.Background())
		for i := range all {
			if !strings.HasSuffix(all[i].Text, fmt.Sprintf("Frage %d", i)) || all[i].Nummer > at {
				t.Errorf("question %d of %d is %q with the number %d, read to %d", i, asked, all[i].Text, all[i].Nummer, at)
			}
		}
		n = len(all)
		return err
	})
	return n
}
