package forms

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"

	"example.org/meldeportal/model/catalog"
)

// How letters write what stands beside a TNM: nodes, grading, residual tumour and
// the edition.

const (
	nodeWord  = `(?:(sentinel|sln|sn|wächter)[- ]?(?:lk|ln|lymphknoten|nodes?)?|lk|ln|lnn|lymphknoten)(?:-?(?:status|befall))?`
	nodeCount = `(\d{1,3})(?: ?/ ?| (?:von|aus|of) )(\d{1,3})`
)

var (
	nodesBehindWord = lazily(`^(?i:` + nodeWord + `)[-: ]{0,2}[(\[]? ?(?i:` + nodeCount + `)(?: ?(?i:lk|ln|lymphknoten))?(?: ?[)\]])?`)
	nodesBeforeWord = lazily(`^[(\[]? ?(?i:` + nodeCount + `)[- ]?(?i:` + nodeWord + `)(?: ?[)\]])?`)
	nodesAlone      = lazily(`^[(\[] ?(?i:` + nodeCount + `) ?[)\]]`)
	nodesBare       = lazily(`^ ?(?i:` + nodeCount + `)`)

	nodeElement = lazily(`^(?i:(sn|sln)|i ?([-+])|mol ?([-+])|(mic?)|(f)|(?:(sn|sln|sentinel)?(?:-?lk)?[: ]{0,2})` + nodeCount + ` ?(sn|sln|sentinel)?(?:-?(?:lk|ln|lymphknoten))?)$`)
	nodeRaw     = lazily(`^ ?(?i:(sn|sln)|i([-+]))`)

	metastasisPlaces = lazily(`^ ?\( ?([A-Za-z]{3}(?: ?[,;/] ?[A-Za-z]{3}){0,4}) ?\)`)
	metastasisMore   = lazily(`^ ?\( ?(?i:(i|mol) ?\+|([01])) ?\)`)

	tnmGrade    = lazily(`^(?:(?i:(grad(?:ing)?) ?:? ?)|G ?[:=]? ?|g)(?i:g?([1-3])(?: ?(?:-|/) ?| bis )g?([2-4])|(iv|i{1,3}|[0-4x]))`)
	tnmWords    = lazily(`^(?i:(low|intermediate|high)[- ]?grade)`)
	tnmResidual = lazily(`^(?:R ?|r)([0-2xX])(?i: ?\( ?(is|cy ?\+) ?\)| ?(is|cy ?\+))?(?i: ?\(?(mikro|makro)(?:skopisch)?\)?| ?\(lo[kc]al\)|[- ](?:resektion|situation|status))?`)

	tnmAuflage = lazily(`^(?i:(?:nach |gem\. |gemäß |lt\. )?(?:(?:uicc|tnm)(?:[- ]?klassifikation)?(?:[-/ ](?:uicc|tnm))?[- ,:]{0,3})?(?:version )?([6-9])(?:\.|th|te)? ?(?:aufl(?:age|\.)?|edition|ed\.)(?:[ ,]{0,2}\(?20\d\d\)?)?|(?:uicc|tnm)[- ]?(?:v|version )?([6-9])|(?:uicc|tnm)(?:[- ]?klassifikation)?[- ](2010|2017))`)
)

// The gradings that mean either of two (E-13: low, intermediate, high grade).
var gradeSpans = map[string]string{"1-2": "L", "2-3": "M", "3-4": "H"}

// grades reads a grading: G2, G2-3, Grad III, high grade.
func (p *tnmReader) grades(at int) []tnmItem {
	item := func(n int, code, kind string) []tnmItem {
		return []tnmItem{{end: at + n, values: tnmValues{"Grading": code}, kinds: []string{kind}}}
	}
	if m := tnmWords().FindStringSubmatch(p.text[at:]); m != nil {
		return item(len(m[0]), map[string]string{"l": "L", "i": "M", "h": "H"}[strings.ToLower(m[1][:1])], "Grad")
	}
	m := tnmGrade().FindStringSubmatch(p.text[at:])
	if m == nil {
		return nil
	}
	kind := "G"
	if strings.EqualFold(m[1], "grad") {
		kind = "Grad"
	}
	if m[2] != "" {
		return item(len(m[0]), gradeSpans[m[2]+"-"+m[3]], kind) // one that is none has no code, and is refused
	}
	code := strings.ToUpper(m[4])
	for arabic, roman := range arabicStages {
		if roman == code {
			code = arabic
		}
	}
	return item(len(m[0]), code, kind)
}

