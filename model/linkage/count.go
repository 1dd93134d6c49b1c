package linkage

// tally counts how often each key is there. Keys are hashes already, so that their own
// bits say where they stand; a map of Go hashes them once more, which is a third of the
// time a register takes.
type tally struct {
	keys   []uint64
	counts []uint32
	used   int
}

func newTally(room int) *tally {
	size := 1 << 10
	for size < 2*room {
		size *= 2
	}
	return &tally{keys: make([]uint64, size), counts: make([]uint32, size)}
}

// place is where a key stands, or would.
func (t *tally) place(key uint64) int {
	at := int(key*0x9E3779B97F4A7C15>>20) & (len(t.keys) - 1)
	for t.counts[at] != 0 && t.keys[at] != key {
		at = (at + 1) & (len(t.keys) - 1)
	}
	return at
}

// add counts a key once more; 0 is none.
func (t *tally) add(key uint64) {
	if key == 0 {
		return
	}
	at := t.place(key)
	if t.counts[at] == 0 {
		t.keys[at] = key
		t.used++
	}
	t.counts[at]++
	if 3*t.used > 2*len(t.keys) {
		t.grow()
	}
}

func (t *tally) grow() {
	all := newTally(len(t.keys))
	for at, n := range t.counts {
		if n != 0 {
			to := all.place(t.keys[at])
			all.keys[to], all.counts[to] = t.keys[at], n
		}
	}
	all.used = t.used
	*t = *all
}

func (t *tally) of(key uint64) uint32 { return t.counts[t.place(key)] }
