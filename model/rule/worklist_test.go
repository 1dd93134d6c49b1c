package rule_test

import (
	"example.org/meldeportal/model"
	"example.org/meldeportal/model/record"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/model/worklist"
)

func init() { rule.ForWorkList = forWorkList }

// forWorkList finds what the work list asks for about the judged report.
func forWorkList(c *rule.Case) (found []rule.Finding) {
	at, ok := c.Today.Time()
	if !ok {
		return nil
	}
	fall := []model.Vorgang{{Merkmale: record.MerkmaleOf(c.Report), Transaktionsnummer: "judged", Art: model.SendungMeldung, State: model.StateAccepted}}
	for _, p := range c.History {
		state := model.StateDraft
		if p.Sent {
			state = model.StateAccepted
		}
		fall = append(fall, model.Vorgang{Merkmale: record.MerkmaleOf(p.Report), Art: model.SendungMeldung, State: state})
	}
	l := worklist.New(at, rule.Config{})
	l.Put(worklist.StandOf(&model.Case{ID: "c1"}, fall, at))
	for _, a := range l.Aufgaben(worklist.Gesehen{}) {
		if _, therapy := rule.TherapieOf(c.Report); therapy && a.Art == worklist.AufgabeGegenstueck && a.Transaktionsnummer == "judged" {
			found = append(found, rule.Finding{Rule: rule.OffeneTherapie.ID, Text: a.Text, Fields: []string{rule.BeginnField(c)}})
		}
	}
	return found
}
