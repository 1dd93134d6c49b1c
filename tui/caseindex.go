package tui

import (
	"slices"
	"sort"
	"strings"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/catalog"
)

// caseRow is what the patient list shows of a case, kept small: a site may have
// a hundred thousand.
type caseRow struct {
	id        string
	name      string // "Müller, Anna"
	born      string // "12.03.1950"
	number    string // Patient_ID
	insured   string // insurance number
	sex       string
	diagnosis string
	typ       string
	date      model.Datum
	drafts    int32
	waiting   int32
	rejected  int32
	accepted  int32
	objects   bool  // she has objected
	damaged   bool  // nobody can read who it is
	updated   int64 // milliseconds since 1970
}

func rowOf(c *model.Case) caseRow {
	s := &c.Patient.Stammdaten
	return caseRow{
		id: c.ID, name: nameOf(c), damaged: c.Damaged, born: s.Geburtsdatum.German(), number: string(c.Patient.PatientID),
		insured: s.Versichertennummer(), sex: string(s.Geschlecht),
		diagnosis: string(c.Diagnosis), typ: string(c.LastTyp), date: c.LastDate,
		drafts: int32(c.Drafts), waiting: int32(c.Waiting), rejected: int32(c.Rejected), accepted: int32(c.Accepted),
		objects: c.Widerspruch, updated: c.Updated.UnixMilli(),
	}
}

// nameOf is the person of a case as lists show her.
func nameOf(c *model.Case) string {
	if c.Damaged {
		return DamagedPerson(c.ID)
	}
	return personName(&c.Patient.Stammdaten)
}

// personName is a person as lists show them: Nachname, Vornamen.
func personName(s *model.Stammdaten) string {
	name := strings.TrimSpace(string(s.Nachname) + ", " + string(s.Vornamen))
	return strings.Trim(name, ", ")
}

// caseIndex finds cases by parts of name, date of birth, insurance number and
// patient number, in any order, umlauts and case aside, and by sound. The text
// of all rows is one string, a line each, so that a search is one scan. It belongs
// to one goroutine.
type caseIndex struct {
	rows     []caseRow // sorted by name (DIN 5007-2)
	text     string
	starts   []int            // of each row's line in text
	phonetic map[string][]int // Cologne phonetics of a name → rows
	objected []int            // rows of people who have objected
	damaged  int              // rows nobody can read

	found, heard, all []int // of the last search: kept, so that a key makes little garbage
}

func newCaseIndex(rows []caseRow) *caseIndex {
	sortByName(rows)
	together(rows)
	ix := &caseIndex{rows: rows, starts: make([]int, len(rows)), phonetic: map[string][]int{}}
	var b strings.Builder
	for i := range rows {
		ix.starts[i] = b.Len()
		b.WriteString(searchText(&rows[i]))
		b.WriteByte('\n')
		if !rows[i].damaged { // a number sounds like nobody
			ix.addPhonetic(i)
		}
		if rows[i].objects {
			ix.objected = append(ix.objected, i)
		}
		if rows[i].damaged {
			ix.damaged++
		}
	}
	ix.text = b.String()
	return ix
}

// together puts the texts of all rows into one string. A hundred thousand people
// in pieces of their own would keep the garbage collector busy while somebody types.
func together(rows []caseRow) {
	var b strings.Builder
	for i := range rows {
		for _, t := range rows[i].texts() {
			b.WriteString(*t)
		}
	}
	all := b.String()
	for i := range rows {
		for _, t := range rows[i].texts() {
			*t, all = all[:len(*t)], all[len(*t):]
		}
	}
}

func (r *caseRow) texts() [9]*string {
	return [...]*string{&r.id, &r.name, &r.born, &r.number, &r.insured, &r.sex, &r.diagnosis, &r.typ, (*string)(&r.date)}
}

// put takes over what has changed of a case. It reports false when that changes
// where or by what she is found, or when she is new: then a new index is needed.
func (ix *caseIndex) put(r caseRow) bool {
	i := ix.at(r.id)
	if i < 0 {
		return false
	}
	old := &ix.rows[i]
	if searchText(old) != searchText(&r) || old.name != r.name || old.objects != r.objects {
		return false
	}
	ix.rows[i] = r
	return true
}

// at is the row of a case, -1 where there is none.
func (ix *caseIndex) at(id string) int {
	return slices.IndexFunc(ix.rows, func(r caseRow) bool { return r.id == id })
}

func (ix *caseIndex) has(id string) bool { return ix.at(id) >= 0 }

// sortByName orders as German telephone books do: ä as ae (DIN 5007-2), and what
// is shorter first, so that Müller stands before Müller-Wolf: a tab comes before a
// hyphen, a comma behind it. What nobody can read comes first.
func sortByName(rows []caseRow) {
	c := collate.New(language.MustParse("de-u-co-phonebk"))
	var buf collate.Buffer
	type keyed struct {
		key []byte
		row caseRow
	}
	all := make([]keyed, len(rows))
	for i, r := range rows {
		all[i] = keyed{slices.Clone(c.KeyFromString(&buf, strings.Replace(r.name, ", ", "\t", 1)+"\x00"+r.born)), r}
		buf.Reset()
		if r.damaged {
			all[i].key = nil
		}
	}
	slices.SortStableFunc(all, func(a, b keyed) int { return slices.Compare(a.key, b.key) })
	for i := range all {
		rows[i] = all[i].row
	}
}

