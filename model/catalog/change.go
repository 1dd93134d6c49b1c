package catalog

// Change is what a new list changes against the one in use.
type Change struct {
	Before  *List // empty: there is none
	New     []string
	Gone    []string
	Changed []string // another title, validity or kind
	Cut     bool     // so much is gone that the file may be cut off
}

// Against compares a list with the one it takes the place of: the same edition, the
// newest one of the same publisher, else our own list. Titles of ours are no official ones, so
// they do not count.
func (l *List) Against(s *Shelf) Change {
	var c Change
	if c.Before = s.before(l); c.Before == nil {
		c.Before = &List{}
	}
	const tenth, third, large = 10, 3, 100
	now := make(map[string]bool, len(l.entries))
	for i := range l.entries {
		e := &l.entries[i]
		now[e.Code] = true
		switch at, known := c.Before.byCode[e.Code]; {
		case !known:
			c.New = append(c.New, e.Code)
		case c.Before.entries[at].differs(e):
			c.Changed = append(c.Changed, e.Code)
		}
	}
	for i := range c.Before.entries {
		if e := &c.Before.entries[i]; !now[e.Code] && !e.Old {
			c.Gone = append(c.Gone, e.Code)
		}
	}
	c.Cut = c.Before.Source == l.Source && len(c.Gone)*tenth > c.Before.Len() || c.Before.Len() > large && len(c.Gone)*third > c.Before.Len()
	return c
}

// before is the list that a list takes the place of.
func (s *Shelf) before(l *List) *List {
	s.mu.RLock()
	editions := s.editions[l.Name]
	s.mu.RUnlock()
	var newest *List
	for _, known := range editions {
		if known.Edition == l.Edition && known.From == l.From {
			return known
		}
		if known.Source == l.Source {
			newest = known
		}
	}
	if newest != nil {
		return newest
	}
	own, _ := Get(l.Name)
	return own
}

func (e *Entry) differs(other *Entry) bool {
	return e.Official && other.Official && e.Label != other.Label || e.Until != other.Until && (e.Official || other.Until != "") ||
		e.Art != "" && e.Art != other.Art
}

// SubstanzArt is SubstanzArt by the list somebody imported; nil has none.
func (s *Shelf) SubstanzArt(name string) (art string, listed bool) {
	if art, listed = s.art("Substanz", name); listed {
		return art, true
	}
	return SubstanzArt(name)
}

// ATCArt is ATCArt by the list somebody imported; nil has none.
func (s *Shelf) ATCArt(code string) (art string, listed bool) {
	if art, listed = s.art("ATC", code); listed {
		return art, true
	}
	return ATCArt(code)
}

func (s *Shelf) art(list, code string) (art string, listed bool) {
	if s == nil {
		return "", false
	}
	s.mu.RLock()
	l := s.merged[list]
	s.mu.RUnlock()
	if l == nil {
		return "", false
	}
	e, _ := l.Entry(code)
	return e.Art, e.Art != ""
}

// Divided reports whether a code of the OPS has longer ones below it in a year, and
// whether somebody imported the OPS of that year; nil has none.
func (s *Shelf) Divided(code, year string) (divided, known bool) {
	if s == nil {
		return false, false
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, l := range s.editions["OPS"] {
		if l.Edition == year {
			at, listed := l.byCode[code]
			return listed && l.entries[at].Heading, listed
		}
	}
	return false, false
}
