package people

import (
	"encoding/binary"
	"maps"
	"slices"
	"strings"
)

// An index can be kept, so that the next program need not make it again from all
// people. Its pages hold the rows in order with the lines they are searched in; the
// last one tells what they sound like.

// pagesForm names how pages are written; pages of another form are not read.
const pagesForm = 2

// pageRows is how many rows there are on a page: some hundred kilobytes.
const pageRows = 4000

// Pages is how many pages an index has.
func (ix *Index) Pages() int { return (ix.Len()+pageRows-1)/pageRows + 2 }

// Page is one of them.
func (ix *Index) Page(n int) []byte {
	switch n {
	case 0:
		return ix.firstPage()
	case ix.Pages() - 1:
		return ix.soundPage()
	}
	from := (n - 1) * pageRows
	return ix.rowPage(from, min(ix.Len(), from+pageRows))
}

// firstPage says how much comes.
func (ix *Index) firstPage() []byte {
	b := binary.AppendUvarint(nil, pagesForm)
	for _, n := range []int{ix.Len(), len(ix.packed), len(ix.text)} {
		b = binary.AppendUvarint(b, uint64(n))
	}
	return b
}

func (ix *Index) rowPage(from, to int) (b []byte) {
	var rows []byte
	for i := from; i < to; i++ {
		if r, changed := ix.changed[i]; changed {
			rows = pack(rows, &r)
		} else {
			rows = append(rows, ix.packed[ix.at[i]:ix.at[i+1]]...)
		}
	}
	b = append(binary.AppendUvarint(b, uint64(len(rows))), rows...)
	return append(b, ix.text[ix.starts[from]:ix.starts[to]]...)
}

// soundPage lists the rows of each sound by how far each is behind the one before.
func (ix *Index) soundPage() (b []byte) {
	for _, code := range slices.Sorted(maps.Keys(ix.phonetic)) {
		b = append(binary.AppendUvarint(b, uint64(len(code))), code...)
		b = binary.AppendUvarint(b, uint64(len(ix.phonetic[code])))
		last := uint32(0)
		for _, row := range ix.phonetic[code] {
			b = binary.AppendUvarint(b, uint64(row-last))
			last = row
		}
	}
	return b
}

// Reader makes an index of its pages.
type Reader struct {
	*builder
	pages, rows int
}

// Page takes the next page and reports whether it fits those before.
func (r *Reader) Page(page []byte) bool {
	switch r.pages++; {
	case r.pages == 1:
		return r.first(string(page))
	case len(r.ix.at) < r.rows:
		return r.row(page)
	}
	return r.sound(string(page))
}

func (r *Reader) first(page string) bool {
	u := unpacker{rest: page}
	form := u.number()
	r.rows = int(u.number())
	packed, text := u.number(), u.number()
	if u.bad || form != pagesForm || max(uint64(r.rows), packed, text) > 1<<32-1 {
		return false
	}
	r.builder = newBuilder(r.rows)
	r.packed.Grow(int(packed))
	r.text.Grow(int(text))
	return true
}

// row takes rows over as they are, in one piece; only what counts them is looked at.
func (r *Reader) row(page []byte) bool {
	n, size := binary.Uvarint(page)
	if size <= 0 || n > uint64(len(page)-size) {
		return false
	}
	at, start := r.packed.Len(), r.text.Len()
	r.packed.Write(page[size : size+int(n)])
	r.text.Write(page[size+int(n):])
	packed, text := r.packed.String(), r.text.String()
	for at < len(packed) {
		var one Row
		size, end := unpack(packed[at:], &one), strings.IndexByte(text[start:], '\n')+1
		if size == 0 || end == 0 {
			return false
		}
		r.ix.at, r.ix.starts = append(r.ix.at, uint32(at)), append(r.ix.starts, uint32(start))
		r.count(len(r.ix.at)-1, &one)
		at, start = at+size, start+end
	}
	return start == len(text)
}

func (r *Reader) sound(page string) bool {
	for u := (unpacker{rest: page}); len(u.rest) > 0; {
		code, n := u.text(), u.number()
		if u.bad || n > uint64(len(u.rest)) {
			return false
		}
		list, row := make([]uint32, n), uint32(0)
		for i := range list {
			row += uint32(u.number())
			list[i] = row
			if u.bad || int(row) >= r.rows {
				return false
			}
		}
		r.ix.phonetic[code] = list
	}
	return true
}

// Index is what the pages hold; ok is false where some are missing.
func (r *Reader) Index() (ix *Index, ok bool) {
	if r.builder == nil || len(r.ix.at) != r.rows || r.pages != (r.rows+pageRows-1)/pageRows+2 {
		return nil, false
	}
	return r.index(), true
}
