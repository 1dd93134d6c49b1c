package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/tumour"
	"example.org/meldeportal/sync/offices"
	"example.org/meldeportal/sync/offices/auswertung"
	"example.org/meldeportal/tui/pairs"
)

type pruefenCommand struct {
	Uebung bool  `help:"Mit erfundenen Personen üben; es wird nichts gespeichert."`
	Person int64 `help:"Statt dessen die Verknüpfungen einer Person ansehen, die zwei sein könnte." placeholder:"REGISTERNUMMER"`
	officeFlags
}

// Run shows the screen.
func (c pruefenCommand) Run(d *desk) error {
	if c.Uebung {
		return pairs.Run(d, newExercise(exercisePairs), sentence)
	}
	return c.with(d, func(s *auswertung.Stelle) error {
		return pairs.Run(d, &reviewed{stelle: s, by: d.Durch, one: c.Person, tumours: map[int64][]string{}}, sentence)
	})
}

// reviewed is the office's register as the screen needs it.
type reviewed struct {
	stelle  *auswertung.Stelle
	by      string
	one     int64              // the person whose links are looked at, 0 = all that wait
	tumours map[int64][]string // of persons that were on the screen
}

// Waiting are pairs with an answer of the Vertrauensstelle, open ones, then those that were put
// off.
func (r *reviewed) Waiting(ctx context.Context, n int) (all []pairs.Pair, p pairs.Progress, err error) {
	t, err := r.stelle.Tally(ctx)
	if err != nil {
		return nil, p, err
	}
	p = pairs.Progress{Waiting: t.Open, Decided: t.Decided, Later: t.Later, Asked: t.Asked, Zones: t.Zones}
	if r.one != 0 {
		found, err := r.stelle.LinksOf(ctx, r.one, n)
		if err != nil {
			return nil, p, err
		}
		p.Waiting = len(found)
		all, err = r.add(ctx, nil, found, n)
		return all, p, err
	}
	for _, of := range []func() ([]auswertung.Pair, error){
		func() ([]auswertung.Pair, error) { return r.stelle.Answered(ctx, n) },
		func() ([]auswertung.Pair, error) { return r.stelle.Pairs(ctx, auswertung.Offen, n) },
		func() ([]auswertung.Pair, error) { return r.stelle.Pairs(ctx, auswertung.Spaeter, n) },
	} {
		if n <= len(all) {
			break
		}
		found, err := of()
		if err == nil {
			all, err = r.add(ctx, all, found, n)
		}
		if err != nil {
			return nil, p, err
		}
	}
	return all, p, nil
}

// add adds pairs that are not there yet, until there are n.
func (r *reviewed) add(ctx context.Context, all []pairs.Pair, found []auswertung.Pair, n int) ([]pairs.Pair, error) {
	for i := range found {
		pair, err := r.pair(ctx, &found[i])
		if err != nil {
			return nil, err
		}
		if len(all) < n && !slices.ContainsFunc(all, func(p pairs.Pair) bool { return p.ID == pair.ID }) {
			all = append(all, pair)
		}
	}
	return all, nil
}

func (r *reviewed) pair(ctx context.Context, p *auswertung.Pair) (pair pairs.Pair, err error) {
	pair = pairs.Pair{ID: strconv.FormatInt(p.ID, 10), Weight: p.Weight, Vector: p.Vector, Later: p.Stand == auswertung.Spaeter}
	if pair.Components, err = r.stelle.Components(ctx, p.ID); err != nil {
		return pair, err
	}
	asked, is, err := r.stelle.Asked(ctx, p.ID)
	if err != nil {
		return pair, err
	}
	if is {
		pair.Answer = answerLine(asked)
	}
	if pair.Left, err = r.person(ctx, p.A); err == nil {
		pair.Right, err = r.person(ctx, p.B)
	}
	return pair, err
}

func (r *reviewed) person(ctx context.Context, side auswertung.Side) (p pairs.Person, err error) {
	sight, err := r.stelle.Sight(ctx, side.Bericht)
	if err != nil {
		return p, err
	}
	lines, known := r.tumours[side.Registernummer]
	if !known {
		c, _, err := r.stelle.Case(ctx, side.Registernummer)
		if err != nil {
			return p, err
		}
		for _, t := range tumour.Of(sources(&c)) {
			lines = append(lines, tumourLine(&t))
		}
		for _, d := range c.Deaths {
			month, _ := strings.CutPrefix(model.NewDatum(d.Monat+"-15", model.TagGeschaetzt).German(), "15.")
			lines = append(lines, "Sterbefall "+month)
		}
		r.tumours[side.Registernummer] = lines
	}
	return pairs.Person{Number: side.Registernummer, Open: sight.Open, Reports: sight.Reports, Tumours: lines}, nil
}

// befunde are the answers of the Vertrauensstelle in words.
var befunde = map[offices.Befund]string{offices.Gleich: "eine Person", offices.Verschieden: "zwei Personen", offices.Unklar: "lässt sich nicht klären"}

func answerLine(q auswertung.Asked) string {
	if q.Befund == "" {
		return "gefragt am " + day(q.At) + ", noch ohne Antwort"
	}
	return befunde[q.Befund] + " (Auskunft vom " + day(q.Answered) + ")"
}

// tumourLine is a tumour in one line.
func tumourLine(t *tumour.Tumour) string {
	side := map[string]string{"L": " links", "R": " rechts", "B": " beidseits"}[t.Get(tumour.Seite)]
	return strings.TrimSpace(t.Get(tumour.ICD)+side) + ", " + model.Datum(t.Get(tumour.Diagnosedatum)).German()
}

// noReason stands where somebody gave none: the register wants one for each decision.
const noReason = "nach den Komponenten"

// Decide keeps a decision.
func (r *reviewed) Decide(ctx context.Context, d pairs.Decision) error {
	if d.Reason == "" {
		d.Reason = noReason
	}
	return r.act(d.Pair, func(id int64) error {
		switch d.Verdict {
		case pairs.Link:
			return r.stelle.Link(ctx, id, r.by, d.Reason)
		case pairs.Apart:
			return r.stelle.Separate(ctx, id, r.by, d.Reason)
		}
		return r.stelle.Later(ctx, id, r.by, d.Reason)
	})
}

// Undo takes the last decision back.
func (r *reviewed) Undo(ctx context.Context, pair string) error {
	return r.act(pair, func(id int64) error { return r.stelle.Undo(ctx, id, r.by, "am Schirm zurückgenommen") })
}

// Ask asks the Vertrauensstelle about the pair.
func (r *reviewed) Ask(ctx context.Context, pair, reason string) error {
	return r.act(pair, func(id int64) error { return r.stelle.Ask(ctx, id, r.by, reason) })
}

// act acts on a pair; who is whose may be otherwise afterwards.
func (r *reviewed) act(pair string, do func(id int64) error) error {
	id, err := strconv.ParseInt(pair, 10, 64)
	if err != nil {
		return fmt.Errorf("pair %q: %w", pair, err)
	}
	clear(r.tumours)
	return do(id)
}
