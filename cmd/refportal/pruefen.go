package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/tumour"
	"example.org/meldeportal/sync/offices/auswertung"
	"example.org/meldeportal/tui/pairs"
)

type pruefenCommand struct {
	Uebung bool `help:"Mit erfundenen Personen üben; es wird nichts gespeichert."`
	officeFlags
}

// Run shows the screen.
func (c pruefenCommand) Run(d *desk) error {
	if c.Uebung {
		return pairs.Run(d, newExercise(exercisePairs), sentence)
	}
	return c.with(d, func(s *auswertung.Stelle) error {
		return pairs.Run(d, &reviewed{s, d.Durch, map[int64][]string{}}, sentence)
	})
}

// reviewed is the office's register as the screen needs it.
type reviewed struct {
	stelle  *auswertung.Stelle
	by      string
	tumours map[int64][]string // of persons that were on the screen
}

// Waiting are open pairs, then those that were put off.
func (r *reviewed) Waiting(ctx context.Context, n int) (all []pairs.Pair, p pairs.Progress, err error) {
	t, err := r.stelle.Tally(ctx)
	if err != nil {
		return nil, p, err
	}
	p = pairs.Progress{Waiting: t.Open, Decided: t.Decided, Later: t.Later, Asked: t.Asked, Zones: t.Zones}
	for _, stand := range []auswertung.Stand{auswertung.Offen, auswertung.Spaeter} {
		if n <= len(all) {
			break
		}
		found, err := r.stelle.Pairs(ctx, stand, n-len(all))
		if err != nil {
			return nil, p, err
		}
		for i := range found {
			pair, err := r.pair(ctx, &found[i])
			if err != nil {
				return nil, p, err
			}
			all = append(all, pair)
		}
	}
	return all, p, nil
}

func (r *reviewed) pair(ctx context.Context, p *auswertung.Pair) (pair pairs.Pair, err error) {
	pair = pairs.Pair{ID: strconv.FormatInt(p.ID, 10), Weight: p.Weight, Vector: p.Vector, Later: p.Stand == auswertung.Spaeter}
	if pair.Components, err = r.stelle.Components(ctx, p.ID); err != nil {
		return pair, err
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
		r.tumours[side.Registernummer] = lines
	}
	return pairs.Person{Number: side.Registernummer, Open: sight.Open, Reports: sight.Reports, Tumours: lines}, nil
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

// Ask puts the pair on the list of questions.
func (r *reviewed) Ask(ctx context.Context, pair, reason string) error {
	return r.act(pair, func(id int64) error { return r.stelle.Later(ctx, id, r.by, auswertung.Question+reason) })
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
