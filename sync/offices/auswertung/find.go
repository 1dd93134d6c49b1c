package auswertung

import (
	"bytes"
	"cmp"
	"crypto/hmac"
	"database/sql"
	"encoding/binary"
	"math"
	"slices"
	"strconv"
	"strings"

	"example.org/meldeportal/model/linkage"
	"example.org/meldeportal/sync/database"
	"example.org/meldeportal/sync/offices"
)

// A new report is compared with those that share a block with it, and no others; how frequent
// a value is stands beside the blocks. What is compared are the first 8 bytes of Kontrollnummern.

func sameWhole(a, b []byte) bool { return len(a) > 0 && hmac.Equal(a, b) }

func medicalPlace(id int64) []string { return []string{"medizin", strconv.FormatInt(id, 10)} }

// packNumbers are Kontrollnummern as they stand in a row: for each its component, its length
// and itself. An *offices.Aside: one of them cannot be any.
func packNumbers(all []offices.Wert) (packed []byte, err error) {
	for _, w := range all {
		if w.Kind < 0 || w.Kind > linkage.KVNR || len(w.Wert) < 8 || len(w.Wert) > math.MaxUint8 {
			return nil, &offices.Aside{Code: "form", Text: "Eine Kontrollnummer hat nicht die vereinbarte Form. Bitte klären Sie mit der Kontrollnummernstelle, welche Fassung des Programms sie benutzt."}
		}
		packed = append(append(packed, byte(w.Kind), byte(len(w.Wert))), w.Wert...)
	}
	return packed, nil
}

// unpackNumbers gives back what packNumbers packed.
func unpackNumbers(packed []byte) (all []offices.Wert) {
	for len(packed) > 2 && len(packed) >= 2+int(packed[1]) {
		n := 2 + int(packed[1])
		all = append(all, offices.Wert{Kind: linkage.Kind(packed[0]), Wert: packed[2:n:n]})
		packed = packed[n:]
	}
	return all
}

// row is what of a report is compared.
type row struct {
	id, registernummer   int64
	generation           uint32
	kam                  uint32 // the generation it came with
	nummern              []byte
	jahr, monat          int
	geschlecht, plz, ort string
}

const rowColumns = "id, registernummer, generation, kam, nummern, jahr, monat, geschlecht, plz, ort"

func scanRow(rows *sql.Rows) (r row, err error) {
	return r, rows.Scan(&r.id, &r.registernummer, &r.generation, &r.kam, &r.nummern, &r.jahr, &r.monat, &r.geschlecht, &r.plz, &r.ort)
}

// record is the row as it is compared.
func (r *row) record() *linkage.Record {
	var c linkage.Components
	numbers := unpackNumbers(r.nummern)
	for _, w := range numbers {
		c[w.Kind] = string(w.Wert)
	}
	record := c.Record(r.open(), func(_ linkage.Kind, number string) uint64 { return max(binary.BigEndian.Uint64([]byte(number)), 1) })
	return &record
}

// open is what of the row stands in clear.
func (r *row) open() linkage.Open {
	o := linkage.Open{Year: r.jahr, Month: r.monat, PLZ: r.plz, Ort: r.ort}
	if r.geschlecht != "" {
		o.Sex = r.geschlecht[0]
	}
	return o
}

// pair is two reports that are, or may be, of one person.
type pair struct {
	a, b, person int64 // a is the older one; person is that of the other report than the one that was compared
	weight       float32
	vector       linkage.Vector
	linked       bool
}

// find finds the person of a new report, a new one where there is none, and the pairs that say
// why and that somebody has to look at: the heaviest one with each person.
func (s *Stelle) find(tx *sql.Tx, fresh *row) (person int64, pairs []pair, err error) {
	record := fresh.record()
	others, err := candidates(tx, record, fresh.id, fresh.generation)
	if err != nil {
		return 0, nil, err
	}
	pairs, zones, err := weigh(tx, fresh, record, others, true)
	if err != nil {
		return 0, nil, err
	}
	if len(pairs) > 0 && pairs[0].weight >= zones.Link {
		pairs[0].linked = true
		return pairs[0].person, pairs, nil
	}
	person, err = next(tx, "registernummer")
	return person, pairs, err
}

// weigh compares a report with others and gives the heaviest pair with each of their persons
// that says something, the heaviest first; fresh: it is not counted yet.
func weigh(tx *sql.Tx, one *row, record *linkage.Record, others []row, fresh bool) (pairs []pair, zones linkage.Zones, err error) {
	all, zones, err := compare(tx, one, record, others, fresh)
	best := map[int64]pair{}
	for _, p := range all {
		if known, is := best[p.person]; p.weight >= zones.Review && (!is || p.weight > known.weight) {
			best[p.person] = p
		}
	}
	for _, p := range best {
		pairs = append(pairs, p)
	}
	slices.SortFunc(pairs, heavier)
	return pairs, zones, err
}

