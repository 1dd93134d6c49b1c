package auswertung

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"example.org/meldeportal/model/linkage"
	"example.org/meldeportal/sync/database"
)

// Between what is certainly one person and what certainly is not lies what somebody looks at.
// Nothing is forgotten of what was decided; what is undone is as it was before.

// Stand is how it is with a pair.
type Stand string

// The states.
const (
	Offen     Stand = "offen"     // nobody has looked
	Spaeter   Stand = "spaeter"   // somebody has, and will again
	Verbunden Stand = "verbunden" // one person
	Getrennt  Stand = "getrennt"  // two people
)

// Programm is who decides where nobody has to look.
const Programm = "Programm"

// Errors of those who decide.
var (
	ErrPair    = errors.New("no such pair of reports")
	ErrDecided = errors.New("pair is decided otherwise, or as wanted already")
	ErrReason  = errors.New("decision without a name or a reason")
	ErrNothing = errors.New("nothing to undo")
)

// Pair is two reports with what agrees in them. Nobody's name is in it: the vector says of each
// part how far it agrees, and what that is worth in bits.
type Pair struct {
	ID     int64
	A, B   Side // A is the older one
	Weight float32
	Vector linkage.Vector
	Stand  Stand
}

// Side is a report of a pair.
type Side struct{ Bericht, Registernummer int64 }

// Pairs are pairs of a state, the heaviest first; those whose reports have come to one person
// meanwhile by others are left out of the open ones.
func (s *Stelle) Pairs(ctx context.Context, stand Stand, limit int) ([]Pair, error) {
	return s.pairsWhere(ctx, "p.stand = ? AND (p.stand NOT IN ('offen', 'spaeter') OR a.registernummer <> b.registernummer) ORDER BY p.gewicht DESC, p.id LIMIT ?", stand, limit)
}

// Pair is one of them. ErrPair.
func (s *Stelle) Pair(ctx context.Context, id int64) (Pair, error) {
	found, err := s.pairsWhere(ctx, "p.id = ?", id)
	if err == nil && len(found) == 0 {
		err = ErrPair
	}
	if err != nil {
		return Pair{}, err
	}
	return found[0], nil
}

