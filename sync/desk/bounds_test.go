package desk

import (
	"errors"
	"slices"
	"testing"
	"time"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/intake"
)

// To the minute: so long the portal's word counts, and so far a clock may be put back.
func TestThePortalsWordCountsAsLongAsItIsSaid(t *testing.T) {
	t.Parallel()
	const most = 7 * 24 * time.Hour
	said := confirmed{At: time.Date(2026, 11, 22, 10, 41, 0, 0, time.UTC), MelderID: site}
	for later, want := range map[time.Duration]answer.Kind{
		0: "", most: "", most + time.Minute: answer.FailLongAgo,
		-time.Minute: "", -clockSlack: "", -clockSlack - time.Minute: answer.FailClockBack,
	} {
		var f *answer.Failure
		if err := said.refused(said.At.Add(later), most); errors.As(err, &f) != (want != "") || f != nil && f.Kind != want {
			t.Errorf("%v later: got %v, want %q", later, err, want)
		}
	}
	if err := (&confirmed{}).refused(said.At, most); !errors.Is(err, &answer.Failure{Kind: answer.FailNeverHere}) && err == nil {
		t.Error("who was never let in is let in")
	}
}

// A step is told when it begins, and then no more often than anybody can read.
func TestProgressIsToldWhenAStepBeginsAndSeldomAfter(t *testing.T) {
	t.Parallel()
	var heard []intake.Step
	tell := paced(func(p intake.Progress) { heard = append(heard, p.Step) })
	for _, step := range []intake.Step{intake.Reading, intake.Reading, intake.Comparing, intake.Comparing, intake.Storing} {
		tell(intake.Progress{Step: step})
	}
	if want := []intake.Step{intake.Reading, intake.Comparing, intake.Storing}; !slices.Equal(heard, want) {
		t.Errorf("heard %v, want %v", heard, want)
	}
}

// A report has numbers of its own, its therapy too; those that were told before stay.
func TestAReportIsNumberedAndWhatWasToldBeforeStays(t *testing.T) {
	t.Parallel()
	ids := map[model.Zweig]func(*model.Meldung) *model.Text{
		model.TypOP:   func(m *model.Meldung) *model.Text { return &there(&m.OP).OPID },
		model.TypST:   func(m *model.Meldung) *model.Text { return &there(&m.ST).STID },
		model.TypSYST: func(m *model.Meldung) *model.Text { return &there(&m.SYST).SYSTID },
	}
	seen := map[model.Text]bool{}
	for typ, id := range ids {
		var fresh, known model.Meldung
		Number(&fresh, typ, site)
		if fresh.Typ != typ || fresh.MelderID != site {
			t.Errorf("%s: is of %s by %s", typ, fresh.Typ, fresh.MelderID)
		}
		for _, number := range []model.Text{fresh.MeldungID, fresh.Tumorzuordnung.TumorID, *id(&fresh)} {
			if number == "" || seen[number] {
				t.Errorf("%s: got the number %q, want one of its own", typ, number)
			}
			seen[number] = true
		}
		known.MeldungID, known.Tumorzuordnung.TumorID, *id(&known) = "M-1", "T-1", "X-1"
		Number(&known, typ, site)
		if known.MeldungID == "M-1" || known.Tumorzuordnung.TumorID != "T-1" || *id(&known) != "X-1" {
			t.Errorf("%s: numbered anew as %s, %s, %s, want the report alone", typ, known.MeldungID, known.Tumorzuordnung.TumorID, *id(&known))
		}
	}
}
