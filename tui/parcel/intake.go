package parcel

import (
	"context"
	"errors"
	"slices"
	"strings"

	"example.org/meldeportal/model/answer"
	"example.org/meldeportal/model/intake"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// Intake is the sitting of a delivery of another system: what would come, line by
// line, what was decided about each, and in the end what became of it. A decision
// makes a new sitting, so that it can be made beside the one that is looked at.
type Intake struct {
	Look  *intake.Inspection
	Taken *intake.Carried       // nil = nothing is stored yet
	All   bool                  // lines that are as everybody expects them are shown, too
	Told  func(intake.Progress) // hears how far reading, deciding and storing is

	gathered work.Gathered
	path     string // of the decisions, "" = those of the system
	decided  intake.Decisions
}

// IntakeAsked is what is to be looked at.
type IntakeAsked struct {
	Path      string // a file or a folder
	Sent      bool   // as reports another program sent
	Decisions string // a file, "" = what was decided about the system's deliveries before
}

// The answers to how a delivery is taken.
var intakeKinds = []string{"als Entwürfe zum Weiterbearbeiten", "als Meldungen, die anderswo schon gesendet sind"}

// IntakeQuestions are what is asked before a delivery is read.
func IntakeQuestions() []work.Question {
	return []work.Question{
		{Label: "Datei oder Ordner", Empty: func([]string) string { return "" }},
		{Label: "Wie", Options: intakeKinds},
		{Label: "Datei mit Entscheidungen", Empty: func([]string) string { return "die dieses Systems" }},
	}
}

// IntakeAnswered is what the answers say.
func IntakeAnswered(answers []string) IntakeAsked {
	return IntakeAsked{Path: strings.TrimSpace(answers[0]), Sent: answers[1] == intakeKinds[1], Decisions: strings.TrimSpace(answers[2])}
}

// ReadIntake reads a delivery; nothing of it is stored. told hears how far it is.
func ReadIntake(ctx context.Context, desk *work.Desk, asked IntakeAsked, told func(intake.Progress)) (Intake, error) {
	gathered, err := desk.Arrivals.Gather(ctx, []string{asked.Path}, asked.Sent, told)
	if err != nil {
		return Intake{}, err
	}
	s := Intake{Told: told, gathered: gathered, path: asked.Decisions}
	if s.decided, err = gathered.Recall(ctx, s.path); err != nil {
		return Intake{}, err
	}
	if s.Look, err = gathered.Inspect(ctx, s.decided, told); err != nil {
		return Intake{}, err
	}
	if !s.decided.Fits(s.Look) {
		return Intake{}, &answer.Failure{Kind: answer.FailOtherSystem, Detail: s.decided.Absender}
	}
	return s, nil
}

// Rows are the places of the lines that are shown.
func (s *Intake) Rows() (at []int) {
	for n := range s.Look.Lines {
		if s.All || !s.Look.Lines[n].Kind.Quiet() {
			at = append(at, n)
		}
	}
	if len(at) == 0 && !s.All {
		return (&Intake{Look: s.Look, All: true}).Rows()
	}
	return at
}

// Line is the one shown in a place, nil where there is none.
func (s *Intake) Line(at int) *intake.Line {
	rows := s.Rows()
	if at < 0 || at >= len(rows) {
		return nil
	}
	return &s.Look.Lines[rows[at]]
}

// Decide is the sitting with one more decision, about a line or all of its kind. It is
// kept at once; where that fails it stands all the same.
func (s Intake) Decide(ctx context.Context, l *intake.Line, c intake.Choice, all bool) (Intake, error) {
	decided := s.Look.Decisions(s.decided).With(l, c, all)
	if l.Kind.OfPerson() {
		look, err := s.gathered.Inspect(ctx, decided, s.Told) // who she is decides what her reports are
		if err != nil {
			return s, err
		}
		s.Look = look
	} else {
		s.Look = decidedLines(s.Look, l, c, all)
	}
	s.decided = decided
	return s, s.gathered.Keep(ctx, s.path, decided)
}

func decidedLines(was *intake.Inspection, of *intake.Line, c intake.Choice, all bool) *intake.Inspection {
	look := *was
	look.Lines = slices.Clone(was.Lines)
	for n := range look.Lines {
		if l := &look.Lines[n]; l.Key == of.Key && l.Text == of.Text || all && l.Kind == of.Kind && slices.Contains(l.Choices, c) {
			l.Choice = c
		}
	}
	return &look
}

// Acts are what can be done with the delivery and with a line of it.
func (s Intake) Acts(at int) []work.Act {
	return []work.Act{
		{Name: "entscheiden", Label: "Entscheiden", Help: "Fragt, was aus der Zeile wird, oder aus allen ihrer Art.", Row: true, Off: s.nothingToDecide(at)},
		{Name: "alles", Label: s.otherView(), Help: "Wechselt zwischen allen Zeilen und denen, die zu entscheiden oder anders sind als erwartet."},
		{Name: "aufnehmen", Label: "Aufnehmen", Help: "Nimmt nach Rückfrage, was entschieden ist; was offen ist, bleibt draußen. Ein Bericht bleibt.", Off: s.nothingToTake(),
			Sure: &work.Sure{Title: "Lieferung übernehmen?", Text: wording.IntakeMeans(s.Look), Verb: "Übernehmen"}, Do: s.take},
	}
}

func (s *Intake) otherView() string {
	if s.All {
		return "Auffällige"
	}
	return "Alle Zeilen"
}

const intakeTaken = "Die Lieferung ist schon übernommen; hier steht, was aus jeder Zeile wurde."

func (s *Intake) nothingToDecide(at int) string {
	l := s.Line(at)
	switch {
	case s.Taken != nil:
		return intakeTaken
	case l == nil:
		return "Die Lieferung hat keine Zeile."
	case len(l.Choices) < 2:
		return "In dieser Zeile gibt es nichts zu entscheiden."
	}
	return ""
}

func (s *Intake) nothingToTake() string {
	switch {
	case s.Taken != nil:
		return intakeTaken
	case !s.Look.Takes():
		return "Nach diesen Entscheidungen kommt nichts Neues."
	}
	return ""
}

func (s *Intake) take(ctx context.Context, _ work.Given) (work.Done, error) {
	carried, err := s.gathered.Carry(ctx, s.Look.Decisions(s.decided), s.Told)
	if errors.Is(err, context.Canceled) {
		return work.Done{}, &answer.Failure{Kind: answer.FailStopped, Err: err}
	}
	if carried.Report == "" {
		return work.Done{}, err
	}
	return work.Done{Carried: &carried, Said: wording.IntakeCarried(&carried)}, err
}

// Over is the sitting when the delivery is stored.
func (s Intake) Over(carried *intake.Carried) Intake {
	s.Look, s.Taken = &carried.Inspection, carried
	return s
}