// Components say of each component of the two identities of a pair how far it agrees, and never
// what it is. ErrPair.
func (s *Stelle) Components(ctx context.Context, id int64) ([]linkage.Component, error) {
	rows, err := s.db.Reader.QueryContext(ctx, "SELECT "+rowColumns+" FROM bericht WHERE id IN (SELECT a FROM paar WHERE id = ?1 UNION SELECT b FROM paar WHERE id = ?1) ORDER BY id", id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var both []*linkage.Record
	for rows.Next() {
		r, err := scanRow(rows)
		if err != nil {
			return nil, err
		}
		both = append(both, r.record())
	}
	if err := rows.Err(); err != nil || len(both) != 2 {
		return nil, errors.Join(err, ErrPair)
	}
	return linkage.Compare(both[0], both[1]), nil
}

func (s *Stelle) pairsWhere(ctx context.Context, which string, args ...any) (found []Pair, err error) {
	rows, err := s.db.Reader.QueryContext(ctx, `SELECT p.id, p.a, a.registernummer, p.b, b.registernummer, p.gewicht, p.vektor, p.stand
		FROM paar p JOIN bericht a ON a.id = p.a JOIN bericht b ON b.id = p.b WHERE `+which, args...)
	if err != nil {
		return nil, fmt.Errorf("list pairs: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var p Pair
		var weight float64
		var vector []byte
		if err := rows.Scan(&p.ID, &p.A.Bericht, &p.A.Registernummer, &p.B.Bericht, &p.B.Registernummer, &weight, &vector, &p.Stand); err != nil {
			return nil, fmt.Errorf("list pairs: %w", err)
		}
		p.Weight = float32(weight)
		if p.Vector, err = unpackVector(vector); err != nil {
			return nil, fmt.Errorf("list pairs: %w", err)
		}
		found = append(found, p)
	}
	return found, rows.Err()
}

// Link decides that both reports of a pair are of one person: it has the lower Registernummer
// from then on. ErrPair, ErrDecided, ErrReason.
func (s *Stelle) Link(ctx context.Context, pair int64, by, reason string) error {
	return s.settle(ctx, pair, Verbunden, by, reason)
}

// Separate decides that they are of two people, which holds also against the program. Errors are
// those of Link.
func (s *Stelle) Separate(ctx context.Context, pair int64, by, reason string) error {
	return s.settle(ctx, pair, Getrennt, by, reason)
}

// Later puts a pair off. Errors are those of Link.
func (s *Stelle) Later(ctx context.Context, pair int64, by, reason string) error {
	return s.settle(ctx, pair, Spaeter, by, reason)
}

func (s *Stelle) settle(ctx context.Context, pair int64, stand Stand, by, reason string) error {
	if by == "" || reason == "" {
		return ErrReason
	}
	return s.db.Write(ctx, func(tx *sql.Tx) error {
		before, a, b, err := standing(tx, pair)
		if err != nil {
			return err
		}
		if before == stand { // after an answer of the Vertrauensstelle somebody may say so once more
			var answered int
			if err := tx.QueryRow("SELECT count(*) FROM paar p WHERE p.id = ? AND "+unread, pair).Scan(&answered); err != nil {
				return err
			}
			if answered == 0 {
				return ErrDecided
			}
		}
		if _, err := decide(tx, pair, before, stand, database.Millis(s.now()), by, reason); err != nil {
			return err
		}
		return turn(tx, pair, stand, a, b)
	})
}

// Undo takes the last decision about a pair back that was not taken back: it is as it was
// before, and its people are; nobody has to answer any more what was asked with it. ErrPair,
// ErrNothing, ErrReason.
func (s *Stelle) Undo(ctx context.Context, pair int64, by, reason string) error {
	if by == "" || reason == "" {
		return ErrReason
	}
	defer s.desk.Wake()
	return s.db.Write(ctx, func(tx *sql.Tx) error {
		_, a, b, err := standing(tx, pair)
		if err != nil {
			return err
		}
		var id int64
		var before Stand
		err = tx.QueryRow("SELECT id, vorher FROM entscheidung WHERE paar = ? AND aufgehoben IS NULL ORDER BY id DESC LIMIT 1", pair).Scan(&id, &before)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNothing
		}
		if err != nil {
			return err
		}
		if _, err := tx.Exec("UPDATE entscheidung SET aufgehoben = ?, grund = grund || ? WHERE id = ?", database.Millis(s.now()), " · aufgehoben von "+by+": "+reason, id); err != nil {
			return err
		}
		if err := s.takeBack(tx, id); err != nil {
			return err
		}
		return turn(tx, pair, before, a, b)
	})
}

// Decision is what was decided about a pair.
type Decision struct {
	Before, After Stand
	At            int64 // milliseconds since 1970
	By, Reason    string
	Undone        bool
}

// Decisions are those about a pair, the oldest first.
func (s *Stelle) Decisions(ctx context.Context, pair int64) (found []Decision, err error) {
	rows, err := s.db.Reader.QueryContext(ctx, "SELECT vorher, nachher, at, wer, grund, aufgehoben IS NOT NULL FROM entscheidung WHERE paar = ? ORDER BY id", pair)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var d Decision
		if err := rows.Scan(&d.Before, &d.After, &d.At, &d.By, &d.Reason, &d.Undone); err != nil {
			return nil, err
		}
		found = append(found, d)
	}
	return found, rows.Err()
}

func standing(tx *sql.Tx, pair int64) (stand Stand, a, b int64, err error) {
	err = tx.QueryRow("SELECT stand, a, b FROM paar WHERE id = ?", pair).Scan(&stand, &a, &b)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrPair
	}
	return stand, a, b, err
}

func decide(tx *sql.Tx, pair int64, before, after Stand, at int64, by, reason string) (id int64, err error) {
	if id, err = next(tx, "entscheidung"); err == nil {
		_, err = tx.Exec("INSERT INTO entscheidung (id, paar, vorher, nachher, at, wer, grund) VALUES (?, ?, ?, ?, ?, ?, ?)", id, pair, before, after, at, by, reason)
	}
	return id, err
}

