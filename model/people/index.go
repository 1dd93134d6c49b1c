package people

import (
	"slices"
	"strings"
)

// Index finds cases by parts of name, date of birth, insurance number and
// patient number, in any order, umlauts and case aside, and by sound. The text
// of all rows is one string, a line each, so that a search is one scan. It belongs
// to one goroutine.
type Index struct {
	packed   string   // the rows, sorted by name (DIN 5007-2)
	at       []uint32 // where each row begins in packed, and the end
	text     string
	starts   []uint32            // where each row's line begins in text, and the end
	phonetic map[string][]uint32 // Cologne phonetics of a name → rows
	lastDay  []uint32            // of each row in packed, see dayOf
	objected []int               // rows of people who have objected
	Damaged  int                 // rows nobody can read
	changed  map[int]Row         // what is otherwise than in packed

	found, heard, all []int // of the last search: kept, so that a key makes little garbage
}

// NewIndex puts people in order and makes them searchable; the rows are its own
// from then on.
func NewIndex(rows []Row) *Index {
	sortByName(rows)
	b := newBuilder(len(rows))
	for i := range rows {
		b.add(&rows[i])
	}
	return b.index()
}

// Len is how many people there are.
func (ix *Index) Len() int { return len(ix.at) - 1 }

// Row is the i-th, by name.
func (ix *Index) Row(i int) (r Row) {
	if len(ix.changed) > 0 {
		if r, ok := ix.changed[i]; ok {
			return r
		}
	}
	unpack(ix.packed[ix.at[i]:ix.at[i+1]], &r)
	return r
}

// line is the text in which a row is searched.
func (ix *Index) line(i int) string { return ix.text[ix.starts[i]:ix.starts[i+1]] }

// builder makes an index of rows in order.
type builder struct {
	packed, text strings.Builder
	ix           *Index
	buf          []byte
}

func newBuilder(rows int) *builder {
	return &builder{ix: &Index{at: make([]uint32, 0, rows+1), starts: make([]uint32, 0, rows+1), lastDay: make([]uint32, 0, rows), phonetic: map[string][]uint32{}}}
}

// begin notes where the next row begins, and counts it.
func (b *builder) begin(r *Row) (row int) {
	row = len(b.ix.at)
	b.ix.at = append(b.ix.at, uint32(b.packed.Len()))
	b.ix.starts = append(b.ix.starts, uint32(b.text.Len()))
	b.count(row, r)
	return row
}

// count keeps what is asked of all rows at once.
func (b *builder) count(row int, r *Row) {
	b.ix.lastDay = append(b.ix.lastDay, dayOf(r))
	if r.Objects {
		b.ix.objected = append(b.ix.objected, row)
	}
	if r.Damaged {
		b.ix.Damaged++
	}
}

func (b *builder) add(r *Row) {
	row := b.begin(r)
	b.buf = pack(b.buf[:0], r)
	b.packed.Write(b.buf)
	b.text.WriteString(searchText(r))
	b.text.WriteByte('\n')
	if !r.Damaged { // a number sounds like nobody
		for _, word := range nameWords(r.Name) {
			b.sounds(soundOf(word), uint32(row))
		}
	}
}

func (b *builder) sounds(code string, row uint32) {
	if list := b.ix.phonetic[code]; len(list) == 0 || list[len(list)-1] != row {
		b.ix.phonetic[code] = append(list, row)
	}
}

func (b *builder) index() *Index {
	ix := b.ix
	ix.packed, ix.text = b.packed.String(), b.text.String()
	ix.at, ix.starts = append(ix.at, uint32(len(ix.packed))), append(ix.starts, uint32(len(ix.text)))
	return ix
}

// rowsOf are the rows of a list of the index as searches count them.
func rowsOf(list []uint32) []int {
	rows := make([]int, len(list))
	for i, row := range list {
		rows[i] = int(row)
	}
	return rows
}

// rowAt is the row whose line holds a place of the text; it is not before from.
func (ix *Index) rowAt(from, place int) int {
	i, exact := slices.BinarySearch(ix.starts[from:], uint32(place))
	if exact {
		return from + i
	}
	return from + i - 1
}