// residuals reads R0, R1(is), R1(mikro).
func residuals(text string, at int) (all []tnmItem) {
	m := tnmResidual().FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	typed := "R" + strings.ToUpper(m[1])
	if more := tight(strings.ToLower(m[2] + m[3])); more != "" {
		typed += "(" + more + ")"
	}
	seen := map[string]string{"mikro": "1", "makro": "2"}[strings.ToLower(m[4])]
	for _, e := range catalog.Enum("Residualstatus") {
		if e.Code == typed && (seen == "" || seen == m[1]) {
			all = append(all, tnmItem{end: at + len(m[0]), values: tnmValues{"Lokale_Beurteilung_Residualstatus": typed}, kinds: []string{"R"}})
		}
	}
	return all
}

// editions reads the edition of TNM: UICC 8. Auflage, TNM 8.
func editions(text string, at int) []tnmItem {
	m := tnmAuflage().FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	edition := cmp.Or(m[1], m[2], map[string]string{"2010": "7", "2017": "8"}[m[3]])
	return []tnmItem{{end: at + len(m[0]), values: tnmValues{"Version": edition}, kinds: []string{"Auflage"}}}
}

// nodeFields are the fields of a count of nodes: the sentinels or all.
func nodeFields(sentinel bool, counts [2]string) tnmValues {
	if sentinel {
		return tnmValues{"Sentinel_LK_befallen": counts[0], "Sentinel_LK_untersucht": counts[1]}
	}
	return tnmValues{"LK_befallen": counts[0], "LK_untersucht": counts[1]}
}

// counted are two numbers of a count, if they may be one: 03/24 is a date, and no
// more are involved than were examined.
func counted(involved, examined string) (counts [2]string, ok bool) {
	a, _ := strconv.Atoi(involved)
	b, _ := strconv.Atoi(examined)
	return [2]string{involved, examined}, strconv.Itoa(a) == involved && strconv.Itoa(b) == examined && a <= b
}

// nodes reads a count of nodes with its word, LK 2/14, (0/3 SLN), or in brackets,
// where it goes with the N that was read.
func nodes(text string, at int, n string) (all []tnmItem) {
	if m := nodesAlone().FindStringSubmatch(text); m != nil {
		counts, ok := counted(m[1], m[2])
		if ok && (n == "" || strings.HasPrefix(n, "0") == (counts[0] == "0")) {
			all = append(all, tnmItem{end: at + len(m[0]), values: nodeFields(false, counts), kinds: []string{"LK"}})
		}
	}
	for _, way := range []struct {
		is                     *regexp.Regexp
		sentinel, involved, of int
	}{{nodesBehindWord(), 1, 2, 3}, {nodesBeforeWord(), 3, 1, 2}} {
		m := way.is.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		if counts, ok := counted(m[way.involved], m[way.of]); ok {
			all = append(all, tnmItem{end: at + len(m[0]), values: nodeFields(m[way.sentinel] != "", counts), kinds: []string{"LK"}})
		}
	}
	return all
}

// nodeSigns are what stands behind the value of an N.
type nodeSigns struct {
	sn, mi, f bool
	itc, mol  string // "+", "-"
	counts    [][2]string
	sentinel  [2]string // the count that is said to be of sentinels
}

// mostSentinels bounds what a count behind an N of sentinels can be of: more
// nodes are not sentinels alone.
const mostSentinels = 6

// nodeSuffixes reads what stands behind the value of an N: (sn), (i-), (mi), counts
// of nodes. It returns where that ends, and the value and the counts.
func nodeSuffixes(text string, at int, code string) (end int, values tnmValues, sure bool) {
	signs, end := nodeSigns{}, at
	for {
		n := signs.bracket(text[end:], code)
		if n == 0 {
			n = signs.bare(text[end:], code)
		}
		if n == 0 {
			values, sure = signs.fields()
			values["N"] = signs.value(code)
			return end, values, sure
		}
		end += n
	}
}

// bracket reads one bracket behind an N, all of it or nothing.
func (s *nodeSigns) bracket(text, code string) int {
	gap := len(text) - len(strings.TrimPrefix(text, " "))
	if gap >= len(text) || text[gap] != '(' && text[gap] != '[' {
		return 0
	}
	n := closing(text[gap:])
	if n == 0 {
		return 0
	}
	with := *s
	for _, element := range strings.FieldsFunc(text[gap+1:gap+n-1], func(r rune) bool { return r == ',' || r == ';' }) {
		if !with.element(strings.TrimSpace(element), code, gap == 0) {
			return 0
		}
	}
	*s = with
	return gap + n
}

