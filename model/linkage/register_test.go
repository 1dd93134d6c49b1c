package linkage

import (
	"math/rand/v2"
	"syscall"
	"testing"
	"time"

	"example.org/meldeportal/model/judges"
)

// errorsOf are the figures registries publish: people with more than one number,
// numbers with more than one person, pairs somebody has to look at for 100 reports.
func errorsOf(truth, numbers []int32, links []Link) (synonym, homonym, review float64) {
	people, persons := map[int32]map[int32]bool{}, map[int32]map[int32]bool{}
	put := func(m map[int32]map[int32]bool, k, v int32) {
		if m[k] == nil {
			m[k] = map[int32]bool{}
		}
		m[k][v] = true
	}
	for i, who := range truth {
		put(people, who, numbers[i])
		put(persons, numbers[i], who)
	}
	several := func(m map[int32]map[int32]bool) float64 {
		n := 0
		for _, of := range m {
			if len(of) > 1 {
				n++
			}
		}
		return 100 * float64(n) / float64(len(m))
	}
	looks := 0
	for i := range links {
		if numbers[links[i].A] != numbers[links[i].B] {
			looks++
		}
	}
	return several(people), several(persons), 100 * float64(looks) / float64(len(truth))
}

// The errors of an invented register are no more than registries aim at. The weights
// were found with seed 1.
func TestErrorsOfARegister(t *testing.T) {
	judges.Alone(t)
	t.Parallel()
	for _, c := range []struct {
		name                     string
		keep                     func(*Identity)
		synonym, homonym, review float64 // percent, percent, per 100 reports
	}{
		{"with insurance number", func(*Identity) {}, 1, 0.1, 1},
		{"without insurance number", func(i *Identity) { i.KVNR = "" }, 1.5, 0.1, 2},
		{"without number and street", func(i *Identity) { i.KVNR, i.Anschrift = "", "" }, 1.5, 0.1, 2},
	} {
		truth, records := register(2, registered, c.keep)
		l := NewLinker(records)
		z := l.Zones()
		links := l.Links(z)
		synonym, homonym, review := errorsOf(truth, l.Persons(links, z), links)
		t.Logf("%s: %d people, %d reports, link from %.1f, review from %.1f: synonym %.3f %%, homonym %.3f %%, review %.2f per 100",
			c.name, registered, len(records), z.Link, z.Review, synonym, homonym, review)
		if synonym > c.synonym || homonym > c.homonym || review > c.review {
			t.Errorf("%s: more than %v %%, %v %%, %v per 100", c.name, c.synonym, c.homonym, c.review)
		}
	}
}

func BenchmarkLinks(b *testing.B) {
	_, records := register(1, benched, func(*Identity) {})
	rand.Shuffle(len(records), func(i, j int) { records[i], records[j] = records[j], records[i] })
	b.ResetTimer()
	begun := cpu()
	for range b.N {
		l := NewLinker(records)
		links := l.Links(l.Zones())
		b.ReportMetric(float64(len(links)), "links")
		l.Persons(links, l.Zones())
	}
	b.ReportMetric((cpu()-begun).Seconds()/float64(b.N), "cpu-s")
	b.ReportMetric(float64(len(records))*float64(b.N)/b.Elapsed().Seconds(), "records/s")
}

func cpu() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
