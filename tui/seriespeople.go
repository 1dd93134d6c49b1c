package tui

import (
	"context"
	"slices"

	tea "github.com/charmbracelet/bubbletea"
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
		s.hit, s.chosen = min(s.hit+1, len(s.hits)-1), len(s.hits) > 0
	case asked && key == "up":
		s.hit, s.chosen = s.hit-1, s.hit > 0
	case key == "up", key == "down", key == "pgup", key == "pgdown", key == "tab", key == "shift+tab":
		return false
	default:
		before := s.query.Value()
		typeInto(&s.query, k)
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
	s.index, _ = s.sh.Patients().Known()
	all := s.index.Find(s.query.Value())
	here := map[string]bool{}
	for _, l := range s.lines {
		here[l.caseID] = true
	}
	s.hits = s.index.Likely(all, s.query.Value(), s.dueSince(), here, seriesHits)
	s.found, s.hit, s.chosen = len(all), 0, false
}

// ask makes the search begin anew.
func (s *Series) ask(text string) {
	s.query.SetValue(text)
	s.search()
}

// seriesAddedMsg brings lines for people.
type seriesAddedMsg struct {
	to    *Series
	lines []*seriesLine
	due   bool
	fill  bool // the cursor goes on in the line
	lost  int  // people nobody can read, who were passed over
	err   error
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
	row := s.index.Rows[s.hits[s.hit]]
	s.reading = true
	desk := s.sh.Desk()
	return func() tea.Msg {
		l, err := readSeriesLine(context.Background(), desk, row.ID, "")
		return seriesAddedMsg{to: s, lines: []*seriesLine{l}, fill: fill, err: err}
	}
}

// added puts people into the grid.
func (s *Series) added(msg seriesAddedMsg) tea.Cmd {
	s.reading = false
	if msg.err != nil {
		s.sh.Fail(msg.err)
		return nil
	}
	search, n := s.searching(), 0
	for _, l := range msg.lines {
		if s.admit(l) {
			n++
		}
	}
	if search {
		s.row = len(s.lines) + 1
	}
	if msg.due {
		s.sayDue(n, msg.lost)
	}
	s.ask("")
	if msg.fill && n > 0 {
		s.row, s.col = len(s.lines), s.lines[len(s.lines)-1].firstColumn()
		s.reopen()
	}
	s.remember()
	return nil
}

// firstColumn is where a new line is begun: at its tumour where that is not
// clear, else at its first value.
func (l *seriesLine) firstColumn() int {
	if l.tumour < 0 {
		return colSeriesTumour
	}
	return colSeriesFirst
}

// admit takes a line into the grid unless its tumour has one already. The only
// tumour that has none needs no question.
func (s *Series) admit(l *seriesLine) bool {
	if len(l.tumours) == 0 {
		s.sh.Say(l.name + ": noch kein Tumor gemeldet; bitte zuerst die Diagnose melden.")
		return false
	}
	var free []int
	for i := range l.tumours {
		if !s.taken(l, i) {
			free = append(free, i)
		}
	}
	switch {
	case len(free) == 0 || l.tumour >= 0 && !slices.Contains(free, l.tumour):
		s.sh.Say(l.name + " steht schon in der Serie.")
		return false
	case l.tumour < 0 && len(free) == 1:
		l.tumour = free[0]
	}
	s.adopt(l)
	return true
}

// taken reports that a tumour of a line stands in another one already, or may
// yet: one of the same person for which none is chosen.
func (s *Series) taken(l *seriesLine, tumour int) bool {
	return slices.ContainsFunc(s.lines, func(o *seriesLine) bool {
		return o != l && o.caseID == l.caseID && !o.done &&
			(o.tumour < 0 || o.tumours[o.tumour].Part.TumorID == l.tumours[tumour].Part.TumorID)
	})
}
