package series

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/forms"
	"example.org/meldeportal/tui/followups"
)

// searchKey types into the search and moves among the people found; it reports
// whether the key was for the search.
func (s *Series) searchKey(k tea.KeyMsg) bool {
	asked := s.query.Value() != ""
	s.chosen = false
	switch key := k.String(); {
	case asked && key == "down":
		s.hit, s.chosen = min(s.hit+1, len(s.hits)-1), len(s.hits) > 0
	case asked && key == "up":
		s.hit, s.chosen = s.hit-1, s.hit > 0
	case key == "up", key == "down", key == "pgup", key == "pgdown", key == "tab", key == "shift+tab":
		return false
	default:
		before := s.query.Value()
		forms.TypeInto(&s.query, k)
		if s.query.Value() != before {
			s.search()
		}
	}
	s.hit = max(0, s.hit)
	return true
}

// search finds people for the next line.
func (s *Series) search() {
	s.index, _ = s.sh.Patients().Known()
	s.hits, s.found = s.Find(s.index, s.query.Value())
	s.hit, s.chosen = 0, false
}

// ask makes the search begin anew.
func (s *Series) ask(text string) {
	s.query.SetValue(text)
	s.search()
}

// seriesAddedMsg brings the line of a person.
type seriesAddedMsg struct {
	to   *Series
	line *followups.Line
	fill bool // the cursor goes on in the line
	err  error
}

// takeHit adds the person found; the cursor stays in the search, so that the
// next name can be typed.
func (s *Series) takeHit() tea.Cmd { return s.takePerson(false) }

// fillHit adds her and goes on in her line.
func (s *Series) fillHit() tea.Cmd { return s.takePerson(true) }

func (s *Series) takePerson(fill bool) tea.Cmd {
	if s.hit >= len(s.hits) {
		s.sh.Say("Niemand gefunden. Namensteile oder Geburtsdatum tippen, Enter nimmt den Treffer.")
		return nil
	}
	row := s.index.Row(s.hits[s.hit])
	s.reading = true
	ctx, desk := s.sh.While(s), s.sh.Desk()
	return func() tea.Msg {
		l, err := followups.ReadLine(ctx, desk, row.ID, "")
		return seriesAddedMsg{s, l, fill, err}
	}
}

// added puts a person into the grid.
func (s *Series) added(msg seriesAddedMsg) {
	s.reading = false
	if msg.err != nil {
		s.sh.Fail(msg.err)
		return
	}
	search, why := s.searching(), s.Add(msg.line)
	if why != "" {
		s.sh.Say(why)
	}
	s.goOnSearching(search)
	if msg.fill && why == "" {
		s.row, s.col = len(s.Sight()), firstColumn(msg.line)
		s.reopen()
	}
}

// goOnSearching empties the search, in which the cursor stays where it was there.
func (s *Series) goOnSearching(there bool) {
	if there {
		s.row = len(s.Sight()) + 1
	}
	s.ask("")
}

// seriesDueMsg brings lines for those who are due.
type seriesDueMsg struct {
	to  *Series
	due *followups.Due
}

// addDue adds every tumour whose follow-up is due and which has no line yet.
func (s *Series) addDue() tea.Cmd {
	cmd := s.commit()
	s.reading = true
	return tea.Batch(cmd, each(s.sh.While(s), s, []*followups.Due{s.Due()}, func(d *followups.Due) tea.Msg { return seriesDueMsg{s, d} }))
}

func (s *Series) addedDue(msg seriesDueMsg) {
	s.reading = false
	search := s.searching()
	said, err := s.AddDue(msg.due)
	if err != nil {
		s.sh.Fail(err)
		return
	}
	s.sh.Say(said)
	s.goOnSearching(search)
}

// firstColumn is where a new line is begun: at its tumour where that is not
// clear, else at its first value.
func firstColumn(l *followups.Line) int {
	if l.Tumour < 0 {
		return colTumour
	}
	return colFirst
}