// heavier is the order of pairs: the heaviest first, then by the older report.
func heavier(x, y pair) int { return cmp.Or(cmp.Compare(y.weight, x.weight), cmp.Compare(x.a, y.a)) }

// compare compares a report with each of some others.
func compare(tx *sql.Tx, one *row, record *linkage.Record, others []row, fresh bool) (pairs []pair, zones linkage.Zones, err error) {
	counts, err := countsOf(tx, record)
	if err != nil {
		return nil, zones, err
	}
	if fresh {
		counts.Add(record)
	}
	records := []linkage.Record{*record}
	for i := range others {
		records = append(records, *others[i].record())
	}
	l := linkage.Against(records, counts)
	for i := range others {
		v := l.Score(0, int32(i+1))
		pairs = append(pairs, pair{a: min(one.id, others[i].id), b: max(one.id, others[i].id), person: others[i].registernummer, weight: v.Weight(), vector: v})
	}
	return pairs, l.Zones(), nil
}

// candidates are the other reports that share a block with a record, which is that of a report.
// Numbers of another generation say nothing about it.
func candidates(tx *sql.Tx, record *linkage.Record, report int64, generation uint32) (others []row, err error) {
	blocks := record.Blocks()
	if len(blocks) == 0 {
		return nil, nil
	}
	var text strings.Builder
	var args []any
	for i, b := range blocks {
		if i > 0 {
			text.WriteString(" UNION ALL ")
		}
		text.WriteString("SELECT n, bericht FROM (SELECT " + strconv.Itoa(i) + " AS n, bericht FROM block WHERE schluessel = ? AND bericht <> ? LIMIT " + strconv.Itoa(b.Most+1) + ") b" + strconv.Itoa(i))
		args = append(args, int64(b.Key), report)
	}
	rows, err := tx.Query(text.String(), args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	in := make([][]int64, len(blocks))
	for rows.Next() {
		var n int
		var id int64
		if err := rows.Scan(&n, &id); err != nil {
			return nil, err
		}
		in[n] = append(in[n], id)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	var ids []int64
	for i, b := range blocks {
		if len(in[i]) <= b.Most-1 { // the report itself comes to it
			ids = append(ids, in[i]...)
		}
	}
	slices.Sort(ids)
	return rowsOf(tx, slices.Compact(ids), generation)
}

func rowsOf(tx *sql.Tx, ids []int64, generation uint32) (all []row, err error) {
	if len(ids) == 0 {
		return nil, nil
	}
	args := []any{int64(generation)}
	for _, id := range ids {
		args = append(args, id)
	}
	return rowsWhere(tx, "generation = ? AND id IN (?"+strings.Repeat(", ?", len(ids)-1)+") ORDER BY id", args...)
}

func rowsWhere(tx *sql.Tx, which string, args ...any) (all []row, err error) {
	rows, err := tx.Query("SELECT "+rowColumns+" FROM bericht WHERE "+which, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		r, err := scanRow(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, rows.Err()
}

// counted are the keys by which the frequency of a record's values is kept, and all is that of
// every record.
func counted(r *linkage.Record) (keys []int64) {
	for _, k := range r.Counted() {
		if k != 0 {
			keys = append(keys, int64(k))
		}
	}
	if r.Year != 0 {
		keys = append(keys, -int64(r.Year))
	}
	keys = append(keys, all)
	slices.Sort(keys)
	return keys
}

const all = math.MinInt64

// countsOf are the counts that comparing a record needs.
func countsOf(tx *sql.Tx, r *linkage.Record) (c linkage.Counts, err error) {
	c = linkage.Counts{Keys: map[uint64]uint32{}, Years: map[int16]int{}}
	var args []any
	for _, k := range slices.Compact(counted(r)) {
		args = append(args, k)
	}
	rows, err := tx.Query("SELECT schluessel, anzahl FROM haeufigkeit WHERE schluessel IN (?"+strings.Repeat(", ?", len(args)-1)+")", args...)
	if err != nil {
		return c, err
	}
	defer rows.Close()
	for rows.Next() {
		var key, n int64
		if err := rows.Scan(&key, &n); err != nil {
			return c, err
		}
		switch {
		case key == all:
			c.N = int(n)
		case key == -int64(r.Year):
			c.Years[r.Year] = int(n)
		default:
			c.Keys[uint64(key)] = uint32(n)
		}
	}
	return c, rows.Err()
}

// enter enters a report into blocks and counts, unless one of the same person that says the very
// same of who it is stands there: a person with a hundred reports is found by one of them, and
// her name is no more frequent for it.
func enter(tx *sql.Tx, one *row, r *linkage.Record) error {
	alike, err := twins(tx, one, true)
	if err != nil || len(alike) > 0 {
		return err
	}
	return enterOne(tx, one.id, r)
}

// stand enters a report into blocks that stands in none, if it has to.
func stand(tx *sql.Tx, id int64) error {
	apart, err := rowsWhere(tx, "id = ? AND NOT EXISTS (SELECT 1 FROM block WHERE block.bericht = bericht.id)", id)
	if err != nil || len(apart) == 0 {
		return err
	}
	return enter(tx, &apart[0], apart[0].record())
}

// twins are the other reports of a person that say the very same of who it is; entered: those
// that stand in blocks, else those that do not.
func twins(tx *sql.Tx, one *row, entered bool) ([]row, error) {
	which := "NOT EXISTS"
	if entered {
		which = "EXISTS"
	}
	return rowsWhere(tx, "registernummer = ? AND id <> ? AND generation = ? AND nummern = ? AND jahr = ? AND monat = ? AND geschlecht = ? AND plz = ? AND ort = ? AND "+
		which+" (SELECT 1 FROM block WHERE block.bericht = bericht.id) ORDER BY id LIMIT 1",
		one.registernummer, one.id, int64(one.generation), one.nummern, one.jahr, one.monat, one.geschlecht, one.plz, one.ort)
}

// leave takes a report out of blocks and counts; one that says the same stands in for it.
func leave(tx *sql.Tx, one *row) error {
	result, err := tx.Exec("DELETE FROM block WHERE bericht = ?", one.id)
	if err != nil {
		return err
	}
	if gone, err := result.RowsAffected(); err != nil || gone == 0 {
		return err // another one stands there for it
	}
	if err := count(tx, one.record(), -1); err != nil {
		return err
	}
	next, err := twins(tx, one, false)
	if err != nil || len(next) == 0 {
		return err
	}
	return enterOne(tx, next[0].id, next[0].record())
}

func enterOne(tx *sql.Tx, id int64, r *linkage.Record) error {
	var args []any
	for _, b := range r.Blocks() {
		args = append(args, int64(b.Key), id)
	}
	if len(args) == 0 {
		return nil // nobody will find it
	}
	if _, err := tx.Exec("INSERT OR IGNORE INTO block (schluessel, bericht) VALUES (?, ?)"+strings.Repeat(", (?, ?)", len(args)/2-1), args...); err != nil {
		return err
	}
	return count(tx, r, 1)
}

// count changes how frequent a record's values are.
func count(tx *sql.Tx, r *linkage.Record, by int) error {
	times := map[int64]int{}
	for _, k := range counted(r) {
		times[k] += by
	}
	var args []any
	for k, n := range times {
		args = append(args, k, n)
	}
	_, err := tx.Exec("INSERT INTO haeufigkeit (schluessel, anzahl) VALUES (?, ?)"+strings.Repeat(", (?, ?)", len(args)/2-1)+
		" ON CONFLICT (schluessel) DO UPDATE SET anzahl = haeufigkeit.anzahl + excluded.anzahl", args...)
	return err
}

// note keeps pairs with their weight vectors, and what the program has decided.
func (s *Stelle) note(tx *sql.Tx, pairs []pair) error {
	for _, p := range pairs {
		id, err := next(tx, "paar")
		if err != nil {
			return err
		}
		state := Offen
		if p.linked {
			state = Verbunden
		}
		vector, err := packVector(&p.vector)
		if err != nil {
			return err
		}
		if _, err := tx.Exec("INSERT INTO paar (id, a, b, gewicht, vektor, stand) VALUES (?, ?, ?, ?, ?, ?)", id, p.a, p.b, float64(p.weight), vector, state); err != nil {
			return err
		}
		if p.linked {
			if _, err := decide(tx, id, Offen, Verbunden, database.Millis(s.now()), Programm, ""); err != nil {
				return err
			}
		}
	}
	return nil
}

func packVector(v *linkage.Vector) ([]byte, error) {
	var b bytes.Buffer
	err := binary.Write(&b, binary.BigEndian, v)
	return b.Bytes(), err
}

func unpackVector(packed []byte) (v linkage.Vector, err error) {
	return v, binary.Read(bytes.NewReader(packed), binary.BigEndian, &v)
}
