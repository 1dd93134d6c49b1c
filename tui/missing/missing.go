package missing

import (
	"context"
	"strings"

	"example.org/meldeportal/model"
	"example.org/meldeportal/model/people"
	"example.org/meldeportal/model/rights"
	"example.org/meldeportal/model/worklist"
	"example.org/meldeportal/tui/wording"
	"example.org/meldeportal/tui/work"
)

// ActsOn are what can be done with lines of the work list: the acts of every task, and the
// answer to what the registry lacks.
func ActsOn(agenda *work.Agenda, lines []*worklist.Aufgabe) []work.Act {
	acts := agenda.ActsOn(lines)
	if len(lines) == 0 {
		return append(acts, notOurs(agenda.Desk, nil))
	}
	of := make([][]work.Act, len(lines))
	for i := range lines {
		of[i] = []work.Act{notOurs(agenda.Desk, lines[i])}
	}
	return append(acts, work.ActsOn(of, func(n int) string { return wording.Plural(n, "Aufgabe", "Aufgaben") })...)
}

// notOurs answers that a report the registry lacks is not for this house to write.
func notOurs(desk *work.Desk, a *worklist.Aufgabe) work.Act {
	act := work.Act{Name: "nichtbeiuns", Does: rights.FrageBeantwortet, Label: "Nicht bei uns", Row: true, Quiet: true, Asks: work.AskReply,
		Help: "Antwortet dem Register, dass die vermisste Meldung nicht von hier kommt, und warum, wenn Sie es wissen."}
	switch {
	case a == nil:
		act.Off = "Es gibt nichts zu beantworten."
	case a.Vermisst == nil:
		act.Off = "Das Register vermisst hier nichts."
	default:
		about := *a.Vermisst
		act.Quiet = false
		act.Now = work.Given{Text: wording.AnswerText(&about, nil), Reason: wording.NotOurs}
		act.Do = func(ctx context.Context, g work.Given) (work.Done, error) {
			text := strings.TrimSpace(g.Text)
			if text == "" {
				text = wording.NotOurs
			}
			return work.Done{Said: "Die Antwort wird übermittelt."}, desk.Registry.Reply(ctx, about, text)
		}
	}
	return work.Allowed(desk, []work.Act{act})[0]
}

// Person is the case of whom the registry lacks a report of, by the number this house gave
// her; without one she is a new person, of whom what is known stands there.
func Person(known *people.Index, a *worklist.Aufgabe) (caseID string, begun model.Case) {
	number := model.OrEmpty(model.OrEmpty(a.Vermisst).Vermisst).PatientID
	if known != nil && number != "" {
		for _, i := range known.Find(string(number)) {
			if r := known.Row(i); r.Number == string(number) {
				return r.ID, begun
			}
		}
	}
	begun.Patient.PatientID = number
	return "", begun
}
