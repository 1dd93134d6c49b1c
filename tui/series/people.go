package series

import (
	"context"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/tui/kit"
)

// seriesHits is how many people found are shown below the search.
const seriesHits = 5

// searchKey types into the search and moves among the people found; it reports
// whether the key was for the search.
func (s *Series) searchKey(k tea.KeyMsg) bool {
	asked := s.query.Value() != ""
	s.chosen = false
	switch key := k.String(); {
	case asked && key == "down":
		s.hit, s.chosen = min(s.hit+1, len(s.Hits)-1), len(s.Hits) > 0
	case asked && key == "up":
		s.hit, s.chosen = s.hit-1, s.hit > 0
	case key == "up", key == "down", key == "pgup", key == "pgdown", key == "tab", key == "shift+tab":
		return false
	default:
		before := s.query.Value()
		kit.TypeInto(&s.query, k)
		if s.query.Value() != before {
			s.search()
		}
	}
	s.hit = max(0, s.hit)
	return true
}

// search finds people. Few letters are to be enough: of those whose names begin
// so the ones whose follow-up is due come first, those of whom no tumour is
// known later, and last those who stand in the grid already.
func (s *Series) search() {
	s.Index, _ = s.sh.Patients().Known()
	all := s.Index.Find(s.query.Value())
	here := map[string]bool{}
	for _, l := range s.Lines {
		here[l.caseID] = true
	}
	s.Hits = s.Index.Likely(all, s.query.Value(), s.dueSince(), here, seriesHits)
	s.Found, s.hit, s.chosen = len(all), 0, false
}

// Ask makes the search begin anew.
func (s *Series) Ask(text string) {
	s.query.SetValue(text)
	s.search()
}

// SeriesAddedMsg brings lines for people.
type SeriesAddedMsg struct {
	To    *Series
	Lines []*SeriesLine
	due   bool
	fill  bool // the cursor goes on in the line
	lost  int  // people nobody can read, who were passed over
	Err   error
}

// takeHit adds the person found; the cursor stays in the search, so that the
// next name can be typed.
func (s *Series) takeHit() tea.Cmd { return s.takePerson(false) }

// fillHit adds her and goes on in her line.
func (s *Series) fillHit() tea.Cmd { return s.takePerson(true) }

func (s *Series) takePerson(fill bool) tea.Cmd {
	if s.hit >= len(s.Hits) {
		s.sh.Say("Niemand gefunden. Namensteile oder Geburtsdatum tippen, Enter nimmt den Treffer.")
		return nil
	}
	row := s.Index.Rows[s.Hits[s.hit]]
	s.reading = true
	desk := s.sh.Desk()
	return func() tea.Msg {
		l, err := ReadSeriesLine(context.Background(), desk, row.ID, "")
		return SeriesAddedMsg{To: s, Lines: []*SeriesLine{l}, fill: fill, Err: err}
	}
}

// Added puts people into the grid.
func (s *Series) Added(msg SeriesAddedMsg) tea.Cmd {
	s.reading = false
	if msg.Err != nil {
		s.sh.Fail(msg.Err)
		return nil
	}
	search, n := s.searching(), 0
	for _, l := range msg.Lines {
		if s.admit(l) {
			n++
		}
	}
	if search {
		s.row = len(s.Lines) + 1
	}
	if msg.due {
		s.sayDue(n, msg.lost)
	}
	s.Ask("")
	if msg.fill && n > 0 {
		s.row, s.col = len(s.Lines), s.Lines[len(s.Lines)-1].firstColumn()
		s.reopen()
	}
	s.Remember()
	return nil
}

// firstColumn is where a new line is begun: at its tumour where that is not
// clear, else at its first value.
func (l *SeriesLine) firstColumn() int {
	if l.Tumour < 0 {
		return colSeriesTumour
	}
	return ColSeriesFirst
}

// admit takes a line into the grid unless its tumour has one already. The only
// tumour that has none needs no question.
func (s *Series) admit(l *SeriesLine) bool {
	if len(l.Tumours) == 0 {
		s.sh.Say(l.Name + ": noch kein Tumor gemeldet; bitte zuerst die Diagnose melden.")
		return false
	}
	var free []int
	for i := range l.Tumours {
		if !s.Taken(l, i) {
			free = append(free, i)
		}
	}
	switch {
	case len(free) == 0 || l.Tumour >= 0 && !slices.Contains(free, l.Tumour):
		s.sh.Say(l.Name + " steht schon in der Serie.")
		return false
	case l.Tumour < 0 && len(free) == 1:
		l.Tumour = free[0]
	}
	s.adopt(l)
	return true
}

// Taken reports that a tumour of a line stands in another one already, or may
// yet: one of the same person for which none is chosen.
func (s *Series) Taken(l *SeriesLine, tumour int) bool {
	return slices.ContainsFunc(s.Lines, func(o *SeriesLine) bool {
		return o != l && o.caseID == l.caseID && !o.Done &&
			(o.Tumour < 0 || o.Tumours[o.Tumour].Part.TumorID == l.Tumours[tumour].Part.TumorID)
	})
}
