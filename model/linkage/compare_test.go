package linkage

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// table is what a store keeps for comparing one by one, as its indexed table has it: rows
// of block key and record in the order of keys, and how often each value is there.
type table struct {
	records []Record
	rows    []keyed
	counts  Counts
}

func newTable(records []Record) *table {
	t := &table{records: records, counts: Counts{Keys: map[uint64]uint32{}, Years: map[int16]int{}}}
	for i := range records {
		for _, b := range records[i].Blocks() {
			t.rows = append(t.rows, keyed{b.Key, int32(i)})
		}
		t.counts.Add(&records[i])
	}
	slices.SortFunc(t.rows, func(a, b keyed) int { return cmp.Compare(a.key, b.key) })
	return t
}

// bring are a record of the table and those that share a block with it, and the counts of
// its values.
func (t *table) bring(i int32) (brought []Record, counts Counts) {
	r := &t.records[i]
	brought = append(brought, *r)
	seen := []int32{i}
	for _, b := range r.Blocks() {
		from, _ := slices.BinarySearchFunc(t.rows, b.Key, func(row keyed, key uint64) int { return cmp.Compare(row.key, key) })
		to := from
		for to < len(t.rows) && t.rows[to].key == b.Key && to-from <= b.Most {
			to++
		}
		if to-from > b.Most {
			continue
		}
		for _, row := range t.rows[from:to] {
			if !slices.Contains(seen, row.record) {
				seen, brought = append(seen, row.record), append(brought, t.records[row.record])
			}
		}
	}
	counts = Counts{N: t.counts.N, Keys: map[uint64]uint32{}, Years: map[int16]int{r.Year: t.counts.Years[r.Year]}}
	for _, key := range r.Counted() {
		counts.Keys[key] = t.counts.Keys[key]
	}
	return brought, counts
}

func TestComponentsAgree(t *testing.T) {
	t.Parallel()
	make := func(i Identity) *Record {
		c, o := i.Take()
		r := c.Record(o, Plain)
		return &r
	}
	a := make(Identity{Nachname: "Meier", Vornamen: "Erika", Geburtsname: "Muster", Geburtsdatum: "1961-08-12", Geschlecht: "W", PLZ: "35390", Ort: "Gießen", Anschrift: "Weg 1", KVNR: "A123456780"})
	b := make(Identity{Nachname: "Mayer", Vornamen: "Beispiel Erika", Geburtsdatum: "1916-08-13", Geschlecht: "W", PLZ: "35930", Ort: "Gießen", KVNR: "B234567891"})
	want := map[string]Level{"Nachname": Close, "Vorname": Other, "Geburtsname": Missing, "Früherer Name": Missing, "Titel": Missing, "Geburtstag": Differs,
		"Geburtsmonat": Equal, "Geburtsjahr": Close, "Geschlecht": Equal, "Postleitzahl": Close, "Ort": Equal, "Anschrift": Missing, "Versichertennummer": Differs}
	for _, c := range Compare(a, b) {
		if c.Level != want[c.Name] {
			t.Errorf("%s: level %d, want %d", c.Name, c.Level, want[c.Name])
		}
		delete(want, c.Name)
	}
	if len(want) > 0 {
		t.Errorf("nothing is said of %v", want)
	}
	married := make(Identity{Nachname: "Muster"})
	if got := Compare(a, married)[2]; got.Name != "Geburtsname" || got.Level != Other {
		t.Errorf("the birth name is the other's surname: %v", got)
	}
}

func TestTallyCounts(t *testing.T) {
	t.Parallel()
	r, all, want := rand.New(rand.NewPCG(7, 7)), newTally(1), map[uint64]uint32{}
	for range 100_000 {
		key := r.Uint64N(30_000) << r.IntN(40)
		if key == 0 {
			continue
		}
		all.add(key)
		want[key]++
	}
	for key, n := range want {
		if got := all.of(key); got != n {
			t.Fatalf("%d is there %d times, want %d", key, got, n)
		}
	}
	if got := all.of(1 << 62); got != 0 {
		t.Errorf("a key nobody has is there %d times", got)
	}
}

// Keys that are equal in the part that is sorted first come together all the same.
func TestSortingPutsEqualKeysTogether(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(8, 8))
	at := make([]keyed, 5000)
	for i := range at {
		at[i] = keyed{r.Uint64N(40)<<40 | r.Uint64N(40), int32(i)}
	}
	sortByKey(at)
	seen := map[uint64]bool{}
	for group := range groupsOf(at) {
		if seen[group[0].key] {
			t.Fatalf("key %x stands in two places", group[0].key)
		}
		seen[group[0].key] = true
		if !slices.IsSortedFunc(group, func(a, b keyed) int { return cmp.Compare(a.record, b.record) }) {
			t.Fatalf("the records of key %x are not in their order", group[0].key)
		}
	}
}

// A single report against a register: how long the slowest of a hundred takes.
func BenchmarkOne(b *testing.B) {
	_, records := register(1, benched, func(*Identity) {})
	table := newTable(records)
	took, who := make([]time.Duration, 0, b.N), rand.New(rand.NewPCG(9, 9))
	numbers := 0
	for i := range records {
		for _, key := range records[i].Keys {
			if key != 0 {
				numbers++
			}
		}
	}
	b.ResetTimer()
	for range b.N {
		i := who.Int32N(int32(len(records)))
		begun := time.Now()
		brought, counts := table.bring(i)
		l := Against(brought, counts)
		z, found := l.Zones(), 0
		for other := range brought[1:] {
			if v := l.Score(0, int32(other+1)); v.Weight() >= z.Review {
				found++
			}
		}
		took = append(took, time.Since(begun))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
	b.ReportMetric(float64(numbers), "numbers")
}
