package linkage

// Persons gives each record the number of its person, from 0 in the order of the
// records: those that links of at least the weight join, directly or through others.
// Two groups that both know an insurance number, and none of the same, stay apart: a
// chain of likenesses must not join two people who certainly are two.
func (l *Linker) Persons(links []Link, z Zones) []int32 {
	g := groups{parent: make([]int32, len(l.records)), kvnr: make([]uint64, len(l.records))}
	for i := range l.records {
		g.parent[i], g.kvnr[i] = int32(i), l.records[i].Keys[KVNR]
	}
	for i := range links { // the heaviest first
		if links[i].Weight >= z.Link {
			g.join(links[i].A, links[i].B)
		}
	}
	return g.numbers()
}

// groups is a union-find of records; the root knows an insurance number of its group.
type groups struct {
	parent []int32
	kvnr   []uint64
}

func (g *groups) root(i int32) int32 {
	for g.parent[i] != i {
		g.parent[i] = g.parent[g.parent[i]]
		i = g.parent[i]
	}
	return i
}

func (g *groups) join(a, b int32) {
	a, b = g.root(a), g.root(b)
	if a == b || g.kvnr[a] != 0 && g.kvnr[b] != 0 && g.kvnr[a] != g.kvnr[b] {
		return
	}
	a, b = min(a, b), max(a, b)
	g.parent[b] = a
	g.kvnr[a] |= g.kvnr[b] // one of them is 0, or both are equal
}

func (g *groups) numbers() []int32 {
	numbers, next := make([]int32, len(g.parent)), int32(0)
	for i := range numbers {
		if root := g.root(int32(i)); root == int32(i) {
			numbers[i] = next
			next++
		} else {
			numbers[i] = numbers[root]
		}
	}
	return numbers
}
