package series

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// A follow-up is due when nothing was heard of a tumour for a quarter of a year,
// the usual interval of the first years. A grid takes dueMost of them at once.
const (
	dueDays = 90
	dueMost = 200
)

// dueSince is the day since which something must have been heard of a tumour.
func (s *Series) dueSince() model.Datum {
	return model.DatumOf(s.sh.Services().Now().AddDate(0, 0, -dueDays))
}

// AddDue adds every tumour whose follow-up is due and which has no line yet.
func (s *Series) AddDue() tea.Cmd {
	cmd := s.Commit()
	s.reading = true
	desk, since := s.sh.Desk(), s.dueSince()
	known := map[worklist.Nachsorge]bool{}
	for _, l := range s.Lines {
		known[l.followUp()] = true
	}
	return tea.Batch(cmd, func() tea.Msg {
		lines, lost, err := readDue(context.Background(), desk, since, known)
		return SeriesAddedMsg{To: s, Lines: lines, due: true, lost: lost, Err: err}
	})
}

// followUp names what a line is about, the tumour only once it is chosen.
func (l *SeriesLine) followUp() worklist.Nachsorge {
	n := worklist.Nachsorge{CaseID: l.caseID}
	if l.Tumour >= 0 {
		n.TumorID = l.Tumours[l.Tumour].Part.TumorID
	}
	return n
}

// readDue reads lines for the tumours of which nothing was heard since a day,
// the one that waits longest in front. People nobody can read are passed over.
func readDue(ctx context.Context, desk *work.Desk, since model.Datum, known map[worklist.Nachsorge]bool) (lines []*SeriesLine, lost int, err error) {
	due, err := desk.Tasks.FollowUps(ctx, since)
	if err != nil {
		return nil, 0, err
	}
	for _, d := range due {
		if known[worklist.Nachsorge{CaseID: d.CaseID, TumorID: d.TumorID}] || known[worklist.Nachsorge{CaseID: d.CaseID}] || len(lines) == dueMost {
			continue
		}
		l, err := ReadSeriesLine(ctx, desk, d.CaseID, "")
		if wording.IsDamaged(err) {
			lost++
			continue
		}
		if err != nil {
			return nil, 0, err
		}
		l.choose(d.TumorID)
		lines = append(lines, l)
	}
	return lines, lost, nil
}

// sayDue tells how many were added, and how many nobody can read.
func (s *Series) sayDue(n, lost int) {
	switch {
	case lost > 0:
		s.sh.Say(wording.Plural(n, "fällige Nachsorge", "fällige Nachsorgen") + " hinzugefügt; " + wording.Plural(lost, "Akte", "Akten") + " " + people.DamagedWord + ": Betreuung rufen.")
	case n > 0:
		s.sh.Say(wording.Plural(n, "fällige Nachsorge", "fällige Nachsorgen") + " hinzugefügt, die älteste zuerst.")
	case len(s.Lines) > 0:
		s.sh.Say("Keine weitere fällige Nachsorge: alle, die fällig sind, stehen schon in der Serie.")
	default:
		s.sh.Say(fmt.Sprintf("Keine fällige Nachsorge: keine letzte Meldung ist älter als %d Tage.", dueDays))
	}
}
