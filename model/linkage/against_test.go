package linkage

import "testing"

// Whoever takes reports in one by one finds and weighs the pairs that a linkage of all finds.
func TestOneByOneIsAsAllAtOnce(t *testing.T) {
	t.Parallel()
	_, records := register(3, 400, func(*Identity) {})
	whole := NewLinker(records)
	z := whole.Zones()
	want := map[[2]int32]float32{}
	for _, link := range whole.Links(z) {
		want[[2]int32{link.A, link.B}] = link.Weight
	}
	counts := Counts{Keys: map[uint64]uint32{}, Years: map[int16]int{}}
	blocks, most := map[uint64][]int32{}, map[uint64]int{}
	for i := range records {
		counts.Add(&records[i])
		for _, b := range records[i].Blocks() {
			blocks[b.Key], most[b.Key] = append(blocks[b.Key], int32(i)), b.Most
		}
	}
	got := map[[2]int32]bool{}
	for key, in := range blocks {
		if len(in) > most[key] {
			continue
		}
		for x := range in {
			for _, b := range in[x+1:] {
				a := in[x]
				v := Against([]Record{records[a], records[b]}, counts).Score(0, 1)
				if w, is := want[[2]int32{a, b}]; v.Weight() >= z.Review {
					if !is || v.Weight() != w {
						t.Errorf("pair %d, %d: got %v, want %v", a, b, v.Weight(), w)
					}
					got[[2]int32{a, b}] = true
				}
			}
		}
	}
	if len(got) != len(want) || len(want) < 50 {
		t.Errorf("found %d pairs, want all %d, of which there are many", len(got), len(want))
	}
}
