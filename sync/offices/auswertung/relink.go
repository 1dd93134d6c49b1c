package auswertung

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"

	"example.org/meldeportal/model/linkage"
	"example.org/meldeportal/sync/database"
)

// The whole register is linked anew in two steps, each some reports at a time, so that reports go
// on meanwhile and a job that was killed goes on where it was. First all are compared, by what is
// frequent now, and what would be otherwise is noted beside the pairs; that changes nothing, and
// Effect says what it would. Then it is done. What somebody has decided stays as it is: no pair
// of theirs is touched, and what they have separated is not joined through others.

const (
	anewAtOnce  = 100          // reports, or pairs, in a transaction
	anewReached = "neu-bis"    // the report that was compared last
	anewReady   = "neu-bereit" // 1 = all are compared
	anewReason  = "neu verknüpft"
)

// Anew is how far linking anew has come.
type Anew struct {
	Compared, Reports int
	Ready             bool // all are compared: Effect says what would change
	Left              int  // pairs that would be otherwise, and are not yet
}

// Anew says how far it has come.
func (s *Stelle) Anew(ctx context.Context) (a Anew, err error) {
	err = s.db.Reader.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM bericht), (SELECT count(*) FROM bericht WHERE id <= coalesce((SELECT wert FROM zaehler WHERE name = ?), 0)),
		(SELECT count(*) FROM zaehler WHERE name = ?) > 0, (SELECT count(*) FROM neu)`, anewReached, anewReady).Scan(&a.Reports, &a.Compared, &a.Ready, &a.Left)
	return a, err
}

// ForgetAnew forgets what was compared.
func (s *Stelle) ForgetAnew(ctx context.Context) error { return s.db.Write(ctx, forgetAnew) }

func forgetAnew(tx *sql.Tx) error {
	if _, err := tx.Exec("DELETE FROM neu"); err != nil {
		return err
	}
	_, err := tx.Exec("DELETE FROM zaehler WHERE name IN (?, ?)", anewReached, anewReady)
	return err
}

// CompareAnew compares the next reports with the older ones; with the last of them it is ready.
func (s *Stelle) CompareAnew(ctx context.Context) (Anew, error) {
	err := s.db.Write(ctx, func(tx *sql.Tx) error {
		var after int64
		err := tx.QueryRow("SELECT wert FROM zaehler WHERE name = ?", anewReached).Scan(&after)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		all, err := rowsWhere(tx, "id > ? ORDER BY id LIMIT ?", after, anewAtOnce)
		if err != nil {
			return err
		}
		for i := range all {
			if err := compareAnew(tx, &all[i]); err != nil {
				return fmt.Errorf("compare report %d: %w", all[i].id, err)
			}
			after = all[i].id
		}
		if len(all) == anewAtOnce {
			return mark(tx, anewReached, after)
		}
		if err := join(tx); err != nil {
			return err
		}
		if err := mark(tx, anewReached, after); err != nil {
			return err
		}
		return mark(tx, anewReady, 1)
	})
	if err != nil {
		return Anew{}, err
	}
	return s.Anew(ctx)
}

func mark(tx *sql.Tx, name string, n int64) error {
	_, err := tx.Exec("INSERT INTO zaehler (name, wert) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET wert = excluded.wert", name, n)
	return err
}

// known is a pair that is there.
type known struct {
	stand Stand
	staff bool // somebody has decided, and not the program
}

// byStaff is a condition of pairs p that somebody has decided, and not the program.
const byStaff = "EXISTS (SELECT 1 FROM entscheidung e WHERE e.paar = p.id AND e.aufgehoben IS NULL AND e.wer <> '" + Programm + "')"

// compareAnew compares a report with the older ones it shares a block or a pair with, and notes
// what would be otherwise.
func compareAnew(tx *sql.Tx, r *row) error {
	pairs, err := knownPairs(tx, r.id)
	if err != nil {
		return err
	}
	record := r.record()
	found, err := candidates(tx, record, r.id, r.generation)
	if err != nil {
		return err
	}
	var more []int64
	for other := range pairs {
		if !slices.ContainsFunc(found, func(o row) bool { return o.id == other }) {
			more = append(more, other)
		}
	}
	beside, err := rowsOf(tx, more, r.generation)
	if err != nil {
		return err
	}
	others := slices.DeleteFunc(append(found, beside...), func(o row) bool { return o.id > r.id })
	if len(others) == 0 {
		return nil
	}
	all, zones, err := compare(tx, r, record, others, false)
	if err != nil {
		return err
	}
	looked := map[int64]bool{r.registernummer: true} // persons that somebody looks at, or has, or is
	for _, p := range all {
		if _, is := pairs[p.a]; is {
			looked[p.person] = true
		}
	}
	slices.SortStableFunc(all, heavier)
	for _, p := range all {
		stand := standOf(p.weight, zones)
		before, is := pairs[p.a]
		switch {
		case is && (before.staff || before.stand == stand):
			continue
		case !is && (stand == Getrennt || stand == Offen && looked[p.person]):
			continue
		case !is:
			looked[p.person] = true
		}
		if err := noteAnew(tx, &p, stand); err != nil {
			return err
		}
	}
	return nil
}

// standOf is what the program makes of a pair.
func standOf(weight float32, zones linkage.Zones) Stand {
	switch {
	case weight >= zones.Link:
		return Verbunden
	case weight >= zones.Review:
		return Offen
	}
	return Getrennt
}

func noteAnew(tx *sql.Tx, p *pair, stand Stand) error {
	vector, err := packVector(&p.vector)
	if err == nil {
		_, err = tx.Exec("INSERT INTO neu (a, b, gewicht, vektor, stand) VALUES (?, ?, ?, ?, ?)", p.a, p.b, float64(p.weight), vector, stand)
	}
	return err
}

// knownPairs are those of a report with older ones, by these.
func knownPairs(tx *sql.Tx, report int64) (map[int64]known, error) {
	rows, err := tx.Query("SELECT p.a, p.stand, "+byStaff+" FROM paar p WHERE p.b = ?", report)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[int64]known{}
	for rows.Next() {
		var other int64
		var k known
		if err := rows.Scan(&other, &k.stand, &k.staff); err != nil {
			return nil, err
		}
		all[other] = k
	}
	return all, rows.Err()
}

// people are reports put together by links.
type people struct {
	parent map[int64]int64
	person map[int64]int64   // Registernummer of each report now
	kvnr   map[int64]uint64  // an insurance number that a group knows, by its root
	apart  map[int64][]int64 // reports that somebody has separated from one of a group, by its root
}

func (p *people) root(id int64) int64 {
	for p.parent[id] != id {
		p.parent[id] = p.parent[p.parent[id]]
		id = p.parent[id]
	}
	return id
}

// join joins two groups, whatever they are.
func (p *people) join(a, b int64) {
	a, b = p.root(a), p.root(b)
	if a == b {
		return
	}
	if a > b {
		a, b = b, a
	}
	p.parent[b] = a
	if p.kvnr[a] == 0 {
		p.kvnr[a] = p.kvnr[b]
	}
	p.apart[a] = append(p.apart[a], p.apart[b]...)
	delete(p.apart, b)
}

// may reports whether the program may join two groups: not where somebody has separated a report
// of one from one of the other, and not two that know different insurance numbers.
func (p *people) may(a, b int64) bool {
	a, b = p.root(a), p.root(b)
	if x, y := p.kvnr[a], p.kvnr[b]; x != 0 && y != 0 && x != y {
		return false
	}
	return !slices.ContainsFunc(p.apart[a], func(id int64) bool { return p.root(id) == b })
}

// standingPeople are all reports, put together by the links that stay as they are.
func standingPeople(tx *sql.Tx) (*people, error) {
	p := &people{map[int64]int64{}, map[int64]int64{}, map[int64]uint64{}, map[int64][]int64{}}
	for after := int64(0); ; {
		all, err := rowsWhere(tx, "id > ? ORDER BY id LIMIT 1000", after)
		if err != nil {
			return nil, err
		}
		if len(all) == 0 {
			break
		}
		for i := range all {
			r := &all[i]
			p.parent[r.id], p.person[r.id], after = r.id, r.registernummer, r.id
			p.kvnr[r.id] = r.record().Keys[linkage.KVNR]
		}
	}
	const same = "NOT EXISTS (SELECT 1 FROM neu n WHERE n.a = p.a AND n.b = p.b)"
	err := eachPair(tx, "SELECT p.a, p.b FROM paar p WHERE p.stand = 'getrennt' AND "+byStaff, func(a, b int64) {
		p.apart[a], p.apart[b] = append(p.apart[a], b), append(p.apart[b], a)
	})
	if err == nil {
		err = eachPair(tx, "SELECT p.a, p.b FROM paar p WHERE p.stand = 'verbunden' AND ("+same+" OR "+byStaff+")", p.join)
	}
	return p, err
}

func eachPair(tx *sql.Tx, which string, see func(a, b int64)) error {
	rows, err := tx.Query(which)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var a, b int64
		if err := rows.Scan(&a, &b); err != nil {
			return err
		}
		see(a, b)
	}
	return rows.Err()
}

// planned are the links that would be new, the heaviest first.
const planned = "SELECT a, b FROM neu WHERE stand = 'verbunden' ORDER BY gewicht DESC, a, b"

// join leaves of the links that would be new those that join somebody, the heaviest first, and
// makes of those that must not a pair that somebody looks at.
func join(tx *sql.Tx) error {
	p, err := standingPeople(tx)
	if err != nil {
		return err
	}
	var idle, barred [][2]int64
	err = eachPair(tx, planned, func(a, b int64) {
		switch {
		case p.root(a) == p.root(b):
			idle = append(idle, [2]int64{a, b})
		case !p.may(a, b):
			barred = append(barred, [2]int64{a, b})
		default:
			p.join(a, b)
		}
	})
	if err != nil {
		return err
	}
	for _, one := range idle {
		if _, err := tx.Exec("DELETE FROM neu WHERE a = ? AND b = ?", one[0], one[1]); err != nil {
			return err
		}
	}
	for _, one := range barred {
		if _, err := tx.Exec("UPDATE neu SET stand = 'offen' WHERE a = ? AND b = ?", one[0], one[1]); err != nil {
			return err
		}
	}
	_, err = tx.Exec("DELETE FROM neu WHERE stand = 'offen' AND EXISTS (SELECT 1 FROM paar p WHERE p.a = neu.a AND p.b = neu.b AND p.stand = 'offen')")
	return err
}

// Effect is what linking anew would change.
type Effect struct {
	Joined, Into int // so many persons would come together in so many
	Split, To    int // so many persons would come apart into so many
	Review       int // pairs that would come to be looked at
	Kept         int // pairs that somebody has decided, which stay as they are
}

// Effect says what would change, once all are compared.
func (s *Stelle) Effect(ctx context.Context) (e Effect, err error) {
	tx, err := s.db.Reader.BeginTx(ctx, nil)
	if err != nil {
		return e, err
	}
	defer func() { err = errors.Join(err, tx.Rollback()) }() // it was read only
	p, err := standingPeople(tx)
	if err != nil {
		return e, err
	}
	if err := eachPair(tx, planned, p.join); err != nil {
		return e, err
	}
	of, in := map[int64]map[int64]bool{}, map[int64]map[int64]bool{} // groups of a person, persons in a group
	add := func(to map[int64]map[int64]bool, key, value int64) {
		if to[key] == nil {
			to[key] = map[int64]bool{}
		}
		to[key][value] = true
	}
	for id, person := range p.person {
		add(of, person, p.root(id))
		add(in, p.root(id), person)
	}
	for _, groups := range of {
		if len(groups) > 1 {
			e.Split, e.To = e.Split+1, e.To+len(groups)
		}
	}
	joined := map[int64]bool{}
	for _, persons := range in {
		if len(persons) > 1 {
			maps.Copy(joined, persons)
			e.Into++
		}
	}
	e.Joined = len(joined)
	err = tx.QueryRow("SELECT (SELECT count(*) FROM neu WHERE stand = 'offen'), (SELECT count(*) FROM paar p WHERE p.stand IN ('verbunden', 'getrennt') AND "+byStaff+")").Scan(&e.Review, &e.Kept)
	return e, err
}

// LinkAnew does the next of what would change and says how much is left; with the last of it all
// that was compared is forgotten. It does nothing before all are compared.
func (s *Stelle) LinkAnew(ctx context.Context) (left int, err error) {
	err = s.db.Write(ctx, func(tx *sql.Tx) error {
		var ready int
		if err := tx.QueryRow("SELECT count(*) FROM zaehler WHERE name = ?", anewReady).Scan(&ready); err != nil || ready == 0 {
			return err
		}
		next, err := nextAnew(tx)
		if err != nil {
			return err
		}
		people := map[int64]bool{}
		for i := range next {
			if err := s.linkOne(tx, &next[i], people); err != nil {
				return err
			}
		}
		if err := regroup(tx, people); err != nil {
			return err
		}
		if err := tx.QueryRow("SELECT count(*) FROM neu").Scan(&left); err != nil || left > 0 {
			return err
		}
		return forgetAnew(tx)
	})
	return left, err
}

// changed is a pair that would be otherwise.
type changed struct {
	a, b   int64
	weight float64
	vector []byte
	stand  Stand
}

// nextAnew are the next ones: what is joined first, so that nobody is in two parts meanwhile.
func nextAnew(tx *sql.Tx) (all []changed, err error) {
	rows, err := tx.Query("SELECT a, b, gewicht, vektor, stand FROM neu ORDER BY CASE stand WHEN 'verbunden' THEN 0 ELSE 1 END, a, b LIMIT ?", anewAtOnce)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var c changed
		if err := rows.Scan(&c.a, &c.b, &c.weight, &c.vector, &c.stand); err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, rows.Err()
}

// linkOne gives a pair its new state, unless somebody has decided about its persons meanwhile.
func (s *Stelle) linkOne(tx *sql.Tx, c *changed, people map[int64]bool) error {
	if _, err := tx.Exec("DELETE FROM neu WHERE a = ? AND b = ?", c.a, c.b); err != nil {
		return err
	}
	var id, one, other int64
	var barred int
	err := tx.QueryRow(`SELECT coalesce((SELECT id FROM paar WHERE a = ?1 AND b = ?2), 0), x.registernummer, y.registernummer,
		(SELECT count(*) FROM paar p WHERE p.a = ?1 AND p.b = ?2 AND `+byStaff+`) + (SELECT count(*) FROM paar p JOIN bericht m ON m.id = p.a JOIN bericht n ON n.id = p.b
			WHERE p.stand = 'getrennt' AND m.registernummer IN (x.registernummer, y.registernummer) AND n.registernummer IN (x.registernummer, y.registernummer) AND m.registernummer <> n.registernummer AND `+byStaff+`)
		FROM bericht x JOIN bericht y ON y.id = ?2 WHERE x.id = ?1`, c.a, c.b).Scan(&id, &one, &other, &barred)
	if err != nil || barred > 0 && c.stand == Verbunden {
		return err
	}
	before := Offen
	if id != 0 {
		if before, _, _, err = standing(tx, id); err != nil {
			return err
		}
		var staff bool
		if err := tx.QueryRow("SELECT "+byStaff+" FROM paar p WHERE p.id = ?", id).Scan(&staff); err != nil || staff {
			return err
		}
		_, err = tx.Exec("UPDATE paar SET gewicht = ?, vektor = ?, stand = ? WHERE id = ?", c.weight, c.vector, c.stand, id)
	} else {
		if id, err = next(tx, "paar"); err != nil {
			return err
		}
		_, err = tx.Exec("INSERT INTO paar (id, a, b, gewicht, vektor, stand) VALUES (?, ?, ?, ?, ?, ?)", id, c.a, c.b, c.weight, c.vector, c.stand)
	}
	if err == nil && before != c.stand {
		_, err = decide(tx, id, before, c.stand, database.Millis(s.now()), Programm, anewReason)
	}
	people[one], people[other] = true, true
	return err
}
