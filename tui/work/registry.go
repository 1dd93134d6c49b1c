package work

import (
	"context"
	"slices"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/dataset"
	"example.org/meldeportal/model/field"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/model/rule"
	"example.org/meldeportal/tui/wording"
)

// Said is what the registry has said about the report of a draft, and the version it has
// said it about.
type Said struct {
	Answers []model.Rueckmeldung
	About   *model.Report
}

// readTold reads it: what was said about the last version of a report that anything was
// said about.
func readTold(ctx context.Context, desk *Desk, caseID string, meldung model.Text) (told Said, err error) {
	if desk.Registry == nil || meldung == "" {
		return told, nil
	}
	all, err := desk.Registry.Rueckmeldungen(ctx, caseID)
	if err != nil {
		return told, err
	}
	all = slices.DeleteFunc(all, func(r model.Rueckmeldung) bool { return r.MeldungID != meldung || r.Art == model.RueckEntscheidung })
	if len(all) == 0 {
		return told, nil
	}
	number := all[len(all)-1].Transaktionsnummer
	told.Answers = slices.DeleteFunc(all, func(r model.Rueckmeldung) bool { return r.Transaktionsnummer != number })
	if about, err := desk.Sent.Report(ctx, number); err == nil {
		told.About = &about
	}
	return told, nil
}

// Findings are what of it is to be seen to, at its field: where that says something else by
// now it was seen to. What the rules here say already is left out.
func (t *Said) Findings(now *model.Report, found []rule.Finding) (all []rule.Finding) {
	add := func(severity rule.Severity, id, at, text string) {
		if t.changed(now, at) || slices.ContainsFunc(found, func(f rule.Finding) bool { return f.Rule == id && (at == "" || slices.Contains(f.Fields, at)) }) {
			return
		}
		f := rule.Finding{Rule: registryRule + id, Severity: severity, Text: text}
		if at != "" {
			f.Fields = []string{at}
		}
		all = append(all, f)
	}
	for i := range t.Answers {
		r := &t.Answers[i]
		severity := rule.Hinweis
		if r.Ergebnis == model.ErgebnisAbgelehnt {
			severity = rule.Warnung
		}
		for _, b := range r.Befunde {
			add(severity, b.Regel, b.Feld, "Das Register: "+b.Text)
		}
		if r.Art == model.RueckFrage && r.Asks() {
			add(rule.Hinweis, "Frage", r.Feld, "Das Register fragt: "+r.Text)
		}
	}
	slices.SortStableFunc(all, func(a, b rule.Finding) int { return strings.Compare(string(b.Severity), string(a.Severity)) }) // Warnungen first
	return all
}

// registryRule is in front of the rule of a finding that the registry told.
const registryRule = "Register "

// changed reports that a field says something else than what the registry has seen.
func (t *Said) changed(now *model.Report, id string) bool {
	if t.About == nil || id == "" {
		return false
	}
	a, was := field.Lookup(dataset.Report, t.About, id)
	b, is := field.Lookup(dataset.Report, now, id)
	return was && is && a.Get() != b.Get()
}

// ReadAnswers reads what came back about a delivery.
func ReadAnswers(ctx context.Context, desk *Desk, d *model.Delivery) ([]model.Rueckmeldung, error) {
	if desk.Registry == nil {
		return nil, nil
	}
	all, err := desk.Registry.Rueckmeldungen(ctx, d.CaseID)
	return slices.DeleteFunc(all, func(r model.Rueckmeldung) bool { return r.Transaktionsnummer != d.Transaktionsnummer }), err
}

// ReadTries reads the last tries to deliver something.
func ReadTries(ctx context.Context, desk *Desk, d *model.Delivery) ([]model.Versuch, error) {
	if desk.Registry == nil {
		return nil, nil
	}
	return desk.Registry.Versuche(ctx, d.Transaktionsnummer)
}

// Question is the first question of the registry that waits for an answer, nil = none does.
func (s *SentVersion) Question() *model.Rueckmeldung {
	for i := range s.Answers {
		if r := &s.Answers[i]; r.Asks() {
			return r
		}
	}
	return nil
}

// answerFacts tell what the registry has said after the receipt.
func (s *SentVersion) answerFacts() (facts []Fact) {
	for i := range s.Answers {
		r := &s.Answers[i]
		facts = append(facts, Fact{Label: wording.AnswerLabel(r), Value: wording.AnswerText(r, s.Report)})
		for j := range r.Befunde {
			facts = append(facts, Fact{Label: "Befund", Value: wording.BefundText(&r.Befunde[j], s.Report)})
		}
		if r.Antwort != nil {
			facts = append(facts, Fact{Label: "Antwort", Value: wording.ReplyText(r)})
		}
	}
	return facts
}

// Outcome is the sentence about what the registry made of a report after its receipt, ""
// where the receipt is all.
func (s *SentVersion) Outcome() string {
	if q := s.Question(); q != nil {
		return wording.Asked(q)
	}
	switch s.Delivery.Ergebnis {
	case model.ErgebnisAngenommen:
		return "Das Register hat die Meldung verarbeitet und angenommen. Sie ist nur noch lesbar."
	case model.ErgebnisVerguetet:
		return "Das Register hat die Meldung angenommen, und sie ist vergütet. Sie ist nur noch lesbar."
	case model.ErgebnisHinweis:
		return "Das Register hat die Meldung angenommen und etwas angemerkt; {korrigieren} berichtigt sie, wo es nötig ist."
	case model.ErgebnisDoppelmeldung:
		return "Das Register hatte diese Meldung schon (Doppelmeldung)."
	case model.ErgebnisGeloescht:
		return "Das Register hat diese Meldung gelöscht. Hier bleibt sie lesbar."
	case model.ErgebnisGewaehrt:
		return "Das Register hat den Löschantrag gewährt: Die Meldung ist dort gelöscht. Hier bleibt sie lesbar."
	}
	return ""
}

// reply answers the question of the registry that waits longest.
func (s *SentVersion) reply() Act {
	a := Act{Name: "antworten", Does: rights.FrageBeantwortet, Label: "Antworten", Help: "Beantwortet die Rückfrage des Registers in Worten; die Antwort wird übermittelt.", Asks: AskReply}
	question := s.Question()
	if question == nil {
		a.Off, a.Quiet = "Das Register fragt hierzu nichts.", true
		return a
	}
	asked, now := *question, s.Delivery
	a.Now = Given{Text: wording.AnswerText(question, s.Report)}
	a.Do = func(ctx context.Context, g Given) (Done, error) {
		return Done{Said: "Die Antwort wird übermittelt; wie weit sie ist, steht hier.", Delivery: &now}, s.Desk.Registry.Reply(ctx, asked, g.Text)
	}
	return a
}