func searchText(r *caseRow) string {
	born := strings.ReplaceAll(r.born, ".", "")
	return " " + catalog.Fold(r.name) + " " + r.born + " " + born + " " + shortYear(born) + " " +
		strings.ToLower(r.number) + " " + strings.ToLower(r.insured)
}

// shortYear is a date of eight digits as people write it in a hurry: 031075.
func shortYear(day string) string {
	if len(day) != len("03101975") {
		return ""
	}
	return day[:4] + day[6:]
}

// line is the text in which a row is searched.
func (ix *caseIndex) line(i int) string {
	end := len(ix.text)
	if i+1 < len(ix.starts) {
		end = ix.starts[i+1]
	}
	return ix.text[ix.starts[i]:end]
}

func (ix *caseIndex) addPhonetic(i int) {
	for _, word := range nameWords(ix.rows[i].name) {
		code := soundOf(word)
		if list := ix.phonetic[code]; len(list) == 0 || list[len(list)-1] != i {
			ix.phonetic[code] = append(list, i)
		}
	}
}

// soundOf is how a word of a name sounds; letters German does not know sound as
// they look without their marks (Ayşe: Ayse).
func soundOf(word string) string {
	if strings.IndexFunc(word, func(r rune) bool { return r > unicode.MaxASCII }) >= 0 {
		word = catalog.Fold(word)
	}
	return model.KoelnerPhonetik(word)
}

func nameWords(name string) []string {
	return strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == ',' || r == '-' })
}

// find returns the rows that match all words of the query, in name order: those
// whose name begins with the query first, then the others.
func (ix *caseIndex) find(query string) []int {
	words := strings.Fields(strings.ReplaceAll(query, ",", " "))
	if len(words) == 0 {
		return nil
	}
	for i, word := range words {
		found := ix.findWord(word)
		if i == 0 {
			ix.all = append(ix.all[:0], found...)
			continue
		}
		ix.all = intersect(ix.all[:0], ix.all, found)
	}
	return ix.namesFirst(ix.all, catalog.Fold(words[0]))
}

// findWord returns rows in ascending order that contain a word, sound like it or
// are marked with it, until the next search.
func (ix *caseIndex) findWord(word string) []int {
	folded := foldQuery(word)
	ix.found = ix.scan(ix.found[:0], folded)
	if isName(word) {
		ix.also(ix.phonetic[soundOf(word)])
	}
	if namesObjection(folded) {
		ix.also(ix.objected)
	}
	return ix.found
}

// also adds rows to those that were found.
func (ix *caseIndex) also(rows []int) {
	if len(rows) > 0 {
		ix.found, ix.heard = union(ix.heard[:0], ix.found, rows), ix.found
	}
}

// namesObjection reports whether a word asks for the people who have objected: so
// much of it that hardly a name begins like that.
func namesObjection(word string) bool {
	return len(word) >= len("wider") && strings.HasPrefix(strings.ToLower(objectionWord), word)
}

// foldQuery folds letters but leaves digits alone; a date without noughts, or
// with two digits of the year, is written as it is looked for: 3.10.75 to 031075.
func foldQuery(word string) string {
	if parts := strings.Split(word, "."); len(parts) == 3 && isDigits(parts...) {
		return twoDigits(parts[0]) + twoDigits(parts[1]) + parts[2]
	}
	if strings.ContainsAny(word, "0123456789") {
		return strings.ToLower(word)
	}
	return strings.TrimSpace(catalog.Fold(word))
}

func isDigits(texts ...string) bool {
	return strings.Trim(strings.Join(texts, ""), "0123456789") == ""
}

func twoDigits(text string) string {
	if len(text) == 1 {
		return "0" + text
	}
	return text
}

// isName reports whether a word is long enough, and all letters, to be heard.
func isName(word string) bool {
	if len([]rune(word)) < 3 {
		return false
	}
	return !strings.ContainsAny(word, "0123456789.*%")
}

// scan puts the rows that contain a word behind hits.
func (ix *caseIndex) scan(hits []int, word string) []int {
	if word == "" {
		return hits
	}
	row := 0
	for at := 0; at < len(ix.text); {
		i := strings.Index(ix.text[at:], word)
		if i < 0 {
			break
		}
		at += i
		row += sort.SearchInts(ix.starts[row:], at+1) - 1
		hits = append(hits, row)
		if row+1 == len(ix.starts) {
			break
		}
		row++
		at = ix.starts[row]
	}
	return hits
}

func (ix *caseIndex) namesFirst(hits []int, word string) []int {
	sorted := make([]int, 0, len(hits))
	for _, first := range []bool{true, false} {
		for _, i := range hits {
			if strings.HasPrefix(ix.text[ix.starts[i]+1:], word) == first {
				sorted = append(sorted, i)
			}
		}
	}
	return sorted
}

// intersect puts what is in both lists behind out, which may be the beginning of a.
func intersect(out, a, b []int) []int {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			out = append(out, a[i])
			i, j = i+1, j+1
		}
	}
	return out
}

// union puts what is in any of two lists behind out.
func union(out, a, b []int) []int {
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] < b[j]:
			out, i = append(out, a[i]), i+1
		case a[i] > b[j]:
			out, j = append(out, b[j]), j+1
		default:
			out, i, j = append(out, a[i]), i+1, j+1
		}
	}
	return append(append(out, a[i:]...), b[j:]...)
}