// turn gives a pair a state, and the people of its reports their reports.
func turn(tx *sql.Tx, pair int64, stand Stand, a, b int64) error {
	if _, err := tx.Exec("UPDATE paar SET stand = ? WHERE id = ?", stand, pair); err != nil {
		return err
	}
	people := map[int64]bool{}
	for _, report := range []int64{a, b} {
		var person int64
		if err := tx.QueryRow("SELECT registernummer FROM bericht WHERE id = ?", report).Scan(&person); err != nil {
			return err
		}
		people[person] = true
	}
	return regroup(tx, people)
}

// regroup gives the reports of some people anew to people, as their links stand: those that are
// linked, directly or through others, are one person. The one with the oldest report keeps its
// number; others have the lowest that one of their reports had at first, if nobody has it.
func regroup(tx *sql.Tx, people map[int64]bool) error {
	var reports []member
	for person := range people {
		more, err := membersOf(tx, person)
		if err != nil {
			return err
		}
		reports = append(reports, more...)
	}
	slices.SortFunc(reports, func(x, y member) int { return int(x.id - y.id) })
	groups, err := groupsOf(tx, reports)
	if err != nil {
		return err
	}
	used, moved := map[int64]bool{}, false
	for _, g := range groups { // in the order of their oldest reports
		number, err := numberFor(tx, g, people, used)
		if err != nil {
			return err
		}
		used[number] = true
		for _, m := range g {
			if m.person == number {
				continue
			}
			moved = true
			if _, err := tx.Exec("UPDATE bericht SET registernummer = ? WHERE id = ?", number, m.id); err != nil {
				return err
			}
		}
	}
	if !moved {
		return nil
	}
	for _, m := range reports { // one that another one stood for in blocks may be of another person now
		if err := stand(tx, m.id); err != nil {
			return err
		}
	}
	return nil
}

// member is a report of a person.
type member struct{ id, person, first int64 }

func membersOf(tx *sql.Tx, person int64) (all []member, err error) {
	rows, err := tx.Query("SELECT id, registernummer, erste FROM bericht WHERE registernummer = ?", person)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var m member
		if err := rows.Scan(&m.id, &m.person, &m.first); err != nil {
			return nil, err
		}
		all = append(all, m)
	}
	return all, rows.Err()
}

// groupsOf puts reports together that are linked.
func groupsOf(tx *sql.Tx, reports []member) (groups [][]member, err error) {
	parent := map[int64]int64{}
	for _, m := range reports {
		parent[m.id] = m.id
	}
	root := func(id int64) int64 {
		for parent[id] != id {
			id = parent[id]
		}
		return id
	}
	for _, m := range reports {
		others, err := linkedTo(tx, m.id)
		if err != nil {
			return nil, err
		}
		for _, other := range others {
			if _, here := parent[other]; here {
				x, y := root(m.id), root(other)
				parent[max(x, y)] = min(x, y)
			}
		}
	}
	at := map[int64]int{}
	for _, m := range reports {
		r := root(m.id)
		if _, is := at[r]; !is {
			at[r] = len(groups)
			groups = append(groups, nil)
		}
		groups[at[r]] = append(groups[at[r]], m)
	}
	return groups, nil
}

func linkedTo(tx *sql.Tx, report int64) (others []int64, err error) {
	rows, err := tx.Query("SELECT b FROM paar WHERE a = ?1 AND stand = 'verbunden' UNION SELECT a FROM paar WHERE b = ?1 AND stand = 'verbunden'", report)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var other int64
		if err := rows.Scan(&other); err != nil {
			return nil, err
		}
		others = append(others, other)
	}
	return others, rows.Err()
}

// numberFor is the number of a group: the lowest its reports had at first or have now, unless
// others have it; else a new one.
func numberFor(tx *sql.Tx, group []member, people, used map[int64]bool) (int64, error) {
	var numbers []int64
	for _, m := range group {
		numbers = append(numbers, m.first, m.person)
	}
	slices.Sort(numbers)
	for _, number := range slices.Compact(numbers) {
		if used[number] {
			continue
		}
		if people[number] {
			return number, nil
		}
		var others int
		if err := tx.QueryRow("SELECT count(*) FROM bericht WHERE registernummer = ?", number).Scan(&others); err != nil {
			return 0, err
		}
		if others == 0 {
			return number, nil
		}
	}
	return next(tx, "registernummer")
}
