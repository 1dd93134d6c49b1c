package linkage

import (
	"cmp"
	"math"
	"runtime"
	"slices"
)

// Linker compares records with each other. The zero value has none.
type Linker struct {
	// Alike says how nearly two plain texts are spelled alike, from 0 to 1; nil where
	// texts may not be read. Texts are the components of the records, in their order.
	Alike func(a, b string) float64
	Texts []Components

	records []Record
	n       float64
	rare    [][KVNR]uint8 // of each record, how rare the values of its keys are
	place   []rarePlace
	years   [1 << 12]float32 // by year of birth
	steps   []uint8          // rarityOf by how many have a value, as far as it is kept
	log2n   float32
}

// rarePlace is how rare the postcode and the town of a record are.
type rarePlace struct{ plz, ort uint8 }

// step is how finely rarity is kept: so many steps are a bit.
const step = 16

// NewLinker counts what is frequent in the records.
func NewLinker(records []Record) *Linker {
	keys, years := newTally(len(records)), map[int16]int{}
	for i := range records {
		r := &records[i]
		for _, k := range r.Keys[:KVNR] {
			keys.add(k)
		}
		keys.add(r.PLZ)
		keys.add(r.Ort)
		years[r.Year]++
	}
	l := against(records, len(records), years)
	l.steps = l.table(1 << 12)
	each(runtime.GOMAXPROCS(0), (len(records)+portion-1)/portion, func(_, n int) {
		for i := n * portion; i < min((n+1)*portion, len(records)); i++ {
			l.weigh(i, keys.of)
		}
	})
	return l
}

// Counts are how frequent values are in a register.
type Counts struct {
	N     int               // records
	Keys  map[uint64]uint32 // of components but KVNR, postcodes and towns
	Years map[int16]int     // of birth
}

// Add counts a record.
func (c *Counts) Add(r *Record) {
	c.N++
	for _, k := range r.Counted() {
		c.Keys[k]++
	}
	c.Years[r.Year]++
}

// Against compares some records of a register whose counts are known; those of the values of
// each A that is scored have to be among them.
func Against(records []Record, counts Counts) *Linker {
	l := against(records, counts.N, counts.Years)
	for i := range records {
		l.weigh(i, func(key uint64) uint32 { return counts.Keys[key] })
	}
	return l
}

func against(records []Record, n int, years map[int16]int) *Linker {
	l := &Linker{records: records, n: max(2, float64(n))}
	l.log2n = bits(l.n)
	l.rare, l.place = make([][KVNR]uint8, len(records)), make([]rarePlace, len(records))
	for year, n := range years {
		l.years[year&yearMask] = -bits(float64(n) / l.n)
	}
	return l
}

// yearMask keeps what is no year at all within bounds.
const yearMask = 1<<12 - 1

// portion is how many records are counted as one piece of work.
const portion = 1 << 14

// weigh keeps how rare the values of a record are by how often each is there.
func (l *Linker) weigh(i int, often func(key uint64) uint32) {
	r := &l.records[i]
	for k, key := range r.Keys[:KVNR] {
		if key != 0 {
			l.rare[i][k] = l.rarityOf(often(key))
		}
	}
	l.place[i] = rarePlace{l.rarityOf(often(r.PLZ)), l.rarityOf(often(r.Ort))}
}

// table is the rarity of what few have, by how many do: a logarithm for each value of a
// register takes longer than all the rest of counting.
func (l *Linker) table(size int) []uint8 {
	all := make([]uint8, size)
	for n := range all {
		all[n] = l.rarityOf(uint32(n))
	}
	return all
}

func (l *Linker) rarityOf(n uint32) uint8 {
	if int(n) < len(l.steps) {
		return l.steps[n]
	}
	return uint8(math.Round(-step * math.Log2(l.often(n))))
}

// rarest is how rare a value can be at most: beyond that counting says nothing.
const rarest = 1.0 / (1 << 14)

// often is how often another record has a value by chance that n records have.
func (l *Linker) often(n uint32) float64 {
	return max((float64(n)-1)/l.n, 1/l.n, rarest)
}

// Link is two records that may be one person.
type Link struct {
	A, B   int32 // places of the records, A before B
	Weight float32
	Vector Vector
}

// Zones are from which weights on two records are one person, and somebody has to look.
type Zones struct{ Link, Review float32 }

// Zones are those for so many records. The more there are, the more pairs look alike by
// chance: each doubling asks for a bit more.
func (l *Linker) Zones() Zones {
	link := l.log2n + certain
	return Zones{Link: link, Review: max(link-looked, 1)} // who has nothing in common is never looked at
}

// By these a link is made by itself a little above the size of the register, and looked
// at three bits below; found with an invented population of another seed than the one
// they are measured with.
const (
	certain = 1.3
	looked  = 3
)

// Links are all pairs of at least the weight of a review, the heaviest first.
func (l *Linker) Links(z Zones) []Link {
	workers := runtime.GOMAXPROCS(0)
	found := make([][]Link, workers)
	l.pairs(workers, func(worker int, a, b int32) {
		v := l.Score(a, b)
		if w := v.Weight(); w >= z.Review {
			found[worker] = append(found[worker], Link{a, b, w, v})
		}
	})
	links := slices.Concat(found...)
	slices.SortFunc(links, func(x, y Link) int {
		return cmp.Or(cmp.Compare(y.Weight, x.Weight), cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B))
	})
	return links
}
