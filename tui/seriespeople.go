package tui

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
)

// seriesHits is how many people found are shown below the search.
const seriesHits = 5

// searchKey types into the search and moves among the people found; it reports
// whether the key was for the search.
func (s *Series) searchKey(k tea.KeyMsg) bool {
	switch key := k.String(); {
	case s.query.Value() != "" && key == "down":
		s.hit = min(s.hit+1, min(seriesHits, len(s.hits))-1)
	case s.query.Value() != "" && key == "up":
		s.hit--
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

func (s *Series) search() { s.hits, s.hit = s.index.find(s.query.Value()), 0 }

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
	err   error
}

// takeHit adds the person found.
func (s *Series) takeHit() tea.Cmd {
	if s.hit >= len(s.hits) {
		s.sh.Say("Niemand gefunden. Namensteile oder Geburtsdatum tippen, Enter nimmt den Treffer.")
		return nil
	}
	row := s.index.rows[s.hits[s.hit]]
	if slices.ContainsFunc(s.lines, func(l *seriesLine) bool { return l.caseID == row.id && !l.done }) {
		s.sh.Say(row.name + " steht schon in der Serie.")
		return nil
	}
	s.reading = true
	desk := s.sh.Desk()
	return func() tea.Msg {
		l, err := readSeriesLine(context.Background(), desk, row.id, "")
		return seriesAddedMsg{s, []*seriesLine{l}, false, err}
	}
}

// added puts people into the grid; the cursor stays in the search, so that the
// next name can be typed.
func (s *Series) added(msg seriesAddedMsg) tea.Cmd {
	s.reading = false
	if msg.err != nil {
		s.sh.Fail(msg.err)
		return nil
	}
	search, n := s.searching(), 0
	for _, l := range msg.lines {
		if len(l.tumours) == 0 {
			s.sh.Say(l.name + ": noch kein Tumor gemeldet; bitte zuerst die Diagnose melden.")
			continue
		}
		s.adopt(l)
		n++
	}
	if search {
		s.row = len(s.lines) + 1
	}
	if msg.due {
		s.sayDue(n)
	}
	s.ask("")
	s.remember()
	return nil
}

func (s *Series) sayDue(n int) {
	if n == 0 {
		s.sh.Say(fmt.Sprintf("Keine fällige Nachsorge: keine letzte Meldung ist älter als %d Tage.", dueDays))
		return
	}
	s.sh.Say(plural(n, "fällige Nachsorge", "fällige Nachsorgen") + " hinzugefügt, die älteste zuerst.")
}

// A follow-up is due when nothing was heard of a tumour for a quarter of a year,
// the usual interval of the first years. A grid takes dueMost of them at once.
const (
	dueDays = 90
	dueMost = 200
)

// addDue adds the people whose follow-up is due.
func (s *Series) addDue() tea.Cmd {
	cmd := s.commit()
	s.reading = true
	desk, today, known := s.sh.Desk(), model.DatumOf(s.sh.Services().Now().AddDate(0, 0, -dueDays)), map[string]bool{}
	for _, l := range s.lines {
		known[l.caseID] = true
	}
	return tea.Batch(cmd, func() tea.Msg {
		lines, err := readDue(context.Background(), desk, today, known)
		return seriesAddedMsg{s, lines, true, err}
	})
}

// due is a person and the last word about a tumour of hers.
type due struct {
	caseID string
	last   model.Datum
}

// readDue reads the lines of the people of whom nothing was heard since a day.
func readDue(ctx context.Context, desk Desk, since model.Datum, known map[string]bool) (lines []*seriesLine, err error) {
	deliveries, err := desk.Deliveries(ctx, "")
	if err != nil {
		return nil, err
	}
	for _, d := range dueAmong(deliveries, since, known) {
		l, err := readSeriesLine(ctx, desk, d.caseID, "")
		if err != nil {
			return nil, err
		}
		if !l.begunVerlauf() {
			l.chooseLast(d.last)
			lines = append(lines, l)
		}
	}
	return lines, nil
}

// dueAmong are the people whose last Diagnose or Verlauf is older than a day,
// the oldest first. Those who have died, or are known already, are not among them.
func dueAmong(deliveries []model.Delivery, since model.Datum, known map[string]bool) []due {
	last, over := map[string]model.Datum{}, map[string]bool{}
	for i := range deliveries {
		d := &deliveries[i]
		if d.State == model.StateRejected || d.Art == model.SendungLoeschantrag {
			continue
		}
		switch d.Typ {
		case model.TypTod:
			over[d.CaseID] = true
		case model.TypDiagnose, model.TypVerlauf:
			last[d.CaseID] = max(last[d.CaseID], d.Date)
		}
	}
	var all []due
	for id, day := range last {
		if !over[id] && !known[id] && day != "" && day < since {
			all = append(all, due{id, day})
		}
	}
	slices.SortFunc(all, func(a, b due) int { return cmp.Or(cmp.Compare(a.last, b.last), cmp.Compare(a.caseID, b.caseID)) })
	return all[:min(len(all), dueMost)]
}

// begunVerlauf reports that somebody writes a follow-up of the person already.
func (l *seriesLine) begunVerlauf() bool {
	for _, p := range l.past {
		if !p.Sent && p.Report.Meldung.Typ == model.TypVerlauf {
			return true
		}
	}
	return false
}

// chooseLast chooses the tumour whose report of a day makes the follow-up due.
func (l *seriesLine) chooseLast(day model.Datum) {
	for i := range l.tumours {
		for _, r := range append(l.tumours[i].of(model.TypDiagnose), l.tumours[i].of(model.TypVerlauf)...) {
			if dayOf(r) == day && l.tumour < 0 {
				l.tumour = i
			}
		}
	}
}
