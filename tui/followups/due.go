package followups

import (
	"context"
	"fmt"
	"slices"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// A follow-up is due when nothing was heard of a tumour for a quarter of a year,
// the usual interval of the first years. A series takes dueMost of them at once, and
// passes over lostMost people nobody can read.
const (
	dueDays  = 90
	dueMost  = 200
	lostMost = 50
)

// Hits is how many people found are offered at once.
const Hits = 5

// dueSince is the day since which something must have been heard of a tumour.
func (s *Series) dueSince() model.Datum {
	return model.DatumOf(s.services.Now().AddDate(0, 0, -dueDays))
}

// Find finds people for the next line, the first ones and how many there are. Few
// letters are to be enough: of those whose names begin so the ones whose follow-up
// is due come first, those of whom no tumour is known later, and last those who
// stand in the series already.
func (s *Series) Find(known *people.Index, query string) (hits []int, found int) {
	all, here := known.Find(query), map[string]bool{}
	for _, l := range s.Lines {
		here[l.CaseID] = true
	}
	return known.Likely(all, query, s.dueSince(), here, Hits), len(all)
}

// HitRemark says what a person found is to the series.
func (s *Series) HitRemark(r *people.Row) string {
	for _, l := range s.Lines {
		if l.CaseID == r.ID {
			return "schon in der Serie"
		}
	}
	switch {
	case r.Unreported():
		return "noch kein Tumor"
	case r.Date != "" && r.Date < s.dueSince():
		return "fällig, zuletzt " + wording.ShortDate(r.Date)
	case r.Date != "":
		return "zuletzt " + wording.ShortDate(r.Date)
	}
	return ""
}

// Add takes a line into the series; why says what keeps it out.
func (s *Series) Add(l *Line) (why string) {
	why = s.admit(l)
	s.Remember()
	return why
}

// admit takes a line into the series unless its tumour has one already. The only
// tumour that has none needs no question.
func (s *Series) admit(l *Line) (why string) {
	if len(l.Tumours) == 0 {
		return l.Name + ": noch kein Tumor gemeldet; bitte zuerst die Diagnose melden."
	}
	var free []int
	for i := range l.Tumours {
		if !s.taken(l, i) {
			free = append(free, i)
		}
	}
	switch {
	case len(free) == 0 || l.Tumour >= 0 && !slices.Contains(free, l.Tumour):
		return l.Name + " steht schon in der Serie."
	case l.Tumour < 0 && len(free) == 1:
		l.Tumour = free[0]
	}
	s.adopt(l)
	return ""
}

// taken reports that a tumour of a line stands in another one already, or may
// yet: one of the same person for which none is chosen.
func (s *Series) taken(l *Line, tumour int) bool {
	return slices.ContainsFunc(s.Lines, func(o *Line) bool {
		return o != l && o.CaseID == l.CaseID && !o.Done &&
			(o.Tumour < 0 || o.Tumours[o.Tumour].Part.TumorID == l.Tumours[tumour].Part.TumorID)
	})
}

// ChooseTumour chooses the tumour a line is about; it reports false where that one
// has a line already.
func (s *Series) ChooseTumour(l *Line, tumour int) bool {
	if s.taken(l, tumour) {
		return false
	}
	l.Tumour = tumour
	s.Remember()
	return true
}

// Due are lines for every tumour whose follow-up is due and which has none yet.
type Due struct {
	since model.Datum
	known map[worklist.Nachsorge]bool
	lines []*Line
	lost  int // people nobody can read, who were passed over
	err   error
}

// Due prepares their reading.
func (s *Series) Due() *Due {
	d := &Due{since: s.dueSince(), known: map[worklist.Nachsorge]bool{}}
	for _, l := range s.Lines {
		d.known[l.followUp()] = true
	}
	return d
}

// followUp names what a line is about, the tumour only once it is chosen.
func (l *Line) followUp() worklist.Nachsorge {
	n := worklist.Nachsorge{CaseID: l.CaseID}
	if l.Tumour >= 0 {
		n.TumorID = l.Tumours[l.Tumour].Part.TumorID
	}
	return n
}

// Do reads them, the one that waits longest in front. People nobody can read are
// passed over. It may run beside the sitting.
func (d *Due) Do(ctx context.Context, desk *work.Desk) {
	var due []worklist.Nachsorge
	d.err = desk.Tasks.FollowUps(ctx, d.since, func(n worklist.Nachsorge) bool {
		if !d.known[worklist.Nachsorge{CaseID: n.CaseID, TumorID: n.TumorID}] && !d.known[worklist.Nachsorge{CaseID: n.CaseID}] {
			due = append(due, n)
		}
		return len(due) < dueMost+lostMost
	})
	for _, n := range due {
		if d.err != nil || len(d.lines) == dueMost {
			return
		}
		d.read(ctx, desk, n)
	}
}

func (d *Due) read(ctx context.Context, desk *work.Desk, n worklist.Nachsorge) {
	l, err := ReadLine(ctx, desk, n.CaseID, "")
	switch {
	case wording.IsDamaged(err):
		d.lost++
	case err != nil:
		d.err = err
	default:
		l.choose(n.TumorID)
		d.lines = append(d.lines, l)
	}
}

// AddDue takes them into the series and tells how many they are.
func (s *Series) AddDue(d *Due) (said string, err error) {
	if d.err != nil {
		return "", d.err
	}
	n := 0
	for _, l := range d.lines {
		if s.admit(l) == "" {
			n++
		}
	}
	s.Remember()
	return s.dueText(n, d.lost), nil
}

// AddAllDue reads them and takes them in at once.
func (s *Series) AddAllDue(ctx context.Context) (said string, err error) {
	due := s.Due()
	due.Do(ctx, s.desk)
	return s.AddDue(due)
}

// dueText tells how many were added, and how many nobody can read.
func (s *Series) dueText(n, lost int) string {
	switch {
	case lost > 0:
		return wording.Plural(n, "fällige Nachsorge", "fällige Nachsorgen") + " hinzugefügt; " + wording.Plural(lost, "Akte", "Akten") + " " + people.DamagedWord + ": Betreuung rufen."
	case n > 0:
		return wording.Plural(n, "fällige Nachsorge", "fällige Nachsorgen") + " hinzugefügt, die älteste zuerst."
	case len(s.Lines) > 0:
		return "Keine weitere fällige Nachsorge: alle, die fällig sind, stehen schon in der Serie."
	}
	return fmt.Sprintf("Keine fällige Nachsorge: keine letzte Meldung ist älter als %d Tage.", dueDays)
}
