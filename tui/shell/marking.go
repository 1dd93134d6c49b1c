package shell

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/tui/kit"
	"example.org/meldeportal/tui/wording"
)

// Marking is what somebody has marked in a list, by what its lines are about: acts of a
// line go over all marked ones then. What is marked and out of sight is left alone, so
// that nothing is done to a line nobody sees.
type Marking[K comparable] struct {
	on  map[K]bool
	Key func(i int) (key K, ok bool) // of a line of the list as it is in sight
	// Held are the lines that are at hand, of a list that is not held whole; nil = all.
	Held func() (from, to int)
}

// held are the lines of n that can be marked.
func (m *Marking[K]) held(n int) (from, to int) {
	if m.Held == nil {
		return 0, n
	}
	from, to = m.Held()
	return from, min(to, n)
}

// Has reports whether a line is marked.
func (m *Marking[K]) Has(i int) bool {
	key, ok := m.Key(i)
	return ok && m.on[key]
}

// Marked are the marked ones of n lines.
func (m *Marking[K]) Marked(n int) (lines []int) {
	if len(m.on) == 0 {
		return nil
	}
	from, to := m.held(n)
	for i := from; i < to; i++ {
		if m.Has(i) {
			lines = append(lines, i)
		}
	}
	return lines
}

// Clear marks nothing.
func (m *Marking[K]) Clear() { m.on = nil }

// set marks a line or does not.
func (m *Marking[K]) set(i int, on bool) {
	key, ok := m.Key(i)
	switch {
	case !ok:
	case !on:
		delete(m.on, key)
	case m.on == nil:
		m.on = map[K]bool{key: true}
	default:
		m.on[key] = true
	}
}

// Counted says how many of n lines are marked, before their count; "" where none is.
func (m *Marking[K]) Counted(n int) string {
	marked := len(m.Marked(n))
	if marked == 0 {
		return ""
	}
	return wording.Thousands(marked) + " markiert, "
}

// Offers mark lines of a list of n.
func (m *Marking[K]) Offers(list *kit.CursorList, n int) []kit.Action {
	empty := ""
	if n == 0 {
		empty = "Die Liste zeigt keine Zeile."
	}
	many := empty
	if from, to := m.held(n); to-from < n {
		many = "Die Liste ist dafür zu lang oder noch nicht ganz gelesen: bitte suchen oder filtern, oder gleich noch einmal."
	}
	offers := []kit.Action{
		{Keys: []string{"+"}, Label: "Markieren", Help: "Markiert die Zeile oder nicht mehr und geht zur nächsten; Befehle gelten dann allen markierten.", Off: empty, Quiet: true, Do: func() tea.Cmd {
			m.set(list.At, !m.Has(list.At))
			list.At = min(list.At+1, n-1)
			return nil
		}},
		{Keys: []string{"*"}, Label: "Alle markieren", Help: "Markiert alles, was die Liste zeigt; ist schon alles markiert, nichts mehr.", Off: many, Quiet: true, Do: func() tea.Cmd {
			m.all(n)
			return nil
		}},
	}
	if len(m.Marked(n)) == 0 {
		return offers
	}
	return append([]kit.Action{{Keys: []string{"esc"}, Label: "Markierung weg", Help: "Markiert nichts mehr.", Do: func() tea.Cmd { m.Clear(); return nil }}}, offers...)
}

// all marks all lines that can be marked, or none where they are marked already.
func (m *Marking[K]) all(n int) {
	could, marked := 0, len(m.Marked(n))
	for i := range n {
		if _, ok := m.Key(i); ok {
			could++
		}
	}
	for i := range n {
		m.set(i, marked < could)
	}
}
