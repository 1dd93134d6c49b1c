package people

import "strings"

// Index finds cases by parts of name, date of birth, insurance number and
// patient number, in any order, umlauts and case aside, and by sound. The text
// of all rows is one string, a line each, so that a search is one scan. It belongs
// to one goroutine.
type Index struct {
	Rows     []Row // sorted by name (DIN 5007-2); to be read only
	text     string
	starts   []int            // of each row's line in text
	phonetic map[string][]int // Cologne phonetics of a name → rows
	objected []int            // rows of people who have objected
	Damaged  int              // rows nobody can read

	found, heard, all []int // of the last search: kept, so that a key makes little garbage
}

// NewIndex puts people in order and makes them searchable; the rows are its own
// from then on.
func NewIndex(rows []Row) *Index {
	sortByName(rows)
	together(rows)
	ix := &Index{Rows: rows, starts: make([]int, len(rows)), phonetic: map[string][]int{}}
	var b strings.Builder
	for i := range rows {
		ix.starts[i] = b.Len()
		b.WriteString(searchText(&rows[i]))
		b.WriteByte('\n')
		if !rows[i].Damaged { // a number sounds like nobody
			ix.addPhonetic(i)
		}
		if rows[i].Objects {
			ix.objected = append(ix.objected, i)
		}
		if rows[i].Damaged {
			ix.Damaged++
		}
	}
	ix.text = b.String()
	return ix
}

// together puts the texts of all rows into one string. A hundred thousand people
// in pieces of their own would keep the garbage collector busy while somebody types.
func together(rows []Row) {
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

func (r *Row) texts() [9]*string {
	return [...]*string{&r.ID, &r.Name, &r.Born, &r.Number, &r.Insured, &r.Sex, &r.Diagnosis, &r.Typ, (*string)(&r.Date)}
}

// line is the text in which a row is searched.
func (ix *Index) line(i int) string {
	end := len(ix.text)
	if i+1 < len(ix.starts) {
		end = ix.starts[i+1]
	}
	return ix.text[ix.starts[i]:end]
}

func (ix *Index) addPhonetic(i int) {
	for _, word := range nameWords(ix.Rows[i].Name) {
		code := soundOf(word)
		if list := ix.phonetic[code]; len(list) == 0 || list[len(list)-1] != i {
			ix.phonetic[code] = append(list, i)
		}
	}
}
