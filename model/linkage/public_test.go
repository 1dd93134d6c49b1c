package linkage

import (
	"encoding/csv"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/hbollon/go-edlib"

	"example.org/meldeportal/model/judges"
)

// The public sets for measuring record linkage, which may lie beside the repository. The
// weights were found on the half of people with even numbers; measured is the other.

// known is an identity of which it is known whose it is.
type known struct {
	Identity
	truth string
}

// rows are those of a public set without its head.
func rows(t *testing.T, name string) [][]string {
	t.Helper()
	path, there := judges.File(t, "../linkage/"+name+".csv")
	if !there {
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	c := csv.NewReader(f)
	c.TrimLeadingSpace = true
	all, err := c.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all[1:]
}

// rlData are 10,000 German names with days of birth.
func rlData(t *testing.T) (all []known) {
	for _, r := range rows(t, "rldata10000") {
		born := fmt.Sprintf("%s-%02s-%02s", r[6], r[7], r[8])
		all = append(all, known{Identity{Vornamen: r[2] + " " + r[3], Nachname: r[4] + " " + r[5], Geburtsdatum: born}, r[1]})
	}
	return all
}

// febrl are 5,000 Australian people and one badly written double of each.
func febrl(t *testing.T, number bool) (all []known) {
	for _, r := range append(rows(t, "febrl4a"), rows(t, "febrl4b")...) {
		k := known{Identity{Vornamen: r[1], Nachname: r[2], PLZ: r[7], Ort: r[6], Anschrift: r[4] + " " + r[3]}, strings.Split(r[0], "-")[1]}
		if len(r[9]) == 8 {
			k.Geburtsdatum = r[9][:4] + "-" + r[9][4:6] + "-" + r[9][6:]
		}
		if number {
			k.KVNR = r[10]
		}
		all = append(all, k)
	}
	return all
}

// odd are those of the half with odd numbers, which is measured, or of the other.
func odd(all []known, wanted bool) (half []known) {
	for _, k := range all {
		if last := k.truth[len(k.truth)-1]; ((last-'0')%2 == 1) == wanted {
			half = append(half, k)
		}
	}
	return half
}

// linked are the links of a set, the heaviest first, and how many there should be.
func linked(all []known, plain bool) (l *Linker, links []Link, pairs int) {
	records, texts, seen := make([]Record, len(all)), make([]Components, len(all)), map[string]int{}
	for i := range all {
		c, o := all[i].Take()
		records[i], texts[i] = c.Record(o, Plain), c
		pairs += seen[all[i].truth]
		seen[all[i].truth]++
	}
	l = NewLinker(records)
	if plain {
		l.Texts, l.Alike = texts, func(a, b string) float64 { return float64(edlib.JaroWinklerSimilarity(a, b)) }
	}
	return l, l.Links(Zones{Review: 0}), pairs
}

// f1 are the rights and wrongs of the links from a weight on.
func f1(all []known, links []Link, pairs int, from float32) (f float64, right, wrong int) {
	for i := range links {
		switch {
		case links[i].Weight < from:
		case all[links[i].A].truth == all[links[i].B].truth:
			right++
		default:
			wrong++
		}
	}
	return 2 * float64(right) / float64(right+wrong+pairs), right, wrong
}

// tuned is from which weight on the pairs of a set count as linked, in bits against its
// size, found with one half of it: errors in these sets are others than a register's, and
// everybody in them has a double.
func tuned(half []known, plain bool) (from float32) {
	l, links, pairs := linked(half, plain)
	best := 0.0
	for at := float32(-8); at <= 4; at += 0.25 {
		if f, _, _ := f1(half, links, pairs, l.log2n+at); f >= best { // of several the one that links least
			best, from = f, at
		}
	}
	return from
}

func TestPublicSetsAreLinked(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	for _, set := range []struct {
		name            string
		all             []known
		least, readable float64
	}{
		{"RLdata10000", rlData(t), 0.96, 0.97},
		{"Febrl 4", febrl(t, false), 0.99, 0.9925},
		{"Febrl 4 with its number", febrl(t, true), 0.998, 0.9985},
	} {
		half := odd(set.all, true)
		if len(half) == 0 {
			continue
		}
		for plain, least := range map[bool]float64{false: set.least, true: set.readable} {
			from := tuned(odd(set.all, false), plain)
			l, links, pairs := linked(half, plain)
			f, right, wrong := f1(half, links, pairs, l.log2n+from)
			t.Logf("%s, names readable %v: F1 %.4f (%d right, %d wrong of %d)", set.name, plain, f, right, wrong, pairs)
			if f < least {
				t.Errorf("%s, names readable %v: F1 %.4f, want %.4f", set.name, plain, f, least)
			}
		}
	}
}
