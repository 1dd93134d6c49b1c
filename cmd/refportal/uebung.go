package main

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"

	"example.org/meldeportal/model/linkage"
	"example.org/meldeportal/tui/pairs"
)

// exercise is a register of invented people in memory, for learning the screen: half of its
// pairs are one person, whose reports have an error of writing, half are two who are alike.
type exercise struct {
	pairs   []pairs.Pair
	decided map[string]pairs.Verdict
	asked   map[string]bool
	zones   linkage.Zones
}

// exercisePairs are enough for an hour; of so many inventions each one is in the middle zone.
const exercisePairs, exerciseTries = 240, 20

// The invented people's names are never seen: the screen has their keys.
var (
	exerciseSurnames = []string{"Ahrbach", "Birkholt", "Cramsen", "Dornau", "Elmhorst", "Fehring", "Gerlach", "Hainbuch", "Immenrod", "Jostberg", "Kalkar", "Lindau", "Mohnhaupt", "Nettelbek", "Ohlenrot", "Pfeilstick", "Quastberg", "Rodenau", "Sandforth", "Tannwald"}
	exerciseNames    = []string{"Agnes", "Bernd", "Carla", "Dieter", "Elke", "Frank", "Gerda", "Horst", "Inge", "Jürgen", "Karin", "Lothar", "Maria", "Norbert", "Olga", "Peter", "Renate", "Stefan", "Ursula", "Werner"}
	exerciseTowns    = [][2]string{{"35390", "Gießen"}, {"34117", "Kassel"}, {"60311", "Frankfurt am Main"}, {"64283", "Darmstadt"}, {"36037", "Fulda"}, {"65183", "Wiesbaden"}}
	exerciseTumours  = []string{"C50.4 links", "C50.8 rechts", "C61", "C18.7", "C34.1 rechts", "C43.5", "C67.2", "C20"}
)

func newExercise(n int) *exercise {
	r := rand.New(rand.NewPCG(16, 3))
	e := &exercise{decided: map[string]pairs.Verdict{}, asked: map[string]bool{}}
	var people []linkage.Identity
	var records []linkage.Record
	for range exerciseTries * n {
		first := invent(r)
		for _, who := range []linkage.Identity{first, again(r, first)} {
			c, o := who.Take()
			people, records = append(people, who), append(records, c.Record(o, linkage.Plain))
		}
	}
	l := linkage.NewLinker(records)
	e.zones = l.Zones()
	for i := 0; i < len(people) && len(e.pairs) < n; i += 2 {
		v := l.Score(int32(i), int32(i+1))
		if w := v.Weight(); w < e.zones.Review || w >= e.zones.Link {
			continue
		}
		side := func(i int) pairs.Person {
			_, open := people[i].Take()
			return pairs.Person{Number: int64(i + 1), Open: open, Reports: 1 + r.IntN(4),
				Tumours: []string{fmt.Sprintf("%s, %02d.%d", pick(r, exerciseTumours), 1+r.IntN(12), 2018+r.IntN(8))}}
		}
		e.pairs = append(e.pairs, pairs.Pair{ID: strconv.Itoa(i), Weight: v.Weight(), Vector: v, Components: linkage.Compare(&records[i], &records[i+1]), Left: side(i), Right: side(i + 1)})
	}
	slices.SortStableFunc(e.pairs, func(a, b pairs.Pair) int { return cmp.Compare(b.Weight, a.Weight) })
	return e
}

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }

// invent is somebody.
func invent(r *rand.Rand) linkage.Identity {
	town := exerciseTowns[r.IntN(len(exerciseTowns))]
	return linkage.Identity{Nachname: pick(r, exerciseSurnames), Vornamen: pick(r, exerciseNames), Geschlecht: pick(r, []string{"M", "W"}), PLZ: town[0], Ort: town[1],
		Anschrift: fmt.Sprint("Weg ", r.IntN(90)), Geburtsdatum: fmt.Sprintf("%d-%02d-%02d", 1935+r.IntN(50), 1+r.IntN(12), 1+r.IntN(28))}
}

// again is somebody written down once more with an error, or somebody like her.
func again(r *rand.Rand, who linkage.Identity) linkage.Identity {
	born, other := who.Geburtsdatum, invent(r)
	switch r.IntN(6) {
	case 0: // married and moved, the birth name was not asked
		who.Nachname, who.PLZ, who.Ort, who.Anschrift = other.Nachname, other.PLZ, other.Ort, other.Anschrift
	case 1: // a year mistyped, the place not known
		who.Geburtsdatum, who.PLZ, who.Ort, who.Anschrift = born[:2]+born[3:4]+born[2:3]+born[4:], "", "", ""
	case 2: // the day mistyped, the place not known
		who.Geburtsdatum, who.PLZ, who.Ort, who.Anschrift = born[:8]+"29", "", "", ""
	case 3: // a twin who lives elsewhere
		who.Vornamen, who.PLZ, who.Ort, who.Anschrift = other.Vornamen, other.PLZ, other.Ort, ""
	case 4: // a common name, born in the same month
		who.PLZ, who.Ort, who.Anschrift, who.Geburtsdatum = "", "", "", born[:8]+other.Geburtsdatum[8:]
	default: // a letter too much, moved
		who.Nachname, who.PLZ, who.Ort, who.Anschrift = who.Nachname+"s", "34369", "Hofgeismar", ""
	}
	return who
}

// Waiting are those nobody has decided, the ones that were put off last.
func (e *exercise) Waiting(_ context.Context, n int) (open []pairs.Pair, p pairs.Progress, err error) {
	var later []pairs.Pair
	for _, pair := range e.pairs {
		verdict, decided := e.decided[pair.ID]
		pair.Later = verdict == pairs.Later
		switch {
		case pair.Later:
			later = append(later, pair)
		case decided:
			p.Decided++
		default:
			open = append(open, pair)
		}
	}
	open = append(open, later...)
	p.Waiting, p.Asked, p.Zones = len(open), len(e.asked), e.zones
	p.Later = len(later) - p.Asked
	return open[:min(n, len(open))], p, nil
}

// Decide notes a decision.
func (e *exercise) Decide(_ context.Context, d pairs.Decision) error {
	e.decided[d.Pair] = d.Verdict
	delete(e.asked, d.Pair)
	return nil
}

// Undo forgets it.
func (e *exercise) Undo(_ context.Context, pair string) error {
	delete(e.decided, pair)
	delete(e.asked, pair)
	return nil
}

// Ask puts a pair off.
func (e *exercise) Ask(_ context.Context, pair, _ string) error {
	e.decided[pair], e.asked[pair] = pairs.Later, true
	return nil
}
