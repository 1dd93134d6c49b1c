package catalog

import (
	"regexp"
	"strings"
)

// PathChart is the name of the list of combinations of topography and morphology.
// It comes with nobody: it is imported (Cancer PathCHART, "ICD-O-3 Site Morphology
// Validation List" of the SEER Program, one for each year of diagnosis).
const PathChart = "PathCHART"

const sourcePathChart = "Cancer PathCHART, SEER Program, National Cancer Institute (gemeinfrei)"

// How valid a combination is, the Art of its entry.
const (
	Valid      = "valid"
	Unlikely   = "unlikely"
	Impossible = "impossible"
)

// The columns differ between the years; these are the words they are known by.
var (
	siteColumns     = []string{"site code", "primary site code", "site", "topography code", "primary site", "topography"}
	histoColumns    = []string{"histology/behavior", "morphology code", "icd-o-3 morphology", "morphology", "histology code", "icd-o-3 histology", "histology", "histologic type"}
	behaviorColumns = []string{"behavior code", "icd-o-3 behavior", "behavior"}
	validColumns    = []string{"cpc validity status", "validity status", "validity", "status", "cpc status"}
	yearInName      = regexp.MustCompile(`20[0-9]{2}`)
)

var (
	siteRange = regexp.MustCompile(`^C[0-9]{2}\.?[0-9](-C[0-9]{2}\.?[0-9])?(,C[0-9]{2}\.?[0-9](-C[0-9]{2}\.?[0-9])?)*$`)
	histoCell = regexp.MustCompile(`^([0-9]{4})(/([0-9]))?$`)
	pairShape = regexp.MustCompile(`^[0-9]{4}/[0-9] C[0-9C,.-]+$`)
)

// pathChart is a list of combinations being read.
type pathChart struct {
	site, histo, behavior, valid int // columns; behavior is -1 where it stands with the histology
	arts                         map[string]string
	*collector
}

// pathChartColumns finds the columns of a list of combinations, and the sign
// between them.
func pathChartColumns(head string) (c pathChart, comma rune, ok bool) {
	for _, comma := range []rune{',', ';', '\t', '|'} {
		var names []string
		for _, name := range strings.Split(strings.TrimRight(head, "\r\n"), string(comma)) {
			names = append(names, strings.ToLower(clean(strings.Trim(name, `"`))))
		}
		first := func(words []string) int {
			for _, w := range words {
				if at := find(names, w); at >= 0 {
					return at
				}
			}
			return -1
		}
		c := pathChart{site: first(siteColumns), histo: first(histoColumns), behavior: first(behaviorColumns), valid: first(validColumns)}
		if c.site >= 0 && c.histo >= 0 && c.valid >= 0 {
			return c, comma, true
		}
	}
	return c, 0, false
}

// readPathChart reads a list of combinations. The code of an entry is the
// morphology and the sites as the file groups them ("8500/3 C50.0-C50.6,C50.8").
func readPathChart(base, text string) ([]*List, error) {
	head, _, _ := strings.Cut(text, "\n")
	c, comma, _ := pathChartColumns(head)
	c.collector, c.arts = newCollector(pairShape, "8500/3 C50.4"), map[string]string{}
	if err := eachRow(text, comma, c.row); err != nil {
		return nil, err
	}
	about := List{Name: PathChart, Title: "Lokalisation und Histologie", Edition: "ohne Jahr", Source: sourcePathChart}
	if year := yearInName.FindString(base); year != "" {
		about.Edition = year
		about.From, about.Until = daysOf(year)
	}
	l, err := c.official(about)
	if err != nil {
		return nil, err
	}
	return []*List{l}, nil
}

func (c *pathChart) row(line int, cells []string) error {
	sites := strings.ReplaceAll(clean(cells[c.site]), " ", "")
	if !siteRange.MatchString(sites) {
		return refuse(line, "„%s“ ist keine Lokalisation (erwartet wird etwas wie C50.4 oder C500-C506).", show(cells[c.site]))
	}
	histo := histoCell.FindStringSubmatch(clean(cells[c.histo]))
	if histo == nil {
		return refuse(line, "„%s“ ist keine Morphologie (erwartet wird etwas wie 8500/3).", show(cells[c.histo]))
	}
	behavior := histo[3]
	if behavior == "" && c.behavior >= 0 {
		behavior = strings.TrimPrefix(clean(cells[c.behavior]), "/")
	}
	art := strings.ToLower(clean(cells[c.valid]))
	switch {
	case strings.HasPrefix(art, "v"):
		art = Valid
	case strings.HasPrefix(art, "u"):
		art = Unlikely
	case strings.HasPrefix(art, "i"), strings.Contains(art, "impossible"):
		art = Impossible
	default:
		return refuse(line, "„%s“ sagt nicht, ob die Verbindung gilt (erwartet wird Valid, Unlikely oder Impossible).", show(art))
	}
	e := Entry{Code: histo[1] + "/" + behavior + " " + pointed(sites), Art: art}
	if first := c.line[e.Code]; first != 0 && c.arts[e.Code] == art {
		return nil // told twice, under two names of the site
	}
	c.arts[e.Code] = art
	return c.add(line, e)
}

// orteOf makes the table of sites of an imported list.
func orteOf(l *List) *Orte {
	kinds := map[string]Vorkommen{Valid: VorkommenGueltig, Unlikely: VorkommenSelten, Impossible: VorkommenAusgeschlossen}
	var pairs []OrtPaar
	for i := range l.entries {
		morph, sites, _ := strings.Cut(l.entries[i].Code, " ")
		for group := range strings.SplitSeq(sites, ",") {
			first, last, isRange := strings.Cut(group, "-")
			if !isRange {
				last = first
			}
			for site := first; site <= last; site = nextSite(site) {
				pairs = append(pairs, OrtPaar{Topographie: site, Morphologie: morph, Vorkommen: kinds[l.entries[i].Art]})
			}
		}
	}
	return NewOrte(l.Source+" "+l.Edition, pairs)
}

// nextSite is the code behind "C50.9": "C51.0".
func nextSite(site string) string {
	digits := []byte(site)
	for _, i := range []int{4, 2, 1} {
		if digits[i]++; digits[i] <= '9' {
			return string(digits)
		}
		digits[i] = '0'
	}
	return "D" // behind the last one
}

// pointed writes sites with their point: C504 as C50.4.
func pointed(sites string) string {
	return withoutPoint.ReplaceAllString(sites, "$1.$2")
}

var withoutPoint = regexp.MustCompile(`(C[0-9]{2})([0-9])`)