// bare reads a sign or a count without brackets. So written, a count must go with
// the value: pN0 03/24 is a date, pN0 3/24 no count.
func (s *nodeSigns) bare(text, code string) int {
	if m := nodeRaw().FindStringSubmatch(text); m != nil && wordEnds(text, len(m[0])) {
		if with := *s; with.element(strings.TrimSpace(m[0]), code, true) {
			*s = with
			return len(m[0])
		}
	}
	m := nodesBare().FindStringSubmatch(text)
	if m == nil || m[0][0] != ' ' || !wordEnds(text, len(m[0])) || nodesBeforeWord().MatchString(text[1:]) {
		return 0
	}
	if counts, ok := counted(m[1], m[2]); ok && strings.HasPrefix(code, "0") == (counts[0] == "0") && !strings.HasPrefix(code, "X") {
		s.counts = append(s.counts, counts)
		return len(m[0])
	}
	return 0
}

// element reads one of the signs a bracket may hold, where the value may have it.
func (s *nodeSigns) element(text, code string, attached bool) bool {
	m := nodeElement().FindStringSubmatch(text)
	if m == nil {
		return false
	}
	zero := code == "0"
	switch {
	case m[1] != "":
		s.sn = true
	case m[2] != "":
		ok := zero && (s.itc == "" || s.itc == m[2])
		s.itc = m[2]
		return ok
	case m[3] != "":
		ok := zero && (s.mol == "" || s.mol == m[3])
		s.mol = m[3]
		return ok
	case m[4] != "":
		s.mi = true
		return code == "1"
	case m[5] != "":
		s.f = true
		return !zero && code != "X"
	default:
		counts, ok := counted(m[7], m[8])
		if m[6]+m[9] == "" {
			s.counts = append(s.counts, counts)
			return ok
		}
		ok = ok && s.sentinel[0] == ""
		s.sentinel, s.sn = counts, s.sn || attached
		return ok
	}
	return true
}

// value is the N with its signs, in the order of the book.
func (s *nodeSigns) value(code string) string {
	if s.mi {
		code += "mi"
	}
	if s.itc != "" {
		code += "(i" + s.itc + ")"
	}
	if s.mol != "" {
		code += "(mol" + s.mol + ")"
	}
	if s.f {
		code += "(f)"
	}
	if s.sn {
		code += "(sn)"
	}
	return code
}

// fields are the counts as values: behind an N of sentinels the first one is theirs
// unless it is too great, then all nodes. Of two for all nodes neither is sure.
func (s *nodeSigns) fields() (tnmValues, bool) {
	values, rest := tnmValues{}, s.counts
	if s.sentinel[0] != "" {
		values = nodeFields(true, s.sentinel)
	} else if s.sn && len(rest) > 0 {
		if of, _ := strconv.Atoi(rest[0][1]); of <= mostSentinels {
			values, rest = nodeFields(true, rest[0]), rest[1:]
		}
	}
	if len(rest) > 0 {
		for id, v := range nodeFields(false, rest[0]) {
			values[id] = v
		}
	}
	return values, len(rest) < 2
}

// metastasisSuffix reads what stands behind the value of an M: places, (i+), in
// melanoma the LDH. It returns where that ends and the whole value.
func metastasisSuffix(text string, at int, code string) (end int, value string) {
	if m := metastasisPlaces().FindStringSubmatch(text[at:]); m != nil && strings.HasPrefix(code, "1") {
		places := strings.FieldsFunc(strings.ToUpper(m[1]), func(r rune) bool { return strings.ContainsRune(" ,;/", r) })
		for _, place := range places {
			if !isPlace(place) {
				return at, code
			}
		}
		return at + len(m[0]), code + "(" + strings.Join(places, ",") + ")"
	}
	m := metastasisMore().FindStringSubmatch(text[at:])
	switch {
	case m == nil:
	case m[1] != "" && code == "0":
		return at + len(m[0]), code + "(" + strings.ToLower(m[1]) + "+)"
	case m[2] != "" && len(code) == 2:
		return at + len(m[0]), code + "(" + m[2] + ")"
	}
	return at, code
}

func isPlace(code string) bool {
	for _, e := range catalog.Enum("Metastasenort") {
		if e.Code == code {
			return true
		}
	}
	return false
}
