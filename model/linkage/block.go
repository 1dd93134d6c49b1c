package linkage

import (
	"cmp"
	"iter"
	"slices"
	"sync"
)

// Nobody compares everybody with everybody: only records that agree in some
// combination of parts are. Each pass is such a combination; what an error spoils in one
// is found by another.

// pass is one such combination.
type pass struct {
	key  func(r *Record) uint64 // by which records are put together, 0 to leave one out
	most int                    // a group of more says little, and costs its square: its records meet in other passes
}

// passes are those of keys alone.
var passes = []pass{
	{func(r *Record) uint64 { return r.Keys[KVNR] }, 60},
	{func(r *Record) uint64 { return both(r.Keys[NachnamePhon], r.Keys[VornamePhon], uint64(r.Year)) }, 60},
	{func(r *Record) uint64 { return both(r.Keys[NachnamePhon], r.born()) }, 60},
	{func(r *Record) uint64 { return both(r.Keys[VornamePhon], r.born()) }, 60},
	{func(r *Record) uint64 { return both(r.Keys[GeburtsnamePhon], r.born()) }, 60},
	{func(r *Record) uint64 {
		return both(r.Keys[NachnamePhon], r.Keys[VornamePhon], r.Keys[Tag], uint64(r.Month))
	}, 60},
	{func(r *Record) uint64 { return both(r.born(), r.PLZ) }, 60},
	{func(r *Record) uint64 { return both(r.Keys[Anschrift], r.PLZ) }, 30},
	{func(r *Record) uint64 { return both(r.Keys[NachnamePhon], r.PLZ) }, 15},
	{func(r *Record) uint64 { return both(r.Keys[VornamePhon], r.PLZ) }, 15},
	{func(r *Record) uint64 { return both(either(r.Keys[Nachname1], r.Keys[Vorname1]), uint64(r.Month)) }, 30},
	{func(r *Record) uint64 { return both(r.born(), uint64(r.Sex)+1) }, 8},
	{func(r *Record) uint64 { return either(r.Keys[NachnamePhon], r.Keys[VornamePhon]) }, 15}, // exchanged or not
	{func(r *Record) uint64 { return both(r.Keys[Anschrift], r.Ort) }, 30},
}

// readable are the passes more that are worth it where texts may be read: what is spelled
// alike tells pairs apart that are too many for keys.
var readable = []pass{
	{func(r *Record) uint64 { return both(r.Keys[NachnamePhon], uint64(r.Year)) }, 60},
	{func(r *Record) uint64 { return both(r.Keys[VornamePhon], uint64(r.Year)) }, 60},
}

// most passes there are.
const most = 16

// passes are those by which the records are put together.
func (l *Linker) passes() []pass {
	if l.Alike == nil {
		return passes
	}
	return slices.Concat(passes, readable)
}

// Block is what a record is found by in a pass: others of the same block are worth comparing.
type Block struct {
	Key  uint64 // another in each pass, whatever it is made of
	Most int    // where there are more in it, the pass says nothing
}

// Blocks are those of a record, one for each pass that it takes part in.
func (r *Record) Blocks() (all []Block) {
	for i, p := range passes {
		if k := p.key(r); k != 0 {
			all = append(all, Block{both(uint64(i)+1, k), p.most})
		}
	}
	return all
}

// born is day, month and year of birth, 0 unless all are known.
func (r *Record) born() uint64 {
	return both(r.Keys[Tag], uint64(r.Month), uint64(r.Year))
}

// either mixes two keys in whatever order they stand, 0 where one is missing.
func either(a, b uint64) uint64 { return both(min(a, b), max(a, b)) }

// both mixes keys, 0 where one is missing.
func both(keys ...uint64) uint64 {
	h := uint64(len(keys))
	for _, k := range keys {
		if k == 0 {
			return 0
		}
		h = (h ^ k) * 0x9E3779B97F4A7C15
		h ^= h >> 29
	}
	return max(h, 1)
}

// block is a pass done: the records by their key; groups that are too large are taken
// out, and so are keys of nobody else.
type block []keyed

// meetings are the keys of a record in all passes, 0 where it meets nobody: they stand
// together, because each pair asks for those of two records.
type meetings [most]uint64

type keyed struct {
	key    uint64
	record int32
}

func (l *Linker) block(n int, p pass, all []meetings) block {
	at := make([]keyed, 0, len(l.records))
	for i := range l.records {
		if k := p.key(&l.records[i]); k != 0 {
			all[i][n] = k
			at = append(at, keyed{k, int32(i)})
		}
	}
	sortByKey(at)
	kept := at[:0]
	for group := range groupsOf(at) {
		switch {
		case len(group) > p.most:
			for _, one := range group {
				all[one.record][n] = 0
			}
		case len(group) > 1:
			kept = append(kept, group...)
		}
	}
	return slices.Clone(kept)
}

// groupsOf are the runs of one key.
func groupsOf(at []keyed) iter.Seq[[]keyed] {
	return func(yield func([]keyed) bool) {
		for from, to := 0, 0; from < len(at); from = to {
			for to = from + 1; to < len(at) && at[to].key == at[from].key; to++ {
			}
			if !yield(at[from:to]) {
				return
			}
		}
	}
}

// sortByKey puts records of one key together, in their order. The lower half of a key
// tells nearly all of them apart; where it does not, the few are sorted by all of it.
func sortByKey(at []keyed) {
	const bits, rounds = 11, 3
	other := make([]keyed, len(at))
	from, to := at, other
	for shift := 0; shift < bits*rounds; shift += bits {
		var begin [1 << bits]int
		for i := range from {
			begin[from[i].key>>shift&(1<<bits-1)]++
		}
		sum := 0
		for i, n := range begin {
			begin[i], sum = sum, sum+n
		}
		for i := range from {
			digit := from[i].key >> shift & (1<<bits - 1)
			to[begin[digit]] = from[i]
			begin[digit]++
		}
		from, to = to, from
	}
	copy(at, from)
	const low = 1<<(bits*rounds) - 1
	for from, to := 0, 0; from < len(at); from = to {
		mixed := false
		for to = from + 1; to < len(at) && at[to].key&low == at[from].key&low; to++ {
			mixed = mixed || at[to].key != at[from].key
		}
		if mixed {
			slices.SortStableFunc(at[from:to], func(a, b keyed) int { return cmp.Compare(a.key, b.key) })
		}
	}
}

// pairs hands over each pair of records that meet in some pass, once, from several
// goroutines at a time, each with its number.
func (l *Linker) pairs(workers int, see func(worker int, a, b int32)) {
	passes := l.passes()
	blocks, all := make([]block, len(passes)), make([]meetings, len(l.records))
	each(workers, len(passes), func(_, i int) { blocks[i] = l.block(i, passes[i], all) })
	each(workers, len(passes), func(worker, i int) {
		for group := range groupsOf(blocks[i]) {
			for x := range group {
				for y := x + 1; y < len(group); y++ {
					if a, b := group[x].record, group[y].record; !met(all[a][:i], all[b][:i]) {
						see(worker, a, b)
					}
				}
			}
		}
	})
}

// met reports whether two records met in an earlier pass.
func met(a, b []uint64) bool {
	for i, k := range a {
		if k != 0 && k == b[i] {
			return true
		}
	}
	return false
}

// each does n pieces of work side by side.
func each(workers, n int, do func(worker, i int)) {
	var all sync.WaitGroup
	next := make(chan int, n)
	for i := range n {
		next <- i
	}
	close(next)
	for worker := range workers {
		all.Go(func() {
			for i := range next {
				do(worker, i)
			}
		})
	}
	all.Wait()
}
