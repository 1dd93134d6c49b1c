package followups

import (
	"bytes"
	"encoding/json"
)

// wayBack is the way back and forth of a series. It has no limit and is kept
// beside the lines as a log that only grows, a record a line of text: a step, or
// that the last one was taken back or made again.
type wayBack struct {
	done, undone []wayStep
	log          []byte
}

// wayStep is what one key changed.
type wayStep []wayMove

// wayMove is one value of a step.
type wayMove struct {
	line          int // its number, 0 = the pattern
	id            string
	before, after string
}

// The records of the log that are no step.
const wayUndo, wayRedo = `"u"`, `"r"`

// MarshalJSON writes a move without names, since there may be thousands.
func (m wayMove) MarshalJSON() ([]byte, error) {
	return json.Marshal([]any{m.line, m.id, m.before, m.after})
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (m *wayMove) UnmarshalJSON(text []byte) error {
	return json.Unmarshal(text, &[]any{&m.line, &m.id, &m.before, &m.after})
}

// add enters a step that was just made; what was taken back cannot be made
// again from there.
func (w *wayBack) add(step wayStep) {
	record, err := json.Marshal(step)
	if err != nil {
		return // numbers and texts always can be written
	}
	w.record(string(record))
	w.done, w.undone = append(w.done, step), nil
}

func (w *wayBack) record(text string) { w.log = append(append(w.log, text...), '\n') }

// back takes the last step off the way, forth the last one that was taken back.
func (w *wayBack) back() (step wayStep) {
	w.record(wayUndo)
	w.done, w.undone, step = pass(w.done, w.undone)
	return step
}

func (w *wayBack) forth() (step wayStep) {
	w.record(wayRedo)
	w.undone, w.done, step = pass(w.undone, w.done)
	return step
}

func pass(from, to []wayStep) (left, grown []wayStep, step wayStep) {
	step = from[len(from)-1]
	return from[:len(from)-1], append(to, step), step
}

// recall walks a log again. A record that cannot be read ends it: nothing is
// lost but the way back.
func recallWay(log []byte) (w wayBack) {
	for record := range bytes.Lines(log) {
		var step wayStep
		switch text := string(bytes.TrimSpace(record)); {
		case text == wayUndo && len(w.done) > 0:
			w.back()
		case text == wayRedo && len(w.undone) > 0:
			w.forth()
		case json.Unmarshal(record, &step) == nil:
			w.add(step)
		default:
			return w
		}
	}
	return w
}

// NoUndo is why there is nothing to take back, "" where there is.
func (s *Series) NoUndo() string {
	if len(s.way.done) == 0 {
		return "Es gibt nichts, was rückgängig zu machen wäre."
	}
	return ""
}

// NoRedo is why there is nothing to make again, "" where there is.
func (s *Series) NoRedo() string {
	if len(s.way.undone) == 0 {
		return "Es gibt nichts, was wiederherzustellen wäre."
	}
	return ""
}

// Undo takes back the last step that still has something to take back: what was
// changed elsewhere meanwhile stays, and so does what is completed. show is told
// the first value that is another, before anything is saved; why says that none is.
func (s *Series) Undo(show func(line int, id string)) (why string) {
	for len(s.way.done) > 0 {
		if s.again(s.way.back(), show, func(m wayMove) (from, to string) { return m.after, m.before }) {
			return ""
		}
	}
	s.Remember()
	return "Es gibt nichts mehr, was rückgängig zu machen wäre."
}

// Redo makes the last step again that was taken back.
func (s *Series) Redo(show func(line int, id string)) (why string) {
	for len(s.way.undone) > 0 {
		if s.again(s.way.forth(), show, func(m wayMove) (from, to string) { return m.before, m.after }) {
			return ""
		}
	}
	s.Remember()
	return "Es gibt nichts mehr, was wiederherzustellen wäre."
}

// again writes the values of a step where the others still stand.
func (s *Series) again(step wayStep, show func(int, string), way func(wayMove) (from, to string)) (any bool) {
	for _, m := range step {
		l := s.Numbered(m.line)
		from, to := way(m)
		if (l != nil || m.line == 0) && s.ValueOf(l, m.id) == from && s.write(l, m.id, to) {
			if !any {
				show(m.line, m.id)
			}
			any = true
		}
	}
	if any {
		s.changed(step)
	}
	return any
}

// Numbered is the line with a number, nil where it is gone, and for the pattern.
func (s *Series) Numbered(nr int) *Line {
	for _, l := range s.Lines {
		if l.nr == nr {
			return l
		}
	}
	return nil
}
