package forms

import (
	"encoding/binary"
	"hash/crc32"
)

// past is what a memory holds.
type past struct {
	history history
	origins map[string]string
	rests   map[string]string
	visited map[string]bool
	line    halfLine
}

func newPast() past {
	return past{origins: map[string]string{}, rests: map[string]string{}, visited: map[string]bool{}}
}

// readMemory reads what Memory wrote. ok is false for anything else.
func readMemory(memory []byte) (p *past, ok bool) {
	end := len(memory) - crc32.Size
	if end < 1 || memory[0] != memoryVersion || binary.BigEndian.Uint32(memory[end:]) != crc32.ChecksumIEEE(memory[:end]) {
		return nil, false
	}
	outer := recaller{bytes: memory[1:end]}
	kept := outer.text()
	r := recaller{bytes: []byte(kept), past: newPast()}
	r.records()
	r.bytes, r.failed = outer.bytes, r.failed || outer.failed
	r.records()
	if r.failed {
		return nil, false
	}
	ids := make(map[string]uint64, len(r.ids))
	for n, id := range r.ids {
		ids[id] = uint64(n)
	}
	r.past.history.kept = log{bytes: []byte(kept), ids: ids}
	return &r.past, true
}

// recaller reads records. After something it does not understand it has failed,
// and everything it reads is empty.
type recaller struct {
	bytes  []byte
	ids    []string
	past   past
	failed bool
}

func (r *recaller) records() {
	for len(r.bytes) > 0 && !r.failed {
		r.record(r.byte())
	}
}

func (r *recaller) record(kind byte) {
	h := &r.past.history
	switch kind {
	case logID:
		r.ids = append(r.ids, r.text())
	case logStep:
		h.done, h.undone = append(h.done, r.step()), nil
	case logGrowing:
		h.done, h.undone, h.growing = append(h.done, r.step()), nil, true
	case logUndo:
		r.turn(&h.done, &h.undone)
	case logRedo:
		r.turn(&h.undone, &h.done)
	case logOrigin:
		id := r.id()
		r.past.origins[id] = r.text()
	case logRest:
		id := r.id()
		r.past.rests[id] = r.text()
	case logLine:
		r.past.line = halfLine{r.id(), r.text(), r.byte() != 0}
	case logVisited:
		r.past.visited[r.id()] = true
	default:
		r.failed = true
	}
}

// turn takes the last step from one side to the other.
func (r *recaller) turn(from, to *[]step) {
	n := len(*from)
	if n == 0 {
		r.failed = true
		return
	}
	*to = append(*to, (*from)[n-1])
	*from = (*from)[:n-1]
}

func (r *recaller) step() step {
	s := make(step, r.count())
	for i := range s {
		s[i] = r.change()
	}
	r.failed = r.failed || len(s) == 0
	return s
}

func (r *recaller) change() (c change) {
	c.op, c.id = changeOp(r.byte()), r.id()
	if c.plain() {
		c.before, c.after, c.was, c.is = r.text(), r.text(), r.text(), r.text()
		return c
	}
	r.failed = r.failed || c.op > swapItems
	c.index = r.number()
	for range r.count() {
		c.item = append(c.item, value{r.id(), r.text(), r.text()})
	}
	return c
}

func (r *recaller) byte() byte {
	if len(r.bytes) == 0 {
		r.failed = true
		return 0
	}
	b := r.bytes[0]
	r.bytes = r.bytes[1:]
	return b
}

func (r *recaller) number() int {
	n, size := binary.Uvarint(r.bytes)
	if size <= 0 || n > 1<<31 {
		r.failed, r.bytes = true, nil
		return 0
	}
	r.bytes = r.bytes[size:]
	return int(n)
}

// count is how many of something follow: never more than there are bytes.
func (r *recaller) count() int {
	n := r.number()
	if n > len(r.bytes) {
		r.failed = true
		return 0
	}
	return n
}

func (r *recaller) text() string {
	n := r.count()
	text := string(r.bytes[:n])
	r.bytes = r.bytes[n:]
	return text
}

func (r *recaller) id() string {
	n := r.number()
	if n >= len(r.ids) {
		r.failed = true
		return ""
	}
	return r.ids[n]
}
