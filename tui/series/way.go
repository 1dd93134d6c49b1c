package series

import (
	"bytes"
	"encoding/json"
	"slices"

	tea "github.com/charmbracelet/bubbletea"
)

// seriesWay is the way back and forth of the grid. It has no limit and is kept
// beside the lines as a log that only grows, a record a line of text: a step, or
// that the last one was taken back or made again.
type seriesWay struct {
	Done, undone []seriesStep
	log          []byte
}

// seriesStep is what one key changed.
type seriesStep []seriesMove

// seriesMove is one value of a step.
type seriesMove struct {
	line          int // its number, 0 = the pattern
	id            string
	before, after string
}

// The records of the log that are no step.
const wayUndo, wayRedo = `"u"`, `"r"`

// number is what the way back calls a line.
func (l *SeriesLine) number() int {
	if l == nil {
		return 0
	}
	return l.nr
}

// MarshalJSON writes a move without names, since there may be thousands.
func (m seriesMove) MarshalJSON() ([]byte, error) {
	return json.Marshal([]any{m.line, m.id, m.before, m.after})
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (m *seriesMove) UnmarshalJSON(text []byte) error {
	return json.Unmarshal(text, &[]any{&m.line, &m.id, &m.before, &m.after})
}

// add enters a step that was just made; what was taken back cannot be made
// again from there.
func (w *seriesWay) add(step seriesStep) {
	record, err := json.Marshal(step)
	if err != nil {
		return // numbers and texts always can be written
	}
	w.record(string(record))
	w.Done, w.undone = append(w.Done, step), nil
}

func (w *seriesWay) record(text string) { w.log = append(append(w.log, text...), '\n') }

// back takes the last step off the way, forth the last one that was taken back.
func (w *seriesWay) back() (step seriesStep) {
	w.record(wayUndo)
	w.Done, w.undone, step = pass(w.Done, w.undone)
	return step
}

func (w *seriesWay) forth() (step seriesStep) {
	w.record(wayRedo)
	w.undone, w.Done, step = pass(w.undone, w.Done)
	return step
}

func pass(from, to []seriesStep) (left, grown []seriesStep, step seriesStep) {
	step = from[len(from)-1]
	return from[:len(from)-1], append(to, step), step
}

// recall walks a log again. A record that cannot be read ends it: nothing is
// lost but the way back.
func recallWay(log []byte) (w seriesWay) {
	for record := range bytes.Lines(log) {
		var step seriesStep
		switch text := string(bytes.TrimSpace(record)); {
		case text == wayUndo && len(w.Done) > 0:
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

// Undo takes back the last step that still has something to take back: what was
// changed elsewhere meanwhile stays, and so does what is completed.
func (s *Series) Undo() tea.Cmd {
	if s.typing {
		s.reopen()
		s.Remember()
		return nil
	}
	for len(s.Way.Done) > 0 {
		if cmd, any := s.again(s.Way.back(), func(m seriesMove) (from, to string) { return m.after, m.before }); any {
			return cmd
		}
	}
	s.sh.Say("Es gibt nichts mehr, was rückgängig zu machen wäre.")
	s.Remember()
	return nil
}

// redo makes the last step again that was taken back.
func (s *Series) redo() tea.Cmd {
	for len(s.Way.undone) > 0 {
		if cmd, any := s.again(s.Way.forth(), func(m seriesMove) (from, to string) { return m.before, m.after }); any {
			return cmd
		}
	}
	s.sh.Say("Es gibt nichts mehr, was wiederherzustellen wäre.")
	s.Remember()
	return nil
}

// again writes the values of a step where the others still stand.
func (s *Series) again(step seriesStep, way func(seriesMove) (from, to string)) (cmd tea.Cmd, any bool) {
	for _, m := range step {
		l := s.numbered(m.line)
		from, to := way(m)
		if (l != nil || m.line == 0) && s.ValueOf(l, m.id) == from && s.write(l, m.id, to) {
			if !any {
				s.show(m.line, m.id)
			}
			any = true
		}
	}
	if any {
		s.reopen()
		cmd = s.changed(step)
	}
	return cmd, any
}

// show puts the cursor on a cell.
func (s *Series) show(nr int, id string) {
	s.row = 1 + slices.IndexFunc(s.Lines, func(l *SeriesLine) bool { return l.nr == nr })
	s.col = max(ColSeriesFirst, slices.IndexFunc(SeriesColumns, func(c seriesColumn) bool { return c.Id == id }))
}

// numbered is the line with a number, nil where it is gone, and for the pattern.
func (s *Series) numbered(nr int) *SeriesLine {
	for _, l := range s.Lines {
		if l.nr == nr {
			return l
		}
	}
	return nil
}
