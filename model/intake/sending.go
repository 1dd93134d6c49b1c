package intake

import (
	"fmt"

	"example.org/meldeportal/model"
)

// Judged is a package of another system before any of it is sent: how much there is, and
// what stands against it.
type Judged struct {
	Files, Reports int
	Faulty         []Faulty // in the order of the files
}

// Faulty is a report that is not valid, or a file in which nothing is.
type Faulty struct {
	At        Place
	MeldungID model.Text // "" = it is about a whole file, and nothing of the package can be sent
	Maengel   []Mangel
}

// Whole reports that a whole file is wrong.
func (j *Judged) Whole() bool {
	for i := range j.Faulty {
		if j.Faulty[i].MeldungID == "" {
			return true
		}
	}
	return false
}

// Bad is how many reports are not valid.
func (j *Judged) Bad() int {
	seen := map[model.Text]bool{}
	for i := range j.Faulty {
		if id := j.Faulty[i].MeldungID; id != "" {
			seen[id] = true
		}
	}
	return len(seen)
}

// Valid is how many can be sent.
func (j *Judged) Valid() int {
	if j.Whole() {
		return 0
	}
	return j.Reports - j.Bad()
}

// Sent is a package that was sent: what became of each report, and where that is written down.
type Sent struct {
	Outcomes []Outcome
	Protocol string
	Stopped  bool // before all of it had left: the same package sends the rest
}

// Count is how many ended so.
func (s *Sent) Count(r Result) (n int) {
	for i := range s.Outcomes {
		if s.Outcomes[i].Result == r {
			n++
		}
	}
	return n
}

// Sum is how they ended, in a sentence.
func (s *Sent) Sum() string {
	reports := fmt.Sprintf("%d Meldungen", len(s.Outcomes))
	if len(s.Outcomes) == 1 {
		reports = "1 Meldung"
	}
	return fmt.Sprintf("%s: %d angenommen, %d abgelehnt, %d warten, %d nicht gesendet.", reports, s.Count(Accepted), s.Count(Rejected), s.Count(Waiting), s.Count(NotSent))
}
