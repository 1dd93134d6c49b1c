package catalog

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// Vorkommen is how well a morphology goes with a site as a primary tumour.
type Vorkommen int

// The verdicts of a table of sites.
const (
	VorkommenUnbekannt      Vorkommen = iota // the table says nothing
	VorkommenGueltig                         // usual there
	VorkommenSelten                          // possible, but rather a mistake
	VorkommenAusgeschlossen                  // no primary tumour of that site
)

// Orte is a table of morphologies against sites. The program brings its own
// (OwnOrte); an imported one, as the registries' PathCHART list, takes its place
// wherever rule.Config holds it. It does not change once it is made.
type Orte struct {
	Source string // German: whose table it is

	lines []orteLine
	exact map[string]Vorkommen // "C50.4 8500/3", from single pairs
}

// orteLine is a group of morphologies with the sites they are known at.
type orteLine struct {
	morphs         [][2]int
	valid, unusual []string // prefixes of topographies, "C61", "C22.1"
}

// OrtPaar is one line of a list that names each pair of site and morphology.
type OrtPaar struct {
	Topographie string // "C50" or "C50.4"
	Morphologie string // "8500/3"
	Vorkommen   Vorkommen
}

// NewOrte makes a table of single pairs, as a foreign list has them. Of pairs that
// it does not name the table says nothing.
func NewOrte(source string, pairs []OrtPaar) *Orte {
	t := &Orte{Source: source, exact: make(map[string]Vorkommen, len(pairs))}
	for _, p := range pairs {
		t.exact[p.Topographie+" "+p.Morphologie] = p.Vorkommen
	}
	return t
}

// OwnOrte is the table that comes with the program.
var OwnOrte = sync.OnceValue(func() *Orte {
	file := read("morphologie_ort")
	t := &Orte{Source: "eigene Tabelle"}
	for _, row := range file.rows {
		t.lines = append(t.lines, orteLine{
			morphs:  morphRanges(file.cell(row, "morphologie")),
			valid:   siteWords(file.cell(row, "ueblich")),
			unusual: siteWords(file.cell(row, "selten")),
		})
	}
	return t
})

// Vorkommen looks a morphology ("8500/3") up at a site ("C50.4"). Of sites that name
// no organ, and of metastases, no table says anything.
func (t *Orte) Vorkommen(morph, topo string) Vorkommen {
	digits, behaviour, ok := strings.Cut(morph, "/")
	histology, err := strconv.Atoi(digits)
	if !ok || err != nil || len(topo) < len("C50") || behaviour == "6" || behaviour == "9" || hasPrefix(namelessSites, topo) {
		return VorkommenUnbekannt
	}
	if t.exact != nil {
		if v, ok := t.exact[topo+" "+morph]; ok {
			return v
		}
		return t.exact[topo[:len("C50")]+" "+morph]
	}
	for i := range t.lines {
		if t.lines[i].has(histology) {
			return t.lines[i].at(topo)
		}
	}
	return VorkommenUnbekannt
}

// namelessSites are topographies that name no organ: ill-defined, unknown.
var namelessSites = []string{"C26", "C39", "C57.8", "C57.9", "C63.8", "C63.9", "C68.8", "C68.9", "C76", "C80"}

func (l *orteLine) has(histology int) bool {
	for _, r := range l.morphs {
		if r[0] <= histology && histology <= r[1] {
			return true
		}
	}
	return false
}

func (l *orteLine) at(topo string) Vorkommen {
	switch {
	case hasPrefix(l.valid, topo):
		return VorkommenGueltig
	case hasPrefix(l.unusual, topo):
		return VorkommenSelten
	}
	return VorkommenAusgeschlossen
}

func hasPrefix(prefixes []string, code string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(code, p) {
			return true
		}
	}
	return false
}

// morphRanges reads "8312 8316-8319".
func morphRanges(cell string) (ranges [][2]int) {
	for _, word := range strings.Fields(cell) {
		from, to, isRange := strings.Cut(word, "-")
		if !isRange {
			to = from
		}
		first, err1 := strconv.Atoi(from)
		last, err2 := strconv.Atoi(to)
		if err1 != nil || err2 != nil {
			panic(fmt.Sprintf("read built-in table of sites: %q", word))
		}
		ranges = append(ranges, [2]int{first, last})
	}
	return ranges
}

// siteWords reads "C00-C06 C22.1": the three-character sites of a range, and single
// ones of any depth. "EPITHEL" are the organs that have an epithelium, "ALLE" any.
func siteWords(cell string) (sites []string) {
	for _, word := range strings.Fields(cell) {
		from, to, isRange := strings.Cut(word, "-")
		switch {
		case word == "ALLE":
			sites = append(sites, "C")
		case word == "SOLIDE":
			sites = append(sites, siteWords(solidSites)...)
		case word == "EPITHEL":
			sites = append(sites, siteWords(epithelialSites)...)
		case isRange:
			first, err1 := strconv.Atoi(from[1:])
			last, err2 := strconv.Atoi(to[1:])
			if err1 != nil || err2 != nil {
				panic(fmt.Sprintf("read built-in table of sites: %q", word))
			}
			for n := first; n <= last; n++ {
				sites = append(sites, fmt.Sprintf("C%02d", n))
			}
		default:
			sites = append(sites, word)
		}
	}
	return sites
}

const (
	epithelialSites = "C00-C25 C30-C34 C37 C44 C50-C58 C60-C61 C63-C69 C73-C75"
	solidSites      = "C00-C41 C44-C76"
)
