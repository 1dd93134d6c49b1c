package interview

import (
	"example.org/meldeportal/tui/ask"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// SetupAnswers asks what a first start has to know; :datenbank at any of the questions asks
// for a database as well.
func (z *Session) SetupAnswers() (a work.Answers, err error) {
	database := ask.Command{Name: "datenbank", Help: work.AsksDatabase, Do: func(string) error { return z.setupAnswer(a.Database()) }}
	for _, q := range a.Questions() {
		if err := z.setupAnswer(q, database); err != nil {
			return a, err
		}
	}
	return a, nil
}

func (z *Session) setupAnswer(q work.SetupQuestion, own ...ask.Command) error {
	text, err := z.Answer(wording.Sentences(q.Label, q.Hint), own...)
	if err == nil {
		q.Answer(text)
	}
	return err
}
