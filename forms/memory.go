package forms

import (
	"encoding/binary"
	"hash/crc32"
)

// What a form keeps beside the report, for the draft: the way back and forth
// without limit, origins, and the fields somebody has been to. It is a log that
// only grows, so that saving costs what was added, not what is there:
//
//	version, length of the log, log, present state, checksum
//
// A memory of another version or a damaged one is ignored: nothing is lost but
// the way back.

const memoryVersion = 1

// The records of a log. Ids are written once and then called by their number.
const (
	logID      = 'i' // a field id
	logStep    = 's' // a finished step
	logUndo    = 'u'
	logRedo    = 'r'
	logGrowing = 'g' // the step of the visit going on; state only
	logOrigin  = 'o' // a field and where its value came from; state only
	logVisited = 'v' // a field somebody has been to; state only
	logRest    = 't' // a TNM block and what was not understood of its formula; state only
	logLine    = 'l' // a TNM block and its line as it is being typed; state only
)

// Memory is what the form keeps beside the report, to be stored with it.
func (f *Form) Memory() []byte {
	state := f.state()
	kept := f.history.kept.bytes
	blob := make([]byte, 0, len(kept)+len(state)+16)
	blob = append(blob, memoryVersion)
	blob = appendText(blob, string(kept))
	blob = append(blob, state...)
	return binary.BigEndian.AppendUint32(blob, crc32.ChecksumIEEE(blob))
}

// state are the records that hold only now.
func (f *Form) state() []byte {
	var b []byte
	h := &f.history
	if h.growing {
		b = h.kept.appendStep(append(b, logGrowing), h.done[len(h.done)-1])
	}
	for id, origin := range f.origins {
		b = h.kept.appendID(append(b, logOrigin), id)
		b = appendText(b, origin)
	}
	for id, rest := range f.rests {
		b = h.kept.appendID(append(b, logRest), id)
		b = appendText(b, rest)
	}
	if e := f.current(); e != nil && e.kind == formula && e.edited {
		l := e.input.(*tnmLine)
		b = h.kept.appendID(append(b, logLine), e.id)
		b = append(appendText(b, l.text()), boolByte(l.whole))
	}
	for id := range f.visited {
		b = h.kept.appendID(append(b, logVisited), id)
	}
	return b
}

// Recall takes a memory back into a form that has just been opened, and reports
// whether it could be used.
func (f *Form) Recall(memory []byte) bool {
	past, ok := readMemory(memory)
	if !ok {
		return false
	}
	f.history, f.origins, f.rests = past.history, past.origins, past.rests
	for id := range past.visited {
		f.visited[id] = true
	}
	f.typeOn(past.line)
	if !f.Typing() {
		f.close()
	}
	return true
}

// log is a history as it is stored.
type log struct {
	bytes []byte
	ids   map[string]uint64
}

// step adds a finished step.
func (l *log) step(s step) {
	record := l.appendStep([]byte{logStep}, s)
	l.bytes = append(l.bytes, record...)
}

func (l *log) mark(record byte) { l.bytes = append(l.bytes, record) }

// appendID writes the number of an id, which is entered into the log first if
// it is new.
func (l *log) appendID(b []byte, id string) []byte {
	n, known := l.ids[id]
	if !known {
		if l.ids == nil {
			l.ids = map[string]uint64{}
		}
		n = uint64(len(l.ids))
		l.ids[id] = n
		l.bytes = appendText(append(l.bytes, logID), id)
	}
	return binary.AppendUvarint(b, n)
}

func (l *log) appendStep(b []byte, s step) []byte {
	b = binary.AppendUvarint(b, uint64(len(s)))
	for _, c := range s {
		b = l.appendChange(b, c)
	}
	return b
}

func (l *log) appendChange(b []byte, c change) []byte {
	b = l.appendID(append(b, byte(c.op)), c.id)
	if c.plain() {
		for _, text := range []string{c.before, c.after, c.was, c.is} {
			b = appendText(b, text)
		}
		return b
	}
	b = binary.AppendUvarint(b, uint64(c.index))
	b = binary.AppendUvarint(b, uint64(len(c.item)))
	for _, v := range c.item {
		b = appendText(appendText(l.appendID(b, v.id), v.text), v.origin)
	}
	return b
}

func boolByte(b bool) byte {
	if b {
		return 1
	}
	return 0
}

func appendText(b []byte, text string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(text))), text...)
}
